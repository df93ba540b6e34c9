import { describe, expect, it } from 'vitest';
import { greysOf, luminance } from '../src/canvas/greys';
import { Samples } from '../src/canvas/image';
import { BrushTool } from '../src/tools/brush';
import { acceptedPatterns, acceptedSpans, sampleRange } from '../src/tools/greyRange';
import { DEFAULT_OPTIONS } from '../src/tools/options';
import { Touches } from '../src/workbench/touches';
import { ALT, DrawingHost, GREY, grey, PLAIN, SHIFT } from './drawingHost';
import { numbers } from './pictures';

const at = (x: number, y: number, pressure?: number) => ({ x, y, ...(pressure === undefined ? {} : { pressure }) });
const flat = (rows: number, columns: number, value = 0) => grey(Array.from({ length: rows }, () => Array.from({ length: columns }, () => value)));
const count = (host: DrawingHost): number => host.picture.join('').replaceAll('.', '').length;

describe('grey values', () => {
  it('of a coloured image are its luminance', () => {
    expect([...luminance(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255))]).toEqual([76, 150, 29, 255]);
    const rgb = new Samples({ ...GREY, rows: 1, columns: 2, samplesPerPixel: 3, photometric: 'RGB' }, Uint8Array.of(10, 20, 30, 255, 255, 255).buffer);
    expect([...greysOf(rgb).patterns]).toEqual([18, 255]);
    expect(greysOf(rgb).patterns).toBe(greysOf(rgb).patterns);
  });

  it('of signed data go through sign and rescale', () => {
    const ct = new Samples({ ...GREY, rows: 1, columns: 2, bytesPerSample: 2, isSigned: true, rescaleSlope: 2, rescaleIntercept: 5 }, Int16Array.of(-3, 4).buffer);
    const greys = greysOf(ct);
    expect([...greys.patterns].map((pattern) => greys.valueOf(pattern))).toEqual([-1, 13]);
    const accepted = acceptedPatterns(greys, { low: -1, high: 12 });
    expect([...greys.patterns].map((pattern) => accepted[pattern])).toEqual([1, 0]);
  });
});

describe('a sampled range', () => {
  const bounds = { rows: 3, columns: 3 };

  it('is mean ± spread standard deviations of the inner half of the tip', () => {
    // 3 × 3 pixels with mean 10 and variance 24/9
    const range = sampleRange(greysOf(grey([[8, 10, 12], [8, 10, 12], [8, 10, 12]])), bounds, at(1.2, 1.9), 1, 1.5)!;
    expect(range.low).toBeCloseTo(10 - 1.5 * Math.sqrt(24 / 9), 10);
    expect(range.high).toBeCloseTo(10 + 1.5 * Math.sqrt(24 / 9), 10);
  });

  it('of even tissue is half a step of the stored values', () => {
    expect(sampleRange(greysOf(flat(3, 3, 7)), bounds, at(1, 1), 1, 2)).toEqual({ low: 6.5, high: 7.5 });
  });

  it('at the corner takes what is there, and beyond the image nothing', () => {
    expect(sampleRange(greysOf(flat(3, 3, 7)), bounds, at(0, 0), 1, 2)).toEqual({ low: 6.5, high: 7.5 });
    expect(sampleRange(greysOf(flat(3, 3, 7)), bounds, at(-9, 0), 1, 2)).toBeNull();
  });

  it('cuts spans where values leave it', () => {
    const accepted = new Uint8Array(256);
    accepted.fill(1, 10, 21);
    const greys = greysOf(grey([[0, 0, 0, 0, 0, 0], [10, 9, 20, 15, 21, 12]]));
    expect(acceptedSpans([{ y: 1, x0: 0, x1: 6 }], greys, 6, accepted))
      .toEqual([{ y: 1, x0: 0, x1: 1 }, { y: 1, x0: 2, x1: 4 }, { y: 1, x0: 5, x1: 6 }]);
    expect(acceptedSpans([{ y: 0, x0: 0, x1: 3 }], greys, 6, accepted)).toEqual([]);
  });
});

describe('threshold brush', () => {
  const stripes = grey([[50, 50, 50, 200, 200, 200], [50, 50, 50, 200, 200, 200], [50, 50, 50, 200, 200, 200]]);
  const wide = (labels?: Uint8Array<ArrayBuffer>): DrawingHost => {
    const host = new DrawingHost(stripes, labels);
    host.brushSize = 6;
    host.options = { ...DEFAULT_OPTIONS, ignoreNoise: false };
    return host;
  };

  it('paints only what is as grey as the place where the stroke began', () => {
    const host = wide();
    const brush = new BrushTool('threshold', host);
    brush.press(at(1.5, 1.5), PLAIN);
    brush.drag([at(4.5, 1.5)]);
    brush.release(at(4.5, 1.5));
    expect(host.picture).toEqual(['111...', '111...', '111...']);
    expect(host.range).toEqual({ low: 49.5, high: 50.5 });
  });

  it('tells two noisy tissues apart when noise is ignored', () => {
    const next = numbers(7);
    const noisy = grey(Array.from({ length: 40 }, () => Array.from({ length: 40 }, (_, x) => Math.round((x < 20 ? 80 : 110) + 50 * (next() - 0.5)))));
    const beyond = [true, false].map((ignoreNoise) => {
      const host = new DrawingHost(noisy);
      host.brushSize = 36;
      host.options = { ...DEFAULT_OPTIONS, ignoreNoise };
      const brush = new BrushTool('threshold', host);
      brush.press(at(10, 20), PLAIN);
      brush.drag([at(32, 20)]);
      brush.release(at(32, 20));
      return host.picture.map((line) => line.slice(22)).join('').replaceAll('.', '').length;
    });
    expect(beyond[1]).toBeGreaterThan(150);
    expect(beyond[0]).toBeLessThan(30);
  });

  it('goes by the fixed range where that is chosen', () => {
    const host = wide();
    host.options = { ...DEFAULT_OPTIONS, range: 'fixed' };
    host.fixedRange = { low: 100, high: 200 };
    host.brushSize = 9;
    const brush = new BrushTool('threshold', host);
    brush.press(at(1.5, 1.5), PLAIN);
    brush.release(at(1.5, 1.5));
    expect(host.picture).toEqual(['...111', '...111', '...111']);
  });

  it('leaves locked classes, and cuts only the active class', () => {
    const host = wide(Uint8Array.from('220000110000000000', Number));
    host.locked = [2];
    const brush = new BrushTool('threshold', host);
    brush.press(at(1.5, 1.5), PLAIN);
    brush.release(at(1.5, 1.5));
    expect(host.picture).toEqual(['221...', '111...', '111...']);
    brush.press(at(1.5, 1.5), ALT);
    brush.release(at(1.5, 1.5));
    expect(host.picture).toEqual(['22....', '......', '......']);
  });

  it('is what the plain brush becomes inside the grey range', () => {
    const host = wide();
    const brush = new BrushTool('brush', host);
    host.options = { ...host.options, insideRange: true };
    brush.press(at(4.5, 1.5), PLAIN);
    brush.release(at(4.5, 1.5));
    expect(host.picture).toEqual(['...111', '...111', '...111']);
  });

  it('says so when a stroke begins beside the image', () => {
    const host = wide();
    new BrushTool('threshold', host).press(at(-30, 0), PLAIN);
    expect(host.said).toHaveLength(1);
    expect(host.strokes).toEqual([]);
  });
});

describe('pen pressure', () => {
  const stroke = (pressure: number | undefined, on = true): number => {
    const host = new DrawingHost(flat(60, 60));
    host.brushSize = 40;
    host.options = { ...DEFAULT_OPTIONS, pressure: on };
    const brush = new BrushTool('brush', host);
    brush.press(at(30, 30, pressure), PLAIN);
    brush.release(at(30, 30, 0));
    return count(host);
  };

  it('scales the tip from a fifth to its full size', () => {
    // within 3 % of the areas of discs with diameters 8, 24 and 40
    for (const [pressure, size] of [[0, 8], [0.5, 24], [1, 40]]) expect(Math.abs(stroke(pressure) / (Math.PI * (size / 2) ** 2) - 1)).toBeLessThan(0.04);
  });

  it('is not asked for from a mouse, or when it is off', () => {
    expect([stroke(undefined), stroke(0.3, false)]).toEqual([stroke(1), stroke(1)]);
  });

  it('makes a stroke that widens without steps', () => {
    const host = new DrawingHost(flat(40, 100));
    host.brushSize = 30;
    const brush = new BrushTool('brush', host);
    brush.press(at(15, 20, 0), PLAIN);
    brush.drag([at(80, 20, 1)]);
    brush.release(at(80, 20, 0));
    const heights = Array.from({ length: 65 }, (_, i) => host.picture.filter((line) => line[15 + i] === '1').length);
    for (let i = 1; i < heights.length; i++) expect(Math.abs(heights[i] - heights[i - 1])).toBeLessThanOrEqual(2);
    expect(heights[60]).toBeGreaterThan(3 * heights[0]);
  });
});

describe('a stroke', () => {
  it('that was not meant is taken back, and what was drawn before stays', () => {
    const host = new DrawingHost(flat(3, 4));
    const brush = new BrushTool('brush', host);
    brush.press(at(0.5, 0.5), PLAIN);
    brush.release(at(0.5, 0.5));
    brush.press(at(2.5, 2.5), PLAIN);
    brush.drag([at(3.5, 2.5)]);
    brush.takeBack();
    expect(host.picture).toEqual(['1...', '....', '....']);
    expect(host.strokes.at(-1)).toBe('dropped');
    expect(brush.busy).toBe(false);
  });

  it('with Shift is a straight line of the size it began with', () => {
    const host = new DrawingHost(flat(3, 5));
    const brush = new BrushTool('brush', host);
    brush.press(at(0.5, 1.5), SHIFT);
    brush.drag([at(2.5, 0.5)]);
    expect(count(host)).toBe(0);
    brush.release(at(4.5, 1.5));
    expect(host.picture).toEqual(['.....', '11111', '.....']);
  });
});

describe('touches', () => {
  const press = (pointerId: number, timeStamp: number, pointerType = 'touch') => ({ pointerId, timeStamp, pointerType });
  const drawing = (id: number, type = 'touch') => ({ kind: 'draw', id, type });

  it('of two fingers soon after each other pinch', () => {
    const touches = new Touches();
    expect(touches.down(press(1, 1000), at(100, 100), null)).toBe('draw');
    expect(touches.down(press(2, 1120), at(200, 100), drawing(1))).toBe('pinch');
    expect(touches.move(press(2, 1130), at(300, 100))).toEqual({ dx: 50, dy: 0, factor: 2, centre: at(200, 100) });
    expect(touches.move(press(1, 1140), at(100, 120))).toEqual({ dx: 0, dy: 10, factor: expect.closeTo(Math.hypot(200, 20) / 200, 10) as number, centre: at(200, 110) });
    expect(touches.down(press(3, 1150), at(0, 0), null)).toBe('ignore');
  });

  it('of a second finger later than that do nothing', () => {
    const touches = new Touches();
    touches.down(press(1, 1000), at(0, 0), null);
    expect(touches.down(press(2, 1151), at(50, 0), drawing(1))).toBe('ignore');
    expect(touches.move(press(2, 1160), at(60, 0))).toBeNull();
    // unless the first one only moves the picture
    expect(touches.down(press(3, 1500), at(50, 0), { kind: 'pan', id: 1, type: 'touch' })).toBe('pinch');
  });

  it('of one finger after a pinch do nothing until it is lifted', () => {
    const touches = new Touches();
    touches.down(press(1, 0), at(0, 0), null);
    touches.down(press(2, 10), at(50, 0), drawing(1));
    touches.up(press(2, 20));
    expect(touches.move(press(1, 30), at(9, 9))).toBeNull();
    touches.up(press(1, 40));
    expect(touches.down(press(4, 2000), at(0, 0), null)).toBe('draw');
  });

  it('of the palm give way to the pen', () => {
    const touches = new Touches();
    touches.down(press(1, 1000), at(0, 0), null);
    expect(touches.down(press(9, 1400, 'pen'), at(50, 0), drawing(1))).toBe('instead');
    expect(touches.down(press(2, 1500), at(0, 0), drawing(9, 'pen'))).toBe('ignore');
    touches.move(press(9, 3000, 'pen'), at(51, 0));
    expect(touches.down(press(3, 3500), at(0, 0), null)).toBe('ignore');
    expect(touches.down(press(3, 4100), at(0, 0), null)).toBe('draw');
  });

  it('never begin while the mouse draws', () => {
    expect(new Touches().down(press(1, 5), at(0, 0), drawing(7, 'mouse'))).toBe('ignore');
  });
});
