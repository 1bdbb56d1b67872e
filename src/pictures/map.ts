/**
 * A map: the answer's places in front, the dossier's others faint, a circle as wide as the sources disagree. No
 * pin says more than the sources do, and nothing is drawn between places.
 */
import { geoAzimuthalEqualArea, geoCircle, geoGraticule10 } from "d3-geo";
import type { BaseMap, Position, Sheet, Town } from "../dossier/base-map.ts";
import {
  around,
  type Box,
  boxHeight,
  boxPath,
  circlePath,
  type Drawing,
  grouped,
  header,
  lineHeight,
  linePath,
  listLines,
  overlaps,
  paragraph,
  round,
  type Shape,
  type Text,
  type TextStyle,
  textAt,
  textWidth,
  wrap,
} from "./drawing.ts";
import { type Frame, frameOf } from "./frame.ts";
import { glyph, glyphCount } from "./glyphs.ts";
import { createLabels, type Labels, type Mark } from "./labels.ts";
import type { Letters } from "./letters.ts";
import type { MapPicture, MapPlace } from "./picture.ts";
import { type DrawnSheet, drawnRings, drawSheet } from "./sheet.ts";
import { distanceKm, earthRadiusKm } from "./sphere.ts";
import { colours, margin, type, width } from "./theme.ts";

/** Half the size of a place's glyph, in pixels. */
const glyphSize = 11;
/** A circle larger than this shows that no point is known: no glyph stands in its middle. */
const wideCircle = 17;
const mostNumbers = 24;
const mostLabels = 60;
/** After so many places without room there is no looking for more. */
const mostRefused = 24;
const mostTowns = 7;

const styles = Object.freeze({
  site: { size: type.label, weight: 600, colour: colours.title, rim: colours.land },
  other: { size: type.small, weight: 400, colour: colours.soft, rim: colours.land },
  town: { size: type.small, weight: 400, colour: colours.soft, rim: colours.land },
  country: { size: type.country, weight: 400, colour: colours.soft, rim: colours.land, spacing: 4 },
  kind: { size: 26, weight: 400, colour: colours.soft, rim: colours.land },
  note: { size: type.small, weight: 400, colour: colours.soft },
  strong: { size: type.small, weight: 600, colour: colours.text },
} satisfies Record<string, TextStyle>);

interface Site {
  readonly place: MapPlace;
  readonly x: number;
  readonly y: number;
  /** Radius of its circle in pixels. */
  readonly circle: number;
  readonly shape: number;
  /** Another place's glyph would hide its own: it is a dot, and its kind stands in words below its name. */
  readonly crowded: boolean;
}

/** Lays out a map; undefined where no place has coordinates that are on the Earth. */
export function layoutMap(picture: MapPicture, base: BaseMap | null, letters: Letters): Drawing | undefined {
  const places = picture.places.filter(isOnEarth);
  const front = places.filter(({ standing }) => standing !== "other");
  if (front.length === 0) return undefined;
  const head = header(letters, picture.title, picture.subtitle, colours, margin);
  const towns = townsAwayFrom(base?.towns ?? [], picture.places);
  const frame = frameOf(
    front.map((place) => ({ position: positionOf(place), radiusKm: place.radiusKm })),
    towns,
    head.bottom + 14,
  );
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  const sites = withCrowds(places.flatMap((place) => siteOf(place, frame, kinds)));
  const ground = groundOf(frame, base);
  const circles = sites.filter(({ circle }) => circle > glyphSize + 1);

  const inset = insetOf(frame, base, sites, tellsWhere(ground.countries, frame.box));
  const scale = scaleBar(frame, sites, inset?.box, letters, picture.words.middle);
  const { labels, named } = leastCost(
    sites,
    () => {
      const fresh = createLabels(frame.box, circles.map(markOf), letters);
      for (const box of [inset?.box, scale?.box]) if (box) fresh.take(box);
      for (const { x, y } of sites.filter(hasGlyph)) fresh.take(around(x, y, glyphSize));
      return fresh;
    },
    letters,
  );
  const townMarks = nameTowns(frame, towns, sites, labels, letters);
  const countries = nameCountries(ground.countries, frame, sites, labels, letters);
  const foot = footer(
    picture,
    { sites, kinds, named, base: ground.sheet === null ? null : base },
    frame.box.bottom + 18,
    letters,
  );

  const height = Math.ceil(foot.bottom + 22);

  return {
    width,
    height,
    shapes: [
      ...ground.shapes,
      ...townMarks.shapes,
      ...sites.flatMap((site) => circleShapes(site, frame)),
      ...named.leaders,
      ...sites.filter((site) => !isFront(site)).flatMap(glyphShapes),
      ...sites.filter(isFront).flatMap(glyphShapes),
      ...coverOf(frame.box, height),
      ...(inset?.shapes ?? []),
      ...(scale?.shapes ?? []),
      ...foot.shapes,
    ],
    texts: [
      ...head.texts,
      ...countries,
      ...townMarks.texts,
      ...named.texts,
      ...(scale?.texts ?? []),
      ...foot.texts,
    ],
    marks: sites.filter(hasGlyph).map(({ x, y }) => around(x, y, glyphSize)),
  };
}

/** What the map overran above and below its frame is painted over. */
function coverOf(frame: Box, height: number): Shape[] {
  return [
    { d: boxPath({ ...frame, top: 0, bottom: frame.top }), fill: colours.background },
    { d: boxPath({ ...frame, top: frame.bottom, bottom: height }), fill: colours.background },
  ];
}

function isOnEarth({ latitude, longitude, radiusKm }: MapPlace): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && radiusKm >= 0 && radiusKm < 5000;
}

function positionOf({ latitude, longitude }: MapPlace): Position {
  return [longitude, latitude];
}

/** Towns that are none of the dossier's own places under another name. */
function townsAwayFrom(towns: readonly Town[], places: readonly MapPlace[]): Town[] {
  return towns.filter(({ position }) =>
    places.every((place) => distanceKm(position, positionOf(place)) > Math.max(4, place.radiusKm)),
  );
}

function siteOf(place: MapPlace, frame: Frame, kinds: readonly string[]): Site[] {
  const at = frame.project(positionOf(place));
  if (at === null) return [];
  const [x, y] = at;
  const { left, top, right, bottom } = frame.box;
  if (!(x > left + 4 && x < right - 4 && y > top + 4 && y < bottom - 4)) return [];
  return [
    {
      place,
      x,
      y,
      circle: place.radiusKm * frame.pixelsPerKm,
      shape: shapeOf(place.kind, kinds),
      crowded: false,
    },
  ];
}

/** Places in front give way to one another, the others to all. */
function withCrowds(sites: readonly Site[]): Site[] {
  const near = glyphSize * 1.7;
  return sites.map((site) => ({
    ...site,
    crowded: sites.some(
      (other) =>
        other !== site &&
        hasGlyph(other) &&
        (isFront(other) || !isFront(site)) &&
        Math.hypot(other.x - site.x, other.y - site.y) < near,
    ),
  }));
}

function isFront({ place }: Site): boolean {
  return place.standing !== "other";
}

/** The kinds of a picture take the shapes in turn; those beyond them share the last. */
function shapeOf(kind: string, kinds: readonly string[]): number {
  return Math.min(kinds.indexOf(kind), glyphCount - 1);
}

function hasGlyph({ circle }: Site): boolean {
  return circle <= wideCircle;
}

function circleShapes({ place, circle, x, y }: Site, frame: Frame): Shape[] {
  if (circle <= glyphSize + 1) return [];
  const degrees = (place.radiusKm / earthRadiusKm) * (180 / Math.PI);
  const rim = geoCircle().center(positionOf(place)).radius(degrees).precision(4)();
  const d = frame.isWorld || degrees > 2 ? drawnRings(rim, frame.projection).path : circlePath(x, y, circle);
  const faint = place.standing === "other";
  return [
    {
      d,
      fill: colours.accent,
      fillOpacity: place.standing === "site" ? 0.2 : 0.06,
      stroke: colours.accent,
      strokeWidth: faint ? 1.5 : 2.5,
      strokeOpacity: faint ? 0.5 : 1,
      dash: "7 5",
    },
  ];
}

function glyphShapes(site: Site): Shape[] {
  const { x, y, shape, place, crowded } = site;
  if (!hasGlyph(site)) return [];
  if (!crowded) return [glyphShape(x, y, shape, place.standing)];
  const faint = place.standing === "other";
  return [
    {
      d: circlePath(x, y, faint ? 4 : 6),
      fill: colours.accent,
      fillOpacity: faint ? 0.6 : 1,
      stroke: colours.background,
      strokeWidth: 2,
    },
  ];
}

function glyphShape(
  x: number,
  y: number,
  shape: number,
  standing: MapPlace["standing"],
  size = glyphSize,
): Shape {
  switch (standing) {
    case "site":
      return {
        d: glyph(shape, x, y, size),
        fill: colours.accent,
        stroke: colours.background,
        strokeWidth: 3,
      };
    case "asked":
      return { d: glyph(shape, x, y, size), fill: colours.land, stroke: colours.accent, strokeWidth: 3.5 };
    case "other":
      return {
        d: glyph(shape, x, y, size * 0.75),
        fill: colours.accent,
        fillOpacity: 0.6,
        stroke: colours.background,
        strokeWidth: 2,
      };
  }
}

interface Named {
  readonly texts: readonly Text[];
  readonly leaders: readonly Shape[];
  /** Names in the list below, by their number on the map. */
  readonly numbered: readonly string[];
  /** Less is better: leaders, and what has no name beside it. */
  readonly cost: number;
  /** Places in front that have neither name nor number on the map. */
  readonly unnamed: number;
}

/** Who chooses a place first decides who finds none: a few orders are tried, and the one with the least to say against it stays. */
function leastCost(
  sites: readonly Site[],
  fresh: () => Labels,
  letters: Letters,
): { labels: Labels; named: Named } {
  const front = sites.filter(isFront);
  const others = sites.filter((site) => !isFront(site));
  const byRoom = (a: Site, b: Site) => Number(b.crowded) - Number(a.crowded);
  const orders = [
    front,
    front.toSorted(byRoom),
    front.toSorted((a, b) => byRoom(b, a)),
    front.toSorted((a, b) => a.y - b.y),
    front.toSorted((a, b) => b.y - a.y),
    front.toSorted((a, b) => b.circle - a.circle),
    front.toSorted((a, b) => b.place.name.length - a.place.name.length),
  ];
  const results = (front.length > mostLabels ? orders.slice(0, 1) : orders).map((order) => {
    const labels = fresh();
    return { labels, named: nameSites(order, others, labels, letters) };
  });
  return results.reduce((best, result) => (result.named.cost < best.named.cost ? result : best));
}

/** Names beside their places; a number where there is no room, or where a name's letters are not to be had. */
function nameSites(front: readonly Site[], others: readonly Site[], labels: Labels, letters: Letters): Named {
  let cost = 0;
  const texts: Text[] = [];
  const leaders: Shape[] = [];
  const numbered: string[] = [];
  let unnamed = 0;
  const put = (
    site: Site,
    lines: readonly string[],
    style: TextStyle,
    { reach = true, isNumber = false }: { reach?: boolean; isNumber?: boolean } = {},
  ): boolean => {
    const { kind } = site.place;
    const isTold = (hasGlyph(site) && !site.crowded && site.place.standing !== "asked") || isNumber;
    const tells = isTold ? [] : [{ text: kind, style: styles.kind }];
    const placed = labels.place(
      markOf(site),
      [...lines.map((text) => ({ text, style })), ...tells.filter(({ text }) => letters.drawable(text))],
      { reach },
    );
    if (placed === undefined) return false;
    texts.push(...placed.texts);
    if (isFront(site)) cost += placed.cost;
    if (placed.leader) {
      leaders.push({ d: linePath(...placed.leader), stroke: colours.soft, strokeWidth: 2 });
    }
    return true;
  };
  const waiting: Site[] = [];
  let tried = 0;
  for (const site of front) {
    const { place } = site;
    const lines = wrap(letters, place.name, styles.site, 380, 2);
    tried += 1;
    const fits = tried <= mostLabels && waiting.length < mostRefused && letters.drawable(place.name);
    if (!fits || !put(site, lines, styles.site)) waiting.push(site);
  }
  let refused = 0;
  for (const site of waiting) {
    const number = numbered.length + 1;
    if (
      number <= mostNumbers &&
      refused < mostRefused &&
      put(site, [String(number)], styles.site, { isNumber: true })
    ) {
      numbered.push(site.place.name);
    } else {
      unnamed += 1;
      refused += 1;
    }
  }
  for (const site of others.slice(0, mostLabels)) {
    if (!letters.drawable(site.place.name)) continue;
    put(site, wrap(letters, site.place.name, styles.other, 300, 2), styles.other, {
      reach: !hasGlyph(site),
    });
  }
  return { texts, leaders, numbered, unnamed, cost: cost + 400 * numbered.length + 800 * unnamed };
}

function markOf(site: Site): Mark {
  const { x, y, circle } = site;
  return { x, y, radius: Math.max(glyphSize, circle) };
}

function nameTowns(
  frame: Frame,
  towns: readonly Town[],
  sites: readonly Site[],
  labels: Labels,
  letters: Letters,
): { shapes: Shape[]; texts: Text[] } {
  const shapes: Shape[] = [];
  const texts: Text[] = [];
  let shown = 0;
  for (const town of towns) {
    if (shown >= mostTowns) break;
    const at = frame.project(town.position);
    if (at === null || !letters.drawable(town.name)) continue;
    const [x, y] = at;
    const dot = around(x, y, 6);
    const near = sites.some((site) => Math.hypot(site.x - x, site.y - y) < 40);
    if (near || !labels.isFree(dot)) continue;
    labels.take(dot);
    const placed = labels.place({ x, y, radius: 6 }, [{ text: town.name, style: styles.town }], {
      reach: false,
    });
    if (placed === undefined) continue;
    shown += 1;
    texts.push(...placed.texts);
    shapes.push({ d: circlePath(x, y, 5), fill: colours.soft, stroke: colours.land, strokeWidth: 2 });
  }
  return { shapes, texts };
}

/** A country's name where there is most room for it inside the country and the frame. */
function nameCountries(
  countries: DrawnSheet["countries"],
  { box }: Frame,
  sites: readonly Site[],
  labels: Labels,
  letters: Letters,
): Text[] {
  const texts: Text[] = [];
  const [across, down] = [22, 14];
  for (const { name, rings } of countries) {
    const label = name.toUpperCase();
    if (!letters.drawable(label)) continue;
    const [w, h] = [textWidth(letters, label, styles.country), boxHeight(styles.country.size)];
    if (rings.every((ring) => Math.max(...extentOf(ring)) < w)) continue;
    let best: { left: number; top: number; room: number } | undefined;
    for (let i = 1; i < across; i += 1) {
      for (let j = 1; j < down; j += 1) {
        const x = box.left + ((box.right - box.left) * i) / across;
        const y = box.top + ((box.bottom - box.top) * j) / down;
        const spot = { left: x - w / 2, top: y - h / 2, right: x + w / 2, bottom: y + h / 2 };
        if (!labels.isFree(spot)) continue;
        const corners = [
          [x, y],
          [spot.left, spot.top],
          [spot.right, spot.top],
          [spot.left, spot.bottom],
          [spot.right, spot.bottom],
        ] as const;
        if (!corners.every(([cx, cy]) => contains(rings, cx, cy))) continue;
        const room = roomAt(x, y, rings, sites);
        if (room > 0 && (best === undefined || room > best.room))
          best = { left: spot.left, top: spot.top, room };
      }
    }
    if (best === undefined) continue;
    const text = textAt(letters, label, best.left, best.top, styles.country);
    labels.take(text.box);
    texts.push(text);
  }
  return texts;
}

type Rings = DrawnSheet["countries"][number]["rings"];

function extentOf(ring: Rings[number]): [width: number, height: number] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of ring) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [right - left, bottom - top];
}

/** Pixels from a point to the nearest outline or place; sideways counts half, since names are wide. */
function roomAt(x: number, y: number, rings: Rings, sites: readonly Site[]): number {
  let least = 300 ** 2;
  for (const ring of rings) {
    for (const [px, py] of ring) least = Math.min(least, ((px - x) / 2) ** 2 + (py - y) ** 2);
  }
  return Math.min(
    Math.sqrt(least),
    ...sites.map((site) => Math.hypot((site.x - x) * 0.6, site.y - y) - site.circle),
  );
}

function contains(rings: Rings, x: number, y: number): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i] ?? [0, 0];
      const [xj, yj] = ring[j] ?? [0, 0];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
  }
  return odd;
}

/** Sea, land and borders under everything. Without a sheet that holds the whole frame, plain ground. */
function groundOf(frame: Frame, base: BaseMap | null) {
  const sheet = sheetFor(base, frame.centre, frame.radiusKm);
  const sea: Shape = { d: boxPath(frame.box), fill: sheet === null ? colours.land : colours.sea };
  const weight = width / frame.pixelsPerKm > 5000 ? 0.6 : 1;
  const drawn = sheet && drawSheet(sheet, frame.projection, frame.box, { weight });
  // North is up at the middle alone where a map is wide or near a pole: meridians say where.
  const bends = width / frame.pixelsPerKm > 2500 || Math.abs(frame.centre[1]) > 66;
  const grid: Shape[] = bends
    ? [{ d: drawnRings(geoGraticule10(), frame.projection).path, stroke: colours.grid, strokeWidth: 1.5 }]
    : [];
  return { sheet, shapes: [sea, ...(drawn?.shapes ?? []), ...grid], countries: drawn?.countries ?? [] };
}

/** The finest sheet that holds a circle whole. */
function sheetFor(base: BaseMap | null, centre: Position, radiusKm: number): Sheet | null {
  const whole = Math.PI * earthRadiusKm - 1;
  return (
    base?.sheets.find(
      (sheet) =>
        sheet.radiusKm >= whole ||
        distanceKm(sheet.centre, centre) + Math.min(radiusKm, whole) <= sheet.radiusKm,
    ) ?? null
  );
}

/** Whether a coast or a border takes up enough of the frame for people to know where they are. */
function tellsWhere(countries: DrawnSheet["countries"], { left, right, top, bottom }: Box): boolean {
  const whole = (right - left) * (bottom - top);
  const largest = countries.map(({ rings }) => rings.reduce((sum, ring) => sum + areaOf(ring), 0));
  return Math.max(0, ...largest) < whole * 0.88;
}

function areaOf(ring: readonly (readonly [number, number])[]): number {
  const doubled = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(doubled) / 2;
}

/** A small map of the wider region in the corner with the fewest places, where the frame itself is narrow. */
function insetOf(frame: Frame, base: BaseMap | null, sites: readonly Site[], hasBorders: boolean) {
  const span = width / frame.pixelsPerKm;
  if (frame.isWorld || span > (hasBorders ? 150 : 700)) return undefined;
  const size = { width: 250, height: 190 };
  const far = Math.min(700, Math.max(350, span));
  const sheet = base?.sheets.findLast(
    ({ centre, radiusKm }) => distanceKm(centre, frame.centre) + far * 1.25 <= radiusKm,
  );
  if (!sheet) return undefined;
  const box = emptiestCorner(frame, size, sites);
  const hides = sites.some(
    (site) => isFront(site) && overlaps(box, around(site.x, site.y, Math.max(site.circle, 20))),
  );
  if (hides) return undefined;
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2] as const;
  const scale = size.width / 2 / far;
  const small = insetProjection(frame.centre, scale * earthRadiusKm, middle);
  const drawn = drawSheet(sheet, small, box, { rim: 0, weight: 0.6 });
  const half = [(frame.box.right - frame.box.left) / 2, (frame.box.bottom - frame.box.top) / 2] as const;
  const shown = [(half[0] / frame.pixelsPerKm) * scale, (half[1] / frame.pixelsPerKm) * scale] as const;
  const here: Box = {
    left: middle[0] - Math.max(shown[0], 6),
    right: middle[0] + Math.max(shown[0], 6),
    top: middle[1] - Math.max(shown[1], 6),
    bottom: middle[1] + Math.max(shown[1], 6),
  };
  return {
    box,
    shapes: [
      { d: boxPath(box), fill: colours.sea },
      ...drawn.shapes,
      { d: boxPath(here), stroke: colours.title, strokeWidth: 2.5 },
      { d: boxPath(box), stroke: colours.soft, strokeWidth: 2 },
    ] satisfies Shape[],
  };
}

function emptiestCorner(
  { box: frame, bearings, project }: Frame,
  size: { width: number; height: number },
  sites: readonly Site[],
): Box {
  const inset = 16;
  const towns = bearings.flatMap((town) => [project(town) ?? []].filter(isPoint));
  const corners = [
    { left: frame.right - size.width - inset, top: frame.top + inset },
    { left: frame.left + inset, top: frame.top + inset },
    { left: frame.right - size.width - inset, top: frame.bottom - size.height - inset },
    { left: frame.left + inset, top: frame.bottom - size.height - inset },
  ].map(({ left, top }): Box => ({ left, top, right: left + size.width, bottom: top + size.height }));
  const load = (box: Box) =>
    towns.filter(([x, y]) => overlaps(box, around(x, y, 30))).length * 60 +
    sites.reduce((sum, { x, y, circle, place }) => {
      const weight = place.standing === "other" ? 1 : 10;
      if (overlaps(box, around(x, y, Math.max(circle, 30)))) return sum + weight * 10;
      return overlaps(box, around(x, y, 150)) ? sum + weight : sum;
    }, 0);
  return corners.reduce((best, corner) => (load(corner) < load(best) ? corner : best));
}

function isPoint(value: readonly number[]): value is readonly [number, number] {
  return value.length === 2;
}

/** A bar of a round length at the middle of the map. */
function scaleBar(
  frame: Frame,
  sites: readonly Site[],
  inset: Box | undefined,
  letters: Letters,
  middle: string,
) {
  const { box, projection } = frame;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [a, b] = [projection.invert?.([x - 50, y]), projection.invert?.([x + 50, y])];
  if (!a || !b || ![...a, ...b].every(Number.isFinite)) return undefined;
  const kmPerPixel = distanceKm(a, b) / 100;
  if (!(kmPerPixel > 0)) return undefined;
  const km = roundLength(kmPerPixel * 210);
  const length = km / kmPerPixel;
  const span = (box.right - box.left) * kmPerPixel;
  const amount = km >= 1 ? `${grouped(km)} km` : `${Math.round(km * 1000)} m`;
  const label = span > 4000 ? `${amount} (${middle})` : amount;
  const wide = Math.max(length, textWidth(letters, label, styles.strong)) + 20;
  const high = boxHeight(type.small) + 26;
  const spots = [
    { left: box.right - wide - 18, top: box.bottom - high - 14 },
    { left: box.left + 18, top: box.bottom - high - 14 },
    { left: box.right - wide - 18, top: box.top + 14 },
    { left: box.left + 18, top: box.top + 14 },
  ].map(({ left, top }): Box => ({ left, top, right: left + wide, bottom: top + high }));
  const load = (spot: Box) =>
    (inset && overlaps(spot, inset, 10) ? 1000 : 0) +
    sites.filter(({ x: sx, y: sy }) => overlaps(spot, around(sx, sy, 40))).length;
  const spot = spots.reduce((best, each) => (load(each) < load(best) ? each : best));
  const from = spot.left + (wide - length) / 2;
  const line = spot.bottom - 8;
  const text = textAt(
    letters,
    label,
    spot.left + (wide - textWidth(letters, label, styles.strong)) / 2,
    spot.top,
    {
      ...styles.strong,
      rim: colours.land,
    },
  );
  return {
    box: spot,
    texts: [text],
    shapes: [
      {
        d: linePath([from, line - 10], [from, line], [from + length, line], [from + length, line - 10]),
        stroke: colours.text,
        strokeWidth: 3,
      },
    ] satisfies Shape[],
  };
}

function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2, 1].find((each) => each * power <= most) ?? 1;
  return step * power;
}

interface Shown {
  readonly sites: readonly Site[];
  readonly kinds: readonly string[];
  readonly named: Named;
  readonly base: BaseMap | null;
}

/** What the shapes mean, what could not be drawn, and whose the lines are. */
function footer(picture: MapPicture, { sites, kinds, named, base }: Shown, top: number, letters: Letters) {
  const { words } = picture;
  const room = width - 2 * margin;
  const shapes: Shape[] = [];
  const texts: Text[] = [];
  let y = top;

  let x = margin;
  const entry = (label: string, draw: (x: number, y: number) => Shape[], wide = 34): void => {
    const needed = wide + textWidth(letters, label, styles.note);
    if (x > margin && x + needed > width - margin) {
      x = margin;
      y += lineHeight(type.small) + 4;
    }
    const text = textAt(letters, label, x + wide, y, styles.note);
    shapes.push(...draw(x + 12, (text.box.top + text.box.bottom) / 2));
    texts.push(text);
    x += needed + 30;
  };
  const glyphs = sites.filter((site) => hasGlyph(site) && !site.crowded);
  const drawn = glyphs.filter(({ place }) => place.standing !== "asked");
  const drawnKinds = kinds.filter((kind) => drawn.some(({ place }) => place.kind === kind));
  drawnKinds.slice(0, glyphCount).forEach((kind, index) => {
    const isLast = index === glyphCount - 1 && drawnKinds.length > glyphCount;
    const label = isLast || !letters.drawable(kind) ? words.otherKinds : kind;
    const standing = drawn.some(({ place }) => place.kind === kind && place.standing === "site")
      ? "site"
      : "other";
    entry(wrap(letters, label, styles.note, 400, 1)[0] ?? "", (cx, cy) => [
      glyphShape(cx, cy, shapeOf(kind, kinds), standing, 10),
    ]);
  });
  const asked = glyphs.find(({ place }) => place.standing === "asked");
  if (asked !== undefined) entry(words.asked, (cx, cy) => [glyphShape(cx, cy, asked.shape, "asked", 9)]);
  if (sites.some(({ place }) => place.standing === "other")) {
    entry(words.other, (cx, cy) => [glyphShape(cx, cy, 0, "other", 12)]);
  }
  if (sites.some(({ circle }) => circle > glyphSize + 1)) {
    entry(
      words.circle,
      (cx, cy) => [
        {
          d: circlePath(cx + 2, cy, 12),
          fill: colours.accent,
          fillOpacity: 0.2,
          stroke: colours.accent,
          strokeWidth: 2,
          dash: "5 4",
        },
      ],
      38,
    );
  }
  y += lineHeight(type.small) + 12;

  const write = (lines: readonly string[]) => {
    const { texts: written, bottom } = paragraph(letters, lines, margin, y, styles.note);
    texts.push(...written);
    y = bottom + 8;
  };
  const readable = (text: string) => (letters.drawable(text) ? text : words.unreadable);
  if (named.numbered.length > 0) {
    const names = named.numbered.map((name, index) => `${index + 1} ${readable(name)}`);
    write(listLines(letters, { label: words.numbers, names, more: words.unreadable }, styles.note, room, 8));
  }
  if (named.unnamed > 0) write(wrap(letters, `${words.unnamed} ${named.unnamed}`, styles.note, room));
  for (const note of picture.notes) write(wrap(letters, readable(note), styles.note, room, 3));
  if (picture.unlocated !== null) write(listLines(letters, picture.unlocated, styles.note, room, 6));
  const credits = [
    ...(base === null
      ? []
      : [`${words.boundaries} ${base.credits.boundaries}`, `${words.towns} ${base.credits.towns}`]),
    words.points,
  ].join(" · ");
  write(wrap(letters, credits, styles.note, room));
  return { shapes, texts, bottom: y - 8 };
}

function insetProjection(centre: Position, scale: number, [x, y]: readonly [number, number]) {
  return geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]).scale(round(scale)).translate([x, y]);
}
