import { describe, expect, it } from 'vitest';
import { capsuleSpans } from '../src/canvas/capsule';
import { ellipseSpans, polygonSpans, rectangleSpans } from '../src/canvas/shapes';
import type { Bounds, Span } from '../src/canvas/spans';

/** The picture of some spans: # painted, . not. */
function picture(spans: readonly Span[], { rows, columns }: Bounds): string[] {
  const lines = Array.from({ length: rows }, () => Array.from({ length: columns }, () => '.'));
  for (const { y, x0, x1 } of spans) for (let x = x0; x < x1; x++) lines[y][x] = '#';
  return lines.map((line) => line.join(''));
}

const box = (rows: number, columns: number): Bounds => ({ rows, columns });

describe('brush', () => {
  it('of one pixel paints one pixel', () => {
    const at = { x: 2.5, y: 1.5 };
    expect(picture(capsuleSpans(at, at, 0.5, box(3, 5)), box(3, 5))).toEqual(['.....', '..#..', '.....']);
  });

  it('of radius 1.5 on a centre paints three by three', () => {
    const at = { x: 2.5, y: 2.5 };
    // the corner centres are √2 ≈ 1.41 away
    expect(picture(capsuleSpans(at, at, 1.5, box(5, 5)), box(5, 5))).toEqual(['.....', '.###.', '.###.', '.###.', '.....']);
  });

  it('of radius 2 on a centre is a disc', () => {
    const at = { x: 2.5, y: 2.5 };
    expect(picture(capsuleSpans(at, at, 2, box(5, 5)), box(5, 5))).toEqual(['..#..', '.###.', '#####', '.###.', '..#..']);
  });

  it('leaves no gap on a diagonal of one pixel width', () => {
    const spans = capsuleSpans({ x: 0.5, y: 0.5 }, { x: 3.5, y: 3.5 }, 0.5, box(4, 4));
    expect(picture(spans, box(4, 4))).toEqual(['#...', '.#..', '..#.', '...#']);
  });

  it('agrees with the distance to the segment at every pixel', () => {
    const bounds = box(40, 50);
    for (const [ax, ay, bx, by, radius] of [[10.2, 8.7, 33.9, 27.1, 6.3], [30, 5, 12, 35, 3], [5, 20, 45, 20, 4.5], [-4, 10, 60, 50, 9]]) {
      const got = picture(capsuleSpans({ x: ax, y: ay }, { x: bx, y: by }, radius, bounds), bounds);
      const wanted = Array.from({ length: 40 }, (_, y) => Array.from({ length: 50 }, (__, x) => {
        const [px, py, dx, dy] = [x + 0.5 - ax, y + 0.5 - ay, bx - ax, by - ay];
        const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
        return Math.hypot(px - t * dx, py - t * dy) <= radius ? '#' : '.';
      }).join(''));
      expect(got).toEqual(wanted);
    }
  });

  it('is cut at the border and empty outside', () => {
    expect(picture(capsuleSpans({ x: 0, y: 0 }, { x: 0, y: 0 }, 1, box(2, 2)), box(2, 2))).toEqual(['#.', '..']);
    expect(capsuleSpans({ x: -20, y: -20 }, { x: -10, y: -10 }, 3, box(5, 5))).toEqual([]);
    expect(capsuleSpans({ x: 20, y: 2 }, { x: 30, y: 2 }, 3, box(5, 5))).toEqual([]);
  });
});

describe('polygon', () => {
  it('fills a triangle by pixel centres', () => {
    const spans = polygonSpans([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 0, y: 4 }], box(4, 4));
    // row centre 0.5: x < 3.5, row 1.5: x < 2.5 …
    expect(picture(spans, box(4, 4))).toEqual(['###.', '##..', '#...', '....']);
  });

  it('fills a square on pixel borders exactly', () => {
    const spans = polygonSpans([{ x: 1, y: 1 }, { x: 3, y: 1 }, { x: 3, y: 3 }, { x: 1, y: 3 }], box(4, 4));
    expect(picture(spans, box(4, 4))).toEqual(['....', '.##.', '.##.', '....']);
  });

  it('leaves a hole where an outline crosses itself twice (even-odd)', () => {
    const outer = [{ x: 0, y: 0 }, { x: 5, y: 0 }, { x: 5, y: 5 }, { x: 0, y: 5 }, { x: 0, y: 0 }];
    const inner = [{ x: 2, y: 2 }, { x: 3, y: 2 }, { x: 3, y: 3 }, { x: 2, y: 3 }, { x: 2, y: 2 }];
    expect(picture(polygonSpans([...outer, ...inner], box(5, 5)), box(5, 5))).toEqual(['#####', '#####', '##.##', '#####', '#####']);
  });

  it('does not count a shared corner twice', () => {
    const diamond = [{ x: 2.5, y: 0.5 }, { x: 4.5, y: 2.5 }, { x: 2.5, y: 4.5 }, { x: 0.5, y: 2.5 }];
    expect(picture(polygonSpans(diamond, box(5, 5)), box(5, 5))).toEqual(['.....', '.##..', '####.', '.##..', '.....']);
  });

  it('of two corners or outside the image is empty', () => {
    expect(polygonSpans([{ x: 0, y: 0 }, { x: 4, y: 4 }], box(5, 5))).toEqual([]);
    expect(polygonSpans([{ x: -9, y: -9 }, { x: -5, y: -9 }, { x: -5, y: -5 }], box(5, 5))).toEqual([]);
  });
});

describe('rectangle and ellipse', () => {
  it('cover the centres inside, in any drag direction', () => {
    expect(picture(rectangleSpans({ x: 3.4, y: 2.6 }, { x: 0.6, y: 0.4 }, box(3, 4)), box(3, 4))).toEqual(['.##.', '.##.', '.##.']);
    expect(picture(ellipseSpans({ x: 0, y: 0 }, { x: 5, y: 5 }, box(5, 5)), box(5, 5))).toEqual(['.###.', '#####', '#####', '#####', '.###.']);
    expect(ellipseSpans({ x: 1, y: 1 }, { x: 1, y: 4 }, box(5, 5))).toEqual([]);
  });
});
