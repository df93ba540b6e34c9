import { describe, expect, it } from 'vitest';
import { linkGrids, linkedSlice } from '../src/workbench/beside/link';
import { fromPatient, gridOf, patientText, planeOf, toPatient, type Grid } from '../src/workbench/beside/planes';

/** Axial: columns run to the left, rows to the back, slices upwards. */
const axial = (z: number, x = 0, y = 0): number[] => [x, y, z, 1, 0, 0, 0, 1, 0];
const grid = (rows: number, columns: number, spacingMm: [number, number] | null, plane: number[] | null): Grid => gridOf({ rows, columns, spacingMm, plane });
const stack = (...places: number[]) => places.map((z) => planeOf(axial(z)));

describe('places in the patient', () => {
  it('count from the centre of the first pixel, with both spacings', () => {
    const image = grid(100, 200, [2, 0.5], axial(30, 10, -20));
    expect(toPatient(image, { x: 0.5, y: 0.5 })).toEqual([10, -20, 30]);
    expect(toPatient(image, { x: 10.5, y: 3.5 })).toEqual([15, -14, 30]);
    expect(fromPatient(image, [15, -14, 99])).toEqual({ x: 10.5, y: 3.5 });
  });

  it('are unknown without a plane or a spacing', () => {
    expect(toPatient(grid(4, 4, [1, 1], null), { x: 1, y: 1 })).toBeNull();
    expect(toPatient(grid(4, 4, null, axial(0)), { x: 1, y: 1 })).toBeNull();
    expect(planeOf([1, 2, 3])).toBeNull();
  });

  it('are written with the side they lie on', () => {
    expect(patientText([12.34, -40.1, 0])).toBe('L 12.3 · A 40.1 · S 0.0 mm');
    expect(patientText([-1, 2, -3])).toBe('R 1.0 · P 2.0 · I 3.0 mm');
  });
});

describe('linked images', () => {
  it('of the same grid share their pixels', () => {
    const link = linkGrids(grid(10, 20, [1, 1], axial(5)), grid(10, 20, [1, 1], axial(5)));
    expect(link.sameGrid).toBe(true);
    expect([link.to({ x: 3, y: 4 }), link.zoom]).toEqual([{ x: 3, y: 4 }, 1]);
  });

  it('of a neighbouring slice share places but not labels', () => {
    const link = linkGrids(grid(10, 20, [1, 1], axial(5)), grid(10, 20, [1, 1], axial(6)));
    expect([link.sameGrid, link.to({ x: 3, y: 4 })]).toEqual([false, { x: 3, y: 4 }]);
  });

  it('of another resolution are found by millimetres, and look equally large', () => {
    // 0.5 mm pixels against 2 mm (rows) × 1 mm (columns) that begin 10 mm further left and 4 mm further back.
    const fine = grid(400, 400, [0.5, 0.5], axial(0));
    const coarse = grid(60, 100, [2, 1], axial(0, 10, 4));
    const link = linkGrids(fine, coarse);
    // Pixel centre 60.5 → 30 mm left → 20 mm from the coarse image's first centre → 20 columns on.
    expect(link.to({ x: 60.5, y: 40.5 })).toEqual({ x: 20.5, y: 8.5 });
    expect(link.back({ x: 20.5, y: 8.5 })).toEqual({ x: 60.5, y: 40.5 });
    expect([link.sameGrid, link.zoom]).toEqual([false, 2]);
  });

  it('across planes meet where the planes cross', () => {
    // Sagittal: columns run to the back, rows downwards.
    const sagittal = grid(100, 100, [1, 1], [7, 0, 50, 0, 1, 0, 0, 0, -1]);
    const link = linkGrids(grid(100, 100, [1, 1], axial(20)), sagittal);
    expect(link.to({ x: 7.5, y: 12.5 })).toEqual({ x: 12.5, y: 30.5 });
  });

  it('without planes lie edge to edge', () => {
    const link = linkGrids(grid(100, 200, [1, 1], null), grid(50, 100, [1, 1], axial(0)));
    expect([link.to({ x: 200, y: 100 }), link.back({ x: 50, y: 25 }), link.zoom]).toEqual([{ x: 100, y: 50 }, { x: 100, y: 50 }, 2]);
    expect(linkGrids(grid(5, 5, null, null), grid(5, 5, null, null)).sameGrid).toBe(true);
  });
});

describe('linked slices', () => {
  it('are the nearest in millimetres, whatever the spacing', () => {
    const other = stack(0, 5, 10, 15, 20);
    // This series: 1.5 mm apart from 0 on.
    expect([0, 1, 2, 6, 8, 13].map((i) => linkedSlice(i, 14, [0, 0, 1.5 * i], other))).toEqual([0, 0, 1, 2, 2, 4]);
  });

  it('are found also where the other series runs the other way', () => {
    expect(linkedSlice(0, 3, [0, 0, 19], stack(20, 15, 10, 5, 0))).toBe(0);
  });

  it('are none where the other series does not reach', () => {
    const other = stack(100, 105, 110);
    expect([94, 95, 115, 116].map((z) => linkedSlice(0, 9, [0, 0, z], other))).toEqual([null, 0, 2, null]);
    expect(linkedSlice(0, 9, [0, 0, 0], [])).toBeNull();
  });

  it('go by their share of the way where a place is unknown', () => {
    expect([0, 5, 10].map((i) => linkedSlice(i, 11, null, stack(0, 1, 2, 3, 4)))).toEqual([0, 2, 4]);
    expect(linkedSlice(10, 11, [0, 0, 0], [planeOf(axial(0)), null, null])).toBe(2);
    expect(linkedSlice(0, 1, null, stack(0, 1, 2))).toBe(0);
  });
});
