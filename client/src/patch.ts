import { pushVarint, VarintReader } from './varint';

/**
 * LabelmapPatch v1: the smallest record of a change to a labelmap.
 *
 * Bytes: 0x01, then runs to the end. A run is an unsigned LEB128 gap (pixels since the end of the previous
 * run, row-major, from 0), an unsigned LEB128 length ≥ 1 and one byte with the class the pixels get.
 */
export interface Run {
  /** Row-major index of the first pixel. */
  readonly start: number;
  /** Number of pixels, at least 1. */
  readonly length: number;
  /** Class index the pixels get, 0 (background) to 255. */
  readonly value: number;
}

/** Half-open rectangle of pixels: x0 ≤ column < x1, y0 ≤ row < y1. */
export interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const VERSION = 1;

export class PatchError extends Error {
  override readonly name = 'PatchError';
}

export function encodePatch(runs: readonly Run[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [VERSION];
  let end = 0;
  for (const run of runs) {
    if (run.start < end || run.length < 1) throw new PatchError('Runs must be ordered and not empty.');
    pushVarint(bytes, run.start - end);
    pushVarint(bytes, run.length);
    bytes.push(run.value);
    end = run.start + run.length;
  }
  return Uint8Array.from(bytes);
}

/** @param pixelCount rows × columns; a run that leaves the image is an error, and so is a class above `highestClass`. */
export function decodePatch(bytes: Uint8Array, pixelCount: number, highestClass = 255): Run[] {
  if (bytes.length === 0 || bytes[0] !== VERSION) throw new PatchError('This is not a labelmap patch of version 1.');
  const runs: Run[] = [];
  const reader = new VarintReader(bytes, 1, (message) => new PatchError(message));
  let end = 0;
  while (!reader.atEnd) {
    const start = end + reader.varint();
    const length = reader.varint();
    if (length < 1) throw new PatchError('A run of the patch is empty.');
    const value = reader.byte();
    if (value > highestClass) throw new PatchError(`The patch uses class ${value}, the highest is ${highestClass}.`);
    end = start + length;
    if (end > pixelCount) throw new PatchError('The patch reaches beyond the image.');
    runs.push({ start, length, value });
  }
  return runs;
}

/** Writes the runs into the labelmap and returns the touched rectangle, null when there is none. */
export function applyRuns(runs: readonly Run[], labels: Uint8Array, columns: number): Rect | null {
  for (const run of runs) labels.fill(run.value, run.start, run.start + run.length);
  return boundsOf(runs, columns);
}

/** The runs that turn `before` into `after`, looking only inside `rect`. */
export function diffRuns(before: Uint8Array, after: Uint8Array, columns: number, rect: Rect): Run[] {
  const runs: Run[] = [];
  let start = -1;
  let end = -1;
  let value = 0;
  for (let y = rect.y0; y < rect.y1; y++) {
    for (let i = y * columns + rect.x0, rowEnd = y * columns + rect.x1; i < rowEnd; i++) {
      if (before[i] === after[i]) continue;
      if (i === end && after[i] === value) {
        end++;
        continue;
      }
      if (start >= 0) runs.push({ start, length: end - start, value });
      start = i;
      end = i + 1;
      value = after[i];
    }
  }
  if (start >= 0) runs.push({ start, length: end - start, value });
  return runs;
}

/** The runs that bring back what `labels` holds now under `runs`; take it before applying them. */
export function invertRuns(runs: readonly Run[], labels: Uint8Array): Run[] {
  const inverse: Run[] = [];
  for (const run of runs) {
    const end = run.start + run.length;
    for (let i = run.start; i < end; ) {
      const value = labels[i];
      let stop = i + 1;
      while (stop < end && labels[stop] === value) stop++;
      inverse.push({ start: i, length: stop - i, value });
      i = stop;
    }
  }
  return inverse;
}

export function boundsOf(runs: readonly Run[], columns: number): Rect | null {
  let bounds: Rect | null = null;
  for (const { start, length } of runs) {
    const last = start + length - 1;
    const y0 = Math.floor(start / columns);
    const y1 = Math.floor(last / columns);
    const wraps = y1 > y0;
    const part = { x0: wraps ? 0 : start - y0 * columns, y0, x1: wraps ? columns : last - y1 * columns + 1, y1: y1 + 1 };
    bounds = union(bounds, part);
  }
  return bounds;
}

export function union(a: Rect | null, b: Rect | null): Rect | null {
  if (!a || !b) return a ?? b;
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}
