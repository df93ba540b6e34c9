import type { LabelDocument } from '../canvas/document';
import type { Point } from '../canvas/view';
import type { ObjectChange } from '../labels/objects';

/** What the tools for boxes, points and remarks may ask of the workbench. Points are in image pixels. */
export interface ObjectHost {
  readonly labels: LabelDocument;
  readonly activeClass: number;
  /** CSS pixels per image pixel. */
  readonly zoomFactor: number;
  /** Name of the chosen box or point. */
  readonly selected: string | null;
  select(id: string | null): void;
  /** False, with a word to the person, when nothing may be changed here. */
  mayDraw(): boolean;
  /** Whether objects of a class are shown and not locked. */
  mayTouch(classIndex: number): boolean;
  /** One step of the history, kept and sent. */
  change(tool: string, changes: readonly ObjectChange[]): void;
  /** Shows an object in place of the one with its name while it is dragged; null takes it away. */
  draft(change: ObjectChange | null): void;
  /** Somebody wants to say something about a place. */
  remark(at: Point): void;
}

/** CSS pixels around a line or point in which the pointer takes hold of it. */
export const REACH = 6;
/** CSS pixels the pointer may tremble during a click. */
export const CLICK = 3;

const NUDGES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** Takes the chosen box or point away. */
export function removeChosen(host: ObjectHost, id: string): void {
  if (!host.mayDraw()) return;
  host.change('remove', [{ id, value: null }]);
  host.select(null);
}

/** Where an arrow key moves what is chosen, in image pixels; null for other keys. */
export function nudge(key: string, shift: boolean): readonly [number, number] | null {
  return shift ? (NUDGES[key] ?? null) : null;
}

/** The name after, or before, a name in a list that goes round; the first or last when none is chosen. */
export function neighbour(names: readonly string[], chosen: string | null, step: 1 | -1): string | null {
  if (names.length === 0) return null;
  const at = chosen === null ? -1 : names.indexOf(chosen);
  if (at < 0) return step > 0 ? names[0] : names[names.length - 1];
  return names[(at + step + names.length) % names.length];
}
