/** A fault that the person who drafts can mend; its message says how. Nothing has been written. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
