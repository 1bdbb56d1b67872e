/** The country that a dossier's places lie in, as people name it in several languages. */
import type { Dossier } from "../dossier/catalogue.ts";
import { normalise } from "../search/normalise.ts";

const languages = ["en", "fr", "es", "pt", "it", "de", "tr", "ru", "uk", "ar", "fa", "he"];
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const known = new WeakMap<Dossier, readonly string[]>();
/** By a country's English name, as it is normalised. */
let codes: ReadonlyMap<string, string> | undefined;
const translations = new Map<string, readonly string[]>();

/**
 * Names, in the languages that names are listed in, of the countries by which a dossier tells its places from others
 * ("Palmyra, Syria"), by Unicode's CLDR. People add them to any place.
 */
export function countriesOf(dossier: Dossier): readonly string[] {
  let names = known.get(dossier);
  if (names === undefined) {
    const qualifiers = dossier.places
      .flatMap((place) => place.names)
      .flatMap((name) => /, ([^,]+)$/.exec(name)?.[1] ?? []);
    names = [...new Set(qualifiers)].flatMap(translationsOf);
    known.set(dossier, names);
  }
  return names;
}

/** A country's names, by its English one; none of what is no country's. */
function translationsOf(name: string): readonly string[] {
  codes ??= codesByName();
  const code = codes.get(normalise(name));
  if (code === undefined) return [];
  let names = translations.get(code);
  if (names === undefined) {
    names = [...new Set(languages.flatMap((language) => namesIn(language).of(code) ?? []))];
    translations.set(code, names);
  }
  return names;
}

function codesByName(): ReadonlyMap<string, string> {
  const english = namesIn("en");
  return new Map(
    letters
      .flatMap((first) => letters.map((second) => first + second))
      .flatMap((code): [string, string][] => {
        const name = english.of(code);
        return name === undefined ? [] : [[normalise(name), code]];
      }),
  );
}

function namesIn(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames([language], { type: "region", fallback: "none" });
}
