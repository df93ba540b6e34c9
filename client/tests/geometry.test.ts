import { describe, expect, it } from 'vitest';
import { centred, fitView, panBy, screenRect, toImage, toScreen, zoomAt } from '../src/canvas/view';
import { axisMap } from '../src/canvas/resample';
import { scaleBar } from '../src/workbench/scaleBar';

const screen = { width: 800, height: 600 };
const image = { width: 200, height: 300 };

describe('view', () => {
  it('fits the longer side and centres the other', () => {
    expect(fitView(image, screen)).toEqual({ scale: 2, left: 200, top: 0 });
  });

  it('maps to the image and back', () => {
    const view = { scale: 2.5, left: -30, top: 12 };
    expect(toImage(view, { x: 20, y: 12 })).toEqual({ x: 20, y: 0 });
    expect(toScreen(view, { x: 20, y: 0 })).toEqual({ x: 20, y: 12 });
  });

  it('keeps the point under the cursor when zooming', () => {
    const view = fitView(image, screen);
    const cursor = { x: 321, y: 123 };
    const before = toImage(view, cursor);
    const after = toImage(zoomAt(view, 1.7, cursor, image), cursor);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  it('stops zooming at 64 device pixels per image pixel', () => {
    expect(zoomAt({ scale: 60, left: 0, top: 0 }, 2, { x: 0, y: 0 }, image).scale).toBe(64);
  });

  it('never loses the image', () => {
    const lost = panBy(fitView(image, screen), 10_000, -10_000, image, screen);
    expect(lost.left).toBe(800 - 48);
    expect(lost.top).toBe(48 - 600);
  });

  it('shows 1:1 around a point', () => {
    expect(centred(1, { x: 100, y: 150 }, screen)).toEqual({ scale: 1, left: 300, top: 150 });
  });

  it('gives the screen pixels of an image rectangle, cut to the screen', () => {
    const view = { scale: 2, left: 10, top: 20 };
    expect(screenRect(view, { x0: 1, y0: 1, x1: 3, y1: 2 }, 0, screen)).toEqual({ x0: 12, y0: 22, x1: 16, y1: 24 });
    expect(screenRect(view, { x0: -50, y0: 0, x1: -10, y1: 2 }, 1, screen)).toBeNull();
  });
});

describe('axis map', () => {
  it('mixes neighbours halfway between two pixel centres', () => {
    const map = axisMap(2, 0, 4, 2, true);
    // screen centres 0.5, 1.5, 2.5, 3.5 lie at source 0.25, 0.75, 1.25, 1.75; source centres at 0.5 and 1.5
    expect([...map.index]).toEqual([0, 0, 0, 1]);
    expect([...map.share]).toEqual([0, 64, 192, 0]);
    expect([map.first, map.end]).toEqual([0, 4]);
  });

  it('takes the nearest pixel when it does not mix', () => {
    expect([...axisMap(2, 0, 4, 2, false).index]).toEqual([0, 0, 1, 1]);
  });

  it('knows which screen positions lie on the image', () => {
    const map = axisMap(1, 3, 10, 4, false);
    expect([map.first, map.end]).toEqual([3, 7]);
  });
});

describe('scale bar', () => {
  it('is the longest round length that fits', () => {
    expect(scaleBar(1.84, 0.1)).toEqual({ width: 92, text: '5 mm' });
    expect(scaleBar(2, 0)).toEqual({ width: 100, text: '50 px' });
    expect(scaleBar(0.2, 1).text).toBe('50 cm');
  });
});
