import type { Rect } from '../patch';
import { blank, type Bitmap } from './bitmap';

export interface Component {
  /** Number of pixels, at least 1. */
  readonly area: number;
  /** Whether a pixel of it lies on the edge of the bitmap. */
  readonly touchesEdge: boolean;
  /** The smallest rectangle that holds all of it. */
  readonly extent: Rect;
}

/** The connected parts of a bitmap. */
export interface Components {
  readonly all: readonly Component[];
  /** Which component a pixel (row-major index) belongs to; −1 when it has the other value. */
  indexAt(pixel: number): number;
  /** A bitmap of the components for which `wanted` holds. */
  pick(wanted: (component: Component, index: number) => boolean): Bitmap;
}

/**
 * Finds the connected components of the pixels with value `of`. Row by row: every run joins the runs above that it
 * touches (union by smaller index, path halving), so memory goes with the number of runs and not of pixels.
 * @param diagonal whether pixels that share only a corner are connected (8 neighbours instead of 4).
 */
export function componentsOf(bitmap: Bitmap, of: 0 | 1, diagonal: boolean): Components {
  const { width, data } = bitmap;
  const starts: number[] = [];
  const ends: number[] = [];
  const parents: number[] = [];
  const find = (run: number): number => {
    while (parents[run] !== run) run = parents[run] = parents[parents[run]];
    return run;
  };
  const reach = diagonal ? 1 : 0;
  // Runs of the row above that the next run may touch: above ≤ run < here.
  let above = 0;
  let here = 0;
  let rowEnd = 0;
  for (let i = data.indexOf(of); i >= 0; ) {
    if (i >= rowEnd) {
      const rowStart = i - (i % width);
      above = rowStart === rowEnd ? here : starts.length;
      here = starts.length;
      rowEnd = rowStart + width;
    }
    let end = i + 1;
    while (end < rowEnd && data[end] === of) end++;
    const run = starts.length;
    starts.push(i);
    ends.push(end);
    parents.push(run);
    // They are in order: those that end before this run begins are of no use to the next one either.
    while (above < here && ends[above] + width + reach <= i) above++;
    for (let other = above; other < here && starts[other] + width < end + reach; other++) {
      const [a, b] = [find(run), find(other)];
      if (a < b) parents[b] = a;
      else parents[a] = b;
    }
    i = data.indexOf(of, end);
  }
  return numbered(bitmap, starts, ends, starts.map((_, run) => find(run)));
}

function numbered({ width, height }: Bitmap, starts: readonly number[], ends: readonly number[], roots: readonly number[]): Components {
  const numbers = new Map<number, number>();
  const all: { area: number; touchesEdge: boolean; extent: Rect }[] = [];
  roots.forEach((root, run) => {
    let number = numbers.get(root);
    if (number === undefined) {
      numbers.set(root, (number = all.length));
      all.push({ area: 0, touchesEdge: false, extent: { x0: width, y0: height, x1: 0, y1: 0 } });
    }
    const start = starts[run];
    const y = Math.floor(start / width);
    const { extent } = all[number];
    all[number].extent = {
      x0: Math.min(extent.x0, start - y * width), y0: Math.min(extent.y0, y),
      x1: Math.max(extent.x1, ends[run] - y * width), y1: Math.max(extent.y1, y + 1),
    };
    all[number].area += ends[run] - start;
    all[number].touchesEdge ||= y === 0 || y === height - 1 || start === y * width || ends[run] === (y + 1) * width;
  });
  return {
    all,
    indexAt(pixel) {
      let [low, high] = [0, starts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= pixel) low = middle + 1;
        else high = middle;
      }
      return low > 0 && pixel < ends[low - 1] ? numbers.get(roots[low - 1])! : -1;
    },
    pick(wanted) {
      const chosen = all.map((component, index) => wanted(component, index));
      const target = blank(width, height);
      roots.forEach((root, run) => chosen[numbers.get(root)!] && target.data.fill(1, starts[run], ends[run]));
      return target;
    },
  };
}
