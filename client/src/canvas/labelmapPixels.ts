import { applyRuns, decodePatch, diffRuns, encodePatch, invertRuns, union, type Rect, type Run } from '../patch';
import type { ChangeKind } from './history';
import type { Pixels, Taken } from './pixels';
import type { Span } from './spans';

/** Pixels with one class each. */
export class LabelmapPixels implements Pixels {
  readonly kind = 'labelmap';
  readonly sets = null;
  readonly counts = new Uint32Array(256);
  private readonly committed: Uint8Array;

  /** @param codes class indices, row-major; not copied. */
  constructor(readonly codes: Uint8Array, private readonly columns: number) {
    this.committed = codes.slice();
    // An index, not an iterator: this runs over every pixel while the image opens.
    for (let i = 0; i < codes.length; i++) this.counts[codes[i]]++;
  }

  get byteLength(): number {
    return 2 * this.codes.length;
  }

  paint(spans: readonly Span[], value: number, replaceable: Uint8Array): void {
    const { codes, columns } = this;
    for (const { y, x0, x1 } of spans) {
      for (let i = y * columns + x0, end = y * columns + x1; i < end; i++) {
        if (replaceable[codes[i]] === 1) codes[i] = value;
      }
    }
  }

  mask(classIndex: number, rect: Rect): Uint8Array {
    const width = rect.x1 - rect.x0;
    const mask = new Uint8Array(width * (rect.y1 - rect.y0));
    for (let y = rect.y0, target = 0; y < rect.y1; y++) {
      for (let i = y * this.columns + rect.x0, end = i + width; i < end; i++, target++) {
        if (this.codes[i] === classIndex) mask[target] = 1;
      }
    }
    return mask;
  }

  take(rect: Rect): Taken | null {
    const runs = diffRuns(this.committed, this.codes, this.columns, rect);
    if (runs.length === 0) return null;
    const taken = { forward: encodePatch(runs), backward: encodePatch(invertRuns(runs, this.committed)) };
    this.settle(runs);
    return taken;
  }

  discard(rect: Rect): void {
    for (let y = rect.y0; y < rect.y1; y++) {
      const first = y * this.columns + rect.x0;
      this.codes.set(this.committed.subarray(first, first + rect.x1 - rect.x0), first);
    }
  }

  absorb(kind: ChangeKind, patch: Uint8Array): Rect | null {
    if (kind !== 'labelmap') throw new RangeError('Classes overlap in this project now. Reload the page.');
    const runs = decodePatch(patch, this.codes.length);
    for (const run of runs) {
      for (let i = run.start; i < run.start + run.length; i++) {
        if (this.codes[i] === this.committed[i]) this.codes[i] = run.value;
      }
    }
    return this.settle(runs);
  }

  replay(patches: readonly Uint8Array[]): { patch: Uint8Array<ArrayBuffer>; touched: Rect | null } {
    let touched: Rect | null = null;
    for (const patch of patches) touched = union(touched, applyRuns(decodePatch(patch, this.codes.length), this.codes, this.columns));
    const runs = touched ? diffRuns(this.committed, this.codes, this.columns, touched) : [];
    this.settle(runs);
    return { patch: encodePatch(runs), touched };
  }

  private settle(runs: readonly Run[]): Rect | null {
    for (const run of runs) {
      for (let i = run.start; i < run.start + run.length; i++) this.counts[this.committed[i]]--;
      this.counts[run.value] += run.length;
    }
    return applyRuns(runs, this.committed, this.columns);
  }
}
