import { describe, expect, it } from 'vitest';
import { Samples, type ImageFormat } from '../src/canvas/image';
import { LayerPixels } from '../src/canvas/layerPixels';
import { buildLut } from '../src/canvas/lut';
import { Palette } from '../src/canvas/palette';
import { Renderer, type Scene } from '../src/canvas/renderer';
import { shiftGrid, vacated } from '../src/canvas/shift';
import type { View } from '../src/canvas/view';

const columns = 60;
const rows = 50;
const format: ImageFormat = {
  rows, columns, samplesPerPixel: 1, bytesPerSample: 1, bitsStored: 8, isSigned: false, photometric: 'MONOCHROME2', rescaleSlope: 1, rescaleIntercept: 0,
};
const classes = [1, 2, 3].map((index) => ({ index, name: String(index), color: ['#FF0000', '#00FF00', '#0000FF'][index - 1], pattern: '', key: '' }));

function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => Math.floor(((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648) * below);
}

/** A renderer whose canvas only keeps what is put into it. */
function rendererOf(width: number, height: number): { renderer: Renderer; pixels: () => Uint32Array } {
  let shown: Uint32Array = new Uint32Array(0);
  const canvas = {
    width, height,
    getContext: () => ({
      createImageData: (w: number, h: number) => ({ data: new Uint8ClampedArray(4 * w * h) }),
      putImageData: (image: { data: Uint8ClampedArray }) => (shown = new Uint32Array(image.data.buffer)),
    }),
  };
  const renderer = new Renderer(canvas as unknown as HTMLCanvasElement);
  return { renderer, pixels: () => shown.slice() };
}

function sceneOf(overlaps: boolean, seed: number): Omit<Scene, 'view'> {
  const random = randomOf(seed);
  const bytes = Uint8Array.from({ length: rows * columns }, () => random(256));
  const layers = new LayerPixels(rows, columns);
  const labels = new Uint8Array(rows * columns);
  for (let k = 0; k < 14; k++) {
    const [x0, y0, w, h, value] = [random(columns), random(rows), 2 + random(20), 2 + random(20), 1 + random(3)];
    for (let y = y0; y < Math.min(rows, y0 + h); y++) {
      const span = { y, x0, x1: Math.min(columns, x0 + w) };
      layers.paint([span], value, new Uint8Array(256));
      labels.fill(value, y * columns + span.x0, y * columns + span.x1);
    }
  }
  const samples = new Samples(format, bytes.buffer);
  const palette = new Palette(classes);
  return { samples, labels: overlaps ? layers.codes : labels, sets: overlaps ? layers.sets : null, lut: buildLut(format, { center: 128, width: 200 }, false), palette };
}

describe('a moved image', () => {
  it.each([[false, 1], [true, 2], [false, 3], [true, 4]])('looks as if it had been drawn anew (overlapping %s, seed %i)', (overlaps, seed) => {
    const random = randomOf(seed);
    const scene = sceneOf(overlaps, seed);
    const moving = rendererOf(70, 40);
    let view: View = { scale: [0.7, 1, 1.9, 7][seed % 4], left: -3.25, top: 2.5 };
    moving.renderer.draw({ ...scene, view });
    for (let step = 0; step < 40; step++) {
      view = { ...view, left: view.left + random(31) - 15, top: view.top + random(31) - 15 };
      moving.renderer.draw({ ...scene, view }, undefined, true);
      const anew = rendererOf(70, 40);
      anew.renderer.draw({ ...scene, view });
      const [seen, expected] = [moving.pixels(), anew.pixels()];
      const wrong = seen.findIndex((value, i) => value !== expected[i]);
      expect(wrong < 0 ? '' : `step ${step}: pixel ${wrong % 70}, ${Math.floor(wrong / 70)}`).toBe('');
    }
  });

  it('shows another window, other colours and other labels at once', () => {
    const scene = sceneOf(true, 5);
    const moving = rendererOf(70, 40);
    const view: View = { scale: 1, left: 0, top: 0 };
    moving.renderer.draw({ ...scene, view });
    const next = { ...scene, view: { ...view, left: 4 }, lut: buildLut(format, { center: 60, width: 90 }, true) };
    moving.renderer.draw(next, undefined, true);
    const anew = rendererOf(70, 40);
    anew.renderer.draw(next);
    expect(moving.pixels()).toEqual(anew.pixels());
    scene.palette.set('outline', 0, new Set([2]));
    const last = { ...next, view: { ...view, left: 9 } };
    moving.renderer.draw(last, undefined, false);
    anew.renderer.draw(last);
    expect(moving.pixels()).toEqual(anew.pixels());
  });
});

describe('shifting a grid', () => {
  it('moves cells in every direction and tells which are left', () => {
    for (const [dx, dy] of [[1, 0], [-2, 1], [0, -1], [2, 2], [-1, -2], [0, 0]]) {
      const before = Uint8Array.from({ length: 20 }, (_, i) => i + 1);
      const grid = before.slice();
      shiftGrid(grid, 5, 4, dx, dy);
      const left = vacated(5, 4, dx, dy);
      for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 5; x++) {
          const isLeft = left.some((strip) => x >= strip.x0 && x < strip.x1 && y >= strip.y0 && y < strip.y1);
          const source = { x: x - dx, y: y - dy };
          expect(isLeft).toBe(source.x < 0 || source.x >= 5 || source.y < 0 || source.y >= 4);
          if (!isLeft) expect(grid[y * 5 + x]).toBe(before[source.y * 5 + source.x]);
        }
      }
    }
  });
});
