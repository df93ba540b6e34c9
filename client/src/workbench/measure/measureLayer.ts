import type { Point } from '../../canvas/view';
import { set, svg } from '../../ui/dom';
import { acrossEnds, type Measurement, type Spacing } from './measurement';

interface Drawn {
  readonly measurement: Measurement;
  readonly group: SVGElement;
  readonly shapes: readonly SVGElement[];
  readonly handles: readonly SVGElement[];
  readonly lines: readonly SVGElement[];
}

/** Points that can be taken hold of: the ends of the diameter, then those of the one across, or the ellipse's corners. */
export function handlesOf(measurement: Measurement, spacing: Spacing): Point[] {
  const { a, b } = measurement;
  return measurement.kind === 'length' ? [a, b, ...(acrossEnds(measurement, spacing) ?? [])] : [a, b];
}

/** Measurements above the canvas, white with a dark edge; the selected one with handles. */
export class MeasureLayer {
  readonly element = svg('svg', { class: 'wb-measures', 'aria-hidden': 'true' });
  private drawn: Drawn[] = [];
  private spacing: Spacing = null;

  /** @param texts the lines beside each measurement. @param selected its place in the list, −1 for none. */
  show(list: readonly Measurement[], texts: readonly (readonly string[])[], selected: number, spacing: Spacing): void {
    this.spacing = spacing;
    this.drawn = list.map((measurement, i) => {
      const shape = measurement.kind === 'length' ? 'path' : 'ellipse';
      const shapes = [svg(shape, { class: 'case' }), svg(shape)];
      const handles = i === selected ? handlesOf(measurement, spacing).map(() => svg('circle', { r: 4 })) : [];
      const lines = texts[i].map((text) => svg('text', { text }));
      const group = svg('g', { 'data-selected': String(i === selected) });
      group.append(...shapes, ...handles, ...lines);
      return { measurement, group, shapes, handles, lines };
    });
    this.element.replaceChildren(...this.drawn.map(({ group }) => group));
  }

  /** @param toCanvas from image pixels to CSS pixels on the canvas. */
  follow(toCanvas: (point: Point) => Point): void {
    for (const { measurement, shapes, handles, lines } of this.drawn) {
      const points = handlesOf(measurement, this.spacing).map(toCanvas);
      const [a, b] = points;
      const place = measurement.kind === 'length' ? { d: pathOf(points) } : ellipseOf(a, b);
      for (const shape of shapes) set(shape, place);
      handles.forEach((handle, i) => set(handle, { cx: points[i].x.toFixed(1), cy: points[i].y.toFixed(1) }));
      const right = Math.max(...points.map((point) => point.x)) + 8;
      const at = points.find((point) => point.x + 8 === right) ?? b;
      lines.forEach((line, i) => set(line, { x: right.toFixed(1), y: (at.y + 4 + 16 * i).toFixed(1) }));
    }
  }
}

const TICK = 5;

/** Lines with a short bar at each end. */
function pathOf(points: readonly Point[]): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const bar = { x: (-(b.y - a.y) / length) * TICK, y: ((b.x - a.x) / length) * TICK };
    const to = (from: Point, end: Point): string => `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
    parts.push(to(a, b), ...[a, b].map((end) => to({ x: end.x - bar.x, y: end.y - bar.y }, { x: end.x + bar.x, y: end.y + bar.y })));
  }
  return parts.join('');
}

function ellipseOf(a: Point, b: Point): Record<string, string> {
  const half = (from: number, to: number): string => (Math.abs(to - from) / 2).toFixed(1);
  return { cx: ((a.x + b.x) / 2).toFixed(1), cy: ((a.y + b.y) / 2).toFixed(1), rx: half(a.x, b.x), ry: half(a.y, b.y) };
}
