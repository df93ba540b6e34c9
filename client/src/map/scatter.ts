import type { MapPoints } from './format';
import type { MapView } from './view';

/** Where a picture is shown, its middle in CSS pixels of the stage. */
export interface PicturePlace {
  readonly point: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Points whose pictures are shown: as many as stand at least `apart` pixels from each other. The first points of the list come
 * first, so that a picture stays while the map is moved.
 */
export function choosePictures(points: MapPoints, view: MapView, apart: number): PicturePlace[] {
  const columns = Math.ceil(view.width / apart) + 2;
  const rows = Math.ceil(view.height / apart) + 2;
  const taken: (PicturePlace | undefined)[] = new Array(columns * rows);
  const chosen: PicturePlace[] = [];
  for (let point = 0; point < points.count; point++) {
    const x = points.x[point] * view.scale + view.left;
    const y = points.y[point] * view.scale + view.top;
    if (x < 0 || y < 0 || x >= view.width || y >= view.height) continue;
    const cell = (Math.floor(y / apart) + 1) * columns + Math.floor(x / apart) + 1;
    if (isCrowded(taken, cell, columns, x, y, apart)) continue;
    chosen.push((taken[cell] = { point, x, y }));
  }
  return chosen;
}

/** Cells are as wide as pictures stand apart, so that only neighbouring ones can be too close. */
function isCrowded(taken: readonly (PicturePlace | undefined)[], cell: number, columns: number, x: number, y: number, apart: number): boolean {
  if (taken[cell]) return true;
  for (const row of [-columns, 0, columns]) {
    for (let column = -1; column <= 1; column++) {
      const other = taken[cell + row + column];
      if (other && Math.abs(other.x - x) < apart && Math.abs(other.y - y) < apart) return true;
    }
  }
  return false;
}
