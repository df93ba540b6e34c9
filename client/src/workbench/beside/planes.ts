import type { Point } from '../../canvas/view';

/** Millimetres towards the patient's left, posterior and superior (PS3.3 C.7.6.2.1.1). */
export type Vector = readonly [number, number, number];

/** Where an image lies in the patient. */
export interface Plane {
  /** Centre of the first pixel. */
  readonly position: Vector;
  /** Unit vector of growing column. */
  readonly row: Vector;
  /** Unit vector of growing row. */
  readonly column: Vector;
}

/** An image as a grid of pixels in the patient, as far as it is known. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Distance between rows and between columns. */
  readonly spacingMm: readonly [number, number] | null;
  readonly plane: Plane | null;
}

/** @param numbers position, row and column, three each, as the studio sends them. */
export function planeOf(numbers: readonly number[] | null): Plane | null {
  if (!numbers || numbers.length !== 9) return null;
  const three = (first: number): Vector => [numbers[first], numbers[first + 1], numbers[first + 2]];
  return { position: three(0), row: three(3), column: three(6) };
}

export function gridOf(info: { rows: number; columns: number; spacingMm: readonly [number, number] | null; plane: readonly number[] | null }): Grid {
  return { rows: info.rows, columns: info.columns, spacingMm: info.spacingMm, plane: planeOf(info.plane) };
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** Unit vector across the plane, row × column. */
export function normalOf({ row, column }: Plane): Vector {
  return [row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2], row[0] * column[1] - row[1] * column[0]];
}

/** The place of an image point in the patient; null where plane or spacing is unknown. The first pixel's centre is at (0.5, 0.5). */
export function toPatient({ plane, spacingMm }: Grid, { x, y }: Point): Vector | null {
  if (!plane || !spacingMm) return null;
  const across = (x - 0.5) * spacingMm[1];
  const down = (y - 0.5) * spacingMm[0];
  const at = (i: 0 | 1 | 2): number => plane.position[i] + across * plane.row[i] + down * plane.column[i];
  return [at(0), at(1), at(2)];
}

/** The image point nearest to a place in the patient: the foot of the perpendicular on the plane. */
export function fromPatient({ plane, spacingMm }: Grid, place: Vector): Point | null {
  if (!plane || !spacingMm) return null;
  const from = minus(place, plane.position);
  return { x: dot(from, plane.row) / spacingMm[1] + 0.5, y: dot(from, plane.column) / spacingMm[0] + 0.5 };
}

const SIDES = [['L', 'R'], ['P', 'A'], ['S', 'I']] as const;

/** "L 12.3 · A 40.1 · S 55.0 mm" */
export function patientText(place: Vector): string {
  return `${place.map((value, i) => `${SIDES[i][value < 0 ? 1 : 0]} ${Math.abs(value).toFixed(1)}`).join(' · ')} mm`;
}
