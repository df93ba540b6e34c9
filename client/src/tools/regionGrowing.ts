import type { Greys } from '../canvas/greys';
import type { Bounds } from '../canvas/spans';
import { union, type Rect } from '../patch';

/** Half width of the square around the seed whose mean is compared with. */
const SEED_REACH = 1;
/** Rows of greys asked for at a time. */
const ROWS_AHEAD = 64;

/**
 * Region growing from a seed (R. Adams and L. Bischof, Seeded region growing, PAMI 16 (1994), 641–647, with one seed and
 * a fixed reference): the pixels connected with the seed through pixels whose value differs from the reference by at most
 * the tolerance. The reference is the mean of the 3 × 3 pixels around the seed; the seed itself always belongs.
 *
 * Pixels are reached in the order of the tolerance they need, with one bucket per step of the stored values. So one run
 * serves every tolerance: a larger one goes on where the run stopped, a smaller one only takes the last buckets away.
 */
export class RegionGrowing {
  /** 1 inside the region at the present tolerance, row-major over the image. */
  readonly mask: Uint8Array;
  /** Holds everything that was ever inside. */
  reach: Rect;
  /** The rescaled value that pixels are compared with. */
  readonly reference: number;
  private readonly seen: Uint8Array;
  /** Difference from the reference in stored steps, by bit pattern. */
  private readonly differences: Uint16Array;
  /** Pixels by the tolerance at which they are reached. */
  private readonly buckets: (number[] | undefined)[];
  /** Stored steps: what is wanted, what is shown in the mask, and the bucket that grows. */
  private wanted = 0;
  private shown = -1;
  private growing = 0;
  private next = 0;
  private readonly step: number;
  /** Rows first ≤ y < end of the greys are there. */
  private firstRow: number;
  private endRow: number;

  /** @param seed a pixel inside the image. */
  constructor(private readonly greys: Greys, private readonly bounds: Bounds, seed: { x: number; y: number }, private readonly diagonal: boolean) {
    const { rows, columns } = bounds;
    this.firstRow = Math.max(-1, seed.y - ROWS_AHEAD);
    this.endRow = Math.min(rows + 1, seed.y + ROWS_AHEAD);
    greys.need(this.firstRow, this.endRow);
    this.step = Math.abs(greys.valueOf(1) - greys.valueOf(0));
    this.reference = meanAround(greys, bounds, seed);
    this.differences = Uint16Array.from({ length: greys.count }, (_, pattern) =>
      Math.min(greys.count - 1, Math.ceil(Math.abs(greys.valueOf(pattern) - this.reference) / this.step - 1e-9)));
    this.buckets = new Array<number[] | undefined>(greys.count).fill(undefined);
    this.mask = new Uint8Array(rows * columns);
    this.seen = new Uint8Array(rows * columns);
    const start = seed.y * columns + seed.x;
    this.seen[start] = 1;
    this.buckets[0] = [start];
    this.reach = { x0: seed.x, y0: seed.y, x1: seed.x + 1, y1: seed.y + 1 };
  }

  /** True when the mask shows the whole region of the wanted tolerance. */
  get done(): boolean {
    return this.growing > this.wanted;
  }

  /** @param tolerance in rescaled units, at least 0; judged in whole steps of the stored values, the smaller number. */
  setTolerance(tolerance: number): void {
    this.wanted = Math.min(this.greys.count - 1, Math.max(0, Math.floor(tolerance / this.step + 1e-9)));
    if (this.growing > this.wanted) this.mark(this.growing, 0);
    for (; this.shown > this.wanted; this.shown--) this.mark(this.shown, 0);
    for (; this.shown < Math.min(this.wanted, this.growing - 1); this.shown++) this.mark(this.shown + 1, 1);
    // The bucket under way is shown as far as it has come.
    if (this.growing <= this.wanted) this.mark(this.growing, 1);
  }

  /** Grows by about `budget` pixels; returns true when nothing is left to do at this tolerance. */
  grow(budget: number): boolean {
    const { rows, columns } = this.bounds;
    const { x0, y0, x1, y1 } = this.reach;
    let [left, top, right, bottom] = [x0, y0, x1, y1];
    for (let rest = budget; !this.done && rest > 0; ) {
      const bucket = this.buckets[this.growing];
      if (!bucket || this.next >= bucket.length) {
        this.shown = this.growing++;
        this.next = 0;
        continue;
      }
      // Neighbours as close as this bucket join it while it is walked through.
      for (; this.next < bucket.length && rest > 0; rest--) {
        const pixel = bucket[this.next++];
        const y = Math.floor(pixel / columns);
        const x = pixel - y * columns;
        this.mask[pixel] = 1;
        if (x < left) left = x;
        if (x >= right) right = x + 1;
        if (y < top) top = y;
        if (y >= bottom) bottom = y + 1;
        // One row more than the pixel's own neighbours, so that this is asked once for a row and not for a pixel.
        if (y <= this.firstRow || y >= this.endRow - 1) this.needRows(y);
        const [west, east, north, south] = [x > 0, x < columns - 1, y > 0, y < rows - 1];
        if (west) this.visit(pixel - 1);
        if (east) this.visit(pixel + 1);
        if (north) this.visit(pixel - columns);
        if (south) this.visit(pixel + columns);
        if (!this.diagonal) continue;
        if (west && north) this.visit(pixel - columns - 1);
        if (east && north) this.visit(pixel - columns + 1);
        if (west && south) this.visit(pixel + columns - 1);
        if (east && south) this.visit(pixel + columns + 1);
      }
    }
    this.reach = union(this.reach, { x0: left, y0: top, x1: right, y1: bottom })!;
    return this.done;
  }

  /** Rows of greys that may be read grow with the region, some at a time. */
  private needRows(y: number): void {
    this.firstRow = Math.min(this.firstRow, Math.max(-1, y - ROWS_AHEAD));
    this.endRow = Math.max(this.endRow, Math.min(this.bounds.rows + 1, y + ROWS_AHEAD));
    this.greys.need(this.firstRow, this.endRow);
  }

  private visit(pixel: number): void {
    if (this.seen[pixel] === 1) return;
    this.seen[pixel] = 1;
    // Reached through what is reached already, it needs at least the tolerance of the way there.
    const level = Math.max(this.growing, this.differences[this.greys.patterns[pixel]]);
    (this.buckets[level] ??= []).push(pixel);
  }

  /** Shows or hides the pixels of a bucket, of the one under way those that were walked through. */
  private mark(level: number, value: 0 | 1): void {
    const bucket = this.buckets[level] ?? [];
    const count = level === this.growing ? this.next : bucket.length;
    for (let i = 0; i < count; i++) this.mask[bucket[i]] = value;
  }
}

function meanAround(greys: Greys, { rows, columns }: Bounds, seed: { x: number; y: number }): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, seed.y - SEED_REACH); y <= Math.min(rows - 1, seed.y + SEED_REACH); y++) {
    for (let x = Math.max(0, seed.x - SEED_REACH); x <= Math.min(columns - 1, seed.x + SEED_REACH); x++) {
      sum += greys.valueOf(greys.patterns[y * columns + x]);
      count++;
    }
  }
  return sum / count;
}
