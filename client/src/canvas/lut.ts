import { rescaled, type ImageFormat } from './image';

/** Centre and width in rescaled units (HU where the unit is HU). */
export interface Window {
  readonly center: number;
  readonly width: number;
}

export function windowOf(low: number, high: number): Window {
  return { center: (low + high) / 2, width: Math.max(high - low, Number.EPSILON) };
}

/**
 * Grey value 0–255 of every bit pattern a sample can have.
 *
 * The curve is LINEAR_EXACT (PS3.3 C.11.2.1.3.2): unlike LINEAR it stays defined for windows narrower than one
 * unit, as calibrated images have them; for wider windows the two differ by at most half a unit.
 * MONOCHROME1 means that the smallest value is white, so its curve is turned over.
 */
export function buildLut(format: ImageFormat, window: Window, inverted: boolean): Uint8Array {
  const size = 2 ** (8 * format.bytesPerSample);
  const lut = new Uint8Array(size);
  const turned = inverted !== (format.photometric === 'MONOCHROME1');
  const slope = (turned ? -255 : 255) / window.width;
  const offset = 127.5 - slope * window.center;
  // Stored values rise by one from pattern to pattern, except where a signed pattern wraps to the smallest value.
  const half = format.isSigned ? size / 2 : size;
  const step = (rescaled(1, format) - rescaled(0, format)) * slope;
  for (const first of format.isSigned ? [0, half] : [0]) {
    const start = rescaled(first, format) * slope + offset;
    for (let k = 0; k < half; k++) {
      const grey = start + k * step;
      lut[first + k] = grey <= 0 ? 0 : grey >= 255 ? 255 : grey + 0.5;
    }
  }
  return lut;
}
