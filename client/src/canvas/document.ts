import { union, type Rect } from '../patch';
import { decodeChanges, encodeChanges, ObjectSet, type ObjectChange } from '../labels/objects';
import type { ClassSets } from './classSets';
import { History, type ChangeKind, type Step } from './history';
import { LabelmapPixels } from './labelmapPixels';
import type { Pixels } from './pixels';
import { maskSpans, type Span } from './spans';

/** One finished part of a change, ready to be stored. */
export interface Change {
  readonly tool: string;
  readonly kind: ChangeKind;
  readonly patch: Uint8Array<ArrayBuffer>;
}

/**
 * The labels of one image while somebody draws: pixels and objects with one revision and one history. What has been
 * handed on as patches is known apart from what is seen, so a patch is never larger than its stroke.
 */
export class LabelDocument {
  private readonly pixels: Pixels;
  private unsaved: Rect | null = null;
  private forward: Uint8Array[] = [];
  private backward: Uint8Array[] = [];

  /** @param pixels class indices, one per pixel, for labels whose classes exclude each other. */
  constructor(
    readonly imageId: string,
    readonly rows: number,
    readonly columns: number,
    pixels: Pixels | Uint8Array,
    public revision: number,
    readonly history = new History(),
    readonly objects = new ObjectSet(),
  ) {
    const { length } = pixels instanceof Uint8Array ? pixels : pixels.codes;
    if (length !== rows * columns) throw new RangeError(`The labels of ${imageId} have ${length} pixels, the image has ${rows * columns}.`);
    this.pixels = pixels instanceof Uint8Array ? new LabelmapPixels(pixels, columns) : pixels;
  }

  /** Row-major class indices, rows × columns; codes of `sets` where classes overlap. */
  get labels(): Uint8Array | Uint32Array {
    return this.pixels.codes;
  }

  /** What the labels mean where a pixel may have several classes, else null. */
  get sets(): ClassSets | null {
    return this.pixels.sets;
  }

  /** Pixels per class in what has been handed on; 0 = without a class. */
  get counts(): Uint32Array {
    return this.pixels.counts;
  }

  get byteLength(): number {
    return this.pixels.byteLength;
  }

  /** Whether a stroke has begun that is not in the history yet. */
  get isDrawing(): boolean {
    return this.unsaved !== null || this.forward.length > 0;
  }

  /**
   * Gives `value` to the pixels of `spans` whose present class is allowed to change. Where classes overlap the class is
   * added to what a pixel has, and 0 takes away the classes that are allowed to change.
   * @param replaceable 1 for each class index that may be drawn over. Returns the spans' rectangle.
   */
  paint(spans: readonly Span[], value: number, replaceable: Uint8Array): Rect | null {
    let touched: Rect | null = null;
    for (const { y, x0, x1 } of spans) touched = union(touched, { x0, y0: y, x1, y1: y + 1 });
    this.pixels.paint(spans, value, replaceable);
    this.unsaved = union(this.unsaved, touched);
    return touched;
  }

  /**
   * Where a class is: 1 for its pixels, 0 elsewhere, row-major over `rect` (the whole image when absent).
   * Class 0 means the pixels that have no class.
   */
  classMask(classIndex: number, rect: Rect = this.bounds): Uint8Array {
    return this.pixels.mask(classIndex, rect);
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
    if (rect) this.pixels.discard(rect);
    this.unsaved = null;
    return rect;
  }

  /** Hands on what was drawn since the last call and stays inside the same stroke; null when nothing changed. */
  commitPart(tool: string): Change | null {
    if (!this.unsaved) return null;
    const taken = this.pixels.take(this.unsaved);
    this.unsaved = null;
    if (!taken) return null;
    this.forward.push(taken.forward);
    this.backward.push(taken.backward);
    return { tool, kind: this.pixels.kind, patch: taken.forward };
  }

  /** Ends the stroke: everything since it began becomes one step of the history. */
  commit(tool: string): Change | null {
    const change = this.commitPart(tool);
    if (this.forward.length > 0) this.history.record({ tool, kind: this.pixels.kind, forward: this.forward, backward: this.backward });
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
    return this.pixels.absorb(kind, patch);
  }

  private replay(tool: string, kind: ChangeKind, patches: readonly Uint8Array[]): Change & { touched: Rect | null } {
    if (kind === 'objects') {
      const changes = patches.flatMap((each) => decodeChanges(each));
      this.objects.apply(changes);
      return { tool, kind, patch: encodeChanges(changes), touched: null };
    }
    return { tool, kind, ...this.pixels.replay(patches) };
  }
}
