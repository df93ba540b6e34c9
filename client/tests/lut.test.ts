import { describe, expect, it } from 'vitest';
import { buildLut, windowOf } from '../src/canvas/lut';
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
