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
    const { codes, committed, sets, columns } = this;
    let changed = false;
    for (let y = rect.y0; y < rect.y1; y++) {
      for (let i = y * columns + rect.x0, end = y * columns + rect.x1; i < end; i++) {
        if (codes[i] === committed[i]) continue;
        changed = true;
        for (const each of sets.classesOf(codes[i])) if (!sets.has(committed[i], each)) note(each, i, 1);
        for (const each of sets.classesOf(committed[i])) if (!sets.has(codes[i], each)) note(each, i, 0);
        this.settle(i, codes[i]);
      }
    }
    return changed ? { forward: encodeLayers(forward.changes), backward: encodeLayers(backward.changes) } : null;

    function note(classIndex: number, pixel: number, value: number): void {
      forward.add(classIndex, pixel, value);
      backward.add(classIndex, pixel, 1 - value);
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
        for (let i = start; i < start + length; i++) {
          const isOpen = this.sets.has(this.codes[i], classIndex) === this.sets.has(this.committed[i], classIndex);
          this.settle(i, this.changed(this.committed[i], classIndex, value));
          if (isOpen) this.codes[i] = this.changed(this.codes[i], classIndex, value);
        }
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
          for (let i = start; i < start + length; i++) this.codes[i] = this.changed(this.codes[i], classIndex, value);
        }
      }
      touched = union(touched, this.boundsOf(changes));
    }
    return { patch: (touched && this.take(touched)?.forward) ?? encodeLayers([]), touched };
  }

  private absorbExclusive(patch: Uint8Array): Rect | null {
    const runs = decodePatch(patch, this.codes.length);
    for (const { start, length, value } of runs) {
      for (let i = start; i < start + length; i++) {
        if (this.codes[i] === this.committed[i]) this.codes[i] = value;
        this.settle(i, value);
      }
    }
    return boundsOf(runs, this.columns);
  }

  private changed(code: number, classIndex: number, value: number): number {
    return value === 1 ? this.sets.with(code, classIndex) : this.sets.without(code, classIndex);
  }

  /** Counts a pixel anew and notes that what it has now was handed on. */
  private settle(pixel: number, code: number): void {
    const before = this.committed[pixel];
    if (before === code) return;
    this.count(before, -1);
    this.count(code, 1);
    this.committed[pixel] = code;
  }

  private count(code: number, by: number): void {
    if (code < 256) this.counts[code] += by;
    else for (const each of this.sets.classesOf(code)) this.counts[each] += by;
  }

  private boundsOf(changes: readonly LayerChange[]): Rect | null {
    return changes.reduce<Rect | null>((touched, { runs }) => union(touched, boundsOf(runs, this.columns)), null);
  }
}
