import { DARK, LINE, type Palette } from './palette';
import type { AxisMap } from './resample';
import { shiftGrid, vacated } from './shift';

/** Solid = the labels that are drawn here, dotted = another reader's. */
export type LineStyle = 'solid' | 'dotted';

/**
 * The class of every screen pixel and of a margin around the screen, so that outlines are found by looking at
 * neighbours without asking where the screen ends.
 */
export class ClassScreen {
  readonly stride: number;
  /** From a pixel to those that decide whether it is part of a line: straight to the four sides, nearest first. */
  private readonly near: Int32Array;
  /** Class indices, or codes of sets where classes overlap. */
  private readonly classes: Uint8Array | Uint32Array;
  /** Columns of each row that may hold a class: from ≤ x < to. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  /** @param margin line width in screen pixels. @param overlaps whether a pixel may have several classes. */
  constructor(
    readonly width: number, readonly height: number, readonly margin: number, private readonly lines: LineStyle = 'solid', readonly overlaps = false,
  ) {
    this.stride = width + 2 * margin;
    this.near = Int32Array.from({ length: 4 * margin }, (_, k) => [-1, 1, -this.stride, this.stride][k & 3] * ((k >> 2) + 1));
    const rows = height + 2 * margin;
    this.classes = overlaps ? new Uint32Array(this.stride * rows) : new Uint8Array(this.stride * rows);
    this.from = new Int32Array(rows).fill(this.stride);
    this.to = new Int32Array(rows);
  }

  clear(): void {
    this.classes.fill(0);
    this.from.fill(this.stride);
    this.to.fill(0);
  }

  /** Moves what was sampled with the image; what comes into view holds nothing until it is sampled. */
  shift(dx: number, dy: number): void {
    const { stride, classes, from, to } = this;
    const rows = from.length;
    shiftGrid(classes, stride, rows, dx, dy);
    for (const { x0, y0, x1, y1 } of vacated(stride, rows, dx, dy)) {
      for (let y = y0; y < y1; y++) classes.fill(0, y * stride + x0, y * stride + x1);
    }
    if (dy !== 0) {
      from.copyWithin(Math.max(0, dy), Math.max(0, -dy), rows + Math.min(0, -dy));
      to.copyWithin(Math.max(0, dy), Math.max(0, -dy), rows + Math.min(0, -dy));
      const [first, end] = dy > 0 ? [0, dy] : [rows + dy, rows];
      from.fill(stride, first, end);
      to.fill(0, first, end);
    }
    for (let y = 0; y < rows; y++) {
      if (from[y] >= to[y]) continue;
      from[y] = Math.min(stride, Math.max(0, from[y] + dx));
      to[y] = Math.min(stride, Math.max(0, to[y] + dx));
    }
  }

  /** Samples the labelmap for screen rows y0 ≤ y < y1 and columns x0 ≤ x < x1; maps count from −margin. */
  sample(labels: Uint8Array | Uint32Array, columns: number, xs: AxisMap, ys: AxisMap, shown: ArrayLike<number>, x0: number, y0: number, x1: number, y1: number): void {
    const { margin, stride, classes } = this;
    const vote = new Vote(labels, columns);
    const first = Math.max(x0 === 0 ? 0 : x0 + margin, xs.first);
    const end = Math.min(x1 === this.width ? stride : x1 + margin, xs.end);
    const firstRow = Math.max(y0 === 0 ? 0 : y0 + margin, ys.first);
    const endRow = Math.min(y1 === this.height ? this.height + 2 * margin : y1 + margin, ys.end);
    for (let y = firstRow; y < endRow; y++) {
      const upper = ys.index[y] * columns;
      const lower = ys.share[y] === 0 ? upper : upper + columns;
      const low = ys.share[y];
      let from = this.from[y];
      let to = this.to[y];
      const target = y * stride;
      for (let x = first; x < end; x++) {
        const i = xs.index[x];
        const right = xs.share[x];
        const step = right === 0 ? 0 : 1;
        const a = labels[upper + i];
        const b = labels[upper + i + step];
        const c = labels[lower + i];
        const d = labels[lower + i + step];
        const winner = shown[a === b && a === c && a === d ? a : vote.at(i, ys.index[y], right, low)];
        classes[target + x] = winner;
        if (winner !== 0) {
          if (x < from) from = x;
          if (x >= to) to = x + 1;
        }
      }
      this.from[y] = from;
      this.to[y] = to;
    }
  }

  /** Writes the palette's row of screen row y, columns x0 ≤ x < x1; returns false when all are 0. */
  codes(y: number, x0: number, x1: number, out: Uint16Array, palette: Palette): boolean {
    const { margin, stride, classes } = this;
    const middle = y + margin;
    let from = stride;
    let to = 0;
    for (let r = middle - margin; r <= middle + margin; r++) {
      from = Math.min(from, this.from[r]);
      to = Math.max(to, this.to[r]);
    }
    if (from >= to) return false;
    const first = Math.max(x0, from - 2 * margin);
    const end = Math.min(x1, to + margin);
    out.fill(0, x0, x1);
    const dotted = this.lines === 'dotted';
    const reach = margin * stride;
    // Columns start ≤ x < stop are known to be of one class, so that inside them only the rows above and below matter.
    let start = first;
    let stop = first;
    let fill = 0;
    for (let x = first; x < end; x++) {
      const p = middle * stride + x + margin;
      const own = classes[p];
      if (own === 0) {
        stop = x + 1;
        if (classes[p - 1] || classes[p + 1] || classes[p - stride] || classes[p + stride]) out[x] = DARK;
        continue;
      }
      if (x >= stop) {
        start = x;
        fill = palette.rowOf(own);
        while (stop <= x || (stop < end && classes[p + stop - x] === own)) stop++;
      }
      let line = false;
      for (let down = stride; down <= reach && !line; down += stride) line = classes[p - down] !== own || classes[p + down] !== own;
      if (x - start < margin || stop - x <= margin) {
        for (let d = 1; d <= margin && !line; d++) line = classes[p - d] !== own || classes[p + d] !== own;
      }
      const lined = line ? this.lineClass(p, own, palette) : 0;
      out[x] = lined > 0 && !(dotted && this.isGap(p, x, y)) ? lined + LINE : fill;
    }
    return true;
  }

  /** Whose line a pixel shows: where classes overlap, that of the highest class that a near pixel lacks, or 0. */
  private lineClass(p: number, own: number, palette: Palette): number {
    if (!this.overlaps) return own;
    const { near, classes } = this;
    let line = 0;
    let seen = own;
    for (let k = 0; k < near.length; k++) {
      const other = classes[p + near[k]];
      if (other === own || other === seen) continue;
      seen = other;
      line = Math.max(line, palette.lineBeside(own, other));
    }
    return line;
  }

  /** Dots as long as the line is wide: counted across the screen, and down it where the line itself runs downwards. */
  private isGap(p: number, x: number, y: number): boolean {
    const { margin, stride, classes } = this;
    const own = classes[p];
    let runsAcross = false;
    for (let d = stride; d <= margin * stride && !runsAcross; d += stride) runsAcross = classes[p - d] !== own || classes[p + d] !== own;
    return (runsAcross ? x : y) % (2 * margin) >= margin;
  }
}

/**
 * The class with the largest weight around a point between pixels, by quadratic B-spline weights over the nearest
 * three by three: borders look smooth when an image is enlarged, and a single pixel still shows.
 */
class Vote {
  private readonly weights = new Float64Array(9);
  private readonly values = new Uint32Array(9);

  constructor(private readonly labels: Uint8Array | Uint32Array, private readonly columns: number) {}

  /** @param x, y the upper left of the four pixels around the point; right and low: the share of the others, 0–256. */
  at(x: number, y: number, right: number, low: number): number {
    const rows = this.labels.length / this.columns;
    const nearX = right < 128 ? x : x + 1;
    const nearY = low < 128 ? y : y + 1;
    const u = right / 256 - (nearX - x);
    const v = low / 256 - (nearY - y);
    let count = 0;
    let best = 0;
    for (let dy = -1; dy <= 1; dy++) {
      const row = Math.min(rows - 1, Math.max(0, nearY + dy)) * this.columns;
      for (let dx = -1; dx <= 1; dx++) {
        const value = this.labels[row + Math.min(this.columns - 1, Math.max(0, nearX + dx))];
        let k = 0;
        while (k < count && this.values[k] !== value) k++;
        if (k === count) {
          this.values[count] = value;
          this.weights[count++] = 0;
        }
        this.weights[k] += spline(u, dx) * spline(v, dy);
        if (this.weights[k] > this.weights[best]) best = k;
      }
    }
    return this.values[best];
  }
}

function spline(offset: number, neighbour: number): number {
  if (neighbour === 0) return 0.75 - offset * offset;
  const distance = neighbour < 0 ? 0.5 - offset : 0.5 + offset;
  return 0.5 * distance * distance;
}
