/** Discord's signature on a request: Ed25519 over the timestamp and the body as it came. */
import { createPublicKey, verify } from "node:crypto";

/** A timestamp may be off by this much, in milliseconds. */
const leeway = 5 * 60_000;

export type Verify = (request: {
  readonly signature: string | undefined;
  /** Seconds since 1970, as the header has them. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
}) => "right" | "wrongSignature" | "oldTimestamp";

/** `publicKey`: 64 hexadecimal digits, from the Developer Portal. Throws where they are no key. */
export function createVerify(publicKey: string, now: () => number = Date.now): Verify {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return ({ signature = "", timestamp = "", body }) => {
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return "wrongSignature";
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    if (!verify(null, signed, key, Buffer.from(signature, "hex"))) return "wrongSignature";
    return Math.abs(now() - Number(timestamp) * 1_000) > leeway ? "oldTimestamp" : "right";
  };
}
