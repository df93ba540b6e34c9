import { decodePatch, encodePatch, PatchError, type Run } from './patch';
import { pushVarint, VarintReader } from './varint';

/**
 * LayerPatch, format 2: a change of labels whose classes may overlap.
 *
 * Bytes: 0x02, then sections to the end in ascending order of class. A section is one byte with the class, its length in
 * bytes as unsigned LEB128, and a LabelmapPatch whose runs say 1 where the class is added and 0 where it is taken away.
 */
export interface LayerChange {
  readonly classIndex: number;
  /** Values are 1 or 0. */
  readonly runs: readonly Run[];
}

const VERSION = 2;

export function encodeLayers(changes: readonly LayerChange[]): Uint8Array<ArrayBuffer> {
  const parts = [...changes].sort((a, b) => a.classIndex - b.classIndex).map(({ classIndex, runs }) => ({ classIndex, bytes: encodePatch(runs) }));
  const heads = parts.map(({ classIndex, bytes }) => {
    const head = [classIndex];
    pushVarint(head, bytes.length);
    return head;
  });
  const patch = new Uint8Array(parts.reduce((sum, { bytes }, i) => sum + heads[i].length + bytes.length, 1));
  patch[0] = VERSION;
  let at = 1;
  parts.forEach(({ bytes }, i) => {
    patch.set(heads[i], at);
    patch.set(bytes, at + heads[i].length);
    at += heads[i].length + bytes.length;
  });
  return patch;
}

/** @param pixelCount rows × columns. @param highestClass of the project. */
export function decodeLayers(bytes: Uint8Array, pixelCount: number, highestClass = 255): LayerChange[] {
  if (bytes.length === 0 || bytes[0] !== VERSION) throw new PatchError('This is not a change of overlapping classes.');
  const changes: LayerChange[] = [];
  const reader = new VarintReader(bytes, 1, (message) => new PatchError(message));
  let last = 0;
  while (!reader.atEnd) {
    const classIndex = reader.byte();
    if (classIndex <= last) throw new PatchError('The classes of the change are out of order.');
    if (classIndex > highestClass) throw new PatchError(`The change uses class ${classIndex}, the highest is ${highestClass}.`);
    last = classIndex;
    const length = reader.varint();
    const at = reader.position;
    if (at + length > bytes.length) throw new PatchError('The change ends inside a class.');
    changes.push({ classIndex, runs: decodePatch(bytes.subarray(at, at + length), pixelCount, 1) });
    reader.position += length;
  }
  return changes;
}

/** Collects, in ascending order of pixels, what is added to each class and taken away from it. */
export class LayerRuns {
  private readonly byClass = new Map<number, { start: number; length: number; value: number }[]>();

  add(classIndex: number, start: number, length: number, value: number): void {
    let runs = this.byClass.get(classIndex);
    if (!runs) this.byClass.set(classIndex, (runs = []));
    const last = runs[runs.length - 1];
    if (last && last.start + last.length === start && last.value === value) last.length += length;
    else runs.push({ start, length, value });
  }

  get changes(): LayerChange[] {
    return [...this.byClass].map(([classIndex, runs]) => ({ classIndex, runs }));
  }
}
