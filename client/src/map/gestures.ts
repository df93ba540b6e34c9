import { rectangle, simplify, type Change } from './area';
import type { MapView, Spot } from './view';

export type Tool = 'lasso' | 'rectangle' | 'move';

/** What gestures ask for; spots are CSS pixels of the stage. */
export interface GestureTarget {
  readonly view: MapView;
  readonly tool: Tool;
  /** The line that is being drawn; empty when none is. */
  sketched(line: readonly Spot[]): void;
  /** An area in map coordinates is finished. */
  drawn(area: readonly Spot[], change: Change): void;
  clicked(spot: Spot, change: Change): void;
  opened(spot: Spot): void;
  pointed(spot: Spot | null): void;
  moved(): void;
}

const SMALLEST_DRAG = 4;
const TOLERANCE = 0.7;
const WHEEL_STEP = 0.0015;
/** A line of a wheel that counts in lines. */
const LINE_PX = 30;
const MIDDLE = 1;

/** Mouse and touch on the stage: the tool draws, the middle or right button and the space key move, the wheel zooms. */
export class Gestures {
  private readonly listeners = new AbortController();
  private line: Spot[] = [];
  private start: Spot | null = null;
  private last: Spot | null = null;
  private isMove = false;
  /** Held down: dragging moves the map whatever the tool. */
  holdsSpace = false;

  constructor(private readonly stage: HTMLElement, private readonly target: GestureTarget) {
    const options = { signal: this.listeners.signal };
    stage.addEventListener('pointerdown', (event) => this.begin(event), options);
    stage.addEventListener('pointermove', (event) => this.go(event), options);
    stage.addEventListener('pointerup', (event) => this.end(event), options);
    stage.addEventListener('pointercancel', () => this.forget(), options);
    stage.addEventListener('pointerleave', () => !this.start && target.pointed(null), options);
    stage.addEventListener('dblclick', (event) => target.opened(this.spot(event)), options);
    stage.addEventListener('contextmenu', (event) => event.preventDefault(), options);
    stage.addEventListener('wheel', (event) => this.wheel(event), { ...options, passive: false });
  }

  get isDrawing(): boolean {
    return this.start !== null;
  }

  dispose(): void {
    this.listeners.abort();
  }

  forget(): void {
    this.start = null;
    this.line = [];
    this.target.sketched([]);
  }

  private begin(event: PointerEvent): void {
    if (this.start) return;
    this.start = this.last = this.spot(event);
    this.isMove = this.target.tool === 'move' || this.holdsSpace || event.button >= MIDDLE;
    this.line = [this.start];
    this.stage.setPointerCapture(event.pointerId);
    if (event.button === MIDDLE) event.preventDefault();
  }

  private go(event: PointerEvent): void {
    const spot = this.spot(event);
    if (!this.start || !this.last) return this.target.pointed(spot);
    this.target.pointed(null);
    if (this.isMove) {
      this.target.view.pan(spot.x - this.last.x, spot.y - this.last.y);
      this.last = spot;
      return this.target.moved();
    }
    this.last = spot;
    if (this.target.tool === 'rectangle') this.line = rectangle(this.start, spot);
    else this.line.push(...event.getCoalescedEvents().map((each) => this.spot(each)), spot);
    this.target.sketched(this.line);
  }

  private end(event: PointerEvent): void {
    const { start, line, isMove } = this;
    if (!start) return;
    this.forget();
    const spot = this.spot(event);
    const change = event.altKey ? 'remove' : event.shiftKey ? 'add' : 'replace';
    const isClick = line.every((each) => Math.hypot(each.x - start.x, each.y - start.y) < SMALLEST_DRAG);
    if (isClick && event.button === 0 && Math.hypot(spot.x - start.x, spot.y - start.y) < SMALLEST_DRAG) {
      if (event.detail < 2) this.target.clicked(spot, event.ctrlKey || event.metaKey ? 'add' : change);
    } else if (!isMove && !isClick) {
      this.target.drawn(simplify(line, TOLERANCE).map((each) => this.target.view.toMap(each)), change);
    }
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PX : event.deltaY;
    this.target.view.zoomAt(this.spot(event), Math.exp(-pixels * WHEEL_STEP));
    this.target.moved();
  }

  private spot(event: MouseEvent): Spot {
    const frame = this.stage.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }
}
