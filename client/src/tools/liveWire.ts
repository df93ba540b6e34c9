import type { EdgeMap } from './edgeMap';

/** Steps to the eight neighbours, and how long they are. */
const STEPS = [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]] as const;
const LENGTHS = STEPS.map(([x, y]) => Math.hypot(x, y));
const UNITS = STEPS.map(([x, y], k) => [x / LENGTHS[k], y / LENGTHS[k]] as const);

/** Costs are whole numbers, so that buckets can sort them; the dearest diagonal step costs 91. */
const COST_SCALE = 64;
const BUCKETS = 128;
const UNREACHED = 0xffffffff;

/**
 * Weights of the three features. The paper gives 0.43 zero crossing, 0.43 direction, 0.14 gradient; on noisy scans zero
 * crossings are everywhere, so the gradient counts for more here.
 */
const WEIGHTS = { gradient: 0.5, crossing: 0.25, direction: 0.25 };

/** acos of −1 … 1 in 512 steps. */
const ARC = Float32Array.from({ length: 513 }, (_, i) => Math.acos((i - 256) / 256));

/**
 * Cheapest paths from one cell to all others of a window: E. N. Mortensen and W. A. Barrett, Intelligent scissors for image
 * composition, SIGGRAPH 1995, 191–198. A step is cheap along a strong edge: little for a strong gradient at its end, for
 * a zero crossing of the second derivative there, and for going along the edge (2⁄3π · the angles at both ends), times its
 * length. Dijkstra's search runs only as far as it has been asked for.
 */
export class LiveWire {
  private readonly costs: Uint32Array;
  /** The step by which a cell is reached, its index + 1. */
  private readonly came: Uint8Array;
  private readonly settled: Uint8Array;
  private readonly buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  private waiting = 1;
  private cost = 0;

  /** @param seed a cell of the window, row-major. */
  constructor(private readonly edges: EdgeMap, readonly seed: number) {
    const count = edges.width * edges.height;
    this.costs = new Uint32Array(count).fill(UNREACHED);
    this.came = new Uint8Array(count);
    this.settled = new Uint8Array(count);
    this.costs[seed] = 0;
    this.buckets[0].push(seed);
  }

  /** Searches on until the way to `cell` is known or about `budget` cells were settled; true when it is known. */
  reach(cell: number, budget: number): boolean {
    for (let rest = budget; this.settled[cell] === 0 && rest > 0 && this.waiting > 0; ) {
      const bucket = this.buckets[this.cost % BUCKETS];
      const next = bucket.pop();
      if (next === undefined) {
        this.cost++;
        continue;
      }
      this.waiting--;
      // A cell waits once for every time its cost fell; only the last one counts.
      if (this.settled[next] === 1 || this.costs[next] !== this.cost) continue;
      this.settle(next);
      rest--;
    }
    return this.settled[cell] === 1;
  }

  /** The cells from the seed to `cell`, both included; `cell` must have been reached. */
  pathTo(cell: number): number[] {
    const path = [cell];
    for (let at = cell; this.came[at] > 0; path.push(at)) {
      const [x, y] = STEPS[this.came[at] - 1];
      at -= y * this.edges.width + x;
    }
    return path.reverse();
  }

  private settle(cell: number): void {
    const { edges, costs } = this;
    const { width, height } = edges;
    this.settled[cell] = 1;
    const y = Math.floor(cell / width);
    const x = cell - y * width;
    edges.need(x, y);
    for (let k = 0; k < STEPS.length; k++) {
      const [dx, dy] = STEPS[k];
      if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
      const next = cell + dy * width + dx;
      if (this.settled[next] === 1) continue;
      const cost = this.cost + this.step(cell, next, k);
      if (cost >= costs[next]) continue;
      costs[next] = cost;
      this.came[next] = k + 1;
      this.buckets[cost % BUCKETS].push(next);
      this.waiting++;
    }
  }

  /** Whole cost of a step, 1–91. */
  private step(from: number, to: number, k: number): number {
    const { across, down, strength, crossing } = this.edges;
    const [ux, uy] = UNITS[k];
    // Along the edge is a quarter turn from across it; the link is taken in the direction that fits `from`.
    let start = down[from] * ux - across[from] * uy;
    let end = down[to] * ux - across[to] * uy;
    if (start < 0) [start, end] = [-start, -end];
    const angles = ARC[Math.round(start * 256) + 256] + ARC[Math.round(end * 256) + 256];
    const cost = WEIGHTS.gradient * (1 - strength[to]) + WEIGHTS.crossing * (1 - crossing[to]) + (WEIGHTS.direction * 2 * angles) / (3 * Math.PI);
    return Math.max(1, Math.round(COST_SCALE * LENGTHS[k] * cost));
  }
}
