/** What people copy of a card: quotation, what belongs to it, and the reference; of a spoiler the reference alone. */
import { type Excerpt, excerptsOf, type Item } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Card, Line } from "./card.ts";
import { card, sourceLine } from "./parts.ts";
import { lengthOf, mostCharacters } from "./room.ts";
import { cautionOf, noticesOf, speakerOf } from "./sentence.ts";

/** Beside the card that it is of, in a message of its own. */
export function copyCard(item: Item): Card {
  const { dossier } = item;
  const { source } = dossier;
  const excerpts = excerptsOf(item);
  const all = excerpts.flatMap(linesOf);
  // What there is no room for is a press away, sentence by sentence.
  const quotations = lengthOf([{ type: "code", lines: all }]) > mostCharacters - 1_000 ? [] : all;
  return card({
    id: item.id,
    blocks: [
      { type: "title", text: say("copyTitle", item.title) },
      {
        type: "code",
        lines: [
          ...quotations,
          [
            say(
              "copyReference",
              idsOf(excerpts),
              source.attribution,
              source.title,
              source.site,
              source.revision,
            ),
          ],
          [source.url],
          [say("copyLicence", source.licence.name, dossier.id, dossier.version)],
        ],
      },
      sourceLine(dossier),
    ],
    buttons: [[{ label: say("article"), url: source.url }]],
    privateOnly: true,
  });
}

/** Of many only the first and the last. */
function idsOf(excerpts: readonly Excerpt[]): readonly string[] {
  const ids = excerpts.map(({ id }) => id);
  return ids.length <= 12 ? ids : [`${ids[0]} … ${ids.at(-1)}`];
}

function linesOf(excerpt: Excerpt): Line[] {
  if (excerpt.graphic !== null) return [[say("copyHidden", excerpt.id)], []];
  const caution = cautionOf(excerpt);
  return [
    ...noticesOf(excerpt),
    [{ quoted: excerpt.exact }],
    speakerOf(excerpt),
    ...(caution.length === 0 ? [] : [caution]),
    [],
  ];
}
