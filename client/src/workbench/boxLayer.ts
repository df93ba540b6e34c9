import type { Box } from '../api';
import type { LabelClass } from '../canvas/palette';
import type { Point } from '../canvas/view';
import { set, svg } from '../ui/dom';

interface Drawn {
  readonly box: Box;
  readonly edges: readonly SVGElement[];
  readonly name: SVGElement;
}

/** Boxes above the canvas: a rectangle in the class's colour with a dark edge, the class's name at its corner. */
export class BoxLayer {
  readonly element = svg('svg', { class: 'wb-boxes', 'aria-hidden': 'true' });
  private drawn: Drawn[] = [];
  private shown: { boxes: readonly Box[]; classes: readonly LabelClass[]; hidden: string } | null = null;

  show(boxes: readonly Box[], classes: readonly LabelClass[], hidden: ReadonlySet<number>): void {
    const now = { boxes, classes, hidden: [...hidden].join() };
    if (this.shown?.boxes === boxes && this.shown.classes === classes && this.shown.hidden === now.hidden) return;
    this.shown = now;
    this.drawn = boxes.filter((box) => !hidden.has(box.classIndex)).map((box) => {
      const of = classes.find((each) => each.index === box.classIndex);
      const stroke = of?.color ?? '#ffffff';
      return {
        box, edges: [svg('rect', { class: 'case' }), svg('rect', { stroke })],
        name: svg('text', { fill: stroke, text: of?.name ?? '' }),
      };
    });
    this.element.replaceChildren(...this.drawn.flatMap(({ edges, name }) => [...edges, name]));
  }

  /** @param toCanvas from image pixels to CSS pixels on the canvas. */
  follow(toCanvas: (point: Point) => Point): void {
    for (const { box, edges, name } of this.drawn) {
      const from = toCanvas({ x: box.left, y: box.top });
      const to = toCanvas({ x: box.right, y: box.bottom });
      const place = { x: from.x.toFixed(1), y: from.y.toFixed(1), width: Math.max(0, to.x - from.x).toFixed(1), height: Math.max(0, to.y - from.y).toFixed(1) };
      for (const edge of edges) set(edge, place);
      // Above the box; inside it where the canvas ends.
      set(name, { x: (from.x + 2).toFixed(1), y: (from.y < 18 ? from.y + 15 : from.y - 5).toFixed(1) });
    }
  }
}
