import UFuzzy from "@leeoniya/ufuzzy";
import Fuse from "fuse.js";
import fuzzysort from "fuzzysort";
import MiniSearch from "minisearch";
import { createSearch } from "../../src/search/index.ts";
import { normalise } from "../../src/search/normalise.ts";
import type { Place } from "./data.ts";

/** The engines compared, each as a function that builds over places and gives at most `limit` ids, best first. */

export type Find = (query: string, limit: number) => string[];
export type Engine = {
  readonly name: string;
  readonly largest: number;
  readonly build: (places: readonly Place[]) => Find;
};

export const engines: readonly Engine[] = [
  {
    name: "Tessera",
    largest: 1_000_000,
    build(places) {
      const search = createSearch(
        places.map(({ id, name, prominence }) => ({ id, names: [name], prominence })),
      );
      // Builds its index.
      search.find("x");
      return (query, limit) => search.find(query, limit).map(({ id }) => id);
    },
  },
  {
    name: "Fuse, raw",
    largest: 100_000,
    build(places) {
      const fuse = new Fuse(places, { keys: ["name"], threshold: 0.4, ignoreFieldNorm: true });
      return (query, limit) => fuse.search(query, { limit }).map(({ item }) => item.id);
    },
  },
  {
    name: "Fuse, normalised",
    largest: 100_000,
    build(places) {
      const fuse = new Fuse(
        places.map(({ name }) => normalise(name)),
        { threshold: 0.4, ignoreFieldNorm: true },
      );
      return (query, limit) =>
        fuse.search(normalise(query), { limit }).map(({ refIndex }) => places[refIndex]?.id ?? "");
    },
  },
  {
    name: "MiniSearch",
    largest: 100_000,
    build(places) {
      const mini = new MiniSearch<Place>({ fields: ["name"], searchOptions: { prefix: true, fuzzy: 0.2 } });
      mini.addAll(places.map((place) => ({ ...place, name: normalise(place.name) })));
      return (query, limit) =>
        mini
          .search(normalise(query))
          .slice(0, limit)
          .map(({ id }) => String(id));
    },
  },
  {
    name: "uFuzzy",
    largest: 100_000,
    build(places) {
      const fuzzy = new UFuzzy({ intraMode: 1 });
      const names = places.map(({ name }) => normalise(name));
      return (query, limit) => {
        const [indexes, info, order] = fuzzy.search(names, normalise(query), 2);
        if (order && info) return order.slice(0, limit).map((at) => places[info.idx[at] ?? 0]?.id ?? "");
        return (indexes ?? []).slice(0, limit).map((at) => places[at]?.id ?? "");
      };
    },
  },
  {
    name: "fuzzysort",
    largest: 100_000,
    build(places) {
      const prepared = places.map(({ id, name }) => ({ id, name: fuzzysort.prepare(normalise(name)) }));
      return (query, limit) =>
        fuzzysort
          .go(normalise(query), prepared, { key: "name", limit, threshold: 0.3 })
          .map(({ obj }) => obj.id);
    },
  },
];
