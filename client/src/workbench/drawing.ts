import type { Engine } from '../canvas/engine';
import type { Change, LabelDocument } from '../canvas/document';
import type { Samples } from '../canvas/image';
import type { Rect } from '../patch';
import { BrushTool } from '../tools/brush';
import { FreehandTool, ShapeTool } from '../tools/drawnArea';
import type { GreyRange } from '../tools/greyRange';
import { GrowTool } from '../tools/growRegion';
import type { ToolOptions } from '../tools/options';
import { PolygonTool } from '../tools/polygon';
import { SmartEdgeTool } from '../tools/smartEdge';
import type { Outline, Preview, Tool, ToolHost, ToolName } from '../tools/tool';
import { fixedRangeOn, greySpanOf, toleranceOn } from './greyOptions';
import type { OpenImage } from './images';
import type { Settings } from './settings';

/** A long stroke is handed on in parts, so that a crash costs less than this. */
const PART_EVERY_MS = 2000;

export interface DrawingPorts {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly current: () => OpenImage | null;
  /** A finished part of a stroke, to be kept and sent. */
  readonly keep: (image: OpenImage, change: Change | null) => void;
  readonly say: (text: string) => void;
  /** Tools that draw no labels. */
  readonly tools: readonly Tool[];
  readonly sketch: (outline: Outline | null) => void;
  readonly preview: (preview: Preview | null) => void;
}

/** Turns the tools' strokes into changes of the open image's labels. */
export class Drawing implements ToolHost {
  private readonly tools: Partial<Record<ToolName, Tool>>;
  private readonly table = new Uint8Array(256);
  private tableFor = '';
  private parts = 0;
  private stroke: { image: OpenImage; tool: ToolName } | null = null;
  /** False while another image is being opened or the labels of a slice are not there yet. */
  enabled = false;
  /** The grey range that the last stroke went by. */
  lastRange: GreyRange | null = null;

  constructor(private readonly ports: DrawingPorts) {
    const all = [
      new BrushTool('brush', this), new BrushTool('eraser', this), new BrushTool('threshold', this), new PolygonTool(this), new FreehandTool(this),
      new ShapeTool(this), new GrowTool(this), new SmartEdgeTool(this), ...ports.tools,
    ];
    this.tools = Object.fromEntries(all.map((tool) => [tool.name, tool]));
  }

  get tool(): Tool | null {
    return this.tools[this.ports.settings.now.tool] ?? null;
  }

  get labels(): LabelDocument {
    return this.image.labels;
  }

  get samples(): Samples {
    return this.image.samples;
  }

  get options(): ToolOptions {
    return this.ports.settings.now.options;
  }

  get fixedRange(): GreyRange {
    return fixedRangeOn(this.image.info, this.options);
  }

  get tolerance(): number {
    return toleranceOn(this.image.info, this.options);
  }

  get greySpan(): number {
    return greySpanOf(this.image.info);
  }

  get classIndices(): readonly number[] {
    return this.image.info.classes.map((each) => each.index).filter((index) => index > 0);
  }

  get visible(): Rect {
    const { x0, y0, x1, y1 } = this.ports.engine.visible();
    const { rows, columns } = this.labels;
    return { x0: Math.min(columns, Math.max(0, x0)), y0: Math.min(rows, Math.max(0, y0)), x1: Math.max(0, Math.min(columns, x1)), y1: Math.max(0, Math.min(rows, y1)) };
  }

  get brushSize(): number {
    return this.ports.settings.brushSize;
  }

  get activeClass(): number {
    return this.ports.settings.now.activeClass;
  }

  get shapeIsEllipse(): boolean {
    return this.ports.settings.now.shapeIsEllipse;
  }

  get zoomFactor(): number {
    return this.ports.engine.zoomFactor;
  }

  replaceable(onlyActive: boolean): Uint8Array {
    const { locked, activeClass } = this.ports.settings.now;
    const key = `${onlyActive ? activeClass : 'all'} ${locked.join()}`;
    if (key !== this.tableFor) {
      this.tableFor = key;
      this.table.fill(onlyActive ? 0 : 1);
      if (onlyActive) this.table[activeClass] = 1;
      for (const index of locked) this.table[index] = 0;
    }
    return this.table;
  }

  /** False, with a word to the person, when nothing about the open image may be changed now. */
  mayEdit(): boolean {
    const image = this.ports.current();
    if (!image) {
      this.ports.say('The image is still loading. Draw in a moment.');
      return false;
    }
    if (!this.enabled) {
      this.ports.say('The labels are still loading. Draw in a moment.');
      return false;
    }
    if (!image.info.canEdit) {
      this.ports.say('You can look at this image, but not change its labels.');
      return false;
    }
    return true;
  }

  mayDraw(): boolean {
    return this.mayChange(this.ports.settings.now.tool !== 'eraser');
  }

  /** Like `mayDraw`; @param active whether the active class itself is about to change. */
  mayChange(active: boolean): boolean {
    const image = this.ports.current();
    if (!this.mayEdit() || !image) return false;
    const { locked, activeClass } = this.ports.settings.now;
    if (active && locked.includes(activeClass)) {
      const name = image.info.classes.find((each) => each.index === activeClass)?.name ?? 'This class';
      this.ports.say(`${name} is locked. Unlock it with L to draw.`);
      return false;
    }
    return true;
  }

  changed(rect: Rect | null): void {
    this.ports.engine.invalidate(rect);
  }

  strokeBegan(tool: ToolName): void {
    const image = this.ports.current();
    if (!image) return;
    this.stroke = { image, tool };
    clearInterval(this.parts);
    this.parts = window.setInterval(() => this.keepPart(), PART_EVERY_MS);
  }

  strokeEnded(tool: ToolName): void {
    clearInterval(this.parts);
    const stroke = this.stroke;
    this.stroke = null;
    if (stroke) this.ports.keep(stroke.image, stroke.image.labels.commit(tool));
  }

  strokeDropped(): void {
    clearInterval(this.parts);
    const labels = this.stroke?.image.labels;
    const tool = this.stroke?.tool;
    this.stroke = null;
    if (!labels || !tool) return;
    this.changed(labels.discard());
    // Nothing is left of it unless a part was handed on already.
    labels.commit(tool);
  }

  sketch(outline: Outline | null): void {
    this.ports.sketch(outline);
  }

  preview(preview: Preview | null): void {
    this.ports.preview(preview);
  }

  setTolerance(tolerance: number): void {
    this.ports.settings.setOptions({ tolerance });
  }

  rangeUsed(range: GreyRange): void {
    this.lastRange = range;
  }

  say(text: string): void {
    this.ports.say(text);
  }

  nextFrame(work: () => void): () => void {
    const request = requestAnimationFrame(work);
    return () => cancelAnimationFrame(request);
  }

  /** Ends what is being drawn; a brush stroke is kept, an open polygon is dropped. */
  finish(): void {
    for (const tool of Object.values(this.tools)) if (tool.busy) tool.cancel();
  }

  /** Hands on what has been drawn so far without ending the stroke. */
  keepPart(): void {
    if (this.stroke) this.ports.keep(this.stroke.image, this.stroke.image.labels.commitPart(this.stroke.tool));
  }

  undo(): void {
    this.step('undo');
  }

  redo(): void {
    this.step('redo');
  }

  /** Takes every pixel of a class away from the open image; undo brings them back. */
  clearClass(index: number): void {
    const image = this.ports.current();
    if (!image || !this.mayDraw()) return;
    const only = new Uint8Array(256);
    only[index] = 1;
    const rows = Array.from({ length: image.labels.rows }, (_, y) => ({ y, x0: 0, x1: image.labels.columns }));
    this.change(image, 'clear', (labels) => labels.paint(rows, 0, only));
  }

  /**
   * One undo step on an image that is held ready, open or not. Returns whether anything changed.
   * @param work paints and returns the rectangle it touched.
   */
  change(image: OpenImage, tool: string, work: (labels: LabelDocument) => Rect | null): boolean {
    if (image === this.ports.current() || image.labels.isDrawing) this.finish();
    const touched = work(image.labels);
    if (image === this.ports.current()) this.changed(touched);
    const change = image.labels.commit(tool);
    this.ports.keep(image, change);
    return change !== null;
  }

  private get image(): OpenImage {
    const image = this.stroke?.image ?? this.ports.current();
    if (!image) throw new Error('No image is open.');
    return image;
  }

  private step(direction: 'undo' | 'redo'): void {
    const image = this.ports.current();
    if (!image || !this.enabled || !image.info.canEdit) return;
    this.finish();
    const change = image.labels[direction]();
    if (!change) return;
    this.changed(change.touched);
    this.ports.keep(image, change);
  }
}
