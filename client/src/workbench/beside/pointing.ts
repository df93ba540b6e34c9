import type { Engine } from '../../canvas/engine';
import type { Point } from '../../canvas/view';

/** What pointer and wheel over a pane do. Points are in pixels of the pane's image. */
export interface PanePorts {
  /** Null when the pointer left. */
  readonly pointed: (at: Point | null) => void;
  /** Moved by CSS pixels. */
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, at: Point) => void;
  /** False where there is no series to scroll. */
  readonly scroll: (delta: number) => boolean;
  readonly dragWindow: (dx: number, dy: number) => void;
  readonly resized: () => void;
  /** The keys are the image's again. */
  readonly done: () => void;
}

const WHEEL_STEP = 1.0015;

/** Pointer and wheel over a pane: dragging moves, the right button drags the window, the wheel scrolls or zooms. */
export class Pointing {
  private last: { x: number; y: number } | null = null;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly engine: Engine, private readonly ports: PanePorts) {
    canvas.addEventListener('pointerdown', (event) => {
      this.last = { x: event.clientX, y: event.clientY };
      canvas.setPointerCapture(event.pointerId);
      ports.done();
      event.preventDefault();
    });
    canvas.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel'] as const) canvas.addEventListener(end, () => (this.last = null));
    canvas.addEventListener('pointerleave', () => ports.pointed(null));
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
  }

  private move(event: PointerEvent): void {
    if (this.last) {
      const [dx, dy] = [event.clientX - this.last.x, event.clientY - this.last.y];
      this.last = { x: event.clientX, y: event.clientY };
      if (event.buttons & 2) this.ports.dragWindow(dx, dy);
      else this.ports.pan(dx, dy);
    }
    this.ports.pointed(this.point(event));
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1);
    if (event.ctrlKey || !this.ports.scroll(delta)) this.ports.zoom(WHEEL_STEP ** -delta, this.point(event));
  }

  private point(event: MouseEvent): Point {
    const box = this.canvas.getBoundingClientRect();
    return this.engine.toImage({ x: event.clientX - box.left, y: event.clientY - box.top });
  }
}
