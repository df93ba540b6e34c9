import type { Rect } from '../patch';
import type { ClassSets } from './classSets';
import type { ChangeKind } from './history';
import type { Span } from './spans';

/** A change and the change that takes it back. */
export interface Taken {
  readonly forward: Uint8Array<ArrayBuffer>;
  readonly backward: Uint8Array<ArrayBuffer>;
}

/**
 * The pixels of a label document: what is seen, and what has been handed on. The difference between the two is the
 * stroke in progress.
 */
export interface Pixels {
  readonly kind: Exclude<ChangeKind, 'objects'>;
  /** What is seen, row-major: a class index, or the code of a set of classes. */
  readonly codes: Uint8Array | Uint32Array;
  /** What codes mean; null where a pixel has one class. */
  readonly sets: ClassSets | null;
  /** Pixels per class in what has been handed on; 0 = without a class. */
  readonly counts: Uint32Array;
  readonly byteLength: number;
  /** Gives a class (0 = none) to pixels. @param replaceable 1 for each class index that may be drawn over or taken away. */
  paint(spans: readonly Span[], value: number, replaceable: Uint8Array): void;
  /** 1 where a class is, 0 elsewhere, row-major over the rectangle; class 0 is where no class is. */
  mask(classIndex: number, rect: Rect): Uint8Array;
  /** Hands on what was painted in a rectangle; null when nothing changed. */
  take(rect: Rect): Taken | null;
  /** Takes back what was painted in a rectangle. */
  discard(rect: Rect): void;
  /** Takes over a change made elsewhere; what was painted and not handed on stays on top. */
  absorb(kind: ChangeKind, patch: Uint8Array): Rect | null;
  /** Applies changes of an earlier stroke and hands the difference on. */
  replay(patches: readonly Uint8Array[]): { readonly patch: Uint8Array<ArrayBuffer>; readonly touched: Rect | null };
}
