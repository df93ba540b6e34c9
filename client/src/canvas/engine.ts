import { union, type Rect } from '../patch';
import type { LineStyle } from './classScreen';
import type { LabelDocument } from './document';
import type { ImageFormat, Samples } from './image';
import { PLAIN, type Look } from './look';
import { buildLut, type Window } from './lut';
import { Palette, type LabelClass, type OverlayMode } from './palette';
import { Renderer } from './renderer';
import { centred, fitView, panBy, screenRect, toImage, toScreen, zoomAt, type Point, type Size, type View } from './view';

/** Screen pixels a changed label may reach beyond its own place: the outline, its dark edge and mixed borders. */
const OUTLINE_REACH = 4;

/** What the grey curve depends on besides the window. */
const CURVE: readonly (keyof ImageFormat)[] = ['samplesPerPixel', 'bytesPerSample', 'isSigned', 'photometric', 'rescaleSlope', 'rescaleIntercept'];

/** What an engine shows, whatever the size of its canvas: the image point in its middle and CSS pixels per image pixel. */
export interface Viewport {
  readonly centre: Point;
  readonly zoom: number;
}

/** One image on one canvas: what is shown, where, and how. Points are CSS pixels from the canvas's top left corner. */
export class Engine {
  readonly renderer: Renderer;
  /** Called after every frame that moved the view. */
  onView: () => void = () => {};
  /** Called after every frame in which grey values or labels changed. */
  onContent: () => void = () => {};
  /** Called when labels change, with the part of the image that did; undefined for all of it. */
  onLabels: (rect?: Rect) => void = () => {};
  private samples: Samples | null = null;
  private labels: LabelDocument | null = null;
  private palette = new Palette();
  private lut: Uint8Array = new Uint8Array(0);
  private lutOf: { window: Window; inverted: boolean; gamma: number; format: ImageFormat } | null = null;
  private look: Look = PLAIN;
  private view: View = { scale: 1, left: 0, top: 0 };
  private fitted = true;
  private ratio = 1;
  private dirty: Rect | null = null;
  private all = false;
  private labelsChanged = false;
  private moved = false;
  private changed = false;
  private request = 0;

  constructor(canvas: HTMLCanvasElement, lines: LineStyle = 'solid') {
    this.renderer = new Renderer(canvas, lines);
  }

  open(samples: Samples, labels: LabelDocument, classes: readonly LabelClass[], window: Window, inverted: boolean): void {
    this.samples = samples;
    this.labels = labels;
    this.palette = new Palette(classes);
    this.palette.setTones(this.look.colors);
    this.curve(window, inverted);
    this.fit();
    this.changed = this.labelsChanged = true;
  }

  /** Another slice in place of this one: colours stay, and where it has the same size the view too. */
  exchange(samples: Samples, labels: LabelDocument, window: Window, inverted: boolean): void {
    const before = this.imageSize;
    this.samples = samples;
    this.labels = labels;
    this.curve(window, inverted);
    if (before.width !== this.imageSize.width || before.height !== this.imageSize.height) this.fit();
    this.invalidate();
  }

  /** The same image with labels fetched anew. */
  replaceLabels(labels: LabelDocument): void {
    this.labels = labels;
    this.invalidate();
  }

  setWindow(window: Window, inverted: boolean): void {
    if (!this.samples) return;
    this.curve(window, inverted);
    this.all = this.changed = true;
    this.schedule();
  }

  setLook(look: Look): void {
    this.look = look;
    this.palette.setTones(look.colors);
    if (this.lutOf) this.setWindow(this.lutOf.window, this.lutOf.inverted);
  }

  setOverlay(mode: OverlayMode, opacity: number, hidden: ReadonlySet<number>): void {
    this.palette.set(mode, opacity, hidden);
    this.invalidate();
  }

  /** @param ratio device pixels per CSS pixel. A fitted image stays fitted, any other keeps its middle. */
  resize(size: Size, ratio: number): void {
    const before = this.renderer.size;
    this.ratio = ratio;
    this.renderer.resize({ width: size.width * ratio, height: size.height * ratio }, Math.max(1, Math.round(2 * ratio)));
    const after = this.renderer.size;
    if (this.fitted) this.fit();
    else this.show(panBy(this.view, (after.width - before.width) / 2, (after.height - before.height) / 2, this.imageSize, after));
    this.invalidate();
  }

  fit(): void {
    this.show(fitView(this.imageSize, this.renderer.size));
    this.fitted = true;
  }

  oneToOne(): void {
    const { width, height } = this.renderer.size;
    const middle = toImage(this.view, { x: width / 2, y: height / 2 });
    this.show(centred(this.ratio, middle, this.renderer.size));
  }

  zoom(factor: number, at?: Point): void {
    const { width, height } = this.renderer.size;
    const anchor = at ? { x: at.x * this.ratio, y: at.y * this.ratio } : { x: width / 2, y: height / 2 };
    this.show(zoomAt(this.view, factor, anchor, this.imageSize));
  }

  pan(dx: number, dy: number): void {
    this.show(panBy(this.view, dx * this.ratio, dy * this.ratio, this.imageSize, this.renderer.size));
  }

  centreOn(point: Point): void {
    this.show(centred(this.view.scale, point, this.renderer.size));
  }

  get viewport(): Viewport {
    const { width, height } = this.renderer.size;
    return { centre: toImage(this.view, { x: width / 2, y: height / 2 }), zoom: this.zoomFactor };
  }

  /** Shows the same as another engine does. */
  lookAt({ centre, zoom }: Viewport): void {
    const view = centred(zoom * this.ratio, centre, this.renderer.size);
    const { scale, left, top } = this.view;
    if (view.scale !== scale || view.left !== left || view.top !== top) this.show(view);
  }

  /** Grey value of every bit pattern under the present window. */
  get lookup(): Uint8Array {
    return this.lut;
  }

  /** CSS pixels per image pixel. */
  get zoomFactor(): number {
    return this.view.scale / this.ratio;
  }

  toImage(point: Point): Point {
    return toImage(this.view, { x: point.x * this.ratio, y: point.y * this.ratio });
  }

  toCanvas(point: Point): Point {
    const screen = toScreen(this.view, point);
    return { x: screen.x / this.ratio, y: screen.y / this.ratio };
  }

  /** Corners of the visible part in image pixels; they may lie outside the image. */
  visible(): Rect {
    const from = toImage(this.view, { x: 0, y: 0 });
    const to = toImage(this.view, { x: this.renderer.size.width, y: this.renderer.size.height });
    return { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
  }

  /** Asks for a new frame: all of it, or the part that shows `rect` of the image. */
  invalidate(rect?: Rect | null): void {
    if (rect === null) return;
    this.onLabels(rect);
    this.changed = this.labelsChanged = true;
    if (rect === undefined) this.all = true;
    else {
      const margin = OUTLINE_REACH * Math.ceil(this.ratio) + Math.ceil(this.view.scale);
      this.dirty = union(this.dirty, screenRect(this.view, rect, margin, this.renderer.size));
    }
    this.schedule();
  }

  /** Draws what is pending now. Called by itself once per animation frame. */
  draw(): void {
    if (this.request) cancelAnimationFrame(this.request);
    this.request = 0;
    const { samples, labels, dirty, all, moved, changed, labelsChanged } = this;
    this.dirty = null;
    this.all = this.moved = this.changed = this.labelsChanged = false;
    if (!samples || !labels || (!dirty && !all)) return;
    const scene = { samples, labels: labels.labels, sets: labels.sets, lut: this.lut, palette: this.palette, view: this.view, smooth: this.look.smooth };
    this.renderer.draw(scene, all || !dirty ? undefined : dirty, !labelsChanged);
    if (moved) this.onView();
    if (changed) this.onContent();
  }

  /** Shows nothing until an image is opened again. */
  clear(): void {
    this.samples = this.labels = this.lutOf = null;
    this.renderer.clear();
  }

  dispose(): void {
    if (this.request) cancelAnimationFrame(this.request);
    this.samples = this.labels = null;
  }

  /** Slices of one series mostly share their curve. */
  private curve(window: Window, inverted: boolean): void {
    const { format } = this.samples!;
    const { gamma } = this.look;
    const before = this.lutOf;
    if (before && before.window === window && before.inverted === inverted && before.gamma === gamma && CURVE.every((key) => before.format[key] === format[key])) return;
    this.lutOf = { window, inverted, gamma, format };
    this.lut = buildLut(format, window, inverted, gamma);
  }

  private get imageSize(): Size {
    const format = this.samples?.format;
    return format ? { width: format.columns, height: format.rows } : { width: 1, height: 1 };
  }

  private show(view: View): void {
    this.view = view;
    this.fitted = false;
    this.all = this.moved = true;
    this.schedule();
  }

  private schedule(): void {
    this.request ||= requestAnimationFrame(() => {
      this.request = 0;
      this.draw();
    });
  }
}
