import { spanBetween, type Bounds, type Span } from './spans';
import type { Point } from './view';

/**
 * The pixels a round brush covers on its way from `from` to `to`: those whose centres are at most `radius` from the
 * segment. A capsule is convex, so every row holds one span.
 */
export function capsuleSpans(from: Point, to: Point, radius: number, bounds: Bounds): Span[] {
  const spans: Span[] = [];
  const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - radius - 0.5));
  const bottom = Math.min(bounds.rows - 1, Math.floor(Math.max(from.y, to.y) + radius - 0.5));
  for (let y = top; y <= bottom; y++) {
    const row = y + 0.5;
    let low = Infinity;
    let high = -Infinity;
    for (const end of [from, to]) {
      const reach = radius * radius - (row - end.y) ** 2;
      if (reach < 0) continue;
      low = Math.min(low, end.x - Math.sqrt(reach));
      high = Math.max(high, end.x + Math.sqrt(reach));
    }
    const side = slabBetween(from, to, radius, row);
    if (side) {
      low = Math.min(low, side[0]);
      high = Math.max(high, side[1]);
    }
    const span = low <= high ? spanBetween(y, low, high, bounds) : null;
    if (span) spans.push(span);
  }
  return spans;
}

/** The x interval of a row inside the rectangle between the two round ends, null when there is none. */
function slabBetween(from: Point, to: Point, radius: number, row: number): [number, number] | null {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy);
  if (length === 0) return null;
  const ry = row - from.y;
  // 0 ≤ (x − from.x)·dx + ry·dy ≤ length², and |(x − from.x)·dy − ry·dx| ≤ radius·length
  const along = solve(dx, ry * dy, 0, length * length);
  const across = solve(dy, -ry * dx, -radius * length, radius * length);
  if (!along || !across) return null;
  const low = Math.max(along[0], across[0]);
  const high = Math.min(along[1], across[1]);
  return low <= high ? [from.x + low, from.x + high] : null;
}

/** The t with low ≤ factor·t + offset ≤ high. */
function solve(factor: number, offset: number, low: number, high: number): [number, number] | null {
  if (factor === 0) return offset >= low && offset <= high ? [-Infinity, Infinity] : null;
  const a = (low - offset) / factor;
  const b = (high - offset) / factor;
  return a <= b ? [a, b] : [b, a];
}
