import { rescaled, type SampleArray, type Samples } from './image';

const brightness = new WeakMap<Samples, SampleArray>();
const softened = new WeakMap<Samples, SampleArray>();

/** One number per pixel to judge it by. */
export interface Greys {
  /** Row-major, rows × columns: the bit patterns of a grey image, the luminance of a coloured one. */
  readonly patterns: SampleArray;
  /** How many patterns there are: 256 or 65536. */
  readonly count: number;
  /** The rescaled value behind a pattern. */
  valueOf(pattern: number): number;
}

/** What the grey tools look at. The luminance of a coloured image is made once, when a tool first asks for it. */
export function greysOf(samples: Samples): Greys {
  const { format, levels } = samples;
  const count = 2 ** (8 * format.bytesPerSample);
  if (format.samplesPerPixel === 1) return { patterns: levels[0].data, count, valueOf: (pattern) => rescaled(pattern, format) };
  let patterns = brightness.get(samples);
  if (!patterns) brightness.set(samples, (patterns = luminance(levels[0].data)));
  return { patterns, count, valueOf: (pattern) => pattern };
}

/** The same with every pixel replaced by the mean of the 3 × 3 around it, which takes two thirds of the noise away. */
export function softGreysOf(samples: Samples): Greys {
  const greys = greysOf(samples);
  const { rows, columns, samplesPerPixel, isSigned } = samples.format;
  let patterns = softened.get(samples);
  if (!patterns) softened.set(samples, (patterns = meansOf(greys.patterns, rows, columns, samplesPerPixel === 1 && isSigned)));
  return { ...greys, patterns };
}

/** Rounded means over 3 × 3 pixels; beyond the edge the pixels on it are repeated. */
export function meansOf(patterns: SampleArray, rows: number, columns: number, isSigned: boolean): SampleArray {
  const result = patterns.slice();
  const from = isSigned ? signed(patterns) : patterns;
  const to = isSigned ? signed(result) : result;
  const sums = new Int32Array(columns);
  for (let y = 0; y < rows; y++) {
    const [above, here, below] = [Math.max(0, y - 1) * columns, y * columns, Math.min(rows - 1, y + 1) * columns];
    for (let x = 0; x < columns; x++) sums[x] = from[above + x] + from[here + x] + from[below + x];
    for (let x = 0; x < columns; x++) {
      const sum = sums[x > 0 ? x - 1 : 0] + sums[x] + sums[x < columns - 1 ? x + 1 : x];
      to[here + x] = Math.round(sum / 9);
    }
  }
  return result;
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
