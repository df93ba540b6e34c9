import type { Engine } from '../canvas/engine';
import type { Change, LabelDocument } from '../canvas/document';
import type { Rect } from '../patch';
import { BrushTool } from '../tools/brush';
import { FreehandTool, ShapeTool } from '../tools/drawnArea';
import { PolygonTool } from '../tools/polygon';
import type { Outline, Tool, ToolHost, ToolName } from '../tools/tool';
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
  readonly sketch: (outline: Outline | null) => void;
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

  constructor(private readonly ports: DrawingPorts) {
    const all = [new BrushTool('brush', this), new BrushTool('eraser', this), new PolygonTool(this), new FreehandTool(this), new ShapeTool(this)];
    this.tools = Object.fromEntries(all.map((tool) => [tool.name, tool]));
  }

  get tool(): Tool | null {
    return this.tools[this.ports.settings.now.tool] ?? null;
  }

  get labels(): LabelDocument {
    const image = this.stroke?.image ?? this.ports.current();
    if (!image) throw new Error('No image is open.');
    return image.labels;
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
    if (!image) return false;
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
    const image = this.ports.current();
    if (!image || !this.mayEdit()) return false;
    const { locked, activeClass, tool } = this.ports.settings.now;
    if (tool !== 'eraser' && locked.includes(activeClass)) {
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

  sketch(outline: Outline | null): void {
    this.ports.sketch(outline);
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
    this.finish();
    const { labels } = image;
    const only = new Uint8Array(256);
    only[index] = 1;
    const rows = Array.from({ length: labels.rows }, (_, y) => ({ y, x0: 0, x1: labels.columns }));
    this.changed(labels.paint(rows, 0, only));
    this.ports.keep(image, labels.commit('clear'));
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
