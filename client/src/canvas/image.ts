/** How the samples of an image are to be read. */
export interface ImageFormat {
  readonly rows: number;
  readonly columns: number;
  /** 1 = grey, 3 = interleaved RGB. */
  readonly samplesPerPixel: number;
  readonly bytesPerSample: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  readonly photometric: string;
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
}

/** Samples as bit patterns: signed data is read through a lookup table indexed by its two's complement. */
export type SampleArray = Uint8Array | Uint16Array;

/** The image at 1/2ⁿ of its size; level 0 is the image itself. */
export interface Level {
  readonly rows: number;
  readonly columns: number;
  readonly data: SampleArray;
}

const SMALLEST_LEVEL = 64;

/** The pixels of one image with averaged half-size levels, so that a fitted view costs no more than a close one. */
export class Samples {
  readonly levels: readonly Level[];

  /** @param bytes raw interleaved little-endian samples, rows × columns × samplesPerPixel × bytesPerSample long. */
  constructor(readonly format: ImageFormat, bytes: ArrayBuffer) {
    const expected = format.rows * format.columns * format.samplesPerPixel * format.bytesPerSample;
    if (bytes.byteLength !== expected) {
      throw new RangeError(`The pixels are ${bytes.byteLength} bytes, the image needs ${expected}.`);
    }
    const data = format.bytesPerSample === 2 ? new Uint16Array(bytes) : new Uint8Array(bytes);
    const levels: Level[] = [{ rows: format.rows, columns: format.columns, data }];
    for (let last = levels[0]; Math.min(last.rows, last.columns) > SMALLEST_LEVEL; last = levels[levels.length - 1]) {
      levels.push(halve(last, format));
    }
    this.levels = levels;
  }

  get byteLength(): number {
    return this.levels.reduce((sum, level) => sum + level.data.byteLength, 0);
  }

  /** Stored values after rescale, one per sample; null outside the image. */
  valueAt(column: number, row: number): number[] | null {
    const { rows, columns, samplesPerPixel } = this.format;
    if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
    const first = (row * columns + column) * samplesPerPixel;
    const data = this.levels[0].data;
    return Array.from({ length: samplesPerPixel }, (_, sample) => rescaled(data[first + sample], this.format));
  }
}

/** The stored value behind a bit pattern, after rescale (PS3.3 C.11.1.1.2). */
export function rescaled(pattern: number, format: ImageFormat): number {
  const range = 2 ** (8 * format.bytesPerSample);
  const stored = format.isSigned && pattern >= range / 2 ? pattern - range : pattern;
  return format.samplesPerPixel === 1 ? stored * format.rescaleSlope + format.rescaleIntercept : stored;
}

function signedView(data: SampleArray, isSigned: boolean): SampleArray | Int8Array | Int16Array {
  if (!isSigned) return data;
  const buffer = data.buffer as ArrayBuffer;
  return data instanceof Uint16Array ? new Int16Array(buffer) : new Int8Array(buffer);
}

function halve(source: Level, format: ImageFormat): Level {
  const rows = Math.ceil(source.rows / 2);
  const columns = Math.ceil(source.columns / 2);
  const step = format.samplesPerPixel;
  const length = rows * columns * step;
  const data = source.data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  const from = signedView(source.data, format.isSigned);
  const to = signedView(data, format.isSigned);
  const stride = source.columns * step;
  for (let y = 0; y < rows; y++) {
    const upper = 2 * y * stride;
    const lower = Math.min(2 * y + 1, source.rows - 1) * stride;
    const target = y * columns * step;
    for (let x = 0; x < columns; x++) {
      const left = 2 * x * step;
      const right = Math.min(2 * x + 1, source.columns - 1) * step;
      for (let s = 0; s < step; s++) {
        const sum = from[upper + left + s] + from[upper + right + s] + from[lower + left + s] + from[lower + right + s];
        to[target + x * step + s] = (sum + 2) >> 2;
      }
    }
  }
  return { rows, columns, data };
}
