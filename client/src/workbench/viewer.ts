import { Engine } from '../canvas/engine';
import type { Point } from '../canvas/view';
import type { Outline } from '../tools/tool';
import { h, set, svg } from '../ui/dom';
import { Cross } from './beside/cross';
import { ObjectLayer } from './objectLayer';
import { PreviewLayer } from './previewLayer';
import { scaleBar } from './scaleBar';

export interface ViewerTexts {
  readonly topLeft: readonly string[];
  readonly topRight: readonly string[];
  readonly bottomLeft: readonly string[];
}

/** The canvas and everything that lies on it: ring, unfinished outline, texts, loading bar, notice. */
export class Viewer {
  readonly canvas = h('canvas', { class: 'wb-canvas', tabindex: '0', role: 'application', 'aria-label': 'Image', 'aria-roledescription': 'drawing area' });
  readonly engine: Engine;
  readonly corner = h('div', { class: 'wb-corner' });
  readonly element: HTMLElement;
  readonly objects = new ObjectLayer();
  readonly preview: PreviewLayer;
  /** What else lies above the canvas and follows the image. */
  readonly layers: { follow(toCanvas: (point: Point) => Point): void }[] = [];
  private readonly cross = new Cross();
  private readonly ring = h('div', { class: 'wb-ring', hidden: true });
  private readonly path = svg('polyline', { class: 'wb-sketch-line' });
  private readonly casing = svg('polyline', { class: 'wb-sketch-case' });
  private readonly handles = svg('g', { class: 'wb-sketch-handles' });
  private readonly texts = { topLeft: h('div', { class: 'wb-text tl' }), topRight: h('div', { class: 'wb-text tr' }), bottomLeft: h('div', { class: 'wb-text bl' }) };
  private readonly loading = h('div', { class: 'wb-loading', role: 'progressbar', 'aria-label': 'Opening the image', hidden: true });
  private readonly notice = h('div', { class: 'wb-notice', hidden: true });
  private readonly scale = h('div', { class: 'wb-scale' }, h('i'), h('span'));
  private readonly resizing: ResizeObserver;
  private outline: Outline | null = null;
  private outlined = false;
  private spacingMm = 0;
  private loadingTimer = 0;

  constructor() {
    const sketch = svg('svg', { class: 'wb-sketch', 'aria-hidden': 'true' });
    sketch.append(this.casing, this.path, this.handles);
    this.corner.append(this.scale);
    const { topLeft, topRight, bottomLeft } = this.texts;
    const overlay = h('div', { class: 'wb-overlay' }, topLeft, topRight, bottomLeft, this.corner);
    this.engine = new Engine(this.canvas);
    this.preview = new PreviewLayer(this.engine);
    this.element = h('section', { class: 'wb-viewer', 'aria-label': 'Viewer' }, this.canvas, this.preview.element, this.objects.element, sketch as unknown as Node, this.ring, this.cross.element, overlay, this.loading, this.notice);
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.element);
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return;
    this.objects.resize({ width, height }, devicePixelRatio || 1);
    this.engine.resize({ width, height }, devicePixelRatio || 1);
    // In the same frame as the new size, so that the canvas never shows up empty.
    this.engine.draw();
  }

  /** Called when the view moved: what is drawn above the canvas follows. */
  follow(): void {
    this.showOutline();
    this.preview.follow();
    for (const layer of [this.objects, ...this.layers]) layer.follow((point) => this.engine.toCanvas(point));
    const bar = scaleBar(this.engine.zoomFactor, this.spacingMm);
    set(this.scale.firstElementChild!, { style: `width:${bar.width.toFixed(1)}px` });
    set(this.scale.lastElementChild!, { text: bar.text });
  }

  setSpacing(columnSpacingMm: number | null): void {
    this.spacingMm = columnSpacingMm ?? 0;
  }

  /** @param diameter in CSS pixels; null hides the ring. */
  showRing(at: Point | null, diameter: number): void {
    this.ring.hidden = at === null;
    if (!at) return;
    set(this.ring, { style: `width:${diameter}px;height:${diameter}px;transform:translate(${at.x - diameter / 2}px,${at.y - diameter / 2}px)` });
  }

  /** @param at the image point that is pointed at elsewhere; null hides the cross. */
  showCross(at: Point | null): void {
    this.cross.show(at && this.engine.toCanvas(at));
  }

  sketch(outline: Outline | null): void {
    this.outline = outline;
    this.showOutline();
  }

  setTexts(texts: ViewerTexts): void {
    for (const place of ['topLeft', 'topRight', 'bottomLeft'] as const) {
      const lines = texts[place];
      const holder = this.texts[place];
      while (holder.childElementCount < lines.length) holder.append(h('div'));
      lines.forEach((line, i) => set(holder.children[i], { text: line }));
    }
  }

  /** The bar appears only when opening takes noticeable time. */
  setLoading(active: boolean): void {
    clearTimeout(this.loadingTimer);
    if (active) this.loadingTimer = window.setTimeout(() => (this.loading.hidden = false), 150);
    else this.loading.hidden = true;
  }

  setNotice(content: Node | null): void {
    this.notice.hidden = content === null;
    this.notice.replaceChildren(...(content ? [content] : []));
  }

  dispose(): void {
    this.resizing.disconnect();
    clearTimeout(this.loadingTimer);
    this.engine.dispose();
  }

  private showOutline(): void {
    const outline = this.outline;
    if (!outline && !this.outlined) return;
    this.outlined = outline !== null;
    const points = outline ? outline.points.map((point) => this.engine.toCanvas(point)) : [];
    const drawn = outline?.closed && points.length > 0 ? [...points, points[0]] : points;
    const text = drawn.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ');
    const wide = outline?.thickness ? outline.thickness * this.engine.zoomFactor : 0;
    set(this.casing, { points: text, style: wide ? `stroke-width:${wide.toFixed(1)}px` : false, class: wide ? 'wb-sketch-wide' : 'wb-sketch-case' });
    set(this.path, { points: text });
    const handles = outline?.handles === true ? points : (outline?.handles || []).map((point) => this.engine.toCanvas(point));
    this.handles.replaceChildren(...handles.map((point) => svg('circle', { cx: point.x, cy: point.y, r: 3.5 })));
  }
}
