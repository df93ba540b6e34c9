import type { Rect } from '../patch';

/** A row-major picture of zeros and ones. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** width × height bytes, 1 = inside. */
  readonly data: Uint8Array;
}

export function blank(width: number, height: number): Bitmap {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The smallest rectangle around the ones, null when there are none. */
export function extentOf({ width, height, data }: Bitmap): Rect | null {
  const first = data.indexOf(1);
  if (first < 0) return null;
  let x0 = width;
  let x1 = 0;
  const y0 = Math.floor(first / width);
  const y1 = Math.floor(data.lastIndexOf(1) / width) + 1;
  for (let y = y0; y < y1; y++) {
    const start = y * width;
    // Only what lies outside the columns known so far can widen them.
    for (let x = 0; x < x0; x++) if (data[start + x] === 1) x0 = x;
    for (let x = width - 1; x >= x1; x--) if (data[start + x] === 1) x1 = x + 1;
  }
  return { x0, y0, x1, y1: Math.min(height, y1) };
}

/** Copies `rect` out of a bitmap; what lies outside the bitmap is 0. */
export function crop(source: Bitmap, rect: Rect): Bitmap {
  const target = blank(rect.x1 - rect.x0, rect.y1 - rect.y0);
  const from = Math.max(0, rect.x0);
  const to = Math.min(source.width, rect.x1);
  for (let y = Math.max(0, rect.y0); from < to && y < Math.min(source.height, rect.y1); y++) {
    const row = source.data.subarray(y * source.width + from, y * source.width + to);
    target.data.set(row, (y - rect.y0) * target.width + from - rect.x0);
  }
  return target;
}

/** Grown by `margin` on every side and cut to 0 ≤ x < width, 0 ≤ y < height. */
export function inflated(rect: Rect, margin: number, width: number, height: number): Rect {
  return {
    x0: Math.max(0, rect.x0 - margin), y0: Math.max(0, rect.y0 - margin),
    x1: Math.min(width, rect.x1 + margin), y1: Math.min(height, rect.y1 + margin),
  };
}

export function countOf({ data }: Bitmap): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) count += data[i];
  return count;
}

/** Where `left` is 1 and `right` is not; both have the same size. */
export function without(left: Bitmap, right: Bitmap): Bitmap {
  const target = blank(left.width, left.height);
  for (let i = 0; i < target.data.length; i++) target.data[i] = left.data[i] & ~right.data[i] & 1;
  return target;
}
