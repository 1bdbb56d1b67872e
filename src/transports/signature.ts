/** Discord's signature on a request: Ed25519 over the timestamp and the body as it came. */
import { createPublicKey, verify } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A timestamp may be off by this much, in milliseconds. */
const leeway = 5 * 60_000;

export interface Signature {
  readonly bytes: Uint8Array;
  /** Seconds since 1970, as the header has them. */
  readonly timestamp: string;
}

/** What a request's headers say of its signature, before its body is looked at. */
export function readSignature({
  "x-signature-ed25519": signature,
  "x-signature-timestamp": timestamp,
}: IncomingHttpHeaders): Signature | "unsigned" | "wrongSignature" {
  if (typeof signature !== "string" || typeof timestamp !== "string") return "unsigned";
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return "wrongSignature";
  return { bytes: Buffer.from(signature, "hex"), timestamp };
}

export type Verify = (signature: Signature, body: Uint8Array) => "right" | "wrongSignature" | "oldTimestamp";

/** `publicKey`: 64 hexadecimal digits, from the Developer Portal. Throws where they are no key. */
export function createVerify(publicKey: string, now: () => number = Date.now): Verify {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return ({ bytes, timestamp }, body) => {
    if (!verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, bytes)) return "wrongSignature";
    return Math.abs(now() - Number(timestamp) * 1_000) > leeway ? "oldTimestamp" : "right";
  };
}
