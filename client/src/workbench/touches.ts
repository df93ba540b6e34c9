import type { Point } from '../canvas/view';

/** A second finger so soon after the first means that both came to move the picture. */
const TOGETHER_MS = 150;
/** After a pen was near for the last time, fingers and palm are ignored for so long. */
const PEN_NEAR_MS = 1000;

type Press = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'timeStamp'>;

export interface Pinch {
  /** By how much the middle between the fingers moved, in CSS pixels. */
  readonly dx: number;
  readonly dy: number;
  /** By how much they moved apart. */
  readonly factor: number;
  readonly centre: Point;
}

/**
 * What a press asks for: `draw` as every other press, `pinch` with two fingers from now on, `ignore` it, or `instead`:
 * draw in place of the touch that is under way, which was a palm.
 */
export type Asked = 'draw' | 'pinch' | 'ignore' | 'instead';

/** Tells fingers that draw from fingers that move the picture, and both from the palm of a hand with a pen. */
export class Touches {
  private first: { id: number; at: Point; since: number } | null = null;
  private second: { id: number; at: Point } | null = null;
  private pen = -Infinity;

  /** @param drag what is under way, by which pointer. */
  down(event: Press, at: Point, drag: { readonly kind: string; readonly id: number; readonly type: string } | null): Asked {
    if (event.pointerType === 'pen') {
      this.pen = event.timeStamp;
      const palm = this.second !== null || drag?.type === 'touch';
      this.first = this.second = null;
      return palm ? 'instead' : 'draw';
    }
    if (event.pointerType !== 'touch') return this.second ? 'ignore' : 'draw';
    if (this.second || event.timeStamp - this.pen < PEN_NEAR_MS) return 'ignore';
    if (!drag) {
      this.first = { id: event.pointerId, at, since: event.timeStamp };
      return 'draw';
    }
    const { first } = this;
    if (drag.type !== 'touch' || drag.id !== first?.id) return 'ignore';
    if (drag.kind === 'draw' && event.timeStamp - first.since > TOGETHER_MS) return 'ignore';
    this.second = { id: event.pointerId, at };
    return 'pinch';
  }

  /** What a pinch under way does with this movement, null when there is none. */
  move(event: Press, at: Point): Pinch | null {
    if (event.pointerType === 'pen') this.pen = event.timeStamp;
    const { first, second } = this;
    const before = first && second && { centre: middle(first.at, second.at), apart: distance(first.at, second.at) };
    if (event.pointerId === first?.id) first.at = at;
    else if (event.pointerId === second?.id) second.at = at;
    else return null;
    if (!before) return null;
    const centre = middle(first!.at, second!.at);
    const factor = before.apart > 0 ? distance(first!.at, second!.at) / before.apart : 1;
    return { dx: centre.x - before.centre.x, dy: centre.y - before.centre.y, factor: factor > 0 ? factor : 1, centre };
  }

  /** When one of the two fingers is lifted, the other one does nothing until it is lifted too. */
  up(event: Press): void {
    if (event.pointerType === 'pen') this.pen = event.timeStamp;
    if (event.pointerId !== this.first?.id && event.pointerId !== this.second?.id) return;
    this.first = this.second = null;
  }
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
