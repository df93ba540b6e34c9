import { decodeLayers, encodeLayers, LayerRuns, type LayerChange } from '../layerPatch';
import { boundsOf, decodePatch, union, type Rect } from '../patch';
import { ClassSets } from './classSets';
import type { ChangeKind } from './history';
import type { Pixels, Taken } from './pixels';
import type { Span } from './spans';

/** Pixels that may have several classes: each holds the code of its set of classes. */
export class LayerPixels implements Pixels {
  readonly kind = 'layers';
  readonly sets = new ClassSets();
  readonly codes: Uint32Array;
  readonly counts = new Uint32Array(256);
  private readonly committed: Uint32Array;

  constructor(rows: number, private readonly columns: number) {
    this.codes = new Uint32Array(rows * columns);
    this.committed = new Uint32Array(rows * columns);
    this.counts[0] = rows * columns;
  }

  get byteLength(): number {
    return 2 * this.codes.byteLength;
  }

  /** A class is added to what a pixel has; without one, the classes that may be drawn over are taken away. */
  paint(spans: readonly Span[], value: number, replaceable: Uint8Array): void {
    const { codes, columns, sets } = this;
    const steps = new Map<number, number>();
    const step = (code: number): number => {
      const to = value > 0 ? sets.with(code, value) : sets.codeOf(sets.classesOf(code).filter((each) => replaceable[each] !== 1));
      steps.set(code, to);
      return to;
    };
    for (const { y, x0, x1 } of spans) {
      let code = -1;
      let to = -1;
      for (let i = y * columns + x0, end = y * columns + x1; i < end; i++) {
        if (codes[i] !== code) {
          code = codes[i];
          to = steps.get(code) ?? step(code);
        }
        codes[i] = to;
      }
    }
  }

  mask(classIndex: number, rect: Rect): Uint8Array {
    const { codes, sets } = this;
    const width = rect.x1 - rect.x0;
    const mask = new Uint8Array(width * (rect.y1 - rect.y0));
    for (let y = rect.y0, target = 0; y < rect.y1; y++) {
      let code = -1;
      let there = 0;
      for (let i = y * this.columns + rect.x0, end = i + width; i < end; i++, target++) {
        if (codes[i] !== code) {
          code = codes[i];
          there = Number(classIndex === 0 ? code === 0 : sets.has(code, classIndex));
        }
        mask[target] = there;
      }
    }
    return mask;
  }

  take(rect: Rect): Taken | null {
    const forward = new LayerRuns();
    const backward = new LayerRuns();
    const { sets, columns } = this;
    let changed = false;
    for (let y = rect.y0; y < rect.y1; y++) {
      this.stretches(y * columns + rect.x0, y * columns + rect.x1, (from, to, code, before) => {
        if (code === before) return;
        changed = true;
        for (const each of sets.classesOf(code)) if (!sets.has(before, each)) note(each, from, to - from, 1);
        for (const each of sets.classesOf(before)) if (!sets.has(code, each)) note(each, from, to - from, 0);
        this.settle(from, to, before, code);
      });
    }
    return changed ? { forward: encodeLayers(forward.changes), backward: encodeLayers(backward.changes) } : null;

    function note(classIndex: number, start: number, length: number, value: number): void {
      forward.add(classIndex, start, length, value);
      backward.add(classIndex, start, length, 1 - value);
    }
  }

  discard(rect: Rect): void {
    for (let y = rect.y0; y < rect.y1; y++) {
      const first = y * this.columns + rect.x0;
      this.codes.set(this.committed.subarray(first, first + rect.x1 - rect.x0), first);
    }
  }

  /** Also takes over strokes from before the project let classes overlap, in which a pixel got one class and lost all others. */
  absorb(kind: ChangeKind, patch: Uint8Array): Rect | null {
    if (kind === 'labelmap') return this.absorbExclusive(patch);
    const changes = decodeLayers(patch, this.codes.length);
    for (const { classIndex, runs } of changes) {
      for (const { start, length, value } of runs) {
        this.stretches(start, start + length, (from, to, code, before) => {
          const isOpen = this.sets.has(code, classIndex) === this.sets.has(before, classIndex);
          this.settle(from, to, before, this.changed(before, classIndex, value));
          if (isOpen) this.codes.fill(this.changed(code, classIndex, value), from, to);
        });
      }
    }
    return this.boundsOf(changes);
  }

  replay(patches: readonly Uint8Array[]): { patch: Uint8Array<ArrayBuffer>; touched: Rect | null } {
    let touched: Rect | null = null;
    for (const patch of patches) {
      const changes = decodeLayers(patch, this.codes.length);
      for (const { classIndex, runs } of changes) {
        for (const { start, length, value } of runs) {
          this.stretches(start, start + length, (from, to, code) => this.codes.fill(this.changed(code, classIndex, value), from, to));
        }
      }
      touched = union(touched, this.boundsOf(changes));
    }
    return { patch: (touched && this.take(touched)?.forward) ?? encodeLayers([]), touched };
  }

  private absorbExclusive(patch: Uint8Array): Rect | null {
    const runs = decodePatch(patch, this.codes.length);
    for (const { start, length, value } of runs) {
      this.stretches(start, start + length, (from, to, code, before) => {
        if (code === before) this.codes.fill(value, from, to);
        this.settle(from, to, before, value);
      });
    }
    return boundsOf(runs, this.columns);
  }

  private changed(code: number, classIndex: number, value: number): number {
    return value === 1 ? this.sets.with(code, classIndex) : this.sets.without(code, classIndex);
  }

  /** Calls `each` for every stretch of pixels start ≤ i < end that are alike, in what they are now and in what was handed on. */
  private stretches(start: number, end: number, each: (from: number, to: number, code: number, before: number) => void): void {
    const { codes, committed } = this;
    for (let from = start; from < end; ) {
      const code = codes[from];
      const before = committed[from];
      let to = from + 1;
      while (to < end && codes[to] === code && committed[to] === before) to++;
      each(from, to, code, before);
      from = to;
    }
  }

  /** Counts pixels anew and notes that what they have now was handed on. */
  private settle(from: number, to: number, before: number, code: number): void {
    if (before === code) return;
    this.count(before, from - to);
    this.count(code, to - from);
    this.committed.fill(code, from, to);
  }

  private count(code: number, by: number): void {
    if (code < 256) this.counts[code] += by;
    else for (const each of this.sets.classesOf(code)) this.counts[each] += by;
  }

  private boundsOf(changes: readonly LayerChange[]): Rect | null {
    return changes.reduce<Rect | null>((touched, { runs }) => union(touched, boundsOf(runs, this.columns)), null);
  }
}
