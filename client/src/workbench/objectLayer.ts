import type { LabelClass } from '../canvas/palette';
import type { Point, Size } from '../canvas/view';
import type { Corners } from '../labels/boxes';
import type { BoxObject, LabelObject, PointObject } from '../labels/objects';
import { h } from '../ui/dom';

/** A pin on the image: the place of a remark with its number. */
export interface Pin {
  readonly id: string;
  readonly number: number;
  readonly at: Point;
  readonly active: boolean;
}

/** What lies above the picture and its mask. */
export interface ObjectScene {
  readonly objects: Iterable<readonly [string, LabelObject]>;
  readonly classes: readonly LabelClass[];
  readonly hidden: ReadonlySet<number>;
  readonly selected: string | null;
  readonly pins: readonly Pin[];
}

const EMPTY: ObjectScene = { objects: [], classes: [], hidden: new Set(), selected: null, pins: [] };
const FONT = '600 12px "Roboto Flex", system-ui, sans-serif';
const DARK = 'rgba(0, 0, 0, 0.75)';
/** Names are written as long as they do not cover the picture. */
const MOST_NAMES = 60;
const POINT_RADIUS = 5;
const HANDLE = 4;

/** Boxes, points and pins on a canvas of their own, so that hundreds cost no more than a few. CSS pixels. */
export class ObjectLayer {
  readonly element = h('canvas', { class: 'wb-objects', 'aria-hidden': 'true' });
  private readonly context = this.element.getContext('2d');
  private scene: ObjectScene = EMPTY;
  private toCanvas: (point: Point) => Point = (point) => point;
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;

  resize(size: Size, ratio: number): void {
    this.size = size;
    this.ratio = ratio;
    this.element.width = Math.max(1, Math.round(size.width * ratio));
    this.element.height = Math.max(1, Math.round(size.height * ratio));
  }

  show(scene: ObjectScene): void {
    this.scene = scene;
    this.draw();
  }

  /** @param toCanvas from image pixels to CSS pixels on the canvas. */
  follow(toCanvas: (point: Point) => Point): void {
    this.toCanvas = toCanvas;
    this.draw();
  }

  private draw(): void {
    const { context, ratio, size } = this;
    if (!context || size.width === 0) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    const byClass = new Map<number, { boxes: [string, BoxObject][]; points: [string, PointObject][] }>();
    let count = 0;
    for (const [id, value] of this.scene.objects) {
      if (value.kind !== 'box' && value.kind !== 'point') continue;
      if (this.scene.hidden.has(value.classIndex)) continue;
      const group = byClass.get(value.classIndex) ?? { boxes: [], points: [] };
      byClass.set(value.classIndex, group);
      if (value.kind === 'box') group.boxes.push([id, value]);
      else group.points.push([id, value]);
      count++;
    }
    // Setting a font makes the browser bring the styles of the whole page up to date.
    if ((count > 0 && count <= MOST_NAMES) || this.scene.pins.length > 0) context.font = FONT;
    for (const [index, { boxes, points }] of byClass) {
      const of = this.scene.classes.find((each) => each.index === index);
      const color = of?.color ?? '#ffffff';
      this.drawBoxes(context, boxes, color);
      for (const [id, point] of points) this.drawPoint(context, point, color, id === this.scene.selected);
      if (count <= MOST_NAMES) for (const [, box] of boxes) this.drawName(context, box, of?.name ?? '', color);
    }
    this.drawSelected(context, byClass);
    for (const pin of this.scene.pins) this.drawPin(context, pin);
  }

  /** First every dark edge of a class, then its colour. Rectangle by rectangle: one path of a thousand takes seven times as long. */
  private drawBoxes(context: CanvasRenderingContext2D, boxes: readonly [string, BoxObject][], color: string): void {
    const { width: right, height: bottom } = this.size;
    const places = boxes.map(([, box]) => this.place(box))
      .filter(({ x, y, width, height }) => x <= right && y <= bottom && x + width >= 0 && y + height >= 0);
    for (const [style, lineWidth] of [[DARK, 4], [color, 2]] as const) {
      context.strokeStyle = style;
      context.lineWidth = lineWidth;
      for (const { x, y, width, height } of places) context.strokeRect(x, y, width, height);
    }
  }

  private drawPoint(context: CanvasRenderingContext2D, point: PointObject, color: string, selected: boolean): void {
    const { x, y } = this.toCanvas(point);
    context.beginPath();
    context.arc(x, y, POINT_RADIUS, 0, 2 * Math.PI);
    context.moveTo(x - POINT_RADIUS - 4, y);
    context.lineTo(x + POINT_RADIUS + 4, y);
    context.moveTo(x, y - POINT_RADIUS - 4);
    context.lineTo(x, y + POINT_RADIUS + 4);
    stroke(context, DARK, 4);
    stroke(context, selected ? '#ffffff' : color, 2);
  }

  /** Above the box; inside it where the canvas ends. */
  private drawName(context: CanvasRenderingContext2D, box: Corners, name: string, color: string): void {
    const { x, y, width } = this.place(box);
    if (width < 12) return;
    const at = y < 18 ? y + 14 : y - 5;
    context.lineWidth = 3;
    context.strokeStyle = DARK;
    context.strokeText(name, x + 2, at);
    context.fillStyle = color;
    context.fillText(name, x + 2, at);
  }

  /** White with eight handles, so that it stands out from its class. */
  private drawSelected(context: CanvasRenderingContext2D, shown: ReadonlyMap<number, { boxes: [string, BoxObject][] }>): void {
    const box = [...shown.values()].flatMap((group) => group.boxes).find(([id]) => id === this.scene.selected)?.[1];
    if (!box) return;
    const { x, y, width, height } = this.place(box);
    context.beginPath();
    context.rect(x, y, width, height);
    stroke(context, '#ffffff', 1);
    for (const [u, v] of [[0, 0], [0.5, 0], [1, 0], [0, 0.5], [1, 0.5], [0, 1], [0.5, 1], [1, 1]] as const) {
      context.fillStyle = '#ffffff';
      context.fillRect(x + u * width - HANDLE, y + v * height - HANDLE, 2 * HANDLE, 2 * HANDLE);
      context.strokeStyle = '#000000';
      context.lineWidth = 1;
      context.strokeRect(x + u * width - HANDLE, y + v * height - HANDLE, 2 * HANDLE, 2 * HANDLE);
    }
  }

  /** A drop whose lower left corner points to the place. */
  private drawPin(context: CanvasRenderingContext2D, { at, number, active }: Pin): void {
    const { x, y } = this.toCanvas(at);
    const radius = 11;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x, y - radius);
    context.arc(x + radius, y - radius, radius, Math.PI, 0.5 * Math.PI);
    context.closePath();
    context.fillStyle = active ? '#7DB2FF' : '#ffffff';
    context.fill();
    stroke(context, '#000000', 1.5);
    context.fillStyle = '#0B1B33';
    context.textAlign = 'center';
    context.fillText(String(number), x + radius, y - radius + 4);
    context.textAlign = 'start';
  }

  private place(box: Corners): { x: number; y: number; width: number; height: number } {
    const from = this.toCanvas({ x: box.left, y: box.top });
    const to = this.toCanvas({ x: box.right, y: box.bottom });
    return { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
  }
}

function stroke(context: CanvasRenderingContext2D, color: string, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}
