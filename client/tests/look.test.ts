import { describe, expect, it } from 'vitest';
import type { ImageInfo } from '../src/api';
import { ClassScreen } from '../src/canvas/classScreen';
import { colorMap, COLOR_MAPS } from '../src/canvas/colorMaps';
import { percentilesWithin } from '../src/canvas/histogram';
import { Samples, type ImageFormat } from '../src/canvas/image';
import { buildLut, windowOf } from '../src/canvas/lut';
import { LINE, Palette } from '../src/canvas/palette';
import { axisMap } from '../src/canvas/resample';
import { gammaAt } from '../src/workbench/lookMenu';
import type { ProjectWindow } from '../src/workbench/projectWindows';
import { presetsOf } from '../src/workbench/windows';

const grey8: ImageFormat = {
  rows: 1, columns: 4, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false, photometric: 'MONOCHROME2', rescaleSlope: 1, rescaleIntercept: 0,
};

describe('gamma', () => {
  it('bends the middle and leaves black and white', () => {
    const lut = buildLut(grey8, windowOf(0, 255), false, 2);
    // 255 · √(64/255) = 127.75, 255 · √(128/255) = 180.67
    expect([lut[0], lut[64], lut[128], lut[255]]).toEqual([0, 128, 181, 255]);
    const dark = buildLut(grey8, windowOf(0, 255), false, 0.5);
    // 255 · (128/255)² = 64.25
    expect([dark[0], dark[128], dark[255]]).toEqual([0, 64, 255]);
  });

  it('brightens what is shown also of an inverted image', () => {
    const lut = buildLut(grey8, windowOf(0, 255), true, 2);
    expect([lut[0], lut[127], lut[255]]).toEqual([255, 181, 0]);
  });

  it('bends curves before they are rounded', () => {
    const lut = buildLut(grey8, { center: 128, width: 100, function: 'sigmoid' }, false, 2);
    // 255/(1 + e^4.72) = 2.2538 at 10, and 255 · √(2.2538/255) = 23.97; from the rounded 2 it would be 22.58.
    expect(lut[10]).toBe(24);
  });

  it('is 1 near the middle of its slider, and 0.3 and 3 at its ends', () => {
    expect([gammaAt(0), gammaAt(52), gammaAt(100)]).toEqual([0.3, 1, 3]);
  });
});

describe('colours', () => {
  const at = (name: string, grey: number) => [...colorMap(name).colors!.subarray(3 * grey, 3 * grey + 3)];

  it('of hot run from black over red and yellow to white', () => {
    // Greys 51, 102, 153, 204 are 0.2, 0.4, 0.6, 0.8 of the way: red 8/3 of it, green from 3/8 on, blue from 3/4 on.
    expect([0, 51, 102, 153, 204, 255].map((grey) => at('hot', grey))).toEqual([[0, 0, 0], [136, 0, 0], [255, 17, 0], [255, 153, 0], [255, 255, 51], [255, 255, 255]]);
  });

  it('of bone are seven parts grey and one part hot, turned', () => {
    expect([0, 102, 255].map((grey) => at('bone', grey))).toEqual([[0, 0, 0], [89, 91, 121], [255, 255, 255]]);
  });

  it('of viridis go through its points', () => {
    expect([at('viridis', 0), at('viridis', 255)]).toEqual([[68, 1, 84], [253, 231, 37]]);
    // 0.2 of the way is 1.6 steps: (71, 45, 123) + 0.6 · ((59, 82, 139) − (71, 45, 123))
    expect(at('viridis', 51)).toEqual([64, 67, 133]);
  });

  it('of perfusion go from blue over green to red, and nothing is black', () => {
    expect([0, 1, 255].map((grey) => at('perfusion', grey))).toEqual([[0, 0, 0], [0, 4, 255], [255, 0, 0]]);
    // 0.2: four fifths of the way from blue (4 sixths) is 3.2 sixths: cyan to blue; 0.6 is 1.6 sixths: green to yellow.
    expect([at('perfusion', 51), at('perfusion', 153)]).toEqual([[0, 204, 255], [102, 255, 0]]);
  });

  it('are grey where a name is unknown', () => {
    expect(colorMap('gone')).toBe(COLOR_MAPS[0]);
    expect(COLOR_MAPS[0].colors).toBeNull();
  });

  it('stay below the colours of classes', () => {
    const palette = new Palette([{ index: 1, name: 'A', color: '#0000ff', pattern: '', key: '1' }]);
    palette.set('fill', 0.5, new Set());
    palette.setTones(colorMap('hot').colors);
    // Packed ABGR: grey 255 is white, half blue over it; a line covers all.
    expect([palette.table[51], palette.table[256 + 255], palette.table[256 * (LINE + 1) + 9]]).toEqual([0xff000088, 0xffff8080, 0xffff0000]);
    palette.setTones(null);
    expect(palette.table[51]).toBe(0xff333333);
  });
});

describe('lines of another reader', () => {
  it('are dots as long as they are wide, along every border', () => {
    const labels = new Uint8Array(12 * 12);
    for (let y = 2; y < 10; y++) labels.fill(1, y * 12 + 2, y * 12 + 10);
    const shown = Uint8Array.from({ length: 256 }, (_, i) => i);
    const rows = (style: 'solid' | 'dotted'): string[] => {
      const screen = new ClassScreen(12, 12, 1, style);
      const map = axisMap(1, 1, 14, 12, false);
      screen.sample(labels, 12, map, map, shown, 0, 0, 12, 12);
      const codes = new Uint16Array(12);
      return Array.from({ length: 12 }, (_, y) => (screen.codes(y, 0, 12, codes, new Palette()) ? [...codes].map((code) => (code === LINE + 1 ? '#' : code === 1 ? '.' : ' ')).join('') : '').trimEnd());
    };
    expect(rows('solid').slice(2, 5)).toEqual(['  ########', '  #......#', '  #......#']);
    expect(rows('dotted').slice(2, 6)).toEqual(['  #.#.#.#.', '  ........', '  #......#', '  ........']);
  });
});

describe('percentiles of what is visible', () => {
  const samples = new Samples({ ...grey8, rows: 10, columns: 10 }, Uint8Array.from({ length: 100 }, (_, i) => i).buffer);

  it('are those of the rectangle', () => {
    expect(percentilesWithin(samples, { x0: 0, y0: 0, x1: 10, y1: 10 }, 10, 90)).toEqual({ low: 9, high: 89 });
    // Rows 5 and 6: 50 … 69.
    expect(percentilesWithin(samples, { x0: -5, y0: 5, x1: 99, y1: 7 }, 10, 90)).toEqual({ low: 51, high: 67 });
  });

  it('are none beside the image, and of colour', () => {
    expect(percentilesWithin(samples, { x0: 20, y0: 0, x1: 30, y1: 10 }, 1, 99)).toBeNull();
    expect(percentilesWithin(new Samples({ ...grey8, samplesPerPixel: 3 }, new ArrayBuffer(12)), { x0: 0, y0: 0, x1: 4, y1: 1 }, 1, 99)).toBeNull();
  });

  it('go by values, not by bit patterns, and follow a negative slope', () => {
    const ct = { ...grey8, columns: 5, bytesPerSample: 2, isSigned: true, rescaleSlope: 2, rescaleIntercept: -10 };
    const all = { x0: 0, y0: 0, x1: 5, y1: 1 };
    const values = Int16Array.of(-3, -1, 0, 4, 9);
    expect(percentilesWithin(new Samples(ct, values.buffer), all, 20, 80)).toEqual({ low: -16, high: -2 });
    expect(percentilesWithin(new Samples({ ...ct, rescaleSlope: -2 }, values.slice().buffer), all, 20, 80)).toEqual({ low: -18, high: -4 });
  });
});

describe('windows by modality', () => {
  const info = { samplesPerPixel: 1, min: 0, max: 100, percentile1: 10, percentile99: 90, bitsStored: 8, unit: '', modality: 'MR', windows: [] } as unknown as ImageInfo;
  const names = (of: Partial<ImageInfo>, kept: ProjectWindow[] = []) => presetsOf({ ...info, ...of }, kept).map(({ name }) => name);
  const kept: ProjectWindow[] = [
    { id: '1', modality: 'CT', name: 'Our lung', center: -500, width: 1400, function: 'linear' },
    { id: '2', modality: 'CT', name: 'bone', center: 500, width: 2000, function: 'linear' },
    { id: '3', modality: 'MR', name: 'Bright', center: 5, width: 2, function: 'linear-exact' },
  ];

  it('of computed tomography are those of the organs, without those the file or the project have', () => {
    const windows = [{ name: 'LUNG', center: -600, width: 1500, function: 'linear' as const, table: null }];
    expect(names({ modality: 'CT', unit: 'HU', windows }, kept)).toEqual(['Auto', 'Full', 'LUNG', 'Our lung', 'bone', 'Soft tissue', 'Brain', 'Mediastinum', 'Liver', 'Stroke']);
    expect(presetsOf({ ...info, modality: 'CT', unit: 'HU' } as ImageInfo).find(({ name }) => name === 'Brain')!.window).toEqual({ center: 40, width: 80, function: 'linear' });
  });

  it('of other images are parts of what they hold', () => {
    expect(names({}, kept)).toEqual(['Auto', 'Full', 'Bright', 'Dark parts', 'Bright parts']);
    const [, , dark, bright] = presetsOf(info);
    expect([dark.window, bright.window]).toEqual([windowOf(10, 50), windowOf(50, 90)]);
    expect(names({ samplesPerPixel: 3, modality: '' })).toEqual(['Full', 'Auto']);
  });
});
