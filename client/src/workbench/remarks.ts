import type { Remark } from '../api';
import type { Point } from '../canvas/view';
import type { OpenImage } from './images';
import type { Pin } from './objectLayer';

/** A pinned remark with its answers. */
export interface Thread {
  readonly number: number;
  readonly root: Remark;
  readonly answers: readonly Remark[];
}

/** When own remarks of this visit were made; the studio says it of all others. */
const madeAt = new Map<string, string>();

/** Everybody's remarks on an image: others' as the studio had them, own ones as they are now. */
export function remarksOf(image: OpenImage, author: string): Remark[] {
  const known = new Map(image.remarks.map((each) => [each.id, each]));
  const own = image.labels.objects.ofKind('remark').map(([id, { x, y, text, replyTo }]): Remark => {
    if (!known.has(id) && !madeAt.has(id)) madeAt.set(id, new Date().toISOString());
    return { id, x, y, text, replyTo, author, initials: initialsOf(author), createdAt: known.get(id)?.createdAt ?? madeAt.get(id)!, isOwn: true };
  });
  return [...image.remarks.filter((each) => !each.isOwn), ...own].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Pins in the order in which they were set; an answer whose pin is gone becomes a pin itself. */
export function threadsOf(remarks: readonly Remark[]): Thread[] {
  const ids = new Set(remarks.map((each) => each.id));
  const roots = remarks.filter((each) => each.replyTo === null || !ids.has(each.replyTo));
  return roots.map((root, i) => ({ number: i + 1, root, answers: remarks.filter((each) => each.replyTo === root.id) }));
}

export function pinsOf(threads: readonly Thread[], active: string | null, draft: Point | null): Pin[] {
  const pins = threads.map(({ root, number }) => ({ id: root.id, number, at: { x: root.x, y: root.y }, active: root.id === active }));
  return draft ? [...pins, { id: '', number: pins.length + 1, at: draft, active: true }] : pins;
}

function initialsOf(name: string): string {
  return name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join('');
}
