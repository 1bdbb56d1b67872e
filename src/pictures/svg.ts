/** A drawing as SVG. Letters of each script are elements of their own, since resvg puts a mixed text into one font. */
import { type Drawing, round, type Shape, type Text } from "./drawing.ts";
import { families, type Letters } from "./letters.ts";
import { colours } from "./theme.ts";

export function toSvg({ width, height, shapes, texts }: Drawing, letters: Letters): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<path d="M0 0H${width}V${height}H0Z" fill="${colours.background}"/>`,
    ...shapes.map(path),
    ...texts.flatMap((text) => textElements(text, letters)),
    "</svg>",
  ].join("\n");
}

function path(shape: Shape): string {
  return `<path${attributes({
    d: shape.d,
    fill: shape.fill ?? "none",
    "fill-opacity": shape.fillOpacity,
    stroke: shape.stroke,
    "stroke-width": shape.stroke && (shape.strokeWidth ?? 2),
    "stroke-opacity": shape.strokeOpacity,
    "stroke-dasharray": shape.dash,
    "stroke-linejoin": shape.stroke && "round",
    "stroke-linecap": shape.stroke && (shape.dash ? "butt" : "round"),
  })}/>`;
}

function textElements(
  { text, left, baseline, size, weight, colour, rim, spacing }: Text,
  letters: Letters,
): string[] {
  return letters.runs(text, size, weight).map(
    ({ text, script, x }) =>
      `<text${attributes({
        x: round(left + x),
        y: round(baseline),
        "font-family": families[script],
        "font-size": size,
        "font-weight": weight,
        "letter-spacing": script === "latin" ? spacing : undefined,
        fill: colour,
        stroke: rim,
        "stroke-width": rim && 5,
        "stroke-linejoin": rim && "round",
        "paint-order": rim && "stroke",
      })}>${escaped(text)}</text>`,
  );
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escaped(String(value))}"`))
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
