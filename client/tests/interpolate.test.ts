import { describe, expect, it } from 'vitest';
import { countOf, type Bitmap } from '../src/morphology/bitmap';
import { ShapeInterpolation, type Placed } from '../src/morphology/interpolate';
import { bitmap, disc, lines } from './pictures';

const square = { x: 1, y: 1 };

/** The result on the whole slice. */
function on(placed: Placed | null, width: number, height: number): Bitmap {
  const data = new Uint8Array(width * height);
  if (placed) {
    const { rect, mask } = placed;
    const columns = rect.x1 - rect.x0;
    mask.forEach((value, i) => (data[(rect.y0 + Math.floor(i / columns)) * width + rect.x0 + (i % columns)] = value));
  }
  return { width, height, data };
}

describe('interpolation between slices', () => {
  it('of two discs is a disc of the radius between', () => {
    const shapes = new ShapeInterpolation(disc(60, 60, 30, 30, 8), disc(60, 60, 30, 30, 20), square);
    for (const share of [0.25, 0.5, 0.75]) {
      const got = on(shapes.at(share), 60, 60);
      const wanted = disc(60, 60, 30, 30, 8 + 12 * share);
      const different = got.data.filter((value, i) => value !== wanted.data[i]).length;
      expect(different / countOf(wanted)).toBeLessThan(0.06);
    }
  });

  it('follows a disc that moves farther than it is wide', () => {
    const shapes = new ShapeInterpolation(disc(80, 40, 14, 20, 8), disc(80, 40, 62, 20, 8), square);
    expect(lines(on(shapes.at(0.5), 80, 40))).toEqual(lines(disc(80, 40, 38, 20, 8)));
  });

  it('gives the ends back at both ends', () => {
    const [a, b] = [disc(40, 40, 15, 20, 6), disc(40, 40, 22, 18, 11)];
    const shapes = new ShapeInterpolation(a, b, square);
    expect(on(shapes.at(0), 40, 40)).toEqual(a);
    expect(on(shapes.at(1), 40, 40)).toEqual(b);
  });

  it('of equal shapes is the shape, at the edge of the image too', () => {
    const corner = bitmap('##..', '##..', '....', '....');
    expect(on(new ShapeInterpolation(corner, corner, square).at(0.5), 4, 4)).toEqual(corner);
    const full = bitmap('###', '###');
    expect(on(new ShapeInterpolation(full, full, square).at(0.3), 3, 2)).toEqual(full);
    const dot = bitmap('...', '.#.', '...');
    expect(on(new ShapeInterpolation(dot, dot, square).at(0.5), 3, 3)).toEqual(dot);
  });

  it('does not move parts of which there are several', () => {
    const two = bitmap('##....##', '##....##');
    const one = bitmap('##......', '##......');
    const got = lines(on(new ShapeInterpolation(two, one, square).at(0.5), 8, 2));
    expect(got.map((line) => line.slice(0, 2))).toEqual(['##', '##']);
  });

  it('of nothing is nothing', () => {
    const shapes = new ShapeInterpolation(bitmap('..', '..'), bitmap('##', '##'), square);
    expect(shapes.at(0.5)).toBeNull();
  });

  it('measures in millimetres where rows lie farther apart', () => {
    // from 2 rows × 4 columns to 2 rows × 8 columns: only the columns grow, by the same two on each side
    const a = bitmap('............', '....####....', '....####....', '............');
    const b = bitmap('............', '..########..', '..########..', '............');
    expect(lines(on(new ShapeInterpolation(a, b, { x: 1, y: 5 }).at(0.5), 12, 4))).toEqual(['............', '...######...', '...######...', '............']);
  });
});
