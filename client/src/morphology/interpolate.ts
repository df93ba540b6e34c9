import type { Rect } from '../patch';
import { crop, extentOf, type Bitmap } from './bitmap';
import { componentsOf } from './components';
import { signedDistance, type Pitch } from './distance';

/** Zeros and ones over a rectangle of an image. */
export interface Placed {
  readonly mask: Uint8Array;
  readonly rect: Rect;
}

interface Shape {
  readonly extent: Rect;
  readonly whole: Bitmap;
}

interface Field {
  readonly rect: Rect;
  readonly values: Float64Array;
}

/**
 * Shapes between two shapes on parallel slices: S. P. Raya and J. K. Udupa, Shape-based interpolation of multidimensional
 * objects, IEEE Transactions on Medical Imaging 9 (1990), 32–42. The signed distances to both borders are mixed linearly,
 * and what is positive is inside. Where both shapes are one part each, they are first moved onto each other by their
 * centroids and the result is moved along with the slice, so that a shape that wanders does not shrink in between.
 */
export class ShapeInterpolation {
  private readonly from: Shape | null;
  private readonly to: Shape | null;
  private readonly shift: { readonly x: number; readonly y: number };
  private readonly fields: readonly [Field, Field] | null;

  /** @param from, to bitmaps of the whole slices, of the same size. @param pitch of their pixels. */
  constructor(from: Bitmap, to: Bitmap, pitch: Pitch) {
    this.from = shapeOf(from);
    this.to = shapeOf(to);
    this.shift = this.from && this.to ? shiftBetween(this.from, this.to) : { x: 0, y: 0 };
    this.fields = this.from && this.to ? this.distances(this.from, this.to, pitch) : null;
  }

  /**
   * @param share of the way from the first slice to the second, 0–1.
   * Returns null when nothing is inside, as when one of the shapes is empty.
   */
  at(share: number): Placed | null {
    if (!this.from || !this.to || !this.fields) return null;
    const { shift } = this;
    const [before, after] = this.fields;
    const move = { x: share * shift.x, y: share * shift.y };
    const area = around(moved(this.from.extent, move), moved(this.to.extent, { x: move.x - shift.x, y: move.y - shift.y }), 0);
    const rect = {
      x0: Math.max(0, Math.floor(area.x0)), y0: Math.max(0, Math.floor(area.y0)),
      x1: Math.min(this.from.whole.width, Math.ceil(area.x1)), y1: Math.min(this.from.whole.height, Math.ceil(area.y1)),
    };
    const width = rect.x1 - rect.x0;
    if (width <= 0 || rect.y1 <= rect.y0) return null;
    const mask = new Uint8Array(width * (rect.y1 - rect.y0));
    let any = false;
    for (let y = rect.y0, i = 0; y < rect.y1; y++) {
      for (let x = rect.x0; x < rect.x1; x++, i++) {
        const value = (1 - share) * valueAt(before, x - move.x, y - move.y) + share * valueAt(after, x + shift.x - move.x, y + shift.y - move.y);
        if (value <= 0) continue;
        mask[i] = 1;
        any = true;
      }
    }
    return any ? { mask, rect } : null;
  }

  /** Each field reaches over both shapes as they lie on each other, so that no distance is asked for beyond it. */
  private distances(from: Shape, to: Shape, pitch: Pitch): [Field, Field] {
    const { shift } = this;
    const before = around(from.extent, moved(to.extent, { x: -shift.x, y: -shift.y }), 2);
    const after = around(moved(from.extent, shift), to.extent, 2);
    return [fieldOf(from.whole, before, pitch), fieldOf(to.whole, after, pitch)];
  }
}

function shapeOf(whole: Bitmap): Shape | null {
  const extent = extentOf(whole);
  return extent && { extent, whole };
}

function fieldOf(whole: Bitmap, rect: Rect, pitch: Pitch): Field {
  return { rect, values: signedDistance(crop(whole, rect), pitch) };
}

function shiftBetween(from: Shape, to: Shape): { x: number; y: number } {
  const [a, b] = [from, to].map(({ whole, extent }) => {
    const part = crop(whole, extent);
    if (componentsOf(part, 1, true).all.length !== 1) return null;
    let [count, x, y] = [0, 0, 0];
    part.data.forEach((value, i) => {
      if (value === 0) return;
      count++;
      x += i % part.width;
      y += Math.floor(i / part.width);
    });
    return { x: extent.x0 + x / count, y: extent.y0 + y / count };
  });
  return a && b ? { x: b.x - a.x, y: b.y - a.y } : { x: 0, y: 0 };
}

function moved(rect: Rect, by: { readonly x: number; readonly y: number }): Rect {
  return { x0: rect.x0 + by.x, y0: rect.y0 + by.y, x1: rect.x1 + by.x, y1: rect.y1 + by.y };
}

/** The rectangle of whole pixels around two others, with a margin. */
function around(a: Rect, b: Rect, margin: number): Rect {
  return {
    x0: Math.floor(Math.min(a.x0, b.x0)) - margin, y0: Math.floor(Math.min(a.y0, b.y0)) - margin,
    x1: Math.ceil(Math.max(a.x1, b.x1)) + margin, y1: Math.ceil(Math.max(a.y1, b.y1)) + margin,
  };
}

/** Bilinear between the four cells around a place; a place on a cell is that cell. */
function valueAt({ rect, values }: Field, x: number, y: number): number {
  const width = rect.x1 - rect.x0;
  const u = Math.min(width - 1, Math.max(0, x - rect.x0));
  const v = Math.min(rect.y1 - rect.y0 - 1, Math.max(0, y - rect.y0));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, low] = [u - left, v - top];
  const i = top * width + left;
  const east = right > 0 ? 1 : 0;
  const south = low > 0 ? width : 0;
  return (values[i] * (1 - right) + values[i + east] * right) * (1 - low) + (values[i + south] * (1 - right) + values[i + south + east] * right) * low;
}
