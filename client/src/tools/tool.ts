import type { LabelDocument } from '../canvas/document';
import type { Samples } from '../canvas/image';
import type { Point } from '../canvas/view';
import type { Rect } from '../patch';
import type { GreyRange } from './greyRange';
import type { ToolOptions } from './options';

export type ToolName = 'move' | 'window' | 'brush' | 'eraser' | 'polygon' | 'freehand' | 'shape' | 'threshold' | 'grow' | 'smart' | 'box' | 'point' | 'remark' | 'measure';

/** The tools with a round tip of the brush's size. */
export const ROUND_TIPS: readonly ToolName[] = ['brush', 'eraser', 'threshold'];

export interface Modifiers {
  readonly shift: boolean;
  /** Cut the active class away instead of adding to it. */
  readonly alt: boolean;
}

/** A place of the pointer in image pixels; of a pen also how hard it is pressed, 0–1. */
export interface PenPoint extends Point {
  readonly pressure?: number;
}

/** A part of the image that a tool is about to fill. */
export interface Preview {
  /** 1 inside, row-major over `rect`. */
  readonly mask: Uint8Array;
  readonly rect: Rect;
  readonly cut: boolean;
}

/** What a drawing tool may ask of the workbench. Points are in image pixels. */
export interface ToolHost {
  readonly labels: LabelDocument;
  readonly samples: Samples;
  /** Brush diameter in image pixels. */
  readonly brushSize: number;
  readonly activeClass: number;
  /** Indices of the project's classes above the background. */
  readonly classIndices: readonly number[];
  readonly shapeIsEllipse: boolean;
  readonly options: ToolOptions;
  /** The range that is painted where the person has chosen a fixed one. */
  readonly fixedRange: GreyRange;
  /** Largest difference from the seed of a grown region, in rescaled units. */
  readonly tolerance: number;
  /** Rescaled units between dark and bright parts of the image. */
  readonly greySpan: number;
  /** CSS pixels per image pixel. */
  readonly zoomFactor: number;
  /** The visible part of the image in pixels, cut to the image. */
  readonly visible: Rect;
  /** 1 for every class index that may be drawn over. */
  replaceable(onlyActive: boolean): Uint8Array;
  /** False, with a word to the person, when the active class is locked or the image is read-only. */
  mayDraw(): boolean;
  changed(rect: Rect | null): void;
  strokeBegan(tool: ToolName): void;
  strokeEnded(tool: ToolName): void;
  /** Takes back the stroke in progress, as far as it has not been handed on. */
  strokeDropped(): void;
  /** Shows an unfinished outline; null takes it away. */
  sketch(outline: Outline | null): void;
  /** Shows what would be filled; null takes it away. */
  preview(preview: Preview | null): void;
  setTolerance(tolerance: number): void;
  /** The range that a stroke goes by. */
  rangeUsed(range: GreyRange): void;
  say(text: string): void;
  /** Calls `work` before the next frame; returns a function that calls it off. */
  nextFrame(work: () => void): () => void;
}

export interface Outline {
  readonly points: readonly Point[];
  readonly closed: boolean;
  /** True: a handle at every point. A list: handles at these points. */
  readonly handles: boolean | readonly Point[];
  /** Line width in image pixels, for the straight line of the brush. */
  readonly thickness?: number;
}

/** A drawing tool between pointer down and the finished stroke. */
export interface Tool {
  readonly name: ToolName;
  /** Something is unfinished that Esc would take back. */
  readonly busy: boolean;
  press(at: PenPoint, modifiers: Modifiers): void;
  /** Every position since the last call, in order. */
  drag(path: readonly PenPoint[], modifiers: Modifiers): void;
  release(at: PenPoint, modifiers: Modifiers): void;
  /** The pointer moves without a button. */
  hover(at: Point, modifiers: Modifiers): void;
  doubleClick(modifiers: Modifiers): void;
  /** Returns true when the key was used. */
  key(key: string, modifiers: Modifiers): boolean;
  cancel(): void;
  /** The last press was not meant to draw (a second finger came): as if it had not happened. Without it `cancel` does. */
  takeBack?(): void;
}

/**
 * Fills an area as one stroke: with the active class, or cut, without it.
 * @param paint gives the value to the area's pixels whose class may be replaced.
 */
export function fillArea(host: ToolHost, tool: ToolName, cut: boolean, paint: (labels: LabelDocument, value: number, replaceable: Uint8Array) => Rect | null): void {
  host.strokeBegan(tool);
  host.changed(paint(host.labels, cut ? 0 : host.activeClass, host.replaceable(cut)));
  host.strokeEnded(tool);
}
