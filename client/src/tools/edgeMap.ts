import { rescaled, type Samples } from '../canvas/image';
import type { Rect } from '../patch';

const TILE = 64;
/** Cells around a tile that its features look at: smoothing, second derivative, its neighbours. */
const MARGIN = 3;
/** Gradients of about so many cells are looked at to learn what a strong one is. */
const PROBES = 4096;
/** A difference over two cells of values that a binomial has smoothed, by distance. */
const DIFFERENCE = [0, 2, 1];
/** The share of gradients below the one that counts as strong. */
const STRONG = 0.98;

/**
 * What the live wire needs to know of a window of one image level: strength and direction of the grey gradient and zero
 * crossings of the second derivative, after a 3 × 3 binomial. Computed tile by tile when first asked for.
 */
export class EdgeMap {
  readonly width: number;
  readonly height: number;
  /** Unit vector across the edge, 0 where there is none; one per cell. */
  readonly across: Float32Array;
  readonly down: Float32Array;
  /** Gradient as share of a strong one, 0–1. */
  readonly strength: Float32Array;
  /** 1 where the second derivative changes its sign. */
  readonly crossing: Uint8Array;
  private readonly tiles: Uint8Array;
  private readonly tileColumns: number;
  private readonly side = TILE + 2 * MARGIN;
  private readonly raw = new Float32Array(this.side * this.side);
  private readonly soft = new Float32Array(this.side * this.side);
  private readonly second = new Float32Array(this.side * this.side);
  private readonly strong: number;

  /** @param level of the samples, cells of 2^level pixels. @param window in cells of that level, inside it. */
  constructor(private readonly samples: Samples, readonly level: number, readonly window: Rect) {
    this.width = window.x1 - window.x0;
    this.height = window.y1 - window.y0;
    const count = this.width * this.height;
    this.across = new Float32Array(count);
    this.down = new Float32Array(count);
    this.strength = new Float32Array(count);
    this.crossing = new Uint8Array(count);
    this.tileColumns = Math.ceil(this.width / TILE);
    this.tiles = new Uint8Array(this.tileColumns * Math.ceil(this.height / TILE));
    this.strong = this.strongGradient();
  }

  /** Makes sure that the features of a cell and its neighbours are there. */
  need(x: number, y: number): void {
    const left = Math.max(0, x - 1) >> 6;
    const right = Math.min(this.width - 1, x + 1) >> 6;
    const top = Math.max(0, y - 1) >> 6;
    const bottom = Math.min(this.height - 1, y + 1) >> 6;
    for (let ty = top; ty <= bottom; ty++) {
      for (let tx = left; tx <= right; tx++) if (this.tiles[ty * this.tileColumns + tx] === 0) this.compute(tx, ty);
    }
  }

  /** The cell with the strongest gradient at most `reach` cells away; the cell itself where all are even. */
  strongestNear(x: number, y: number, reach: number): { x: number; y: number } {
    let best = { x, y };
    let most = 0;
    for (let v = Math.max(0, y - reach); v <= Math.min(this.height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(this.width - 1, x + reach); u++) {
        if (Math.hypot(u - x, v - y) > reach) continue;
        this.need(u, v);
        const strength = this.strength[v * this.width + u];
        if (strength > most) [best, most] = [{ x: u, y: v }, strength];
      }
    }
    return best;
  }

  /** Rescaled grey or luminance of a cell in the level's own coordinates; beyond the edge the cell on it. */
  private grey(x: number, y: number): number {
    const { rows, columns, data } = this.samples.levels[this.level];
    const i = Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x));
    if (this.samples.format.samplesPerPixel === 1) return rescaled(data[i], this.samples.format);
    return 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
  }

  private strongGradient(): number {
    const step = Math.max(1, Math.round(Math.sqrt((this.width * this.height) / PROBES)));
    const found: number[] = [];
    for (let y = 0; y < this.height; y += step) {
      for (let x = 0; x < this.width; x += step) {
        const [u, v] = [this.window.x0 + x, this.window.y0 + y];
        // The same as below on the smoothed greys: binomial and difference in one direction, binomial in the other.
        let [dx, dy] = [0, 0];
        for (let k = -1; k <= 1; k++) {
          for (const step of [-2, -1, 1, 2]) {
            const weight = (DIFFERENCE[Math.abs(step)] * Math.sign(step) * (k === 0 ? 2 : 1)) / 32;
            dx += weight * this.grey(u + step, v + k);
            dy += weight * this.grey(u + k, v + step);
          }
        }
        found.push(Math.hypot(dx, dy));
      }
    }
    found.sort((a, b) => a - b);
    // Where most of the picture is even, what is strong is found among the few edges.
    const edges = found.filter((value) => value > found[found.length - 1] / 100);
    return edges[Math.floor(edges.length * STRONG)] || 1;
  }

  private compute(tx: number, ty: number): void {
    this.tiles[ty * this.tileColumns + tx] = 1;
    const { side, raw, soft, second, width, height } = this;
    const [left, top] = [tx * TILE, ty * TILE];
    for (let y = 0, i = 0; y < side; y++) {
      for (let x = 0; x < side; x++, i++) raw[i] = this.grey(this.window.x0 + left + x - MARGIN, this.window.y0 + top + y - MARGIN);
    }
    for (let y = 1; y < side - 1; y++) {
      for (let x = 1, i = y * side + 1; x < side - 1; x++, i++) {
        soft[i] = (4 * raw[i] + 2 * (raw[i - 1] + raw[i + 1] + raw[i - side] + raw[i + side])
          + raw[i - side - 1] + raw[i - side + 1] + raw[i + side - 1] + raw[i + side + 1]) / 16;
      }
    }
    for (let y = 2; y < side - 2; y++) {
      for (let x = 2, i = y * side + 2; x < side - 2; x++, i++) second[i] = soft[i - 1] + soft[i + 1] + soft[i - side] + soft[i + side] - 4 * soft[i];
    }
    for (let y = 0; y < TILE && top + y < height; y++) {
      for (let x = 0; x < TILE && left + x < width; x++) {
        const i = (y + MARGIN) * side + x + MARGIN;
        const target = (top + y) * width + left + x;
        const dx = (soft[i + 1] - soft[i - 1]) / 2;
        const dy = (soft[i + side] - soft[i - side]) / 2;
        const gradient = Math.hypot(dx, dy);
        if (gradient > 0) {
          this.across[target] = dx / gradient;
          this.down[target] = dy / gradient;
          this.strength[target] = Math.min(1, gradient / this.strong);
        }
        this.crossing[target] = isCrossing(second, i, side) ? 1 : 0;
      }
    }
  }
}

/** Of two neighbours with different signs the one nearer to zero is the crossing. */
function isCrossing(second: Float32Array, i: number, side: number): boolean {
  const own = second[i];
  for (const other of [second[i - 1], second[i + 1], second[i - side], second[i + side]]) {
    if (own * other < 0 && Math.abs(own) <= Math.abs(other)) return true;
    if (own === 0 && other !== 0) return true;
  }
  return false;
}
