import { ellipseSpans, polygonSpans, rectangleSpans } from '../canvas/shapes';
import type { Span } from '../canvas/spans';
import type { Point } from '../canvas/view';
import { fillArea, type Modifiers, type Outline, type Tool, type ToolHost, type ToolName } from './tool';

/** A tool that follows one drag and fills what it encloses when the button is released. */
abstract class DrawnArea implements Tool {
  abstract readonly name: ToolName;
  protected path: Point[] = [];
  private cut = false;

  constructor(protected readonly host: ToolHost) {}

  get busy(): boolean {
    return this.path.length > 0;
  }

  press(at: Point, modifiers: Modifiers): void {
    if (!this.host.mayDraw()) return;
    this.cut = modifiers.alt;
    this.path = [at];
  }

  drag(path: readonly Point[], modifiers: Modifiers): void {
    if (!this.busy) return;
    this.extend(path, modifiers);
    this.host.sketch(this.outline());
  }

  release(): void {
    if (!this.busy) return;
    const spans = this.spans();
    this.cancel();
    if (spans.length === 0) return;
    fillArea(this.host, this.name, this.cut, (labels, value, replaceable) => labels.paint(spans, value, replaceable));
  }

  cancel(): void {
    this.path = [];
    this.host.sketch(null);
  }

  takeBack(): void {
    this.cancel();
  }

  key(key: string): boolean {
    if (key !== 'Escape' || !this.busy) return false;
    this.cancel();
    return true;
  }

  hover(): void {}

  doubleClick(): void {}

  protected abstract extend(path: readonly Point[], modifiers: Modifiers): void;
  protected abstract outline(): Outline;
  protected abstract spans(): Span[];
}

/** Fills the line drawn by hand, closed by its ends. */
export class FreehandTool extends DrawnArea {
  readonly name = 'freehand';

  protected extend(path: readonly Point[]): void {
    this.path.push(...path);
  }

  protected outline(): Outline {
    return { points: this.path, closed: true, handles: false };
  }

  protected spans(): Span[] {
    return polygonSpans(this.path, this.host.labels);
  }
}

/** Rectangle or ellipse between two corners; Shift makes it as wide as high. */
export class ShapeTool extends DrawnArea {
  readonly name = 'shape';

  protected extend(path: readonly Point[], modifiers: Modifiers): void {
    const from = this.path[0];
    let to = path[path.length - 1];
    if (modifiers.shift) {
      const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
      to = { x: from.x + Math.sign(to.x - from.x) * side, y: from.y + Math.sign(to.y - from.y) * side };
    }
    this.path = [from, to];
  }

  protected outline(): Outline {
    const [a, b] = this.path;
    const points = this.host.shapeIsEllipse
      ? ellipsePoints(a, b)
      : [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
    return { points, closed: true, handles: false };
  }

  protected spans(): Span[] {
    if (this.path.length < 2) return [];
    const fill = this.host.shapeIsEllipse ? ellipseSpans : rectangleSpans;
    return fill(this.path[0], this.path[1], this.host.labels);
  }
}

function ellipsePoints(a: Point, b: Point): Point[] {
  const corners = 64;
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return { x: (a.x + b.x) / 2 + (Math.cos(angle) * (b.x - a.x)) / 2, y: (a.y + b.y) / 2 + (Math.sin(angle) * (b.y - a.y)) / 2 };
  });
}
