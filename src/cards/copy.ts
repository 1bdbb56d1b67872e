/** What people copy of a card: quotation, what belongs to it, and the reference; of a spoiler the reference alone. */
import type { Excerpt, Item } from "../dossier/catalogue.ts";
import { say } from "../messages/message.ts";
import type { Card, Line } from "./card.ts";
import { card, sourceLine } from "./parts.ts";
import { cautionOf, noticesOf, speakerOf } from "./sentence.ts";

/** Characters of the quotations together, at most: Discord takes 4,000 in a message. */
const mostCharacters = 2_400;

/** Beside the card that it is of, in a message of its own. */
export function copyCard(item: Item): Card {
  const { dossier } = item;
  const { source } = dossier;
  const excerpts: readonly Excerpt[] = item.kind === "excerpt" ? [item] : item.excerpts;
  const open = excerpts.filter(({ graphic }) => graphic === null);
  const characters = open.reduce((sum, { exact }) => sum + exact.length, 0);
  const quotations = characters > mostCharacters ? [] : open.flatMap(linesOf);
  return card({
    id: item.id,
    blocks: [
      { type: "title", text: say("copyTitle", item.title) },
      open.length === excerpts.length ? null : { type: "text", lines: [[say("copyGraphic")]] },
      {
        type: "code",
        lines: [
          ...quotations,
          [
            say(
              "copyReference",
              excerpts.map(({ id }) => id),
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

function linesOf(excerpt: Excerpt): Line[] {
  const caution = cautionOf(excerpt);
  return [
    ...noticesOf(excerpt),
    [{ quoted: excerpt.exact }],
    speakerOf(excerpt),
    ...(caution.length === 0 ? [] : [caution]),
    [],
  ];
}
