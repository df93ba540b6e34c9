import type { Bitmap } from '../src/morphology/bitmap';

/** A bitmap from lines of # (1) and anything else (0). */
export function bitmap(...lines: string[]): Bitmap {
  return { width: lines[0]?.length ?? 0, height: lines.length, data: Uint8Array.from(lines.join(''), (sign) => (sign === '#' ? 1 : 0)) };
}

export function lines({ width, height, data }: Bitmap): string[] {
  return Array.from({ length: height }, (_, y) => Array.from(data.subarray(y * width, (y + 1) * width), (value) => (value === 1 ? '#' : '.')).join(''));
}

/** Pixels whose centres are at most `radius` from a point. */
export function disc(width: number, height: number, x: number, y: number, radius: number): Bitmap {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (Math.hypot((i % width) + 0.5 - x, Math.floor(i / width) + 0.5 - y) <= radius ? 1 : 0));
  return { width, height, data };
}

/** Repeatable numbers 0 ≤ n < 1 (a linear congruence with the constants of Numerical Recipes). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

export function noise(width: number, height: number, share: number, seed: number): Bitmap {
  const next = numbers(seed);
  return { width, height, data: Uint8Array.from({ length: width * height }, () => (next() < share ? 1 : 0)) };
}
