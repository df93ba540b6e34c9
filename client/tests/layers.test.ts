import { describe, expect, it } from 'vitest';
import file from '../../tests/vectors/layer-patch.json';
import { ClassScreen } from '../src/canvas/classScreen';
import { ClassSets } from '../src/canvas/classSets';
import { LabelDocument } from '../src/canvas/document';
import { LayerPixels } from '../src/canvas/layerPixels';
import { DARK, LINE, Palette } from '../src/canvas/palette';
import { axisMap } from '../src/canvas/resample';
import { decodeLayers, encodeLayers } from '../src/layerPatch';
import { encodePatch, PatchError, type Rect } from '../src/patch';

const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const anything = new Uint8Array(256).fill(1);
const whole = (rows: number, columns: number): Rect => ({ x0: 0, y0: 0, x1: columns, y1: rows });

/** Every class that occurs with its pixels as a text of zeros and ones. */
function texts(pixels: LayerPixels, rows: number, columns: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (let index = 1; index < 256; index++) if (pixels.counts[index] > 0) found[index] = pixels.mask(index, whole(rows, columns)).join('');
  return found;
}

function layersOf(layers: Record<string, string>, rows: number, columns: number): LayerPixels {
  const pixels = new LayerPixels(rows, columns);
  for (const [index, text] of Object.entries(layers)) {
    const runs = [...text].flatMap((letter, start) => (letter === '1' ? [{ start, length: 1, value: 1 }] : []));
    pixels.absorb('layers', encodeLayers([{ classIndex: Number(index), runs }]));
  }
  return pixels;
}

describe('layer vectors shared with the server', () => {
  it.each(file.valid as unknown as { name: string; width: number; height: number; before: Record<string, string>; patch: string; after: Record<string, string> }[])(
    '$name', ({ width, height, before, patch, after }) => {
      const pixels = layersOf(before, height, width);
      pixels.absorb('layers', fromHex(patch));
      expect(texts(pixels, height, width)).toEqual(after);
      expect(encodeLayers(decodeLayers(fromHex(patch), width * height))).toEqual(fromHex(patch));
    });

  it.each(file.invalid)('refuses: $name', ({ width, height, maxClass, patch }) => {
    expect(() => decodeLayers(fromHex(patch), width * height, maxClass)).toThrow(PatchError);
  });
});

describe('sets of classes', () => {
  it('have one code each, whatever the order', () => {
    const sets = new ClassSets();
    const a = sets.with(sets.with(5, 2), 9);
    const b = sets.with(sets.with(9, 5), 2);
    expect(a).toBe(b);
    expect(sets.classesOf(a)).toEqual([2, 5, 9]);
    expect(sets.without(sets.without(a, 5), 2)).toBe(9);
    expect(sets.without(9, 9)).toBe(0);
    expect(sets.with(a, 5)).toBe(a);
  });

  it('tell the highest class that another lacks', () => {
    const sets = new ClassSets();
    const both = sets.with(1, 2);
    expect([sets.highestMissing(both, 2), sets.highestMissing(both, 1), sets.highestMissing(1, both), sets.highestMissing(both, 0), sets.highestMissing(0, 1)]).toEqual([1, 2, 0, 2, 0]);
  });
});

describe('layer pixels', () => {
  const rows = 6;
  const columns = 7;

  it('agree with masks drawn one by one, through strokes, undo and changes from elsewhere', () => {
    let seed = 7;
    const random = (limit: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit;
    const document = new LabelDocument('a', rows, columns, new LayerPixels(rows, columns), 1);
    const masks = Array.from({ length: 5 }, () => new Uint8Array(rows * columns));
    const history: Uint8Array[][] = [];
    const server = new LayerPixels(rows, columns);
    for (let step = 0; step < 300; step++) {
      const before = masks.map((mask) => mask.slice());
      const choice = random(10);
      if (choice < 7) {
        const value = random(5);
        const y = random(rows);
        const x0 = random(columns);
        const span = { y, x0, x1: x0 + 1 + random(columns - x0) };
        const only = new Uint8Array(256);
        for (let each = 0; each < 5; each++) only[each] = random(2);
        document.paint([span], value, only);
        for (let x = span.x0; x < span.x1; x++) {
          if (value > 0) masks[value][y * columns + x] = 1;
          else for (let each = 1; each < 5; each++) if (only[each]) masks[each][y * columns + x] = 0;
        }
        const change = document.commit('brush');
        if (change) {
          server.absorb(change.kind, change.patch);
          history.push(before);
        }
      } else if (choice < 9 && history.length > 0) {
        const undone = document.undo()!;
        server.absorb(undone.kind, undone.patch);
        history.pop()!.forEach((mask, i) => masks[i].set(mask));
      }
      for (let each = 1; each < 5; each++) {
        expect(document.classMask(each)).toEqual(masks[each]);
        expect(document.counts[each]).toBe(masks[each].reduce((sum, value) => sum + value, 0));
        expect(server.mask(each, whole(rows, columns))).toEqual(masks[each]);
      }
    }
  });

  it('keep a stroke in progress on top of a change from elsewhere, class by class', () => {
    const document = new LabelDocument('a', 1, 4, new LayerPixels(1, 4), 1);
    document.paint([{ y: 0, x0: 0, x1: 2 }], 1, anything);
    document.absorb('layers', encodeLayers([{ classIndex: 2, runs: [{ start: 1, length: 2, value: 1 }] }, { classIndex: 1, runs: [{ start: 3, length: 1, value: 1 }] }]));
    expect([document.classMask(1).join(''), document.classMask(2).join('')]).toEqual(['1101', '0110']);
    const change = document.commit('brush')!;
    expect(decodeLayers(change.patch, 4)).toEqual([{ classIndex: 1, runs: [{ start: 0, length: 2, value: 1 }] }]);
  });

  it('take over strokes from before classes could overlap', () => {
    const pixels = layersOf({ 1: '1111', 2: '0110' }, 1, 4);
    pixels.absorb('labelmap', encodePatch([{ start: 2, length: 2, value: 3 }]));
    expect(texts(pixels, 1, 4)).toEqual({ 1: '1100', 2: '0100', 3: '0011' });
    expect(pixels.counts[0]).toBe(0);
  });

  it('erase what may be replaced and leave the rest', () => {
    const document = new LabelDocument('a', 1, 4, layersOf({ 1: '1111', 2: '0110' }, 1, 4), 1);
    const only = new Uint8Array(256);
    only[2] = 1;
    document.paint([{ y: 0, x0: 0, x1: 4 }], 0, only);
    document.commit('eraser');
    expect([document.counts[1], document.counts[2]]).toEqual([4, 0]);
    document.undo();
    expect([document.counts[1], document.counts[2]]).toEqual([4, 2]);
  });
});

describe('overlapping classes on the screen', () => {
  const classes = [1, 2].map((index) => ({ index, name: String(index), color: index === 1 ? '#FF0000' : '#0000FF', pattern: '', key: '' }));

  function screenOf(layers: Record<string, string>, rows: number, columns: number, palette: Palette): string[] {
    const pixels = layersOf(layers, rows, columns);
    palette.useSets(pixels.sets);
    const screen = new ClassScreen(columns, rows, 1, 'solid', true);
    screen.sample(pixels.codes, columns, axisMap(1, 1, columns + 2, columns, false), axisMap(1, 1, rows + 2, rows, false), palette.shownCodes, 0, 0, columns, rows);
    return Array.from({ length: rows }, (_, y) => {
      const out = new Uint16Array(columns);
      if (!screen.codes(y, 0, columns, out, palette)) return '';
      return Array.from(out, (code) => (code === 0 ? '.' : code === DARK ? '-' : code > DARK ? '#' : code >= LINE ? 'ABC'[code - LINE - 1] : String(code))).join('');
    });
  }

  const one = ['0000000', '0111110', '0111110', '0111110', '0111110', '0111110', '0000000'].join('');
  const two = ['0000000', '0000000', '0001111', '0001111', '0001111', '0000000', '0000000'].join('');

  it('show the line of either class, also inside the other, and a fill of their own', () => {
    expect(screenOf({ 1: one, 2: two }, 7, 7, new Palette(classes))).toEqual([
      '.-----.', '-AAAAA-', '-A1BBBB', '-A1B#AB', '-A1BBBB', '-AAAAA-', '.-----.',
    ]);
  });

  it('leave out a hidden class', () => {
    const palette = new Palette(classes);
    palette.set('fill', 0.3, new Set([2]));
    expect(screenOf({ 1: one, 2: two }, 7, 7, palette)).toEqual(['.-----.', '-AAAAA-', '-A111A-', '-A111A-', '-A111A-', '-AAAAA-', '.-----.']);
  });

  it('mix the colours of an overlap', () => {
    const palette = new Palette(classes);
    const sets = new ClassSets();
    palette.useSets(sets);
    palette.set('fill', 0.5, new Set());
    const { alpha, color } = palette.mix(palette.rowOf(sets.with(1, 2)));
    expect(alpha).toBeCloseTo(0.75);
    expect(color).toEqual([127.5, 0, 127.5]);
  });
});
