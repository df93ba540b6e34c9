import { describe, expect, it } from 'vitest';
import { applyRuns, boundsOf, decodePatch, diffRuns, encodePatch, invertRuns, PatchError } from '../src/patch';

const whole = (columns: number, rows: number) => ({ x0: 0, y0: 0, x1: columns, y1: rows });

describe('labelmap patch', () => {
  it('writes gap, length and class after the version', () => {
    const bytes = encodePatch([{ start: 3, length: 2, value: 1 }, { start: 5, length: 300, value: 2 }]);
    // gap 3, length 2, class 1; gap 0, length 300 = 0xAC 0x02, class 2
    expect([...bytes]).toEqual([1, 3, 2, 1, 0, 0xac, 0x02, 2]);
  });

  it('reads back what it wrote, also beyond 2²⁸ pixels', () => {
    const runs = [{ start: 300_000_000, length: 1, value: 255 }];
    expect(decodePatch(encodePatch(runs), 300_000_001)).toEqual(runs);
  });

  it('of nothing is one byte', () => {
    expect([...encodePatch([])]).toEqual([1]);
    expect(decodePatch(Uint8Array.of(1), 4)).toEqual([]);
  });

  it.each([
    ['nothing at all', []],
    ['another version', [2]],
    ['an end inside a gap', [1, 0x80]],
    ['an end before the class', [1, 0, 1]],
    ['an empty run', [1, 0, 0, 1]],
    ['a run beyond the image', [1, 3, 2, 1]],
    ['a number without end', [1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 1]],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodePatch(Uint8Array.from(bytes), 4)).toThrow(PatchError);
  });

  it('refuses runs out of order', () => {
    expect(() => encodePatch([{ start: 4, length: 2, value: 1 }, { start: 5, length: 1, value: 1 }])).toThrow(PatchError);
  });
});

describe('diff and inverse', () => {
  it('finds the runs of a change and joins rows that touch', () => {
    const before = new Uint8Array(8);
    const after = Uint8Array.of(0, 0, 1, 1, 1, 2, 0, 0);
    expect(diffRuns(before, after, 4, whole(4, 2))).toEqual([
      { start: 2, length: 3, value: 1 },
      { start: 5, length: 1, value: 2 },
    ]);
  });

  it('looks only inside the rectangle', () => {
    const after = Uint8Array.of(1, 0, 0, 0, 0, 1, 0, 0);
    expect(diffRuns(new Uint8Array(8), after, 4, { x0: 1, y0: 0, x1: 4, y1: 2 })).toEqual([{ start: 5, length: 1, value: 1 }]);
  });

  it('turns back exactly, whatever lay under it', () => {
    const before = Uint8Array.of(0, 1, 2, 2, 0, 3);
    const labels = before.slice();
    const runs = [{ start: 1, length: 4, value: 5 }];
    const inverse = invertRuns(runs, labels);
    applyRuns(runs, labels, 6);
    expect([...labels]).toEqual([0, 5, 5, 5, 5, 3]);
    applyRuns(decodePatch(encodePatch(inverse), 6), labels, 6);
    expect([...labels]).toEqual([...before]);
  });

  it('bounds a run that wraps by whole rows', () => {
    expect(boundsOf([{ start: 6, length: 1, value: 1 }], 4)).toEqual({ x0: 2, y0: 1, x1: 3, y1: 2 });
    expect(boundsOf([{ start: 3, length: 2, value: 1 }], 4)).toEqual({ x0: 0, y0: 0, x1: 4, y1: 2 });
    expect(boundsOf([], 4)).toBeNull();
  });
});
