/** Node's compile cache. What lies in it runs, so it lies where nobody else may write; Node itself does not look. */
import { lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";

const project = realpathSync(dirname(import.meta.dirname));

/**
 * Turns the cache on in `folder`, made with mode 0700 where there is none; leaves it off where another user may enter it or
 * put another in its place, or this one may not write. Where NODE_COMPILE_CACHE is set, Node has turned it on before
 * anything here runs: returns what is wrong where others may write there, since only another start can undo that.
 */
export function keepCompiled(folder = join(project, "var", "compile-cache")): string | undefined {
  const given = getCompileCacheDir();
  if (given !== undefined)
    return isOurs(given)
      ? undefined
      : "NODE_COMPILE_CACHE: others may write there, and what lies there runs: unset it, or name a folder of mode 700 that belongs to this user";
  for (const each of [dirname(folder), folder])
    try {
      mkdirSync(each, { mode: 0o700 });
    } catch {
      // It is there, or there will be no cache.
    }
  // What others could read they may have written in, where a umask was loose.
  if (isOurs(folder) && isPrivate(folder)) enableCompileCache(realpathSync(folder));
  return undefined;
}

/** Whether nobody but its owner may enter a folder. */
function isPrivate(folder: string): boolean {
  return process.geteuid === undefined || (statSync(folder).mode & 0o077) === 0;
}

/**
 * Whether a folder is this user's, and nobody else but root may write in it or put another in its place. Windows has no
 * such modes: there a folder is as safe as the one that it stands in.
 */
function isOurs(folder: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return true;
  const isSafe = (path: string, isFolder: boolean): boolean => {
    // Whoever may write in a folder that holds the project too may as well change the program.
    if (`${project}/`.startsWith(path === "/" ? path : `${path}/`)) return true;
    const { uid, mode } = lstatSync(path);
    const isLink = (mode & 0o170_000) === 0o120_000;
    // In a sticky folder, such as /tmp, each may replace only what is theirs.
    const othersWrite = (mode & 0o022) !== 0 && (isFolder || (mode & 0o1_000) === 0);
    if (uid !== user && (isFolder || uid !== 0)) return false;
    return (isLink || !othersWrite) && isSafe(dirname(path), false);
  };
  try {
    // Of a link, where it stands as well as where it leads.
    return isSafe(folder, true) && isSafe(realpathSync(folder), true);
  } catch {
    return false;
  }
}
