import { describe, expect, it } from 'vitest';
import { ClassScreen } from '../src/canvas/classScreen';
import { DARK, LINE, Palette } from '../src/canvas/palette';
import { axisMap } from '../src/canvas/resample';

const SHOWN = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Blobs of three classes, thin lines and single pixels among them. */
function labelmap(width: number, height: number, seed: number): Uint8Array {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const labels = new Uint8Array(width * height);
  for (let k = 0; k < 30; k++) {
    const [x0, y0, w, h, value] = [random(width), random(height), 1 + random(9), 1 + random(9), random(4)];
    for (let y = y0; y < Math.min(height, y0 + h); y++) labels.fill(value, y * width + x0, y * width + Math.min(width, x0 + w));
  }
  return labels;
}

/** The rule itself: a pixel is line when another class lies within the line's width straight to a side. */
function codeAt(labels: Uint8Array, width: number, height: number, x: number, y: number, margin: number): number {
  const at = (u: number, v: number): number => (u < 0 || v < 0 || u >= width || v >= height ? 0 : labels[v * width + u]);
  const own = at(x, y);
  if (own === 0) return at(x - 1, y) || at(x + 1, y) || at(x, y - 1) || at(x, y + 1) ? DARK : 0;
  for (let d = 1; d <= margin; d++) {
    if ([at(x - d, y), at(x + d, y), at(x, y - d), at(x, y + d)].some((each) => each !== own)) return own + LINE;
  }
  return own;
}

describe('codes of the screen', () => {
  it.each([[1, 1], [2, 2], [3, 2], [4, 4]])('follow the rule for every pixel (seed %i, line %i)', (seed, margin) => {
    const [width, height] = [61, 47];
    const labels = labelmap(width, height, seed);
    const screen = new ClassScreen(width, height, margin);
    screen.sample(labels, width, axisMap(1, margin, width + 2 * margin, width, false), axisMap(1, margin, height + 2 * margin, height, false), SHOWN, 0, 0, width, height);
    // Whole rows, and parts that begin and end inside a class.
    for (const [x0, x1] of [[0, width], [7, 33], [20, 21]]) {
      for (let y = 0; y < height; y++) {
        const codes = new Uint16Array(width);
        screen.codes(y, x0, x1, codes, new Palette());
        const expected = Array.from({ length: x1 - x0 }, (_, i) => codeAt(labels, width, height, x0 + i, y, margin));
        expect([...codes.subarray(x0, x1)]).toEqual(expected);
      }
    }
  });
});
