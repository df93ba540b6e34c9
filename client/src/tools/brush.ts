import { capsuleSpans } from '../canvas/capsule';
import type { Point } from '../canvas/view';
import type { Modifiers, Tool, ToolHost, ToolName } from './tool';

/** Brush and eraser: a round tip that leaves a capsule between two pointer positions. */
export class BrushTool implements Tool {
  private last: Point | null = null;
  private lineFrom: Point | null = null;
  private cut = false;

  constructor(readonly name: Extract<ToolName, 'brush' | 'eraser'>, private readonly host: ToolHost) {}

  get busy(): boolean {
    return this.last !== null || this.lineFrom !== null;
  }

  press(at: Point, modifiers: Modifiers): void {
    if (!this.host.mayDraw()) return;
    this.cut = modifiers.alt;
    this.host.strokeBegan(this.name);
    if (modifiers.shift) {
      this.lineFrom = at;
      return;
    }
    this.last = at;
    this.paint(at, at);
  }

  drag(path: readonly Point[]): void {
    if (this.lineFrom) {
      this.host.sketch({ points: [this.lineFrom, path[path.length - 1]], closed: false, handles: false, thickness: this.host.brushSize });
      return;
    }
    for (const at of path) {
      if (!this.last) return;
      this.paint(this.last, at);
      this.last = at;
    }
  }

  release(at: Point): void {
    if (!this.busy) return;
    if (this.lineFrom) this.paint(this.lineFrom, at);
    this.last = this.lineFrom = null;
    this.host.sketch(null);
    this.host.strokeEnded(this.name);
  }

  /** A stroke that was begun is kept: what has been drawn is never thrown away, undo takes it back. */
  cancel(): void {
    if (!this.busy) return;
    this.last = this.lineFrom = null;
    this.host.sketch(null);
    this.host.strokeEnded(this.name);
  }

  hover(): void {}

  doubleClick(): void {}

  key(): boolean {
    return false;
  }

  private paint(from: Point, to: Point): void {
    const { host } = this;
    const erases = this.name === 'eraser' || this.cut;
    // One pixel wide: from centre to centre, so that every position hits exactly one pixel.
    const [a, b] = host.brushSize === 1 ? [centreOf(from), centreOf(to)] : [from, to];
    const spans = capsuleSpans(a, b, host.brushSize / 2, host.labels);
    host.changed(host.labels.paint(spans, erases ? 0 : host.activeClass, host.replaceable(this.cut && this.name === 'brush')));
  }
}

function centreOf(point: Point): Point {
  return { x: Math.floor(point.x) + 0.5, y: Math.floor(point.y) + 0.5 };
}
