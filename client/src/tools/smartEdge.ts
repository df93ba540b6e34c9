import { polygonSpans } from '../canvas/shapes';
import type { Point } from '../canvas/view';
import { union, type Rect } from '../patch';
import { EdgeMap } from './edgeMap';
import { LiveWire } from './liveWire';
import { fillArea, type Modifiers, type Tool, type ToolHost } from './tool';

/** CSS pixels around the first anchor in which a click closes the outline, and around a click in which it looks for an edge. */
const CLOSE_REACH = 8;
const SNAP_REACH = 4;
/** Cells searched per frame; about ten milliseconds. */
const PER_FRAME = 60_000;
const MOST_CELLS = 2_000_000;

interface Anchor {
  readonly at: Point;
  /** From the anchor before to this one, both included; only this one for the first. */
  readonly path: readonly Point[];
}

/**
 * Smart edge: clicks set anchors, and the line between them follows the strongest edge. It sees the image as finely as the
 * screen shows it: zoomed out the cells are pixels of a smaller level, so the work does not grow with the image.
 */
export class SmartEdgeTool implements Tool {
  readonly name = 'smart';
  private anchors: Anchor[] = [];
  private cut = false;
  private edges: EdgeMap | null = null;
  private wire: LiveWire | null = null;
  /** The level that the screen asked for when the window was made. */
  private fineness = 0;
  private callOff = (): void => {};

  constructor(private readonly host: ToolHost) {}

  get busy(): boolean {
    return this.anchors.length > 0;
  }

  press(at: Point, modifiers: Modifiers): void {
    const { host, anchors } = this;
    if (!host.mayDraw()) return;
    if (anchors.length === 0) this.cut = modifiers.alt;
    else if (modifiers.alt) this.cut = true;
    if (anchors.length >= 3 && distance(at, anchors[0].at) <= CLOSE_REACH / host.zoomFactor) {
      this.close();
      return;
    }
    const target = this.snapped(at, modifiers.shift);
    const last = anchors.at(-1);
    // The second press of a double click adds nothing.
    if (last && distance(target, last.at) < 1) return;
    anchors.push({ at: target, path: last ? this.pathTo(target, modifiers.shift) : [target] });
    this.startFrom(target);
    this.show([]);
  }

  drag(path: readonly Point[], modifiers: Modifiers): void {
    this.hover(path[path.length - 1], modifiers);
  }

  release(): void {}

  hover(at: Point, modifiers: Modifiers): void {
    this.callOff();
    if (!this.busy) return;
    const target = this.inside(at);
    if (modifiers.shift) this.show([target]);
    else this.callOff = this.host.nextFrame(() => this.follow(target));
  }

  doubleClick(): void {
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
    this.callOff();
    this.anchors.pop();
    const last = this.anchors.at(-1);
    if (last) this.startFrom(last.at);
    this.show([]);
  }

  cancel(): void {
    this.callOff();
    this.anchors = [];
    this.edges = this.wire = null;
    this.host.sketch(null);
  }

  private close(): void {
    const { host, anchors, cut } = this;
    if (anchors.length < 3) {
      this.cancel();
      host.say('Set at least three points around the area, then close it.');
      return;
    }
    const back = this.pathTo(anchors[0].at, false);
    const outline = [...anchors.flatMap((anchor) => anchor.path), ...back];
    this.cancel();
    fillArea(host, this.name, cut, (labels, value, replaceable) => labels.paint(polygonSpans(outline, labels), value, replaceable));
  }

  /** Shows the way to the cursor; while it is not known a straight line, and the search goes on in the next frame. */
  private follow(at: Point): void {
    if (!this.busy) return;
    this.cover(at);
    const known = this.wire!.reach(this.cellOf(at), PER_FRAME);
    this.show(known ? this.points(at) : [at]);
    if (!known) this.callOff = this.host.nextFrame(() => this.follow(at));
  }

  private pathTo(target: Point, straight: boolean): readonly Point[] {
    this.callOff();
    const from = this.anchors.at(-1)!.at;
    if (straight) return [from, target];
    this.cover(target);
    return this.wire!.reach(this.cellOf(target), Infinity) ? this.points(target) : [from, target];
  }

  /** The way from the last anchor to a place, in image pixels; its cell has been reached. */
  private points(target: Point): readonly Point[] {
    const { edges, wire } = this;
    const size = 2 ** edges!.level;
    const cells = wire!.pathTo(this.cellOf(target)).slice(1, -1).map((cell) => {
      const y = Math.floor(cell / edges!.width);
      return { x: (edges!.window.x0 + cell - y * edges!.width + 0.5) * size, y: (edges!.window.y0 + y + 0.5) * size };
    });
    return [this.anchors.at(-1)!.at, ...cells, target];
  }

  private startFrom(at: Point): void {
    if (this.fineness !== this.screenLevel) this.lookAround(at);
    this.wire = new LiveWire(this.edges!, this.cellOf(at));
  }

  /** Moves the window when a place lies outside of it, and searches from the last anchor again. */
  private cover(at: Point): void {
    const last = this.anchors.at(-1)!.at;
    if (this.inWindow(at) && this.inWindow(last)) return;
    this.lookAround(at, last);
    this.startFrom(last);
  }

  /** A window with all of these places and what the screen shows, as fine as the screen. */
  private lookAround(...places: readonly Point[]): void {
    const { samples, visible } = this.host;
    const around = places.reduce<Rect>((rect, { x, y }) => union(rect, { x0: x, y0: y, x1: x, y1: y })!, visible);
    this.fineness = this.screenLevel;
    for (let level = this.fineness; ; level++) {
      const { rows, columns } = samples.levels[level];
      const cell = 2 ** level;
      const window = {
        x0: Math.min(columns - 1, Math.max(0, Math.floor(around.x0 / cell))), y0: Math.min(rows - 1, Math.max(0, Math.floor(around.y0 / cell))),
        x1: Math.min(columns, Math.floor(around.x1 / cell) + 1), y1: Math.min(rows, Math.floor(around.y1 / cell) + 1),
      };
      if (level < samples.levels.length - 1 && (window.x1 - window.x0) * (window.y1 - window.y0) > MOST_CELLS) continue;
      this.edges = new EdgeMap(samples, level, window);
      return;
    }
  }

  /** An anchor goes to the strongest edge close by, unless Shift asks for the exact place. */
  private snapped(at: Point, exact: boolean): Point {
    const { rows, columns } = this.host.labels;
    const inside = this.inside(at);
    if (!this.edges || !this.inWindow(inside)) {
      const last = this.anchors.at(-1);
      this.lookAround(inside, ...(last ? [last.at] : []));
      if (last) this.startFrom(last.at);
    }
    if (exact) return inside;
    const edges = this.edges!;
    const size = 2 ** edges.level;
    const cell = this.cellOf(inside);
    const reach = Math.max(1, Math.round(SNAP_REACH / this.host.zoomFactor / size));
    const y = Math.floor(cell / edges.width);
    const best = edges.strongestNear(cell - y * edges.width, y, reach);
    return {
      x: Math.min(columns - 0.5, (edges.window.x0 + best.x + 0.5) * size),
      y: Math.min(rows - 0.5, (edges.window.y0 + best.y + 0.5) * size),
    };
  }

  /** The level whose cells are about as large as a CSS pixel, 0 when the image is enlarged. */
  private get screenLevel(): number {
    const { samples, zoomFactor } = this.host;
    return Math.min(samples.levels.length - 1, Math.max(0, Math.floor(Math.log2(1 / zoomFactor))));
  }

  private inside(at: Point): Point {
    const { rows, columns } = this.host.labels;
    return { x: Math.min(columns - 0.5, Math.max(0.5, at.x)), y: Math.min(rows - 0.5, Math.max(0.5, at.y)) };
  }

  private inWindow(at: Point): boolean {
    if (!this.edges) return false;
    const { window, level } = this.edges;
    const [x, y] = [at.x / 2 ** level, at.y / 2 ** level];
    return x >= window.x0 && y >= window.y0 && x < window.x1 && y < window.y1;
  }

  /** The cell of the window nearest to a place. */
  private cellOf(at: Point): number {
    const { window, width, height, level } = this.edges!;
    const x = Math.min(width - 1, Math.max(0, Math.floor(at.x / 2 ** level) - window.x0));
    const y = Math.min(height - 1, Math.max(0, Math.floor(at.y / 2 ** level) - window.y0));
    return y * width + x;
  }

  private show(rest: readonly Point[]): void {
    const { anchors, host } = this;
    const points = [...anchors.flatMap((anchor) => anchor.path), ...rest];
    host.sketch(points.length > 0 ? { points, closed: false, handles: anchors.map((anchor) => anchor.at) } : null);
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
