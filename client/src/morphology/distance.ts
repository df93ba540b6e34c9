import type { Bitmap } from './bitmap';

/** Size of a pixel; only the ratio matters where distances are compared with each other. */
export interface Pitch {
  /** Between columns. */
  readonly x: number;
  /** Between rows. */
  readonly y: number;
}

export const SQUARE: Pitch = { x: 1, y: 1 };

/** Stands for "no such pixel"; finite, so that parabolas at it can still be intersected. */
const FAR = 1e12;

/**
 * Squared Euclidean distance from every pixel's centre to the centre of the nearest pixel with value `of`, row-major,
 * in squared units of `pitch`; at least 1e12 everywhere when there is no such pixel. Exact, in time proportional to the
 * number of pixels whatever the distances: P. F. Felzenszwalb and D. P. Huttenlocher, Distance Transforms of Sampled
 * Functions, Theory of Computing 8 (2012), 415–428, section 2.
 * @param limit in units of `pitch`: what is farther may come out as any larger number, which saves time.
 */
export function squaredDistance({ width, height, data }: Bitmap, of: 0 | 1, pitch: Pitch = SQUARE, limit = Infinity): Float64Array {
  const result = new Float64Array(width * height);
  // Along columns only two values occur, so two sweeps that count steps do the same as the parabolas, faster.
  const last = result.length - width;
  for (let i = 0; i < result.length; i++) result[i] = data[i] === of ? 0 : i < width ? Infinity : result[i - width] + 1;
  for (let i = result.length - 1; i >= 0; i--) {
    if (i < last && result[i + width] + 1 < result[i]) result[i] = result[i + width] + 1;
  }
  for (let i = 0; i < result.length; i++) result[i] = result[i] === Infinity ? FAR : (result[i] * pitch.y) ** 2;
  const envelope = new Envelope(width, pitch.x, Math.min(FAR / 2, limit * limit * (1 + 1e-9)));
  for (let y = 0; y < height; y++) envelope.transform(result, y * width);
  return result;
}

/** The lower envelope of the parabolas over one row. */
class Envelope {
  private readonly values: Float64Array;
  /** Columns of the parabolas in the envelope, and from which column on each is the lowest. */
  private readonly places: Int32Array;
  private readonly from: Float64Array;

  /** @param most squared distance above which a parabola is too high to matter. */
  constructor(private readonly width: number, private readonly pitch: number, private readonly most: number) {
    this.values = new Float64Array(width);
    this.places = new Int32Array(width);
    this.from = new Float64Array(width + 1);
  }

  transform(row: Float64Array, start: number): void {
    const { width, values, places, from, most } = this;
    const square = this.pitch * this.pitch;
    let k = -1;
    for (let x = 0; x < width; x++) {
      const value = row[start + x];
      // Between zeros a zero is nearest to itself alone, and its own distance is known.
      if (value > most || (value === 0 && x > 0 && x < width - 1 && row[start + x - 1] === 0 && row[start + x + 1] === 0)) continue;
      values[x] = value / square;
      let meets = -Infinity;
      while (k >= 0 && (meets = meeting(values, x, places[k])) <= from[k]) k--;
      if (k < 0) meets = -Infinity;
      places[++k] = x;
      from[k] = meets;
    }
    if (k < 0) return;
    from[k + 1] = Infinity;
    k = 0;
    for (let x = 0; x < width; x++) {
      if (row[start + x] === 0) continue;
      while (from[k + 1] < x) k++;
      const d = x - places[k];
      row[start + x] = (d * d + values[places[k]]) * square;
    }
  }
}

/** Where the parabolas at columns `right` > `left` cross. */
function meeting(values: Float64Array, right: number, left: number): number {
  return (values[right] - values[left] + right * right - left * left) / (2 * (right - left));
}

/**
 * Distance to the border of the ones, in units of `pitch`: positive inside, negative outside, half a pixel at the pixels
 * on either side of a straight border. Without ones it is very negative, without zeros very positive everywhere.
 */
export function signedDistance(bitmap: Bitmap, pitch: Pitch = SQUARE): Float64Array {
  const inside = squaredDistance(bitmap, 0, pitch);
  const outside = squaredDistance(bitmap, 1, pitch);
  const half = Math.min(pitch.x, pitch.y) / 2;
  for (let i = 0; i < inside.length; i++) {
    inside[i] = bitmap.data[i] === 1 ? Math.sqrt(inside[i]) - half : half - Math.sqrt(outside[i]);
  }
  return inside;
}
