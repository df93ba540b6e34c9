import { polygonSpans } from '../canvas/shapes';
import type { Point } from '../canvas/view';
import { fillArea, type Modifiers, type Tool, type ToolHost } from './tool';

/** CSS pixels around the first corner in which a click closes the polygon. */
const CLOSE_REACH = 8;

/** Corner by corner: click adds, Enter, double click or the first corner closes, Backspace takes one back. */
export class PolygonTool implements Tool {
  readonly name = 'polygon';
  private points: Point[] = [];
  private cut = false;

  constructor(private readonly host: ToolHost) {}

  get busy(): boolean {
    return this.points.length > 0;
  }

  press(at: Point, modifiers: Modifiers): void {
    if (!this.host.mayDraw()) return;
    if (this.points.length === 0) this.cut = modifiers.alt;
    else if (modifiers.alt) this.cut = true;
    const reach = CLOSE_REACH / this.host.zoomFactor;
    if (this.points.length >= 3 && distance(at, this.points[0]) <= reach) {
      this.close();
      return;
    }
    this.points.push(at);
    this.show(null);
  }

  drag(path: readonly Point[]): void {
    if (this.busy) this.show(path[path.length - 1]);
  }

  release(): void {}

  hover(at: Point): void {
    if (this.busy) this.show(at);
  }

  doubleClick(): void {
    // The two presses of the double click left the same corner twice; even-odd filling does not mind.
    this.close();
  }

  key(key: string): boolean {
    if (!this.busy) return false;
    if (key === 'Enter') this.close();
    else if (key === 'Escape') this.cancel();
    else if (key === 'Backspace') this.takeBack();
    else return false;
    return true;
  }

  takeBack(): void {
    this.points.pop();
    this.show(null);
  }

  cancel(): void {
    this.points = [];
    this.host.sketch(null);
  }

  private close(): void {
    const { host, points } = this;
    this.cancel();
    if (points.length < 3) return;
    fillArea(host, this.name, this.cut, (labels, value, replaceable) => labels.paint(polygonSpans(points, labels), value, replaceable));
  }

  private show(cursor: Point | null): void {
    const points = cursor ? [...this.points, cursor] : [...this.points];
    this.host.sketch(points.length > 0 ? { points, closed: false, handles: true } : null);
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
