import { blank, type Bitmap } from './bitmap';
import { componentsOf } from './components';
import { SQUARE, squaredDistance, type Pitch } from './distance';

/** What a command makes of a shape, and how many parts it added or took away. */
export interface Reshaped {
  readonly shape: Bitmap;
  readonly parts: number;
}

/** Fills the zeros that no path of edge neighbours connects with the edge of the bitmap. `parts` counts the holes. */
export function fillHoles(shape: Bitmap): Reshaped {
  const outside = componentsOf(shape, 0, false);
  const holes = outside.pick((part) => !part.touchesEdge);
  for (let i = 0; i < holes.data.length; i++) holes.data[i] |= shape.data[i];
  return { shape: holes, parts: outside.all.filter((part) => !part.touchesEdge).length };
}

/** Takes away the connected parts (8 neighbours) of fewer than `smallest` pixels. `parts` counts those taken away. */
export function removeIslands(shape: Bitmap, smallest: number): Reshaped {
  const islands = componentsOf(shape, 1, true);
  return { shape: islands.pick((part) => part.area >= smallest), parts: islands.all.filter((part) => part.area < smallest).length };
}

/** Keeps the largest connected part (8 neighbours), the first of equal ones in reading order. */
export function keepLargest(shape: Bitmap): Reshaped {
  const islands = componentsOf(shape, 1, true);
  const largest = islands.all.reduce((best, part, index) => (part.area > islands.all[best].area ? index : best), 0);
  return { shape: islands.pick((_, index) => index === largest), parts: Math.max(0, islands.all.length - 1) };
}

/**
 * Every pixel whose centre is at most `radius` from the centre of a pixel of the shape: dilation with a disc, which is an
 * ellipse of pixels where `pitch` differs between rows and columns.
 * @param radius in units of `pitch`, at least 0.
 */
export function grow(shape: Bitmap, radius: number, pitch: Pitch = SQUARE): Bitmap {
  const result = blank(shape.width, shape.height);
  inStripes(shape, 1, radius, pitch, (distance, first, reach) => {
    for (let i = 0; i < distance.length; i++) if (distance[i] <= reach) result.data[first + i] = 1;
  });
  return result;
}

/**
 * Erosion with the same disc: what is farther than `radius` from every pixel outside the shape stays. Beyond the edge
 * of the bitmap nothing is known, so a shape that reaches the edge is not eaten from there.
 */
export function shrink(shape: Bitmap, radius: number, pitch: Pitch = SQUARE): Bitmap {
  const result = blank(shape.width, shape.height);
  inStripes(shape, 0, radius, pitch, (distance, first, reach) => {
    for (let i = 0; i < distance.length; i++) if (distance[i] > reach) result.data[first + i] = 1;
  });
  return result;
}

/** Rows that are looked at together: few enough for the processor's cache, many compared with what they overlap. */
const STRIPE = 128;

/**
 * Squared distances of the whole picture, stripe by stripe: no pixel farther away than the radius matters, so a stripe
 * needs only that many rows around it.
 * @param use gets the distances of some rows, the index of their first pixel, and the squared radius.
 */
function inStripes({ width, height, data }: Bitmap, of: 0 | 1, radius: number, pitch: Pitch, use: (distance: Float64Array, first: number, reach: number) => void): void {
  const around = Math.ceil(radius / pitch.y) + 1;
  const rows = Math.max(STRIPE, 4 * around);
  for (let top = 0; top < height; top += rows) {
    const bottom = Math.min(height, top + rows);
    const [above, below] = [Math.max(0, top - around), Math.min(height, bottom + around)];
    const stripe = { width, height: below - above, data: data.subarray(above * width, below * width) };
    const distance = squaredDistance(stripe, of, pitch, radius);
    // A little more than the radius, for rounding in the squares.
    use(distance.subarray((top - above) * width, (bottom - above) * width), top * width, radius * radius + 1e-6);
  }
}

/**
 * Rounds a border off: a Gaussian of standard deviation `sigma`, made of three running means (W. M. Wells, Efficient
 * synthesis of Gaussian filters by cascaded uniform filters, PAMI 8 (1986), 234–239), cut at one half. Straight borders
 * stay where they are, spikes and notches thinner than about `sigma` go. Pixels beyond the edge repeat those on it.
 * @param sigma in pixels, above 0.
 */
export function smooth(shape: Bitmap, sigma: number): Bitmap {
  // Three means of 2r + 1 pixels have the variance r(r + 1).
  const radius = Math.max(1, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2));
  const { width, height } = shape;
  const values = Float32Array.from(shape.data);
  const other = new Float32Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    meanAlongRows(values, other, width, height, radius);
    meanAlongColumns(other, values, width, height, radius);
  }
  const result = blank(width, height);
  for (let i = 0; i < values.length; i++) if (values[i] > 0.5) result.data[i] = 1;
  return result;
}

/** Mean over 2·radius + 1 neighbours in the row. */
function meanAlongRows(from: Float32Array, to: Float32Array, width: number, height: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  for (let start = 0; start < width * height; start += width) {
    const last = start + width - 1;
    let sum = from[start] * radius;
    for (let i = start; i <= start + radius; i++) sum += from[Math.min(last, i)];
    for (let i = start; i <= last; i++) {
      to[i] = sum * share;
      sum += from[Math.min(last, i + radius + 1)] - from[Math.max(start, i - radius)];
    }
  }
}

/** Mean over 2·radius + 1 neighbours in the column; all columns at once, since memory lies in rows. */
function meanAlongColumns(from: Float32Array, to: Float32Array, width: number, height: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(width);
  const row = (y: number): number => Math.min(height - 1, Math.max(0, y)) * width;
  for (let y = -radius; y <= radius; y++) for (let x = 0, i = row(y); x < width; x++, i++) sums[x] += from[i];
  for (let y = 0; y < height; y++) {
    const [here, next, gone] = [y * width, row(y + radius + 1), row(y - radius)];
    for (let x = 0; x < width; x++) {
      to[here + x] = sums[x] * share;
      sums[x] += from[next + x] - from[gone + x];
    }
  }
}
