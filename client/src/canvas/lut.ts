import { rescaled, type ImageFormat } from './image';

/** The curve of a window (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
export type WindowFunction = 'linear' | 'linear-exact' | 'sigmoid';

/** Centre and width in rescaled units (HU where the unit is HU). */
export interface Window {
  readonly center: number;
  readonly width: number;
  /** LINEAR_EXACT when absent. */
  readonly function?: WindowFunction;
  /** Greys 0–255 that divide centre ± width/2 into equal parts, instead of the function. */
  readonly table?: Uint8Array;
}

export function windowOf(low: number, high: number): Window {
  return { center: (low + high) / 2, width: Math.max(high - low, Number.EPSILON) };
}

/** Brightness of a rescaled value, 0–255, not rounded. A ramp without width is a threshold. */
export function brightness(window: Window, value: number): number {
  const { center, width, table } = window;
  if (table && table.length > 0) {
    const part = Math.floor(((value - center) / width + 0.5) * table.length);
    return table[Math.min(table.length - 1, Math.max(0, part))];
  }
  if (window.function === 'sigmoid' && width > 0) return 255 / (1 + Math.exp((-4 * (value - center)) / width));
  const ramp = rampOf(window);
  if (value <= ramp.center - ramp.width / 2) return 0;
  return value > ramp.center + ramp.width / 2 || ramp.width <= 0 ? 255 : ((value - ramp.center) / ramp.width + 0.5) * 255;
}

/** LINEAR is LINEAR_EXACT of one unit less, half a unit lower; a sigmoid without width is a threshold at its centre. */
function rampOf({ center, width, function: curve }: Window): { center: number; width: number } {
  if (curve === 'linear') return { center: center - 0.5, width: width - 1 };
  return { center, width: curve === 'sigmoid' ? 0 : width };
}

/**
 * Grey value 0–255 of every bit pattern a sample can have. MONOCHROME1 means that the smallest value is white, so its
 * curve is turned over. Gamma bends what is shown, so that a larger one brightens the middle also of an inverted image.
 * @param gamma above 0; a grey g becomes 255 · (g/255)^(1/gamma).
 */
export function buildLut(format: ImageFormat, window: Window, inverted: boolean, gamma = 1): Uint8Array {
  const turned = inverted !== (format.photometric === 'MONOCHROME1');
  const ramp = rampOf(window);
  if (!window.table && window.function !== 'sigmoid' && ramp.width > 0) return rampLut(format, ramp, turned, 1 / gamma);
  const lut = new Uint8Array(2 ** (8 * format.bytesPerSample));
  for (let pattern = 0; pattern < lut.length; pattern++) {
    const bright = brightness(window, rescaled(pattern, format));
    const grey = Math.floor(bright + 0.5);
    // Bent before it is rounded, as dark greys would come out in steps.
    lut[pattern] = gamma !== 1 ? 255 * ((turned ? 255 - bright : bright) / 255) ** (1 / gamma) + 0.5 : turned ? 255 - grey : grey;
  }
  return lut;
}

function rampLut(format: ImageFormat, ramp: { center: number; width: number }, turned: boolean, exponent: number): Uint8Array {
  const size = 2 ** (8 * format.bytesPerSample);
  const lut = new Uint8Array(size);
  const slope = (turned ? -255 : 255) / ramp.width;
  const offset = 127.5 - slope * ramp.center;
  // Stored values rise by one from pattern to pattern, except where a signed pattern wraps to the smallest value.
  const half = format.isSigned ? size / 2 : size;
  const step = (rescaled(1, format) - rescaled(0, format)) * slope;
  for (const first of format.isSigned ? [0, half] : [0]) {
    const start = rescaled(first, format) * slope + offset;
    for (let k = 0; k < half; k++) {
      const grey = start + k * step;
      lut[first + k] = grey <= 0 ? 0 : grey >= 255 ? 255 : exponent === 1 ? grey + 0.5 : 255 * (grey / 255) ** exponent + 0.5;
    }
  }
  return lut;
}
