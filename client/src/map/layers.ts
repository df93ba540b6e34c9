import { h } from '../ui/dom';
import type { MapPoints } from './format';
import { Painter, type Painting } from './painter';
import type { Pictures } from './pictures';
import { choosePictures } from './scatter';
import type { Color } from './sprites';
import type { MapView, Spot } from './view';

export interface LayerColors {
  readonly accent: string;
  readonly text: string;
  readonly line: Color;
}

/** Of the whole map and from close. */
const SMALL_PX = 52;
const LARGE_PX = 112;
/** Pictures leave room for the points between them; from close they are what one looks at. */
const ROOM = 1.85;
const CLOSE_ROOM = 1.2;
const CLOSE = 3;

/** The three canvases of the stage, one above the other: pictures, points, and what is being drawn. */
export class Layers {
  readonly elements: readonly HTMLCanvasElement[];
  private readonly painter: Painter;
  private readonly under: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private ratio = 1;

  constructor(private readonly view: MapView, private readonly pictures: Pictures, private readonly colors: LayerColors) {
    const [below, points, above] = (this.elements = [0, 1, 2].map(() => h('canvas', { 'aria-hidden': 'true' })));
    this.painter = new Painter(points, colors.line);
    this.under = below.getContext('2d')!;
    this.over = above.getContext('2d')!;
  }

  resize(width: number, height: number, ratio: number): void {
    this.ratio = ratio;
    this.painter.resize(width, height, ratio);
    for (const canvas of [this.under.canvas, this.over.canvas]) [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  }

  drawPoints(points: MapPoints, painting: Painting): void {
    this.painter.draw(points, this.view, painting, radiusOf(points.count, this.view.zoom));
  }

  drawPictures(points: MapPoints, shown: boolean): void {
    const context = this.clear(this.under);
    if (!shown) return;
    const { zoom } = this.view;
    const side = Math.min(LARGE_PX, SMALL_PX * Math.max(1, zoom ** 0.35));
    for (const { point, x, y } of choosePictures(points, this.view, side * (zoom < CLOSE ? ROOM : CLOSE_ROOM))) {
      const image = this.pictures.get(points.ids[point])?.image;
      if (!image?.complete || image.naturalWidth === 0) continue;
      const scale = side / Math.max(image.naturalWidth, image.naturalHeight);
      const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
      context.drawImage(image, x - width / 2, y - height / 2, width, height);
    }
  }

  /** @param line that is being drawn; @param focus where the keyboard is, or the mouse. */
  drawOver(line: readonly Spot[], focus: Spot | null, radius: number): void {
    const context = this.clear(this.over);
    context.strokeStyle = this.colors.accent;
    context.lineWidth = 1.5;
    if (line.length > 1) {
      context.beginPath();
      for (const { x, y } of line) context.lineTo(x, y);
      context.closePath();
      context.setLineDash([5, 4]);
      context.globalAlpha = 0.12;
      context.fillStyle = this.colors.accent;
      context.fill();
      context.globalAlpha = 1;
      context.stroke();
      context.setLineDash([]);
    }
    if (!focus) return;
    context.strokeStyle = this.colors.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(focus.x, focus.y, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  }

  private clear(context: CanvasRenderingContext2D): CanvasRenderingContext2D {
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    return context;
  }
}

/** In CSS pixels: fewer points are larger, and all of them grow somewhat as one goes closer. */
export function radiusOf(count: number, zoom: number): number {
  const all = count <= 400 ? 5.5 : count <= 5_000 ? 4 : count <= 30_000 ? 2.75 : 2;
  return Math.min(9, all * Math.max(1, Math.sqrt(zoom) * 0.8));
}
