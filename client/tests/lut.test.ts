import { describe, expect, it } from 'vitest';
import { brightness, buildLut, windowOf, type Window } from '../src/canvas/lut';
import { Samples, type ImageFormat } from '../src/canvas/image';

const grey8: ImageFormat = {
  rows: 1, columns: 4, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false,
  photometric: 'MONOCHROME2', rescaleSlope: 1, rescaleIntercept: 0,
};
const ct: ImageFormat = { ...grey8, bytesPerSample: 2, bitsStored: 16, isSigned: true, rescaleSlope: 2, rescaleIntercept: -100 };

describe('lookup table', () => {
  it('is the identity for the full 8-bit range', () => {
    const lut = buildLut(grey8, windowOf(0, 255), false);
    expect([lut[0], lut[1], lut[127], lut[255]]).toEqual([0, 1, 127, 255]);
  });

  it('cuts at the window and puts its centre in the middle', () => {
    const lut = buildLut(grey8, { center: 100, width: 50 }, false);
    expect([lut[74], lut[75], lut[100], lut[125], lut[200]]).toEqual([0, 0, 128, 255, 255]);
  });

  it('applies the window after rescale and reads signed patterns', () => {
    // stored −50 → −200 HU, stored 0 → −100 HU, stored 50 → 0 HU
    const lut = buildLut(ct, windowOf(-200, 0), false);
    expect(lut.length).toBe(65536);
    expect([lut[0x10000 - 51], lut[0x10000 - 50], lut[0], lut[50], lut[32767], lut[32768]]).toEqual([0, 0, 128, 255, 255, 0]);
  });

  it('shows the smallest value white for MONOCHROME1, and inverting turns it back', () => {
    const inverse = { ...grey8, photometric: 'MONOCHROME1' };
    expect([...buildLut(inverse, windowOf(0, 255), false)].slice(0, 2)).toEqual([255, 254]);
    expect([...buildLut(inverse, windowOf(0, 255), true)]).toEqual([...buildLut(grey8, windowOf(0, 255), false)]);
  });

  it('becomes a threshold for a window without width', () => {
    const lut = buildLut(grey8, windowOf(10, 10), false);
    expect([lut[9], lut[11]]).toEqual([0, 255]);
  });
});

describe('window functions (PS3.3 C.11.2.1.2 and C.11.2.1.3)', () => {
  const at = (window: Window, ...values: number[]): number[] => values.map((value) => brightness(window, value));

  it('LINEAR runs from centre − ½ − (width − 1)/2 to centre − ½ + (width − 1)/2', () => {
    const window: Window = { center: 40, width: 400, function: 'linear' };
    expect(at(window, -161, -160, 39.5, 239, 240)).toEqual([0, 0, 127.5, 255, 255]);
    expect(brightness(window, 40)).toBeCloseTo((0.5 / 399 + 0.5) * 255, 9);
  });

  it('LINEAR of width 1 is a threshold at centre − ½', () => {
    expect(at({ center: 40, width: 1, function: 'linear' }, 39, 39.5, 39.6, 40)).toEqual([0, 0, 255, 255]);
  });

  it('LINEAR_EXACT runs from centre − width/2 to centre + width/2, also without a name', () => {
    const expected = [0, 63.75, 127.5, 191.25, 255];
    expect(at({ center: 40, width: 400, function: 'linear-exact' }, -160, -60, 40, 140, 240)).toEqual(expected);
    expect(at({ center: 40, width: 400 }, -160, -60, 40, 140, 240)).toEqual(expected);
  });

  it('SIGMOID is 255/(1 + exp(−4 (x − centre)/width)), without width a threshold at the centre', () => {
    const window: Window = { center: 40, width: 400, function: 'sigmoid' };
    expect(brightness(window, 40)).toBe(127.5);
    expect(brightness(window, 140)).toBeCloseTo(186.4199, 4);
    expect(brightness(window, -60)).toBeCloseTo(68.5801, 4);
    expect(at({ center: 40, width: 0, function: 'sigmoid' }, 40, 41)).toEqual([0, 255]);
  });

  it('a table divides the window into equal parts and goes on at its ends', () => {
    const window: Window = { center: 2, width: 4, table: Uint8Array.of(10, 200, 30, 40) };
    expect(at(window, -5, 0, 0.9, 1, 2, 3, 4, 99)).toEqual([10, 10, 10, 200, 30, 40, 40, 40]);
    // A file's table from input 100 on: centre and width are those of its inputs 100 to 103.
    expect(at({ ...window, center: 101.5 }, 99, 100, 101, 102, 103, 104)).toEqual([10, 10, 200, 30, 40, 40]);
  });

  it('reach the lookup table, turned for MONOCHROME1', () => {
    const sigmoid = buildLut(ct, { center: 0, width: 400, function: 'sigmoid' }, false);
    // stored 50 → 0 HU → 127.5 → 128; stored 100 → 100 HU → 186.42
    expect([sigmoid[50], sigmoid[100]]).toEqual([128, 186]);
    const linear = buildLut(grey8, { center: 128, width: 256, function: 'linear' }, false);
    expect([...linear]).toEqual(Array.from({ length: 256 }, (_, value) => value));
    const table = buildLut({ ...grey8, photometric: 'MONOCHROME1' }, { center: 128, width: 256, table: Uint8Array.of(0, 100, 50, 255) }, false);
    expect([table[0], table[64], table[128], table[255]]).toEqual([255, 155, 205, 0]);
  });
});

describe('samples', () => {
  it('give rescaled values and null outside', () => {
    const samples = new Samples(ct, Int16Array.of(-50, 0, 50, 32767).buffer);
    expect(samples.valueAt(0, 0)).toEqual([-200]);
    expect(samples.valueAt(3, 0)).toEqual([65434]);
    expect(samples.valueAt(4, 0)).toBeNull();
    expect(samples.valueAt(0, -1)).toBeNull();
  });

  it('refuse pixels of another size', () => {
    expect(() => new Samples(ct, new ArrayBuffer(7))).toThrow(RangeError);
  });

  it('average signed values at half size, not their bit patterns', () => {
    const format = { ...ct, rows: 130, columns: 130 };
    const data = new Int16Array(130 * 130);
    data.set([-4, 4], 0);
    data.set([-4, 4], 130);
    const samples = new Samples(format, data.buffer);
    expect(samples.levels.map((level) => level.rows)).toEqual([130, 65, 33]);
    expect(samples.levels[1].data[0]).toBe(0);
  });
});
