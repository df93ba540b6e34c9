import type { Point } from '../../canvas/view';
import { dot, fromPatient, minus, normalOf, toPatient, type Grid, type Plane, type Vector } from './planes';

/** How places of one image are found again on another. */
export interface Link {
  /** Whether both have the same pixels at the same places, so that labels of one fit the other. */
  readonly sameGrid: boolean;
  to(point: Point): Point;
  back(point: Point): Point;
  /** The other's CSS pixels per image pixel for one of this image, so that lengths look the same. */
  readonly zoom: number;
}

const SAME_PIXELS = 0.5;
const SAME_PLACE_MM = 0.5;

/**
 * Links two images by their places in the patient. Without planes, images of one size share their pixels and others
 * are laid over each other edge to edge.
 */
export function linkGrids(from: Grid, to: Grid): Link {
  if (toPatient(from, { x: 0, y: 0 }) && toPatient(to, { x: 0, y: 0 })) return linkInPatient(from, to);
  const across = to.columns / from.columns;
  const down = to.rows / from.rows;
  return {
    sameGrid: across === 1 && down === 1,
    to: ({ x, y }) => ({ x: x * across, y: y * down }),
    back: ({ x, y }) => ({ x: x / across, y: y / down }),
    zoom: 1 / across,
  };
}

function linkInPatient(from: Grid, to: Grid): Link {
  const map = (a: Grid, b: Grid) => (point: Point): Point => fromPatient(b, toPatient(a, point)!)!;
  const forward = map(from, to);
  const corners = [{ x: 0, y: 0 }, { x: from.columns, y: 0 }, { x: 0, y: from.rows }];
  const samePixels = corners.every((corner) => {
    const found = forward(corner);
    return Math.abs(found.x - corner.x) < SAME_PIXELS && Math.abs(found.y - corner.y) < SAME_PIXELS;
  });
  const depth = dot(minus(to.plane!.position, from.plane!.position), normalOf(from.plane!));
  return {
    sameGrid: from.rows === to.rows && from.columns === to.columns && samePixels && Math.abs(depth) < SAME_PLACE_MM,
    to: forward,
    back: map(to, from),
    zoom: to.spacingMm![1] / from.spacingMm![1],
  };
}

/** Where the slices of a series lie, in their order. */
export type Stack = readonly (Plane | null)[];

/**
 * The slice of another series that goes with a slice of this one.
 * @param through a place in the patient on the slice, normally its middle; null when unknown.
 * Returns the nearest slice in millimetres where planes are known, null when the other series does not reach that far
 * (beyond its last slice by more than its widest gap); without planes the slice at the same share of the way.
 */
export function linkedSlice(index: number, count: number, through: Vector | null, other: Stack): number | null {
  if (other.length === 0) return null;
  const first = other.find((plane) => plane !== null);
  if (!through || !first || other.includes(null)) {
    return count < 2 ? 0 : Math.round((index / (count - 1)) * (other.length - 1));
  }
  const normal = normalOf(first);
  const places = (other as readonly Plane[]).map((plane) => dot(plane.position, normal));
  const wanted = dot(through, normal);
  let best = 0;
  for (let i = 1; i < places.length; i++) if (Math.abs(places[i] - wanted) < Math.abs(places[best] - wanted)) best = i;
  const gaps = places.slice(1).map((place, i) => Math.abs(place - places[i]));
  return Math.abs(places[best] - wanted) <= Math.max(SAME_PLACE_MM, ...gaps) ? best : null;
}
