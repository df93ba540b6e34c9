import type { Rect } from '../patch';
import { rescaled, type Samples } from './image';

/** Enough to know percentiles by; more only costs time. */
const MOST_SAMPLES = 2 ** 20;

/**
 * Values below which so many percent of the pixels inside a rectangle lie (at or below), after rescale.
 * @param rect in image pixels; parts outside the image do not count. @param low, high percent, 0 < low < high ≤ 100.
 * Large rectangles are looked at in steps of a few pixels. Null for colour, or where the rectangle holds no pixel.
 */
export function percentilesWithin(samples: Samples, rect: Rect, low: number, high: number): { low: number; high: number } | null {
  const { format } = samples;
  const x0 = Math.max(0, Math.floor(rect.x0));
  const y0 = Math.max(0, Math.floor(rect.y0));
  const x1 = Math.min(format.columns, Math.ceil(rect.x1));
  const y1 = Math.min(format.rows, Math.ceil(rect.y1));
  if (format.samplesPerPixel !== 1 || x0 >= x1 || y0 >= y1) return null;
  const step = Math.ceil(Math.sqrt(((x1 - x0) * (y1 - y0)) / MOST_SAMPLES));
  const counts = new Uint32Array(2 ** (8 * format.bytesPerSample));
  const { data } = samples.levels[0];
  let total = 0;
  for (let y = y0; y < y1; y += step) {
    for (let x = x0; x < x1; x += step, total++) counts[data[y * format.columns + x]]++;
  }
  const at = (percent: number): number => rescaled(patternAt(counts, (total * percent) / 100, format.isSigned), format);
  // A negative slope turns the order of values round.
  return format.rescaleSlope < 0 ? { low: at(100 - low), high: at(100 - high) } : { low: at(low), high: at(high) };
}

/** The first bit pattern, in the order of stored values, up to which so many samples lie. */
function patternAt(counts: Uint32Array, wanted: number, isSigned: boolean): number {
  const first = isSigned ? counts.length / 2 : 0;
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    const pattern = (first + i) % counts.length;
    seen += counts[pattern];
    if (seen > 0 && seen >= wanted) return pattern;
  }
  return (first + counts.length - 1) % counts.length;
}
