/*
 * Preloaded into a bot (`--import`): when it opens a file whose path ends with SIGNAL_AT it sends itself SIGNAL, and each
 * file of a dossier that it opens is a line on stderr. So a test knows the moment at which a signal comes.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { SIGNAL_AT = "", SIGNAL = "SIGTERM" } = process.env;

for (const name of ["openSync", "readFileSync"] as const) {
  const original = fs[name] as (...given: unknown[]) => unknown;
  const told = (file: unknown, ...more: unknown[]) => {
    if (typeof file === "string" && /(?:dossier\.json|source\.txt)$/.test(file))
      fs.writeSync(2, `opened ${file}\n`);
    if (typeof file === "string" && file.endsWith(SIGNAL_AT)) process.kill(process.pid, SIGNAL);
    return original(file, ...more);
  };
  Object.assign(fs, { [name]: told });
}
syncBuiltinESMExports();
