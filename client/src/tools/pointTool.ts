import type { Point } from '../canvas/view';
import { newOp } from '../durability/entry';
import type { PointObject } from '../labels/objects';
import { CLICK, neighbour, nudge, REACH, removeChosen, type ObjectHost } from './objectTool';
import type { Modifiers, Tool } from './tool';

/** Sets points, and moves and removes the one that is chosen. */
export class PointTool implements Tool {
  readonly name = 'point';
  private held: { readonly id: string; readonly from: Point; readonly before: PointObject; now: PointObject | null } | null = null;

  constructor(private readonly host: ObjectHost) {}

  get busy(): boolean {
    return this.held !== null;
  }

  press(at: Point): void {
    const { host } = this;
    if (!host.mayDraw()) return;
    const found = this.nearest(at);
    if (found) {
      host.select(found[0]);
      this.held = { id: found[0], from: at, before: found[1], now: null };
      return;
    }
    // Set on release: until then a second finger may turn the press into moving the picture.
    const point: PointObject = { kind: 'point', classIndex: host.activeClass, ...this.inside(at) };
    this.held = { id: newOp(), from: at, before: point, now: point };
    host.draft({ id: this.held.id, value: point });
  }

  drag(path: readonly Point[]): void {
    const { held, host } = this;
    if (!held) return;
    const to = path[path.length - 1];
    if (!held.now && Math.hypot(to.x - held.from.x, to.y - held.from.y) * host.zoomFactor <= CLICK) return;
    held.now = { ...held.before, ...this.inside(to) };
    host.draft({ id: held.id, value: held.now });
  }

  release(): void {
    const { held, host } = this;
    this.held = null;
    host.draft(null);
    if (!held?.now) return;
    host.change(this.name, [{ id: held.id, value: held.now }]);
    host.select(held.id);
  }

  cancel(): void {
    this.held = null;
    this.host.draft(null);
  }

  hover(): void {}

  doubleClick(): void {}

  key(key: string, { shift }: Modifiers): boolean {
    const { host } = this;
    if (key === 'Escape' && host.selected) {
      this.cancel();
      host.select(null);
      return true;
    }
    if (key === ',' || key === '.') {
      host.select(neighbour(this.touchable().map(([id]) => id), host.selected, key === '.' ? 1 : -1));
      return true;
    }
    const chosen = this.touchable().find(([id]) => id === host.selected);
    if (!chosen || this.busy) return false;
    const [id, point] = chosen;
    const by = nudge(key, shift);
    if (!by && key !== 'Delete' && key !== 'Backspace') return false;
    if (!by) removeChosen(host, id);
    else if (host.mayDraw()) host.change(this.name, [{ id, value: { ...point, ...this.inside({ x: point.x + by[0], y: point.y + by[1] }) } }]);
    return true;
  }

  private inside({ x, y }: Point): Point {
    const { rows, columns } = this.host.labels;
    return { x: Math.min(columns, Math.max(0, x)), y: Math.min(rows, Math.max(0, y)) };
  }

  private nearest(at: Point): [string, PointObject] | null {
    const distance = ([, { x, y }]: [string, PointObject]): number => Math.hypot(at.x - x, at.y - y) * this.host.zoomFactor;
    const near = this.touchable().filter((each) => distance(each) <= REACH + 2).sort((a, b) => distance(a) - distance(b));
    return near[0] ?? null;
  }

  private touchable(): [string, PointObject][] {
    return this.host.labels.objects.ofKind('point').filter(([, point]) => this.host.mayTouch(point.classIndex));
  }
}
