import type { Point } from '../../canvas/view';
import type { Modifiers, Tool } from '../../tools/tool';
import { handlesOf } from './measureLayer';
import { besideLine, type Diameter, type Measurement, type Spacing } from './measurement';

/** The measurements of the open image, and how they change. */
export interface MeasureHost {
  readonly list: readonly Measurement[];
  readonly selected: number;
  readonly spacing: Spacing;
  readonly kind: Measurement['kind'];
  /** CSS pixels per image pixel. */
  readonly zoomFactor: number;
  set(list: readonly Measurement[], selected: number): void;
  /** A measurement is as somebody wants it. */
  finished(index: number): void;
}

/** In CSS pixels: how near is on it, and how far is a drag. */
const NEAR = 9;
const MOVED = 4;

type Change = (at: Point) => Measurement;

/**
 * Drags new diameters and ellipses, takes hold of ends, and moves whole ones. A drag that begins on a diameter pulls a
 * second one out of it, at right angles.
 */
export class MeasureTool implements Tool {
  readonly name = 'measure';
  private dragging: { index: number; start: Point; change: Change; before: Measurement | null; moved: boolean } | null = null;

  constructor(private readonly host: MeasureHost) {}

  get busy(): boolean {
    return this.dragging !== null;
  }

  press(at: Point): void {
    const { host } = this;
    const held = this.handleAt(at) ?? this.bodyAt(at);
    if (held) {
      this.dragging = { ...held, start: at, before: host.list[held.index], moved: false };
      host.set(host.list, held.index);
      return;
    }
    const { kind } = host;
    const change: Change = (b) => (kind === 'length' ? { kind, a: at, b, across: null } : { kind, a: at, b });
    this.dragging = { index: host.list.length, start: at, change, before: null, moved: false };
    host.set(host.list, -1);
  }

  drag(path: readonly Point[]): void {
    const { dragging, host } = this;
    const at = path.at(-1);
    if (!dragging || !at) return;
    dragging.moved ||= Math.hypot(at.x - dragging.start.x, at.y - dragging.start.y) * host.zoomFactor >= MOVED;
    if (!dragging.moved) return;
    const { index, change } = dragging;
    const list = [...host.list];
    list[index] = change(at);
    host.set(list, index);
  }

  release(): void {
    const { dragging } = this;
    this.dragging = null;
    if (dragging?.moved) this.host.finished(dragging.index);
  }

  hover(): void {}

  doubleClick(): void {}

  key(key: string, modifiers: Modifiers): boolean {
    const { host } = this;
    if ((key !== 'Delete' && key !== 'Backspace') || modifiers.shift || modifiers.alt || this.busy || host.selected < 0) return false;
    host.set(host.list.filter((_, i) => i !== host.selected), -1);
    return true;
  }

  /** What is being dragged is as it was before. */
  cancel(): void {
    const { dragging, host } = this;
    this.dragging = null;
    if (!dragging?.moved) return;
    const list = host.list.flatMap((each, i) => (i !== dragging.index ? [each] : dragging.before ? [dragging.before] : []));
    host.set(list, -1);
  }

  private near(a: Point, b: Point): boolean {
    return Math.hypot(a.x - b.x, a.y - b.y) * this.host.zoomFactor <= NEAR;
  }

  /** The newest lies on top. */
  private handleAt(at: Point): { index: number; change: Change } | null {
    const { list, spacing } = this.host;
    for (let index = list.length - 1; index >= 0; index--) {
      const handle = handlesOf(list[index], spacing).findIndex((point) => this.near(point, at));
      if (handle >= 0) return { index, change: movedHandle(list[index], handle, spacing) };
    }
    return null;
  }

  private bodyAt(at: Point): { index: number; change: Change } | null {
    const { list, spacing } = this.host;
    for (let index = list.length - 1; index >= 0; index--) {
      const each = list[index];
      if (each.kind === 'length' ? !this.isOnLine(each, at) : !this.isOnEllipse(each, at)) continue;
      const pulls = each.kind === 'length' && !each.across;
      return { index, change: pulls ? pulledAcross(each, at, spacing) : movedWhole(each, at) };
    }
    return null;
  }

  private isOnLine({ a, b }: Diameter, at: Point): boolean {
    const { share } = besideLine({ a, b }, at, null);
    return share >= 0 && share <= 1 && this.near(at, { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
  }

  private isOnEllipse({ a, b }: Pick<Measurement, 'a' | 'b'>, at: Point): boolean {
    const [cx, cy] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const angle = Math.atan2((at.y - cy) * Math.abs(b.x - a.x), (at.x - cx) * Math.abs(b.y - a.y));
    return this.near(at, { x: cx + (Math.cos(angle) * Math.abs(b.x - a.x)) / 2, y: cy + (Math.sin(angle) * Math.abs(b.y - a.y)) / 2 });
  }
}

/** Ends 0 and 1 go where they are dragged; those of the diameter across only along it. */
function movedHandle(measurement: Measurement, handle: number, spacing: Spacing): Change {
  return (at) => {
    if (handle < 2) return { ...measurement, [handle === 0 ? 'a' : 'b']: at };
    const diameter = measurement as Diameter;
    const { distance } = besideLine(diameter, at, spacing);
    return { ...diameter, across: { ...diameter.across!, [handle === 2 ? 'from' : 'to']: distance } };
  };
}

function pulledAcross(diameter: Diameter, start: Point, spacing: Spacing): Change {
  const { share } = besideLine(diameter, start, spacing);
  return (at) => ({ ...diameter, across: { share, from: 0, to: besideLine(diameter, at, spacing).distance } });
}

function movedWhole(measurement: Measurement, start: Point): Change {
  const { a, b } = measurement;
  return (at) => ({
    ...measurement,
    a: { x: a.x + at.x - start.x, y: a.y + at.y - start.y },
    b: { x: b.x + at.x - start.x, y: b.y + at.y - start.y },
  });
}
