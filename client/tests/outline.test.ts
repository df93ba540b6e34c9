import { describe, expect, it } from 'vitest';
import { ClassScreen } from '../src/canvas/classScreen';
import { DARK, LINE, pack, Palette } from '../src/canvas/palette';
import { axisMap } from '../src/canvas/resample';

const classes = [{ index: 1, name: 'Nerve', color: '#FF8000', pattern: 'diagonal', key: '1' }];

/** Codes of a screen on which one image pixel is one screen pixel: . nothing, - dark edge, O line, # fill. */
function codes(labels: Uint8Array, columns: number, rows: number, palette: Palette, lineWidth = 1, part?: [number, number, number, number]): string[] {
  const screen = new ClassScreen(columns, rows, lineWidth);
  const xs = axisMap(1, lineWidth, columns + 2 * lineWidth, columns, false);
  const ys = axisMap(1, lineWidth, rows + 2 * lineWidth, rows, false);
  const [x0, y0, x1, y1] = part ?? [0, 0, columns, rows];
  screen.sample(labels, columns, xs, ys, palette.shown, x0, y0, x1, y1);
  return Array.from({ length: rows }, (_, y) => {
    const out = new Uint16Array(columns);
    const any = screen.codes(y, 0, columns, out, palette);
    return Array.from(out, (code) => (!any || code === 0 ? '.' : code === DARK ? '-' : code >= LINE ? 'O' : '#')).join('');
  });
}

function square(columns: number, rows: number, x0: number, y0: number, x1: number, y1: number): Uint8Array {
  const labels = new Uint8Array(columns * rows);
  for (let y = y0; y < y1; y++) labels.fill(1, y * columns + x0, y * columns + x1);
  return labels;
}

describe('outlines', () => {
  it('lie inside the label, with a dark edge outside', () => {
    expect(codes(square(8, 7, 2, 2, 6, 5), 8, 7, new Palette(classes))).toEqual([
      '........',
      '..----..',
      '.-OOOO-.',
      '.-O##O-.',
      '.-OOOO-.',
      '..----..',
      '........',
    ]);
  });

  it('have the width that is asked for', () => {
    expect(codes(square(9, 9, 1, 1, 8, 8), 9, 9, new Palette(classes), 2)[4]).toBe('-OO###OO-');
  });

  it('close at the border of the image', () => {
    expect(codes(square(4, 4, 0, 0, 4, 4), 4, 4, new Palette(classes))).toEqual(['OOOO', 'O##O', 'O##O', 'OOOO']);
  });

  it('vanish with a hidden class and with labels off', () => {
    const palette = new Palette(classes);
    const labels = square(4, 4, 1, 1, 3, 3);
    palette.set('fill', 0.3, new Set([1]));
    expect(codes(labels, 4, 4, palette).join('')).toBe('.'.repeat(16));
    palette.set('off', 0.3, new Set());
    expect(codes(labels, 4, 4, palette).join('')).toBe('.'.repeat(16));
  });

  it('of a single pixel are that pixel', () => {
    expect(codes(square(3, 3, 1, 1, 2, 2), 3, 3, new Palette(classes))).toEqual(['.-.', '-O-', '.-.']);
  });
});

describe('palette', () => {
  it('mixes the class over the grey value', () => {
    const palette = new Palette(classes);
    palette.set('fill', 0.25, new Set());
    // 0.75 × 100 + 0.25 × (255, 128, 0)
    expect(palette.table[1 * 256 + 100]).toBe(pack(138.75, 107, 75));
    expect(palette.table[(LINE + 1) * 256 + 100]).toBe(pack(255, 128, 0));
    expect(palette.table[DARK * 256 + 100]).toBe(pack(45, 45, 45));
    expect(palette.table[100]).toBe(pack(100, 100, 100));
  });

  it('leaves the inside clear when only outlines are shown', () => {
    const palette = new Palette(classes);
    palette.set('outline', 0.25, new Set());
    expect(palette.table[1 * 256 + 100]).toBe(pack(100, 100, 100));
  });
});

describe('enlarged labels', () => {
  /** Classes of the screen columns 0–7 on the row through the middle of image row `row`, at four screen pixels per pixel. */
  function enlarged(labels: Uint8Array, columns: number, rows: number): string[] {
    const screen = new ClassScreen(columns * 4, rows * 4, 1);
    const xs = axisMap(4, 1, columns * 4 + 2, columns, true);
    const ys = axisMap(4, 1, rows * 4 + 2, rows, true);
    screen.sample(labels, columns, xs, ys, new Palette(classes).shown, 0, 0, columns * 4, rows * 4);
    return Array.from({ length: rows * 4 }, (_, y) => {
      const out = new Uint16Array(columns * 4);
      const any = screen.codes(y, 0, columns * 4, out, new Palette(classes));
      return Array.from(out, (code) => (any && code !== 0 && code !== DARK ? '#' : '.')).join('');
    });
  }

  it('keep straight borders where they are', () => {
    expect(enlarged(square(4, 2, 1, 0, 3, 2), 4, 2)).toEqual(Array.from({ length: 8 }, () => '....########....'));
  });

  it('still show a single pixel, rounded', () => {
    const picture = enlarged(square(3, 3, 1, 1, 2, 2), 3, 3);
    expect(picture[5]).toBe('.....##.....');
    expect(picture[4]).toBe('............');
  });

  it('cut the corner of a square', () => {
    const picture = enlarged(square(4, 4, 1, 1, 4, 4), 4, 4);
    // Share of the label along one axis at the border pixel's four screen positions: 0.617, 0.805, 0.930, 0.992;
    // a corner position belongs to it when the product of both axes exceeds one half.
    expect(picture[4]).toBe('......##########');
    expect(picture[5]).toBe('.....###########');
    expect(picture[6]).toBe('....############');
  });
});
