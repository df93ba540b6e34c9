import type { LabelDocument } from '../canvas/document';
import type { Point } from '../canvas/view';
import type { Rect } from '../patch';

export type ToolName = 'move' | 'window' | 'brush' | 'eraser' | 'polygon' | 'freehand' | 'shape' | 'box' | 'point' | 'remark';

export interface Modifiers {
  readonly shift: boolean;
  /** Cut the active class away instead of adding to it. */
  readonly alt: boolean;
}

/** What a drawing tool may ask of the workbench. Points are in image pixels. */
export interface ToolHost {
  readonly labels: LabelDocument;
  /** Brush diameter in image pixels. */
  readonly brushSize: number;
  readonly activeClass: number;
  readonly shapeIsEllipse: boolean;
  /** CSS pixels per image pixel. */
  readonly zoomFactor: number;
  /** 1 for every class index that may be drawn over. */
  replaceable(onlyActive: boolean): Uint8Array;
  /** False, with a word to the person, when the active class is locked or the image is read-only. */
  mayDraw(): boolean;
  changed(rect: Rect | null): void;
  strokeBegan(tool: ToolName): void;
  strokeEnded(tool: ToolName): void;
  /** Shows an unfinished outline; null takes it away. */
  sketch(outline: Outline | null): void;
}

export interface Outline {
  readonly points: readonly Point[];
  readonly closed: boolean;
  readonly handles: boolean;
  /** Line width in image pixels, for the straight line of the brush. */
  readonly thickness?: number;
}

/** A drawing tool between pointer down and the finished stroke. */
export interface Tool {
  readonly name: ToolName;
  /** Something is unfinished that Esc would take back. */
  readonly busy: boolean;
  press(at: Point, modifiers: Modifiers): void;
  /** Every position since the last call, in order. */
  drag(path: readonly Point[], modifiers: Modifiers): void;
  release(at: Point, modifiers: Modifiers): void;
  /** The pointer moves without a button. */
  hover(at: Point): void;
  doubleClick(modifiers: Modifiers): void;
  /** Returns true when the key was used. */
  key(key: string, modifiers: Modifiers): boolean;
  cancel(): void;
}

/** Ends every drawing the same way: the value to write and the classes it may replace. */
export function fillFor(host: ToolHost, cut: boolean): { value: number; replaceable: Uint8Array } {
  return { value: cut ? 0 : host.activeClass, replaceable: host.replaceable(cut) };
}
