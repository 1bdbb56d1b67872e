import { hash } from "node:crypto";

/** Ten characters that stand for a longer text: whole ids don't fit the 100 of a custom_id. */
export function digest(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 10);
}
