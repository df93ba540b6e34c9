import { Palette } from '../canvas/palette';
import { Renderer } from '../canvas/renderer';
import { fitView } from '../canvas/view';
import type { Engine } from '../canvas/engine';
import { h, set } from '../ui/dom';
import type { OpenImage } from './images';

/** The whole image in small with the visible part framed; a click moves the view there. */
export class MiniMap {
  private readonly canvas = h('canvas', { width: 116, height: 72 });
  private readonly frame = h('div', { class: 'wb-mini-frame' });
  readonly element = h('div', { class: 'wb-mini', 'aria-hidden': 'true' }, this.canvas, this.frame);
  private readonly renderer = new Renderer(this.canvas);
  private palette = new Palette();
  private image: OpenImage | null = null;
  private lut: Uint8Array = new Uint8Array(0);
  private timer = 0;

  constructor(private readonly engine: Engine) {
    this.renderer.resize({ width: this.canvas.width, height: this.canvas.height }, 1);
    this.element.addEventListener('pointerdown', (event) => this.goTo(event));
    this.element.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) this.goTo(event);
    });
  }

  open(image: OpenImage): void {
    this.image = image;
    this.palette = new Palette(image.info.classes);
    this.palette.set('outline', 0, new Set());
  }

  /** Another slice of the series that is open. */
  exchange(image: OpenImage): void {
    this.image = image;
    this.later();
  }

  setLut(lut: Uint8Array): void {
    this.lut = lut;
    this.later();
  }

  /** See `Palette.setTones`. */
  setTones(tones: Uint8Array | null): void {
    this.palette.setTones(tones);
    this.later();
  }

  setHidden(hidden: ReadonlySet<number>, off: boolean): void {
    this.palette.set(off ? 'off' : 'outline', 0, hidden);
    this.later();
  }

  /** Draws when nothing has changed for a moment; the map is no place to follow a stroke. */
  later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw(), 120);
  }

  follow(): void {
    if (!this.image) return;
    const view = this.view();
    const visible = this.engine.visible();
    const { rows, columns } = this.image.info;
    const x0 = Math.max(0, visible.x0) * view.scale + view.left;
    const y0 = Math.max(0, visible.y0) * view.scale + view.top;
    const x1 = Math.min(columns, visible.x1) * view.scale + view.left;
    const y1 = Math.min(rows, visible.y1) * view.scale + view.top;
    set(this.frame, { style: `left:${x0}px;top:${y0}px;width:${Math.max(2, x1 - x0)}px;height:${Math.max(2, y1 - y0)}px` });
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private draw(): void {
    if (!this.image || this.lut.length === 0) return;
    const { samples, labels } = this.image;
    this.renderer.draw({ samples, labels: labels.labels, sets: labels.sets, lut: this.lut, palette: this.palette, view: this.view() });
    this.follow();
  }

  private view(): { scale: number; left: number; top: number } {
    const { rows, columns } = this.image!.info;
    return fitView({ width: columns, height: rows }, this.renderer.size);
  }

  private goTo(event: PointerEvent): void {
    if (!this.image) return;
    const box = this.canvas.getBoundingClientRect();
    const view = this.view();
    this.engine.centreOn({ x: (event.clientX - box.left - view.left) / view.scale, y: (event.clientY - box.top - view.top) / view.scale });
    event.preventDefault();
  }
}
