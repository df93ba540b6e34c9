import { rescaled, type SampleArray, type Samples } from './image';

const brightness = new WeakMap<Samples, SampleArray>();
const softened = new WeakMap<Samples, Greys>();
const EVERYTHING = (): void => {};

/** One number per pixel to judge it by. */
export interface Greys {
  /** Row-major, rows × columns: the bit patterns of a grey image, the luminance of a coloured one. */
  readonly patterns: SampleArray;
  /** How many patterns there are: 256 or 65536. */
  readonly count: number;
  /** The rescaled value behind a pattern. */
  valueOf(pattern: number): number;
  /** Makes sure that rows first ≤ y < end may be read; what lies beyond the image is left out. */
  need(first: number, end: number): void;
}

/** What the grey tools look at. The luminance of a coloured image is made once, when a tool first asks for it. */
export function greysOf(samples: Samples): Greys {
  const { format, levels } = samples;
  const count = 2 ** (8 * format.bytesPerSample);
  if (format.samplesPerPixel === 1) return { patterns: levels[0].data, count, valueOf: (pattern) => rescaled(pattern, format), need: EVERYTHING };
  let patterns = brightness.get(samples);
  if (!patterns) brightness.set(samples, (patterns = luminance(levels[0].data)));
  return { patterns, count, valueOf: (pattern) => pattern, need: EVERYTHING };
}

/**
 * The same with every pixel replaced by the rounded mean of the 3 × 3 around it, which takes two thirds of the noise away;
 * beyond the edge the pixels on it are repeated. Rows are made when they are needed, so that no press waits for all of a
 * large image.
 */
export function softGreysOf(samples: Samples): Greys {
  let greys = softened.get(samples);
  if (!greys) softened.set(samples, (greys = soften(greysOf(samples), samples)));
  return greys;
}

function soften(greys: Greys, { format: { rows, columns, samplesPerPixel, isSigned } }: Samples): Greys {
  const patterns = greys.patterns instanceof Uint16Array ? new Uint16Array(greys.patterns.length) : new Uint8Array(greys.patterns.length);
  const asNumbers = samplesPerPixel === 1 && isSigned ? signed : (array: SampleArray) => array;
  const [from, to] = [asNumbers(greys.patterns), asNumbers(patterns)];
  const sums = new Int32Array(columns);
  const made = new Uint8Array(rows);
  const make = (y: number): void => {
    const [above, here, below] = [Math.max(0, y - 1) * columns, y * columns, Math.min(rows - 1, y + 1) * columns];
    for (let x = 0; x < columns; x++) sums[x] = from[above + x] + from[here + x] + from[below + x];
    for (let x = 0; x < columns; x++) {
      const sum = sums[x > 0 ? x - 1 : 0] + sums[x] + sums[x < columns - 1 ? x + 1 : x];
      to[here + x] = Math.round(sum / 9);
    }
  };
  return {
    ...greys,
    patterns,
    need(first, end) {
      for (let y = Math.max(0, first); y < Math.min(rows, end); y++) {
        if (made[y] === 1) continue;
        made[y] = 1;
        make(y);
      }
    },
  };
}

function signed(patterns: SampleArray): Int8Array | Int16Array {
  const { buffer, byteOffset, length } = patterns;
  return patterns instanceof Uint16Array ? new Int16Array(buffer, byteOffset, length) : new Int8Array(buffer, byteOffset, length);
}

/** Y' of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, rounded; interleaved RGB in, one value per pixel out. */
export function luminance(rgb: SampleArray): SampleArray {
  const length = rgb.length / 3;
  const result = rgb instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let i = 0, k = 0; i < length; i++, k += 3) result[i] = Math.round(0.299 * rgb[k] + 0.587 * rgb[k + 1] + 0.114 * rgb[k + 2]);
  return result;
}
