import type { Rect } from '../patch';

/** Pixels x0 ≤ x < x1 of row y. */
export interface Span {
  readonly y: number;
  readonly x0: number;
  readonly x1: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
}

/** The span of pixels whose centres lie in [low, high] on row y, cut to the image; null when empty. */
export function spanBetween(y: number, low: number, high: number, bounds: Bounds): Span | null {
  const x0 = Math.max(0, Math.ceil(low - 0.5));
  const x1 = Math.min(bounds.columns, Math.floor(high - 0.5) + 1);
  return x0 < x1 ? { y, x0, x1 } : null;
}

/** The runs of ones in a row-major mask over `rect`, row by row from the left, in image pixels. */
export function maskSpans(mask: Uint8Array, rect: Rect): Span[] {
  const width = rect.x1 - rect.x0;
  const spans: Span[] = [];
  // From one to the next across rows: looking for the first one of every row would read the empty rest again and again.
  for (let i = mask.indexOf(1); i >= 0; ) {
    const row = Math.floor(i / width);
    const first = row * width;
    let stop = i + 1;
    while (stop < first + width && mask[stop] === 1) stop++;
    spans.push({ y: rect.y0 + row, x0: rect.x0 + i - first, x1: rect.x0 + stop - first });
    i = mask.indexOf(1, stop);
  }
  return spans;
}
