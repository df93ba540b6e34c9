import { applyRuns, decodePatch, diffRuns, encodePatch, invertRuns, union, type Rect, type Run } from '../patch';
import { decodeChanges, encodeChanges, ObjectSet, type ObjectChange } from '../labels/objects';
import { History, type ChangeKind, type Step } from './history';
import { maskSpans, type Span } from './spans';

/** One finished part of a change, ready to be stored. */
export interface Change {
  readonly tool: string;
  readonly kind: ChangeKind;
  readonly patch: Uint8Array<ArrayBuffer>;
}

/**
 * The labels of one image while somebody draws: pixels and objects with one revision and one history. `labels` is what is seen; `committed` is what has been handed on as
 * patches. The difference between the two is the stroke in progress, so a patch is never larger than its stroke.
 */
export class LabelDocument {
  /** Row-major class indices, rows × columns. */
  readonly labels: Uint8Array;
  /** Pixels per class in `committed`. */
  readonly counts = new Uint32Array(256);
  private readonly committed: Uint8Array;
  private unsaved: Rect | null = null;
  private forward: Uint8Array[] = [];
  private backward: Uint8Array[] = [];

  constructor(
    readonly imageId: string,
    readonly rows: number,
    readonly columns: number,
    labels: Uint8Array,
    public revision: number,
    readonly history = new History(),
    readonly objects = new ObjectSet(),
  ) {
    if (labels.length !== rows * columns) {
      throw new RangeError(`The labels of ${imageId} have ${labels.length} pixels, the image has ${rows * columns}.`);
    }
    this.labels = labels;
    this.committed = labels.slice();
    // An index, not an iterator: this runs over every pixel while the image opens.
    for (let i = 0; i < labels.length; i++) this.counts[labels[i]]++;
  }

  get byteLength(): number {
    return 2 * this.labels.length;
  }

  /** Whether a stroke has begun that is not in the history yet. */
  get isDrawing(): boolean {
    return this.unsaved !== null || this.forward.length > 0;
  }

  /**
   * Gives `value` to the pixels of `spans` whose present class is allowed to change.
   * @param replaceable 1 for each class index that may be drawn over. Returns the spans' rectangle.
   */
  paint(spans: readonly Span[], value: number, replaceable: Uint8Array): Rect | null {
    let touched: Rect | null = null;
    for (const { y, x0, x1 } of spans) {
      for (let i = y * this.columns + x0, end = y * this.columns + x1; i < end; i++) {
        if (replaceable[this.labels[i]] === 1) this.labels[i] = value;
      }
      touched = union(touched, { x0, y0: y, x1, y1: y + 1 });
    }
    this.unsaved = union(this.unsaved, touched);
    return touched;
  }

  /**
   * Where a class is: 1 for its pixels, 0 elsewhere, row-major over `rect` (the whole image when absent).
   * Class 0 means the pixels that have no class.
   */
  classMask(classIndex: number, rect: Rect = this.bounds): Uint8Array {
    const width = rect.x1 - rect.x0;
    const mask = new Uint8Array(width * (rect.y1 - rect.y0));
    for (let y = rect.y0, target = 0; y < rect.y1; y++) {
      for (let i = y * this.columns + rect.x0, end = i + width; i < end; i++, target++) {
        if (this.labels[i] === classIndex) mask[target] = 1;
      }
    }
    return mask;
  }

  /** Like `paint`, for the pixels whose byte in `mask` is 1; `mask` is row-major over `rect`, which lies in the image. */
  paintMask(mask: Uint8Array, rect: Rect, value: number, replaceable: Uint8Array): Rect | null {
    return this.paint(maskSpans(mask, rect), value, replaceable);
  }

  get bounds(): Rect {
    return { x0: 0, y0: 0, x1: this.columns, y1: this.rows };
  }

  /** Takes back what was drawn since the last part was handed on; returns where, null when nothing was. */
  discard(): Rect | null {
    const rect = this.unsaved;
    if (!rect) return null;
    for (let y = rect.y0; y < rect.y1; y++) {
      const first = y * this.columns + rect.x0;
      this.labels.set(this.committed.subarray(first, first + rect.x1 - rect.x0), first);
    }
    this.unsaved = null;
    return rect;
  }

  /** Hands on what was drawn since the last call and stays inside the same stroke; null when nothing changed. */
  commitPart(tool: string): Change | null {
    if (!this.unsaved) return null;
    const runs = diffRuns(this.committed, this.labels, this.columns, this.unsaved);
    this.unsaved = null;
    if (runs.length === 0) return null;
    const patch = encodePatch(runs);
    this.forward.push(patch);
    this.backward.push(encodePatch(invertRuns(runs, this.committed)));
    this.settle(runs);
    return { tool, kind: 'labelmap', patch };
  }

  /** Ends the stroke: everything since it began becomes one step of the history. */
  commit(tool: string): Change | null {
    const change = this.commitPart(tool);
    if (this.forward.length > 0) this.history.record({ tool, kind: 'labelmap', forward: this.forward, backward: this.backward });
    this.forward = [];
    this.backward = [];
    return change;
  }

  undo(): (Change & { touched: Rect | null }) | null {
    const step = this.history.takeUndo();
    return step ? this.replay('undo', step.kind, step.backward.toReversed()) : null;
  }

  redo(): (Change & { touched: Rect | null }) | null {
    const step = this.history.takeRedo();
    return step ? this.replay('redo', step.kind, step.forward) : null;
  }

  /** Changes objects as one step of the history; null when nothing is to be changed. */
  changeObjects(tool: string, changes: readonly ObjectChange[]): Change | null {
    if (changes.length === 0) return null;
    const patch = encodeChanges(changes);
    const step: Step = { tool, kind: 'objects', forward: [patch], backward: [encodeChanges(this.objects.apply(changes))] };
    this.history.record(step);
    return { tool, kind: 'objects', patch };
  }

  /** Takes over a change made elsewhere; the stroke in progress stays on top. */
  absorb(kind: ChangeKind, patch: Uint8Array): Rect | null {
    if (kind === 'objects') {
      this.objects.apply(decodeChanges(patch));
      return null;
    }
    const runs = decodePatch(patch, this.labels.length);
    for (const run of runs) {
      for (let i = run.start; i < run.start + run.length; i++) {
        if (this.labels[i] === this.committed[i]) this.labels[i] = run.value;
      }
    }
    return this.settle(runs);
  }

  private replay(tool: string, kind: ChangeKind, patches: readonly Uint8Array[]): Change & { touched: Rect | null } {
    if (kind === 'objects') {
      const changes = patches.flatMap((each) => decodeChanges(each));
      this.objects.apply(changes);
      return { tool, kind, patch: encodeChanges(changes), touched: null };
    }
    let touched: Rect | null = null;
    for (const patch of patches) {
      touched = union(touched, applyRuns(decodePatch(patch, this.labels.length), this.labels, this.columns));
    }
    const runs = touched ? diffRuns(this.committed, this.labels, this.columns, touched) : [];
    this.settle(runs);
    return { tool, kind, patch: encodePatch(runs), touched };
  }

  private settle(runs: readonly Run[]): Rect | null {
    for (const run of runs) {
      for (let i = run.start; i < run.start + run.length; i++) this.counts[this.committed[i]]--;
      this.counts[run.value] += run.length;
    }
    return applyRuns(runs, this.committed, this.columns);
  }
}
