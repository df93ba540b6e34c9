import { describe, expect, it } from 'vitest';
import { countOf, crop, extentOf, inflated, without, type Bitmap } from '../src/morphology/bitmap';
import { componentsOf } from '../src/morphology/components';
import { signedDistance, squaredDistance } from '../src/morphology/distance';
import { fillHoles, grow, keepLargest, removeIslands, shrink, smooth } from '../src/morphology/morphology';
import { bitmap, disc, lines, noise } from './pictures';

const contains = (outer: Bitmap, inner: Bitmap): boolean => countOf(without(inner, outer)) === 0;

describe('bitmaps', () => {
  it('know their extent', () => {
    expect(extentOf(bitmap('....', '..#.', '.#..', '....'))).toEqual({ x0: 1, y0: 1, x1: 3, y1: 3 });
    expect(extentOf(bitmap('#'))).toEqual({ x0: 0, y0: 0, x1: 1, y1: 1 });
    expect(extentOf(bitmap('##', '##'))).toEqual({ x0: 0, y0: 0, x1: 2, y1: 2 });
    expect(extentOf(bitmap('..', '..'))).toBeNull();
    expect(extentOf(bitmap('...#', '#...'))).toEqual({ x0: 0, y0: 0, x1: 4, y1: 2 });
  });

  it('are cut out with nothing beyond their edge', () => {
    expect(lines(crop(bitmap('#.', '##'), { x0: -1, y0: 0, x1: 3, y1: 3 }))).toEqual(['.#..', '.##.', '....']);
    expect(lines(crop(bitmap('#.', '##'), { x0: 1, y0: 1, x1: 2, y1: 2 }))).toEqual(['#']);
    expect(inflated({ x0: 1, y0: 0, x1: 2, y1: 2 }, 3, 4, 3)).toEqual({ x0: 0, y0: 0, x1: 4, y1: 3 });
  });
});

describe('distance transform', () => {
  it('is the squared distance to the nearest pixel', () => {
    expect([...squaredDistance(bitmap('#...', '....', '...#'), 1)]).toEqual([0, 1, 4, 4, 1, 2, 2, 1, 4, 4, 1, 0]);
  });

  it('measures longer between rows that lie farther apart', () => {
    expect([...squaredDistance(bitmap('#.', '..', '..'), 1, { x: 1, y: 2 })]).toEqual([0, 1, 4, 5, 16, 17]);
  });

  it('agrees with looking at every pair of pixels', () => {
    const picture = noise(23, 17, 0.03, 5);
    const pitch = { x: 0.7, y: 1.9 };
    const got = squaredDistance(picture, 1, pitch);
    for (let i = 0; i < got.length; i++) {
      let nearest = Infinity;
      picture.data.forEach((value, k) => {
        if (value === 1) nearest = Math.min(nearest, (((k % 23) - (i % 23)) * 0.7) ** 2 + ((Math.floor(k / 23) - Math.floor(i / 23)) * 1.9) ** 2);
      });
      expect(got[i]).toBeCloseTo(nearest, 6);
    }
  });

  it('is far from what is not there', () => {
    expect(Math.min(...squaredDistance(bitmap('..', '..'), 1))).toBeGreaterThanOrEqual(1e12 - 10);
    expect([...squaredDistance(bitmap('##'), 1)]).toEqual([0, 0]);
  });

  it('changes its sign on the border', () => {
    expect([...signedDistance(bitmap('..##..'))]).toEqual([-1.5, -0.5, 0.5, 0.5, -0.5, -1.5]);
  });
});

describe('components', () => {
  const shapes = bitmap('##..#', '#..#.', '...#.', '#....');

  it('are connected over edges, or over corners too', () => {
    expect(componentsOf(shapes, 1, false).all.map((part) => part.area)).toEqual([3, 1, 2, 1]);
    expect(componentsOf(shapes, 1, true).all.map((part) => part.area)).toEqual([3, 3, 1]);
  });

  it('join where two arms meet', () => {
    expect(componentsOf(bitmap('#.#.#', '#.#.#', '#####'), 1, false).all).toEqual([{ area: 11, touchesEdge: true, extent: { x0: 0, y0: 0, x1: 5, y1: 3 } }]);
    expect(componentsOf(bitmap('.....', '.##..', '..#.#'), 1, false).all.map((part) => part.extent)).toEqual([{ x0: 1, y0: 1, x1: 3, y1: 3 }, { x0: 4, y0: 2, x1: 5, y1: 3 }]);
    expect(componentsOf(bitmap('#.#', '.#.', '#.#'), 1, true).all).toHaveLength(1);
  });

  it('never join the end of a row with the beginning of the next', () => {
    expect(componentsOf(bitmap('..#', '#..', '..#'), 1, true).all).toHaveLength(3);
  });

  it('know which one a pixel belongs to', () => {
    const parts = componentsOf(shapes, 1, true);
    expect([0, 1, 2, 4, 8, 13, 15, 19].map((pixel) => parts.indexAt(pixel))).toEqual([0, 0, -1, 1, 1, 1, 2, -1]);
    expect(componentsOf(bitmap('...'), 1, true).indexAt(1)).toBe(-1);
  });

  it('agree with flooding pixel by pixel', () => {
    for (const diagonal of [false, true]) {
      const picture = noise(31, 27, 0.45, 11);
      const parts = componentsOf(picture, 1, diagonal);
      const sum = parts.all.reduce((total, part) => total + part.area, 0);
      expect(sum).toBe(countOf(picture));
      for (let y = 0; y < 27; y++) {
        for (let x = 0; x + 1 < 31; x++) {
          const i = y * 31 + x;
          if (picture.data[i] && picture.data[i + 1]) expect(parts.indexAt(i)).toBe(parts.indexAt(i + 1));
          if (y < 26 && picture.data[i] && picture.data[i + 31]) expect(parts.indexAt(i)).toBe(parts.indexAt(i + 31));
          if (diagonal && y < 26 && picture.data[i] && picture.data[i + 32]) expect(parts.indexAt(i)).toBe(parts.indexAt(i + 32));
        }
      }
      // and no two of different parts touch
      expect(new Set([...picture.data.keys()].filter((i) => picture.data[i]).map((i) => parts.indexAt(i))).size).toBe(parts.all.length);
    }
  });
});

describe('fill holes', () => {
  it('fills what is enclosed, not what opens to the edge', () => {
    const { shape, parts } = fillHoles(bitmap('#####.###', '#.#.#.#.#', '#####.#.#'));
    expect(lines(shape)).toEqual(['#####.###', '#####.#.#', '#####.#.#']);
    expect(parts).toBe(2);
  });

  it('does not leak through corners', () => {
    expect(lines(fillHoles(bitmap('.#.', '#.#', '.#.')).shape)).toEqual(['.#.', '###', '.#.']);
  });

  it('leaves a full, an empty and a one-pixel picture, and does nothing the second time', () => {
    for (const picture of [bitmap('##', '##'), bitmap('..', '..'), bitmap('#'), noise(40, 30, 0.6, 3)]) {
      const once = fillHoles(picture).shape;
      expect(fillHoles(once)).toEqual({ shape: once, parts: 0 });
      expect(contains(once, picture)).toBe(true);
    }
  });
});

describe('islands', () => {
  const picture = bitmap('##..#', '##...', '...##');

  it('below a size are removed', () => {
    const { shape, parts } = removeIslands(picture, 3);
    expect(lines(shape)).toEqual(['##...', '##...', '.....']);
    expect(parts).toBe(2);
    expect(removeIslands(picture, 1)).toEqual({ shape: picture, parts: 0 });
  });

  it('but the largest are removed', () => {
    expect(keepLargest(picture).parts).toBe(2);
    expect(lines(keepLargest(picture).shape)).toEqual(['##...', '##...', '.....']);
    expect(lines(keepLargest(bitmap('#.#')).shape)).toEqual(['#..']);
    expect(keepLargest(bitmap('..'))).toEqual({ shape: bitmap('..'), parts: 0 });
  });
});

describe('grow and shrink', () => {
  it('go by a disc', () => {
    const dot = bitmap('.....', '.....', '..#..', '.....', '.....');
    expect(lines(grow(dot, 1))).toEqual(['.....', '..#..', '.###.', '..#..', '.....']);
    expect(lines(grow(dot, 2))).toEqual(['..#..', '.###.', '#####', '.###.', '..#..']);
    expect(lines(shrink(grow(dot, 2), 1))).toEqual(['.....', '..#..', '.###.', '..#..', '.....']);
  });

  it('reach fewer rows where rows lie farther apart', () => {
    const dot = bitmap('.....', '.....', '..#..', '.....', '.....');
    expect(lines(grow(dot, 2, { x: 1, y: 2 }))).toEqual(['.....', '..#..', '#####', '..#..', '.....']);
  });

  it('keep empty and full pictures', () => {
    expect(countOf(grow(bitmap('..', '..'), 5))).toBe(0);
    expect(countOf(shrink(bitmap('##', '##'), 5))).toBe(4);
    expect(countOf(shrink(bitmap('...', '.#.', '...'), 1))).toBe(0);
  });

  it('do not eat a shape from the edge of the picture', () => {
    expect(lines(shrink(bitmap('###..', '###..'), 1))).toEqual(['##...', '##...']);
  });

  it('after each other keep what was there (closing), at the edge too', () => {
    for (const radius of [1, 2, 3.5, 7]) {
      const picture = noise(50, 40, 0.08, radius * 10);
      expect(contains(shrink(grow(picture, radius), radius), picture)).toBe(true);
      // and the other way round nothing is added (opening)
      const dense = noise(50, 40, 0.97, radius * 10 + 1);
      expect(contains(dense, grow(shrink(dense, radius), radius))).toBe(true);
    }
  });

  it('do the same in a picture of many rows as by the distances themselves', () => {
    const picture = noise(40, 400, 0.004, 21);
    for (const [radius, pitch] of [[3, { x: 1, y: 1 }], [40, { x: 1, y: 1 }], [6, { x: 1, y: 2.5 }]] as const) {
      const distance = squaredDistance(picture, 1, pitch);
      expect([...grow(picture, radius, pitch).data]).toEqual([...distance].map((value) => (value <= radius * radius + 1e-6 ? 1 : 0)));
      const inverse = { ...picture, data: picture.data.map((value) => 1 - value) };
      expect([...shrink(inverse, radius, pitch).data]).toEqual([...distance].map((value) => (value > radius * radius + 1e-6 ? 1 : 0)));
    }
  });

  it('by nothing changes nothing', () => {
    const picture = noise(20, 20, 0.5, 9);
    expect([grow(picture, 0), shrink(picture, 0)]).toEqual([picture, picture]);
  });
});

describe('smooth', () => {
  it('keeps straight borders and what is full or empty', () => {
    const half = bitmap(...Array.from({ length: 12 }, () => '######......'));
    expect(smooth(half, 2)).toEqual(half);
    expect(countOf(smooth(bitmap('###', '###', '###'), 2))).toBe(9);
    expect(countOf(smooth(bitmap('...', '...', '...'), 2))).toBe(0);
  });

  it('takes a single pixel and a spike away and closes a notch', () => {
    expect(countOf(smooth(bitmap('.....', '.....', '..#..', '.....', '.....'), 1))).toBe(0);
    const rows = Array.from({ length: 16 }, (_, y) => (y === 4 ? '###########.....' : y === 11 ? '#####...........' : '########........'));
    expect(lines(smooth(bitmap(...rows), 2))).toEqual(Array.from({ length: 16 }, () => '########........'));
  });

  it('hardly changes a large disc', () => {
    const before = disc(80, 80, 40, 40, 30);
    const after = smooth(before, 2);
    expect(Math.abs(countOf(after) - countOf(before)) / countOf(before)).toBeLessThan(0.01);
  });
});
