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
  const distance = squaredDistance(shape, 1, pitch);
  const result = blank(shape.width, shape.height);
  // A little more than the radius, for rounding in the squares.
  const reach = radius * radius + 1e-6;
  for (let i = 0; i < distance.length; i++) if (distance[i] <= reach) result.data[i] = 1;
  return result;
}

/**
 * Erosion with the same disc: what is farther than `radius` from every pixel outside the shape stays. Beyond the edge
 * of the bitmap nothing is known, so a shape that reaches the edge is not eaten from there.
 */
export function shrink(shape: Bitmap, radius: number, pitch: Pitch = SQUARE): Bitmap {
  const distance = squaredDistance(shape, 0, pitch);
  const result = blank(shape.width, shape.height);
  const reach = radius * radius + 1e-6;
  for (let i = 0; i < distance.length; i++) if (distance[i] > reach) result.data[i] = 1;
  return result;
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
  let values = Float32Array.from(shape.data);
  let other = new Float32Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) runningMean(values, other, y * width, 1, width, radius);
    for (let x = 0; x < width; x++) runningMean(other, values, x, width, height, radius);
  }
  const result = blank(width, height);
  for (let i = 0; i < values.length; i++) if (values[i] > 0.5) result.data[i] = 1;
  return result;
}

/** Mean over 2·radius + 1 neighbours along one line of `count` values that lie `step` apart. */
function runningMean(from: Float32Array, to: Float32Array, start: number, step: number, count: number, radius: number): void {
  const at = (k: number): number => from[start + Math.min(count - 1, Math.max(0, k)) * step];
  let sum = 0;
  for (let k = -radius; k <= radius; k++) sum += at(k);
  const share = 1 / (2 * radius + 1);
  for (let k = 0, i = start; k < count; k++, i += step) {
    to[i] = sum * share;
    sum += at(k + radius + 1) - at(k - radius);
  }
}
