import * as z from "zod";
import { formatJson } from "./format.ts";
import { dossierSchema } from "./schema.ts";

/** The JSON Schema of `dossier.json`, for editors; what needs the source is in the check alone. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(dossierSchema, { io: "input", reused: "ref" });
  return formatJson({ ...schema, title: "A dossier of Tessera" });
}
