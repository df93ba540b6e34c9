import type { MissedOperation } from '../api';
import { fromBase64 } from '../base64';
import type { LabelDocument } from '../canvas/document';
import type { ChangeKind } from '../canvas/history';
import { union, type Rect } from '../patch';

/** A change of a document and what it is about. */
export interface KnownChange {
  readonly kind: ChangeKind;
  readonly patch: Uint8Array;
}

export interface Confirmed extends KnownChange {
  readonly op: string;
  readonly revision: number;
  readonly missed: readonly MissedOperation[];
}

/**
 * Brings a document to the studio's order of operations after one was acknowledged: first what others did before it,
 * then the operation itself, then what this tab has drawn since and not had acknowledged.
 * @param drawnHere whether this tab already shows an operation. @param pending own unacknowledged changes.
 * @returns the changed rectangle, null when no pixel can have changed.
 */
export function reconcile(
  labels: LabelDocument, confirmed: Confirmed, drawnHere: (op: string) => boolean, pending: readonly KnownChange[],
): Rect | null {
  if (confirmed.revision <= labels.revision) return null;
  const others = confirmed.missed
    .filter((each) => each.revision > labels.revision && !drawnHere(each.op))
    .sort((a, b) => a.revision - b.revision)
    .map((each) => ({ kind: each.kind, patch: fromBase64(each.patch) }));
  labels.revision = confirmed.revision;
  const known = drawnHere(confirmed.op);
  if (known && others.length === 0) return null;
  let touched: Rect | null = null;
  for (const { kind, patch } of [...others, confirmed, ...pending]) touched = union(touched, labels.absorb(kind, patch));
  return touched;
}
