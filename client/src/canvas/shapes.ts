import { spanBetween, type Bounds, type Span } from './spans';
import type { Point } from './view';

/**
 * The pixels inside a closed polygon by the even-odd rule, judged at pixel centres. An edge counts for a row when it
 * crosses the centre line half-open (upper end in, lower end out), so a shared corner is never counted twice.
 */
export function polygonSpans(points: readonly Point[], bounds: Bounds): Span[] {
  if (points.length < 3) return [];
  const ys = points.map((point) => point.y);
  const top = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
  const bottom = Math.min(bounds.rows - 1, Math.floor(Math.max(...ys) - 0.5));
  const spans: Span[] = [];
  for (let y = top; y <= bottom; y++) {
    const crossings = crossingsAt(points, y + 0.5);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      // Centres on the left border belong to the polygon, centres on the right border do not.
      const x0 = Math.max(0, Math.ceil(crossings[k] - 0.5));
      const x1 = Math.min(bounds.columns, Math.ceil(crossings[k + 1] - 0.5));
      if (x0 < x1) spans.push({ y, x0, x1 });
    }
  }
  return spans;
}

function crossingsAt(points: readonly Point[], row: number): number[] {
  const crossings: number[] = [];
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const a = points[i];
    const b = points[j];
    if (a.y <= row === b.y <= row) continue;
    crossings.push(a.x + ((row - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return crossings.sort((left, right) => left - right);
}

/** The pixels whose centres lie in the rectangle with these opposite corners. */
export function rectangleSpans(a: Point, b: Point, bounds: Bounds): Span[] {
  const spans: Span[] = [];
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y) - 0.5));
  const bottom = Math.min(bounds.rows - 1, Math.floor(Math.max(a.y, b.y) - 0.5));
  for (let y = top; y <= bottom; y++) {
    const span = spanBetween(y, Math.min(a.x, b.x), Math.max(a.x, b.x), bounds);
    if (span) spans.push(span);
  }
  return spans;
}

/** The pixels whose centres lie in the ellipse inscribed in the rectangle with these opposite corners. */
export function ellipseSpans(a: Point, b: Point, bounds: Bounds): Span[] {
  const centre = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const rx = Math.abs(a.x - b.x) / 2;
  const ry = Math.abs(a.y - b.y) / 2;
  if (rx === 0 || ry === 0) return [];
  const spans: Span[] = [];
  const top = Math.max(0, Math.ceil(centre.y - ry - 0.5));
  const bottom = Math.min(bounds.rows - 1, Math.floor(centre.y + ry - 0.5));
  for (let y = top; y <= bottom; y++) {
    const reach = rx * Math.sqrt(Math.max(0, 1 - ((y + 0.5 - centre.y) / ry) ** 2));
    const span = spanBetween(y, centre.x - reach, centre.x + reach, bounds);
    if (span) spans.push(span);
  }
  return spans;
}
