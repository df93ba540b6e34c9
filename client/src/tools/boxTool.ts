import type { Point } from '../canvas/view';
import { newOp } from '../durability/entry';
import { areaOf, boxBetween, gripAt, isMeant, movedBox, resizedBox, WHOLE, type Grip } from '../labels/boxes';
import type { BoxObject } from '../labels/objects';
import { CLICK, neighbour, nudge, REACH, removeChosen, type ObjectHost } from './objectTool';
import type { Modifiers, Tool } from './tool';

interface Drag {
  readonly id: string;
  readonly from: Point;
  /** The box as it was; null for one that is being drawn. */
  readonly before: BoxObject | null;
  readonly grip: Grip;
  now: BoxObject | null;
}

/** Pixels by which a duplicate stands beside its original, so that it can be seen. */
const BESIDE = 8;

/** Draws boxes, and moves, resizes and removes the one that is chosen. */
export class BoxTool implements Tool {
  readonly name = 'box';
  private held: Drag | null = null;

  constructor(private readonly host: ObjectHost) {}

  get busy(): boolean {
    return this.held !== null;
  }

  press(at: Point): void {
    const { host } = this;
    if (!host.mayDraw()) return;
    const found = this.grabbed(at);
    if (found) {
      const [id, before, grip] = found;
      host.select(id);
      this.held = { id, from: at, before, grip, now: null };
    } else this.held = { id: newOp(), from: at, before: null, grip: WHOLE, now: null };
  }

  drag(path: readonly Point[]): void {
    const { held, host } = this;
    if (!held) return;
    const to = path[path.length - 1];
    const { from, before, grip } = held;
    if (!held.now && Math.hypot(to.x - from.x, to.y - from.y) * host.zoomFactor <= CLICK) return;
    if (!before) held.now = { kind: 'box', classIndex: host.activeClass, ...boxBetween(from, to, host.labels) };
    else if (grip.x || grip.y) held.now = resizedBox(before, grip, to, host.labels);
    else held.now = movedBox(before, to.x - from.x, to.y - from.y, host.labels);
    host.draft({ id: held.id, value: held.now });
  }

  release(at: Point): void {
    const { held, host } = this;
    if (!held) return;
    this.held = null;
    host.draft(null);
    if (held.now && isMeant(held.now)) {
      host.change(this.name, [{ id: held.id, value: held.now }]);
      host.select(held.id);
    } else if (!held.before) host.select(this.under(at)?.[0] ?? null);
  }

  cancel(): void {
    this.held = null;
    this.host.draft(null);
  }

  hover(): void {}

  doubleClick(): void {}

  key(key: string, { shift }: Modifiers): boolean {
    if (key === 'Escape' && (this.busy || this.host.selected)) {
      if (this.busy) this.cancel();
      else this.host.select(null);
      return true;
    }
    if (key === ',' || key === '.') {
      const names = this.touchable().map(([id]) => id);
      this.host.select(neighbour(names, this.host.selected, key === '.' ? 1 : -1));
      return true;
    }
    const chosen = this.chosen();
    if (!chosen || this.busy) return false;
    const [id, box] = chosen;
    const by = nudge(key, shift);
    if (by) this.replace(id, box, movedBox(box, by[0], by[1], this.host.labels));
    else if (key === 'Delete' || key === 'Backspace') removeChosen(this.host, id);
    else if (shift && key.toLowerCase() === 'd') this.duplicate(box);
    else return false;
    return true;
  }

  private replace(id: string, before: BoxObject, after: BoxObject): void {
    if (this.host.mayDraw() && areaOf(after) > 0 && (after.left !== before.left || after.top !== before.top)) this.host.change(this.name, [{ id, value: after }]);
  }

  private duplicate(box: BoxObject): void {
    if (!this.host.mayDraw()) return;
    const id = newOp();
    const aside = movedBox(box, BESIDE, BESIDE, this.host.labels);
    // In the lower right corner there is only room on the other side.
    const value = aside.left === box.left && aside.top === box.top ? movedBox(box, -BESIDE, -BESIDE, this.host.labels) : aside;
    this.host.change('duplicate', [{ id, value }]);
    this.host.select(id);
  }

  private chosen(): [string, BoxObject] | null {
    const id = this.host.selected;
    const value = id === null ? undefined : this.host.labels.objects.get(id);
    return id !== null && value?.kind === 'box' && this.host.mayTouch(value.classIndex) ? [id, value] : null;
  }

  /** The chosen box anywhere, any other one by its edge; of several the smallest. */
  private grabbed(at: Point): [string, BoxObject, Grip] | null {
    const reach = REACH / this.host.zoomFactor;
    const chosen = this.chosen();
    const grip = chosen && gripAt(chosen[1], at, reach);
    if (chosen && grip) return [...chosen, grip];
    return this.smallest((box) => {
      const found = gripAt(box, at, reach);
      return found && (found.x || found.y) ? found : null;
    });
  }

  private under(at: Point): [string, BoxObject, Grip] | null {
    return this.smallest((box) => gripAt(box, at, REACH / this.host.zoomFactor));
  }

  private smallest(grip: (box: BoxObject) => Grip | null): [string, BoxObject, Grip] | null {
    let best: [string, BoxObject, Grip] | null = null;
    for (const [id, box] of this.touchable()) {
      const found = grip(box);
      if (found && (!best || areaOf(box) < areaOf(best[1]))) best = [id, box, found];
    }
    return best;
  }

  private touchable(): [string, BoxObject][] {
    return this.host.labels.objects.ofKind('box').filter(([, box]) => this.host.mayTouch(box.classIndex));
  }
}
