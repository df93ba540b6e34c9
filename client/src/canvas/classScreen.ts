import { DARK, LINE } from './palette';
import type { AxisMap } from './resample';

/**
 * The class of every screen pixel and of a margin around the screen, so that outlines are found by looking at
 * neighbours without asking where the screen ends.
 */
export class ClassScreen {
  readonly stride: number;
  private readonly classes: Uint8Array;
  /** Columns of each row that may hold a class: from ≤ x < to. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  /** @param margin line width in screen pixels. */
  constructor(readonly width: number, readonly height: number, readonly margin: number) {
    this.stride = width + 2 * margin;
    const rows = height + 2 * margin;
    this.classes = new Uint8Array(this.stride * rows);
    this.from = new Int32Array(rows).fill(this.stride);
    this.to = new Int32Array(rows);
  }

  clear(): void {
    this.classes.fill(0);
    this.from.fill(this.stride);
    this.to.fill(0);
  }

  /** Samples the labelmap for screen rows y0 ≤ y < y1 and columns x0 ≤ x < x1; maps count from −margin. */
  sample(labels: Uint8Array, columns: number, xs: AxisMap, ys: AxisMap, shown: Uint8Array, x0: number, y0: number, x1: number, y1: number): void {
    const { margin, stride, classes } = this;
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
        const winner = shown[a === b && a === c && a === d ? a : heaviest(a, b, c, d, right, low)];
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

  /** Writes the palette code of screen row y, columns x0 ≤ x < x1; returns false when all are 0. */
  codes(y: number, x0: number, x1: number, out: Uint16Array): boolean {
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
    for (let x = first; x < end; x++) {
      const p = middle * stride + x + margin;
      const own = classes[p];
      if (own === 0) {
        if (classes[p - 1] || classes[p + 1] || classes[p - stride] || classes[p + stride]) out[x] = DARK;
        continue;
      }
      let line = false;
      for (let d = 1; d <= margin && !line; d++) {
        const down = d * stride;
        line = classes[p - d] !== own || classes[p + d] !== own || classes[p - down] !== own || classes[p + down] !== own;
      }
      out[x] = line ? own + LINE : own;
    }
    return true;
  }
}

/** The class with the largest share of the four pixels around a point: smooth borders when an image is enlarged. */
function heaviest(a: number, b: number, c: number, d: number, right: number, low: number): number {
  const weights = [(256 - right) * (256 - low), right * (256 - low), (256 - right) * low, right * low];
  const values = [a, b, c, d];
  let best = a;
  let most = -1;
  for (let i = 0; i < 4; i++) {
    let sum = 0;
    for (let k = 0; k < 4; k++) if (values[k] === values[i]) sum += weights[k];
    if (sum > most) {
      most = sum;
      best = values[i];
    }
  }
  return best;
}
