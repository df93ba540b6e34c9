import type { Engine } from '../canvas/engine';
import type { Point } from '../canvas/view';
import type { Modifiers, PenPoint, Tool, ToolName } from '../tools/tool';
import { Touches } from './touches';

/** What the pointer may do on the viewer. Points are CSS pixels from the canvas's corner. */
export interface PointerPorts {
  readonly engine: Engine;
  readonly tool: () => Tool | null;
  readonly toolName: () => ToolName;
  readonly spaceHeld: () => boolean;
  /** Scrolls through the series by a wheel's CSS pixels; false where there is none, so that the wheel zooms. */
  readonly scroll: (delta: number) => boolean;
  readonly dragWindow: (dx: number, dy: number) => void;
  readonly moved: (at: Point | null) => void;
}

type Drag = 'pan' | 'window' | 'draw';

const WHEEL_STEP = 1.0015;

/** Turns pointer and wheel events on the canvas into panning, windowing, zooming and drawing. */
export class Pointer {
  private drag: { kind: Drag; id: number; last: Point; type: string } | null = null;
  private readonly touches = new Touches();

  constructor(private readonly canvas: HTMLCanvasElement, private readonly ports: PointerPorts) {
    canvas.addEventListener('pointerdown', this.down);
    canvas.addEventListener('pointermove', this.move);
    canvas.addEventListener('pointerup', this.up);
    canvas.addEventListener('pointercancel', this.up);
    canvas.addEventListener('pointerleave', () => this.ports.moved(null));
    canvas.addEventListener('dblclick', (event) => this.ports.tool()?.doubleClick(modifiers(event)));
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('wheel', this.wheel, { passive: false });
  }

  get dragging(): boolean {
    return this.drag !== null;
  }

  private readonly down = (event: PointerEvent): void => {
    const at = this.point(event);
    const asked = this.touches.down(event, at, this.drag);
    event.preventDefault();
    if (asked === 'ignore' || (asked === 'draw' && this.drag)) return;
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    if (asked !== 'draw') this.letGo();
    if (asked === 'pinch') {
      this.ports.moved(null);
      return;
    }
    const kind = this.kindOf(event.button);
    this.drag = { kind, id: event.pointerId, last: at, type: event.pointerType };
    if (kind === 'draw') this.ports.tool()?.press(this.penPoint(event), modifiers(event));
  };

  private readonly move = (event: PointerEvent): void => {
    const at = this.point(event);
    const pinch = this.touches.move(event, at);
    const { engine } = this.ports;
    if (pinch) {
      engine.pan(pinch.dx, pinch.dy);
      engine.zoom(pinch.factor, pinch.centre);
      return;
    }
    if (event.pointerType === 'touch' && event.pointerId !== this.drag?.id) return;
    this.ports.moved(at);
    if (!this.drag) {
      this.ports.tool()?.hover(engine.toImage(at), modifiers(event));
      return;
    }
    if (event.pointerId !== this.drag.id) return;
    const { kind, last } = this.drag;
    this.drag.last = at;
    if (kind === 'pan') engine.pan(at.x - last.x, at.y - last.y);
    else if (kind === 'window') this.ports.dragWindow(at.x - last.x, at.y - last.y);
    else {
      const events = event.getCoalescedEvents?.() ?? [];
      const path = (events.length > 0 ? events : [event]).map((each) => this.penPoint(each));
      this.ports.tool()?.drag(path, modifiers(event));
    }
  };

  private readonly up = (event: PointerEvent): void => {
    this.touches.up(event);
    if (!this.drag || event.pointerId !== this.drag.id) return;
    const { kind } = this.drag;
    this.drag = null;
    if (kind === 'draw') this.ports.tool()?.release(this.penPoint(event), modifiers(event));
    // A finger that was lifted is nowhere, unlike a mouse.
    if (event.pointerType === 'touch') this.ports.moved(null);
  };

  /** Ends a drag that turned out not to be meant: what it drew is taken back. */
  private letGo(): void {
    const tool = this.drag?.kind === 'draw' ? this.ports.tool() : null;
    if (tool?.takeBack) tool.takeBack();
    else tool?.cancel();
    this.drag = null;
  }

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    const delta = event.deltaY * lines;
    // A pinch on a touchpad comes as the wheel with Ctrl. A stroke under way is not torn away from its slice.
    const zooms = event.ctrlKey || !(this.drag?.kind === 'draw' || this.ports.scroll(delta));
    if (zooms) this.ports.engine.zoom(WHEEL_STEP ** -delta, this.point(event));
    this.ports.moved(this.point(event));
  };

  private kindOf(button: number): Drag {
    if (button === 2) return 'window';
    if (button === 1 || this.ports.spaceHeld()) return 'pan';
    const tool = this.ports.toolName();
    return tool === 'move' ? 'pan' : tool === 'window' ? 'window' : 'draw';
  }

  private penPoint(event: PointerEvent): PenPoint {
    const at = this.ports.engine.toImage(this.point(event));
    return event.pointerType === 'pen' ? { ...at, pressure: event.pressure } : at;
  }

  private point(event: MouseEvent): Point {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

/** The button of a pen's eraser end. */
const ERASER_END = 32;

function modifiers(event: MouseEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey || (event.buttons & ERASER_END) !== 0 };
}
