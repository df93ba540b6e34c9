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
