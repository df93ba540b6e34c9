import type { Point } from '../canvas/view';
import type { Bounds } from '../canvas/spans';
import type { BoxObject } from './objects';

export type Corners = Pick<BoxObject, 'left' | 'top' | 'right' | 'bottom'>;

/** Which part of a box is held: an edge or corner by the sides that follow the pointer, or all of it. */
export interface Grip {
  readonly x: 'left' | 'right' | null;
  readonly y: 'top' | 'bottom' | null;
}

export const WHOLE: Grip = { x: null, y: null };

/** Smaller boxes are slips of the hand. Image pixels. */
export const SMALLEST_SIDE = 1;

/** The box between two opposite corners, inside the image. */
export function boxBetween(a: Point, b: Point, { rows, columns }: Bounds): Corners {
  const cut = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return {
    left: cut(Math.min(a.x, b.x), columns), top: cut(Math.min(a.y, b.y), rows),
    right: cut(Math.max(a.x, b.x), columns), bottom: cut(Math.max(a.y, b.y), rows),
  };
}

/** A box moved as a whole, stopped at the image's edges. */
export function movedBox<T extends Corners>(box: T, dx: number, dy: number, { rows, columns }: Bounds): T {
  const x = Math.min(columns - box.right, Math.max(-box.left, dx));
  const y = Math.min(rows - box.bottom, Math.max(-box.top, dy));
  return { ...box, left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y };
}

/** A box whose held sides went to a place; a side dragged beyond its opposite turns the box over. */
export function resizedBox<T extends Corners>(box: T, grip: Grip, to: Point, bounds: Bounds): T {
  const fixedX = grip.x === 'left' ? box.right : box.left;
  const fixedY = grip.y === 'top' ? box.bottom : box.top;
  const a = { x: fixedX, y: fixedY };
  const b = { x: grip.x ? to.x : box.right, y: grip.y ? to.y : box.bottom };
  return { ...box, ...boxBetween(a, b, bounds) };
}

/** Whether a box is large enough to be meant. */
export function isMeant({ left, top, right, bottom }: Corners): boolean {
  return right - left >= SMALLEST_SIDE && bottom - top >= SMALLEST_SIDE;
}

/**
 * The part of a box under a point, null when the point misses it. Edges and corners reach both ways, the inside holds
 * all of the box.
 * @param reach of an edge in image pixels.
 */
export function gripAt(box: Corners, { x, y }: Point, reach: number): Grip | null {
  if (x < box.left - reach || x > box.right + reach || y < box.top - reach || y > box.bottom + reach) return null;
  const nearX = nearer(x, box.left, box.right, reach);
  const nearY = nearer(y, box.top, box.bottom, reach);
  return { x: nearX === null ? null : nearX ? 'left' : 'right', y: nearY === null ? null : nearY ? 'top' : 'bottom' };
}

/** True for the first of two edges, false for the second, null when neither is within reach. */
function nearer(at: number, first: number, second: number, reach: number): boolean | null {
  const toFirst = Math.abs(at - first);
  const toSecond = Math.abs(at - second);
  if (Math.min(toFirst, toSecond) > reach) return null;
  return toFirst <= toSecond;
}

export function areaOf({ left, top, right, bottom }: Corners): number {
  return (right - left) * (bottom - top);
}
