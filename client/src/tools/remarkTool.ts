import type { Point } from '../canvas/view';
import { CLICK, type ObjectHost } from './objectTool';
import type { Tool } from './tool';

/** A click pins a remark to a place; the words are written beside the image. */
export class RemarkTool implements Tool {
  readonly name = 'remark';
  private from: Point | null = null;

  constructor(private readonly host: ObjectHost) {}

  get busy(): boolean {
    return this.from !== null;
  }

  press(at: Point): void {
    if (this.host.mayDraw()) this.from = at;
  }

  drag(): void {}

  release(at: Point): void {
    const { from, host } = this;
    this.from = null;
    const { rows, columns } = host.labels;
    const inside = at.x >= 0 && at.y >= 0 && at.x <= columns && at.y <= rows;
    if (from && inside && Math.hypot(at.x - from.x, at.y - from.y) * host.zoomFactor <= CLICK) host.remark(at);
  }

  cancel(): void {
    this.from = null;
  }

  hover(): void {}

  doubleClick(): void {}

  key(): boolean {
    return false;
  }
}
