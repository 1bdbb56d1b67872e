/**
 * One spelling for what differs only in how a name was romanised: letters that the common romanisations of Arabic (ALA-LC,
 * BGN/PCGN 1956, French usage, press usage) write differently for one sound are merged.
 */

/** A normalised form with the letters of one sound merged: qu q k; ou oo u o; ee y i; e a; dh d; th t; doubled; final h. */
export function fold(normal: string): string {
  const form = normal
    .replace(/qu(?=[aeiou])|q|ck/g, "k")
    .replace(/ou|oo|o/g, "u")
    .replace(/ee|y/g, "i")
    .replaceAll("e", "a");
  // Most names hold no h, and half of the rules are about it.
  const hasH = form.includes("h");
  const single = (hasH ? form.replace(/([dtg])h/g, "$1").replaceAll("ph", "f") : form).replace(
    /([^\d ])\1+/g,
    "$1",
  );
  return hasH ? single.replace(/(?<=[aiu])h(?= |$)/g, "") : single;
}
