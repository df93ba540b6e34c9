import { describe, expect, it } from 'vitest';
import { greysOf, softGreysOf, type Greys } from '../src/canvas/greys';
import { Samples } from '../src/canvas/image';
import { GrowTool } from '../src/tools/growRegion';
import { DEFAULT_OPTIONS } from '../src/tools/options';
import { RegionGrowing } from '../src/tools/regionGrowing';
import { ALT, DrawingHost, GREY, grey, PLAIN } from './drawingHost';
import { lines, numbers } from './pictures';

const at = (x: number, y: number) => ({ x, y });

function region(rows: number[][], x: number, y: number, tolerance: number, diagonal = false): string[] {
  const size = { rows: rows.length, columns: rows[0].length };
  const growing = new RegionGrowing(greysOf(grey(rows)), size, at(x, y), diagonal);
  growing.setTolerance(tolerance);
  growing.grow(Infinity);
  return lines({ width: size.columns, height: size.rows, data: growing.mask });
}

/** The same by looking again and again for a pixel that can be added. */
function plainRegion(rows: number[][], x: number, y: number, tolerance: number, reference: number): string[] {
  const inside = rows.map((row) => row.map(() => false));
  inside[y][x] = true;
  for (let added = true; added; ) {
    added = false;
    rows.forEach((row, v) => row.forEach((value, u) => {
      if (inside[v][u] || Math.abs(value - reference) > tolerance) return;
      if (![[u - 1, v], [u + 1, v], [u, v - 1], [u, v + 1]].some(([a, b]) => inside[b]?.[a])) return;
      inside[v][u] = added = true;
    }));
  }
  return inside.map((row) => row.map((value) => (value ? '#' : '.')).join(''));
}

const exact = (host: DrawingHost): DrawingHost => {
  host.options = { ...DEFAULT_OPTIONS, ignoreNoise: false };
  return host;
};

describe('soft greys', () => {
  const soft = (samples: Samples): Greys => {
    const greys = softGreysOf(samples);
    greys.need(-3, 99);
    return greys;
  };

  it('are means of 3 × 3 pixels, with the edge repeated', () => {
    expect([...soft(grey([[0, 0, 0], [0, 90, 0], [0, 0, 0]])).patterns]).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10]);
    expect([...soft(grey([[9, 0, 0]])).patterns]).toEqual([6, 3, 0]);
    expect([...soft(grey([[7]])).patterns]).toEqual([7]);
  });

  it('of signed patterns keep their sign', () => {
    const ct = new Samples({ ...GREY, rows: 1, columns: 3, bytesPerSample: 2, isSigned: true }, Int16Array.of(-30, 0, 30).buffer);
    const greys = soft(ct);
    expect([...greys.patterns].map((pattern) => greys.valueOf(pattern))).toEqual([-20, 0, 20]);
  });

  it('are made once, and only the rows that are needed', () => {
    const samples = grey(Array.from({ length: 9 }, () => [8, 8]));
    softGreysOf(samples).need(3, 5);
    expect([...softGreysOf(samples).patterns]).toEqual([0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('are there wherever a region grows', () => {
    // a column of one grey in a tall image, and a seed in its middle
    const tall = grey(Array.from({ length: 1000 }, () => [50, 50, 50, 200, 200, 200]));
    const growing = new RegionGrowing(softGreysOf(tall), { rows: 1000, columns: 6 }, at(0, 500), false);
    growing.setTolerance(1);
    growing.grow(Infinity);
    expect(growing.mask.reduce((sum, value) => sum + value, 0)).toBe(2000);
  });
});

describe('region growing', () => {
  const steps = [[10, 10, 10, 20, 30], [10, 10, 10, 20, 30], [10, 10, 10, 99, 10]];

  it('takes what is connected and close enough to the seed', () => {
    expect(region(steps, 1, 1, 0)).toEqual(['###..', '###..', '###..']);
    expect(region(steps, 1, 1, 10)).toEqual(['####.', '####.', '###..']);
    expect(region(steps, 1, 1, 20)).toEqual(['#####', '#####', '###.#']);
  });

  it('crosses corners only when asked to', () => {
    const corner = [[5, 5, 9], [5, 5, 9], [9, 9, 5]];
    // the mean around the seed is that of nine pixels: (5·5 + 9·4) / 9 = 6.78
    expect(region(corner, 1, 1, 2)).toEqual(['##.', '##.', '...']);
    expect(region(corner, 1, 1, 2, true)).toEqual(['##.', '##.', '..#']);
  });

  it('always has the seed, and of one pixel only that', () => {
    expect(region([[0, 0, 0], [0, 200, 0], [0, 0, 0]], 1, 1, 1)).toEqual(['...', '.#.', '...']);
    expect(region([[7]], 0, 0, 0)).toEqual(['#']);
  });

  it('agrees with the plain algorithm, and when the tolerance moves up and down in between', () => {
    const next = numbers(4);
    const rows = Array.from({ length: 24 }, () => Array.from({ length: 30 }, () => Math.floor(next() * 60)));
    const growing = new RegionGrowing(greysOf(grey(rows)), { rows: 24, columns: 30 }, at(12, 11), false);
    for (const tolerance of [5, 18, 30, 12, 26, 0, 22, 60, 3]) {
      growing.setTolerance(tolerance);
      while (!growing.grow(37));
      expect(lines({ width: 30, height: 24, data: growing.mask })).toEqual(plainRegion(rows, 12, 11, tolerance, growing.reference));
    }
  });

  it('agrees when the tolerance changes in the middle of growing', () => {
    const next = numbers(8);
    const rows = Array.from({ length: 24 }, () => Array.from({ length: 30 }, () => Math.floor(next() * 60)));
    const growing = new RegionGrowing(greysOf(grey(rows)), { rows: 24, columns: 30 }, at(3, 20), false);
    for (const tolerance of [40, 10, 35, 8, 50]) {
      growing.setTolerance(tolerance);
      growing.grow(29);
    }
    growing.setTolerance(25);
    growing.grow(Infinity);
    expect(lines({ width: 30, height: 24, data: growing.mask })).toEqual(plainRegion(rows, 3, 20, 25, growing.reference));
  });

  it('measures in rescaled units of signed data', () => {
    const ct = new Samples({ ...GREY, rows: 1, columns: 4, bytesPerSample: 2, isSigned: true, rescaleSlope: 0.5, rescaleIntercept: -100 }, Int16Array.of(-20, -20, 10, 30).buffer);
    const growing = new RegionGrowing(greysOf(ct), { rows: 1, columns: 4 }, at(0, 0), false);
    expect(growing.reference).toBe(-110);
    growing.setTolerance(14.9);
    growing.grow(Infinity);
    expect([...growing.mask]).toEqual([1, 1, 0, 0]);
    growing.setTolerance(15);
    growing.grow(Infinity);
    expect([...growing.mask]).toEqual([1, 1, 1, 0]);
  });
});

describe('grow region tool', () => {
  const halves = () => exact(new DrawingHost(grey(Array.from({ length: 4 }, () => [50, 50, 50, 90, 90, 90]))));

  it('shows the region while the button is held and draws it on release', () => {
    const host = halves();
    const tool = new GrowTool(host);
    tool.press(at(0.5, 1.5), PLAIN);
    host.runFrames();
    expect(lines({ width: 6, height: 4, data: host.shown!.mask })).toEqual(Array.from({ length: 4 }, () => '###...'));
    expect(host.picture.join('')).toBe('.'.repeat(24));
    tool.release();
    expect(host.picture).toEqual(Array.from({ length: 4 }, () => '111...'));
    expect(host.shown).toBeNull();
    expect(tool.busy).toBe(false);
  });

  it('widens when dragged up and narrows when dragged down', () => {
    const host = halves();
    const tool = new GrowTool(host);
    tool.press(at(0.5, 3.5), PLAIN);
    // 100 CSS pixels up are a fifth of the span: 51 more
    tool.drag([at(0.5, -96.5)]);
    host.runFrames();
    expect(host.tolerance).toBeCloseTo(61, 6);
    expect(host.shown!.mask.every((value) => value === 1)).toBe(true);
    tool.drag([at(0.5, 3.5)]);
    host.runFrames();
    tool.release();
    expect(host.picture).toEqual(Array.from({ length: 4 }, () => '111...'));
  });

  it('drops the region with Esc, draws it with Enter', () => {
    const host = halves();
    const tool = new GrowTool(host);
    tool.press(at(5.5, 1.5), PLAIN);
    expect(tool.key('Escape')).toBe(true);
    tool.release();
    expect(host.picture.join('')).toBe('.'.repeat(24));
    tool.press(at(5.5, 1.5), PLAIN);
    expect(tool.key('Enter')).toBe(true);
    host.runFrames();
    expect(host.picture).toEqual(Array.from({ length: 4 }, () => '...111'));
  });

  it('finishes what was released before something else begins', () => {
    const host = halves();
    const tool = new GrowTool(host);
    tool.press(at(5.5, 1.5), PLAIN);
    tool.release();
    tool.cancel();
    expect(host.picture).toEqual(Array.from({ length: 4 }, () => '...111'));
    expect(host.runFrames()).toBe(0);
  });

  it('cuts with Alt, keeps locked classes, and does not begin outside', () => {
    const host = exact(new DrawingHost(grey([[50, 50, 50, 90]]), Uint8Array.of(1, 2, 0, 1)));
    const tool = new GrowTool(host);
    tool.press(at(0.5, 0.5), ALT);
    tool.release();
    host.runFrames();
    expect(host.picture).toEqual(['.2.1']);
    host.locked = [2];
    tool.press(at(0.5, 0.5), PLAIN);
    tool.release();
    host.runFrames();
    expect(host.picture).toEqual(['1211']);
    tool.press(at(4, 0.5), PLAIN);
    expect(tool.busy).toBe(false);
  });

  it('does not stop at single odd pixels when noise is ignored', () => {
    const rows = Array.from({ length: 8 }, (_, y) => Array.from({ length: 8 }, (__, x) => (y === 5 && x === 5 ? 140 : 50)));
    const filled = [true, false].map((ignoreNoise) => {
      const host = new DrawingHost(grey(rows));
      host.options = { ...DEFAULT_OPTIONS, ignoreNoise };
      const tool = new GrowTool(host);
      tool.press(at(1.5, 1.5), PLAIN);
      tool.release();
      host.runFrames();
      return host.labels.counts[1];
    });
    expect(filled).toEqual([64, 63]);
  });

  it('changes the tolerance with the bracket keys', () => {
    const host = halves();
    expect(new GrowTool(host).key(']')).toBe(true);
    expect(host.tolerance).toBeCloseTo(12.55, 6);
  });
});

describe('fill area', () => {
  const area = (...rows: string[]): DrawingHost => {
    const labels = Uint8Array.from(rows.join(''), (sign) => Number(sign) || 0);
    const host = new DrawingHost(grey(rows.map((row) => [...row].map(() => 0))), labels);
    host.options = { ...DEFAULT_OPTIONS, fillBy: 'label' };
    return host;
  };
  const click = (host: DrawingHost, x: number, y: number, modifiers = PLAIN): void => {
    const tool = new GrowTool(host);
    tool.press(at(x + 0.5, y + 0.5), modifiers);
    tool.release();
  };

  it('fills what labels enclose', () => {
    const host = area('.111..', '1..1..', '.111..');
    click(host, 1, 1);
    expect(host.picture).toEqual(['.111..', '1111..', '.111..']);
  });

  it('gives one part of another class the active class', () => {
    const host = area('22.2', '2..2');
    click(host, 0, 0);
    expect(host.picture).toEqual(['11.2', '1..2']);
  });

  it('leaves a locked class and says when the place has the class already', () => {
    const host = area('22.1');
    host.locked = [2];
    click(host, 0, 0);
    click(host, 3, 0);
    expect(host.picture).toEqual(['22.1']);
    expect(host.said).toEqual(['This place has the active class already.']);
  });

  it('cuts one part of the active class with Alt', () => {
    const host = area('11.1', '...1');
    click(host, 3, 0, ALT);
    expect(host.picture).toEqual(['11..', '....']);
    click(host, 2, 0, ALT);
    expect(host.said).toHaveLength(1);
  });
});
