import type { Excerpt } from "../dossier/catalogue.ts";

/**
 * The article's address with a text fragment (WICG Scroll to Text Fragment): the browser looks for the
 * passage's first and last words. Footnote markers are not part of the page's running text, so each end stops
 * before the nearest one.
 */
export function articleUrl(excerpt: Excerpt): string {
  const clean = (text: string) => encodeURIComponent(text).replaceAll("-", "%2D");
  const runs = excerpt.exact.split(/\[\d+\]/).map((run) => run.trim());
  const words = (run: string | undefined) => (run ?? "").split(/\s+/).filter((word) => word !== "");
  const start = words(runs[0]).slice(0, 6).join(" ");
  const end = words(runs.findLast((run) => words(run).length > 1))
    .slice(-6)
    .join(" ");
  return `${excerpt.dossier.source.url.split("#")[0]}#:~:text=${clean(start)},${clean(end)}`;
}
