import type { MapPoints } from './format';
import type { Spot } from './view';

/** How what is drawn changes what was chosen. */
export type Change = 'replace' | 'add' | 'remove';

/** A line with fewer corners that is nowhere further from the drawn one than `tolerance` (Douglas and Peucker 1973). */
export function simplify(line: readonly Spot[], tolerance: number): Spot[] {
  if (line.length < 3) return [...line];
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    let [furthest, distance] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const away = distanceTo(line[from], line[to], line[i]);
      if (away > distance) [furthest, distance] = [i, away];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    open.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, i) => keep[i]);
}

/** Places of the points inside an area; one that crosses itself holds what its line goes round an odd number of times. */
export function pointsInside(points: MapPoints, area: readonly Spot[]): number[] {
  const inside: number[] = [];
  if (area.length < 3) return inside;
  const [left, right] = [Math.min(...area.map((a) => a.x)), Math.max(...area.map((a) => a.x))];
  const [top, bottom] = [Math.min(...area.map((a) => a.y)), Math.max(...area.map((a) => a.y))];
  for (let i = 0; i < points.count; i++) {
    const [x, y] = [points.x[i], points.y[i]];
    if (x >= left && x <= right && y >= top && y <= bottom && isInside(area, x, y)) inside.push(i);
  }
  return inside;
}

/** A ray to the right crosses the edge of an area an odd number of times from inside it. */
export function isInside(area: readonly Spot[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = area.length - 1; i < area.length; j = i++) {
    const [a, b] = [area[i], area[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

export function rectangle(from: Spot, to: Spot): Spot[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}

/** What is chosen after an area was drawn. */
export function combine(chosen: ReadonlySet<number>, ids: readonly number[], change: Change): Set<number> {
  const result = new Set(change === 'replace' ? [] : chosen);
  for (const id of ids) {
    if (change === 'remove') result.delete(id);
    else result.add(id);
  }
  return result;
}

/** The point closest to a spot of the map, no further than `reach`; null where there is none. */
export function closestPoint(points: MapPoints, spot: Spot, reach: number): number | null {
  let [closest, best] = [-1, reach * reach];
  for (let i = 0; i < points.count; i++) {
    const distance = (points.x[i] - spot.x) ** 2 + (points.y[i] - spot.y) ** 2;
    if (distance <= best) [closest, best] = [i, distance];
  }
  return closest < 0 ? null : closest;
}

/** The next point in a direction: of those within 45° of it the closest, what lies aside counting twice. */
export function nextPoint(points: MapPoints, from: number, dx: number, dy: number): number | null {
  let [next, best] = [-1, Infinity];
  for (let i = 0; i < points.count; i++) {
    const [x, y] = [points.x[i] - points.x[from], points.y[i] - points.y[from]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (i !== from && along > 0 && aside <= along && along + 2 * aside < best) [next, best] = [i, along + 2 * aside];
  }
  return next < 0 ? null : next;
}

function distanceTo(a: Spot, b: Spot, spot: Spot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / length)) : 0;
  return Math.hypot(spot.x - a.x - along * dx, spot.y - a.y - along * dy);
}
