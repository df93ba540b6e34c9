import { describe, expect, it } from 'vitest';
import { Samples, type ImageFormat } from '../src/canvas/image';
import { acrossEnds, besideLine, diameterText, ellipseArea, lengthOf, regionFigures, regionTexts, type Diameter, type Measurement } from '../src/workbench/measure/measurement';
import { MeasureTool, type MeasureHost } from '../src/workbench/measure/measureTool';

const point = (x: number, y: number) => ({ x, y });
const diameter = (ax: number, ay: number, bx: number, by: number, across: Diameter['across'] = null): Diameter => ({ kind: 'length', a: point(ax, ay), b: point(bx, by), across });

describe('lengths', () => {
  it('are in millimetres with both spacings', () => {
    // 3 columns of 1 mm and 2 rows of 2 mm: 3–4–5.
    expect(lengthOf(point(10, 10), point(13, 12), [2, 1])).toBe(5);
    expect(lengthOf(point(0, 0), point(10, 0), [2, 0.5])).toBe(5);
    expect(lengthOf(point(0, 0), point(0, 10), [2, 0.5])).toBe(20);
    expect(diameterText(diameter(10, 10, 13, 12), [2, 1])).toBe('5.0 mm');
  });

  it('are in pixels where the spacing is unknown', () => {
    expect(diameterText(diameter(0, 0, 30, 40), null)).toBe('50.0 px');
  });
});

describe('the diameter across', () => {
  it('stands at right angles in millimetres, not in pixels', () => {
    // Along the diagonal of pixels 1 mm wide and 2 mm high: direction (4, 8) mm.
    const line = diameter(0, 0, 4, 4, { share: 0.5, from: -Math.sqrt(5), to: Math.sqrt(20) });
    const [from, to] = acrossEnds(line, [2, 1])!;
    // Normal (−8, 4)/√80; √5 mm along it is (−2, 1) mm = (−2, 0.5) pixels.
    expect([from.x, from.y, to.x, to.y].map((value) => Number(value.toFixed(9)))).toEqual([4, 1.5, -2, 3]);
    expect(lengthOf(from, to, [2, 1])).toBeCloseTo(3 * Math.sqrt(5), 9);
    expect(diameterText(line, [2, 1])).toBe('8.9 × 6.7 mm');
  });

  it('finds share and distance of a point', () => {
    const found = besideLine(diameter(0, 0, 4, 4), point(-2, 3), [2, 1]);
    expect([found.share, found.distance]).toEqual([0.5, expect.closeTo(Math.sqrt(20), 9)]);
    expect(besideLine(diameter(1, 1, 1, 1), point(5, 5), null)).toEqual({ share: 0, distance: 0 });
  });

  it('of a line without length is none', () => {
    expect(acrossEnds(diameter(1, 1, 1, 1, { share: 0, from: 0, to: 2 }), null)).toBeNull();
    expect(acrossEnds(diameter(0, 0, 1, 1), null)).toBeNull();
  });
});

describe('a region', () => {
  const format: ImageFormat = {
    rows: 4, columns: 4, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false, photometric: 'MONOCHROME2', rescaleSlope: 2, rescaleIntercept: -10,
  };
  const samples = new Samples(format, Uint8Array.from([99, 1, 2, 99, 3, 4, 5, 6, 7, 8, 9, 10, 99, 11, 12, 99]).buffer);

  it('holds the pixels whose centres lie inside, after rescale', () => {
    // The circle of diameter 4 leaves out the four corners: stored 1 … 12, that is −8, −6, … 14.
    const figures = regionFigures(samples, { kind: 'ellipse', a: point(0, 0), b: point(4, 4) })!;
    expect(figures).toMatchObject({ pixels: 12, mean: 3, min: -8, max: 14 });
    expect(figures.deviation).toBeCloseTo(2 * Math.sqrt(143 / 12), 9);
  });

  it('is none without a pixel, and of a coloured image', () => {
    expect(regionFigures(samples, { kind: 'ellipse', a: point(1, 1), b: point(1, 3) })).toBeNull();
    const rgb = new Samples({ ...format, samplesPerPixel: 3, columns: 1 }, new ArrayBuffer(12));
    expect(regionFigures(rgb, { kind: 'ellipse', a: point(0, 0), b: point(1, 4) })).toBeNull();
  });

  it('has an area with both spacings, and is written for people', () => {
    expect(ellipseArea(point(0, 0), point(4, 2), [2, 0.5])).toBeCloseTo(Math.PI * 2, 9);
    const region = { kind: 'ellipse', a: point(0, 0), b: point(4, 4) } as const;
    expect(regionTexts(region, regionFigures(samples, region), [1, 1], 'HU')).toEqual(['12.6 mm²', 'mean 3 ± 6.9 HU', '−8 to 14 HU']);
    expect(regionTexts(region, null, null, '')).toEqual(['12.6 px²']);
  });
});

function hosted(kind: Measurement['kind'] = 'length') {
  const host = {
    list: [] as readonly Measurement[], selected: -1, spacing: null, kind, zoomFactor: 1, finished: [] as number[],
    set(list: readonly Measurement[], selected: number) { Object.assign(host, { list, selected }); },
  };
  const tool = new MeasureTool({ ...host, get list() { return host.list; }, get selected() { return host.selected; }, set: host.set, finished: (index) => host.finished.push(index) } as MeasureHost);
  const drag = (ax: number, ay: number, bx: number, by: number) => {
    tool.press(point(ax, ay));
    tool.drag([point((ax + bx) / 2, (ay + by) / 2), point(bx, by)]);
    tool.release();
  };
  return { host, tool, drag };
}

const none = { shift: false, alt: false };

describe('measuring', () => {
  it('draws several lines and removes the selected one', () => {
    const { host, tool, drag } = hosted();
    drag(10, 10, 60, 10);
    drag(10, 50, 60, 50);
    expect([host.list, host.selected, host.finished]).toEqual([[diameter(10, 10, 60, 10), diameter(10, 50, 60, 50)], 1, [0, 1]]);
    expect(tool.key('Delete', none)).toBe(true);
    expect([host.list, host.selected]).toEqual([[diameter(10, 10, 60, 10)], -1]);
    expect(tool.key('Delete', none)).toBe(false);
  });

  it('moves an end, and pulls a second diameter out of the middle', () => {
    const { host, drag } = hosted();
    drag(10, 10, 60, 10);
    drag(61, 12, 110, 10);
    expect(host.list).toEqual([diameter(10, 10, 110, 10)]);
    drag(60, 11, 70, 40);
    expect(host.list).toEqual([diameter(10, 10, 110, 10, { share: 0.5, from: 0, to: 30 })]);
    // Its ends slide along it, and it turns with the first.
    drag(60, 11, 99, -10);
    expect(host.list).toEqual([diameter(10, 10, 110, 10, { share: 0.5, from: -20, to: 30 })]);
  });

  it('selects with a click and leaves out what was hardly moved', () => {
    const { host, tool, drag } = hosted('ellipse');
    drag(10, 10, 60, 50);
    drag(200, 200, 202, 201);
    expect([host.list.length, host.selected]).toEqual([1, -1]);
    tool.press(point(35, 10));
    tool.release();
    expect([host.list, host.selected]).toEqual([[{ kind: 'ellipse', a: point(10, 10), b: point(60, 50) }], 0]);
  });

  it('takes back what is dragged', () => {
    const { host, tool, drag } = hosted();
    drag(10, 10, 60, 10);
    tool.press(point(60, 10));
    tool.drag([point(90, 90)]);
    tool.cancel();
    expect([host.list, tool.busy]).toEqual([[diameter(10, 10, 60, 10)], false]);
    tool.press(point(200, 200));
    tool.drag([point(290, 290)]);
    tool.cancel();
    expect(host.list).toEqual([diameter(10, 10, 60, 10)]);
  });
});
