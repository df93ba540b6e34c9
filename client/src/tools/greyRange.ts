import { capsuleSpans } from '../canvas/capsule';
import type { Greys } from '../canvas/greys';
import type { Bounds, Span } from '../canvas/spans';
import type { Point } from '../canvas/view';

/** Rescaled values low ≤ value ≤ high. */
export interface GreyRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The range of what lies under the tip where a stroke begins: mean ± spread standard deviations over the inner half of
 * the tip (by radius), at least 3 × 3 pixels. The inner half, because one aims with the middle while the rim of the tip
 * already covers the neighbour. Even tissue without any noise still gets ± half a step of the stored values.
 * @param size diameter of the tip in pixels. Null when the tip lies outside the image.
 */
export function sampleRange(greys: Greys, bounds: Bounds, at: Point, size: number, spread: number): GreyRange | null {
  const middle = { x: Math.floor(at.x) + 0.5, y: Math.floor(at.y) + 0.5 };
  const spans = capsuleSpans(middle, middle, Math.max(1.5, size / 4), bounds);
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const { y, x0, x1 } of spans) {
    greys.need(y, y + 1);
    for (let i = y * bounds.columns + x0, end = y * bounds.columns + x1; i < end; i++) {
      const value = greys.valueOf(greys.patterns[i]);
      count++;
      sum += value;
      squares += value * value;
    }
  }
  if (count === 0) return null;
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const halfStep = Math.abs(greys.valueOf(1) - greys.valueOf(0)) / 2;
  const reach = Math.max(spread * deviation, halfStep);
  return { low: mean - reach, high: mean + reach };
}

/** 1 for every bit pattern whose value lies in the range. */
export function acceptedPatterns(greys: Greys, { low, high }: GreyRange): Uint8Array {
  const accepted = new Uint8Array(greys.count);
  for (let pattern = 0; pattern < greys.count; pattern++) {
    const value = greys.valueOf(pattern);
    if (value >= low && value <= high) accepted[pattern] = 1;
  }
  return accepted;
}

/** The parts of the spans whose pixels are accepted. */
export function acceptedSpans(spans: readonly Span[], greys: Greys, columns: number, accepted: Uint8Array): Span[] {
  const { patterns } = greys;
  const result: Span[] = [];
  for (const { y, x0, x1 } of spans) {
    greys.need(y, y + 1);
    const row = y * columns;
    for (let x = x0; x < x1; x++) {
      if (accepted[patterns[row + x]] === 0) continue;
      let end = x + 1;
      while (end < x1 && accepted[patterns[row + end]] === 1) end++;
      result.push({ y, x0: x, x1: end });
      x = end;
    }
  }
  return result;
}
