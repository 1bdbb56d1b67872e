/** The picture of cost against size: one line an engine, both axes logarithmic. */

export type Line = {
  readonly name: string;
  readonly points: readonly { size: number; milliseconds: number }[];
};

const width = 720;
const height = 420;
const left = 70;
const right = 170;
const top = 40;
const bottom = 50;
const dashes = ["", "8 4", "3 3", "10 3 2 3", "1 3", "14 4"];

/** An SVG of `lines`; the first is drawn thick. */
export function drawCost(lines: readonly Line[], caption: string): string {
  const points = lines.flatMap(({ points }) => points);
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
  const lowest = Math.floor(Math.log10(Math.min(...points.map(({ milliseconds }) => milliseconds))));
  const highest = Math.ceil(Math.log10(Math.max(...points.map(({ milliseconds }) => milliseconds))));
  const [smallest = 1, largest = 10] = [sizes[0], sizes.at(-1)];
  const x = (size: number) =>
    left + (Math.log(size / smallest) / Math.log(largest / smallest)) * (width - left - right);
  const y = (milliseconds: number) =>
    height - bottom - ((Math.log10(milliseconds) - lowest) / (highest - lowest)) * (height - top - bottom);
  const grid = Array.from({ length: highest - lowest + 1 }, (_, at) => 10 ** (lowest + at))
    .map(
      (value) =>
        `<line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>` +
        `<text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${value >= 1 ? value : value.toString()} ms</text>`,
    )
    .join("");
  const axis = sizes
    .map(
      (size) =>
        `<text x="${x(size)}" y="${height - bottom + 20}" text-anchor="middle">${size.toLocaleString("en")}</text>`,
    )
    .join("");
  const labelled: { x: number; y: number }[] = [];
  const drawn = lines
    .map(({ name, points }, at) => {
      const path = points
        .map(({ size, milliseconds }) => `${x(size).toFixed(1)},${y(milliseconds).toFixed(1)}`)
        .join(" ");
      const end = points.at(-1);
      let label = end === undefined ? top : y(end.milliseconds);
      const place = (end === undefined ? left : x(end.size)) + 8;
      while (labelled.some((other) => other.x === place && Math.abs(other.y - label) < 14)) label += 5;
      labelled.push({ x: place, y: label });
      const style =
        at === 0
          ? 'stroke="#7a4b1e" stroke-width="4"'
          : `stroke="#444" stroke-width="1.5" stroke-dasharray="${dashes[at % dashes.length]}"`;
      return `<polyline points="${path}" fill="none" ${style}/><text x="${place.toFixed(1)}" y="${(label + 4).toFixed(1)}">${name}</text>`;
    })
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${caption}"><rect width="100%" height="100%" fill="#fff"/><text x="${left}" y="22" font-size="14">${caption}</text>${grid}${axis}<text x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">names</text>${drawn}</svg>\n`;
}
