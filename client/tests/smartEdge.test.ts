import { describe, expect, it } from 'vitest';
import { Samples } from '../src/canvas/image';
import { EdgeMap } from '../src/tools/edgeMap';
import { LiveWire } from '../src/tools/liveWire';
import { SmartEdgeTool } from '../src/tools/smartEdge';
import { ALT, DrawingHost, GREY, grey, PLAIN, SHIFT } from './drawingHost';
import { numbers } from './pictures';

const at = (x: number, y: number) => ({ x, y });

/** A bright disc on dark ground with noise, blurred by one pixel at its rim. */
function disc(side: number, radius: number, noise = 0, bytes: 1 | 2 = 1): Samples {
  const next = numbers(3);
  const rows = Array.from({ length: side }, (_, y) => Array.from({ length: side }, (__, x) => {
    const inside = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2)));
    return Math.round(60 + 120 * inside + noise * (next() - 0.5));
  }));
  if (bytes === 1) return grey(rows);
  // signed, below zero: −1000 … −880
  return new Samples({ ...GREY, rows: side, columns: side, bytesPerSample: 2, isSigned: true }, Int16Array.from(rows.flat().map((value) => value - 1060)).buffer);
}

function whole(samples: Samples, level = 0): EdgeMap {
  const { rows, columns } = samples.levels[level];
  return new EdgeMap(samples, level, { x0: 0, y0: 0, x1: columns, y1: rows });
}

describe('edges', () => {
  const step = grey(Array.from({ length: 8 }, () => [10, 10, 10, 10, 110, 110, 110, 110]));

  it('have their strength and direction where the grey changes', () => {
    const edges = whole(step);
    edges.need(3, 4);
    const row = [...edges.strength.subarray(32, 40)];
    // after the binomial 10 10 10 35 85 110 110: differences over two pixels are 0, 12.5, 37.5, 37.5, 12.5, 0
    expect(row.map((value) => Math.round(1000 * value))).toEqual([0, 0, 333, 1000, 1000, 333, 0, 0]);
    expect([edges.across[35], edges.down[35]]).toEqual([1, 0]);
  });

  it('lie where the second derivative changes its sign', () => {
    const edges = whole(step);
    edges.need(3, 4);
    // second derivative along the row: 0 0 25 25 −25 −25 0 0 changes between the fourth and the fifth pixel, which are
    // equally far from zero; even ground next to a slope counts too
    expect([...edges.crossing.subarray(35, 37)]).toEqual([1, 1]);
    expect([edges.crossing[32], edges.crossing[39]]).toEqual([0, 0]);
  });

  it('attract a point nearby', () => {
    expect(whole(step).strongestNear(1, 4, 2).x).toBe(3);
    expect(whole(step).strongestNear(0, 4, 1)).toEqual({ x: 0, y: 4 });
  });

  it('are the same wherever the window lies', () => {
    const samples = disc(160, 50, 20);
    const all = whole(samples);
    const part = new EdgeMap(samples, 0, { x0: 33, y0: 41, x1: 150, y1: 139 });
    for (const [x, y] of [[40, 50], [80, 44], [97, 104], [130, 130]]) {
      all.need(x, y);
      part.need(x - 33, y - 41);
      expect(part.across[(y - 41) * part.width + x - 33]).toBe(all.across[y * 160 + x]);
      expect(part.crossing[(y - 41) * part.width + x - 33]).toBe(all.crossing[y * 160 + x]);
    }
  });
});

describe('live wire', () => {
  it('goes straight where there is nothing to follow', () => {
    const wire = new LiveWire(whole(grey(Array.from({ length: 5 }, () => [9, 9, 9, 9, 9]))), 10);
    expect(wire.reach(14, Infinity)).toBe(true);
    expect(wire.pathTo(14)).toEqual([10, 11, 12, 13, 14]);
    expect(wire.pathTo(10)).toEqual([10]);
  });

  it.each([[0, 1], [60, 1], [60, 2]] as const)('follows the rim of a disc half way round (noise %i, %i bytes)', (noise, bytes) => {
    const edges = whole(disc(120, 40, noise, bytes));
    const wire = new LiveWire(edges, 20 * 120 + 60);
    wire.reach(100 * 120 + 60, Infinity);
    const off = wire.pathTo(100 * 120 + 60).map((cell) => Math.abs(Math.hypot((cell % 120) + 0.5 - 60, Math.floor(cell / 120) + 0.5 - 60) - 40));
    expect(Math.max(...off)).toBeLessThan(noise ? 3.5 : 1.5);
    expect(off.length).toBeGreaterThan(100);
  });

  it('finds the same way in small portions', () => {
    const edges = whole(disc(60, 20, 30));
    const [once, bit] = [new LiveWire(edges, 610), new LiveWire(edges, 610)];
    once.reach(2990, Infinity);
    let calls = 0;
    while (!bit.reach(2990, 50)) calls++;
    expect(calls).toBeGreaterThan(5);
    expect(bit.pathTo(2990)).toEqual(once.pathTo(2990));
  });

  it('is as cheap as every step tried out (Bellman and Ford)', () => {
    const next = numbers(12);
    const rows = Array.from({ length: 12 }, () => Array.from({ length: 14 }, () => Math.floor(next() * 255)));
    const edges = whole(grey(rows));
    const wire = new LiveWire(edges, 0);
    wire.reach(167, Infinity);
    const { costs, step } = wire as unknown as { costs: Uint32Array; step: (from: number, to: number, k: number) => number };
    const moves = [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]];
    const best = new Array<number>(168).fill(Infinity);
    best[0] = 0;
    for (let round = 0; round < 168; round++) {
      for (let cell = 0; cell < 168; cell++) {
        moves.forEach(([dx, dy], k) => {
          const [x, y] = [(cell % 14) + dx, Math.floor(cell / 14) + dy];
          if (x < 0 || y < 0 || x >= 14 || y >= 12) return;
          best[y * 14 + x] = Math.min(best[y * 14 + x], best[cell] + step.call(wire, cell, y * 14 + x, k));
        });
      }
    }
    expect(costs[167]).toBe(best[167]);
  });
});

describe('smart edge tool', () => {
  /** Clicks near the rim of the disc at four places and closes. */
  function around(host: DrawingHost, close: (tool: SmartEdgeTool) => void, modifiers = PLAIN): SmartEdgeTool {
    const tool = new SmartEdgeTool(host);
    for (const [x, y] of [[60, 21], [99, 60], [60, 99], [21, 60]]) {
      tool.hover(at(x, y), PLAIN);
      host.runFrames();
      tool.press(at(x, y), modifiers);
      tool.release();
    }
    close(tool);
    return tool;
  }
  const area = (host: DrawingHost): number => host.labels.counts[1];
  const full = Math.PI * 40 ** 2;

  it('fills the disc after four clicks, closed by Enter, a double click or the first point', () => {
    const ways: ((tool: SmartEdgeTool) => void)[] = [(tool) => tool.key('Enter'), (tool) => tool.doubleClick(), (tool) => tool.press(at(60, 20), PLAIN)];
    for (const way of ways) {
      const host = new DrawingHost(disc(120, 40, 30));
      const tool = around(host, way);
      expect(Math.abs(area(host) / full - 1)).toBeLessThan(0.05);
      expect(tool.busy).toBe(false);
      expect(host.outline).toBeNull();
      expect(host.strokes).toEqual(['smart began', 'smart ended']);
    }
  });

  it('shows the way to the cursor before it is clicked', () => {
    const host = new DrawingHost(disc(120, 40));
    const tool = new SmartEdgeTool(host);
    tool.press(at(60, 20), PLAIN);
    tool.hover(at(100, 60), PLAIN);
    host.runFrames();
    const { points } = host.outline!;
    expect(points.length).toBeGreaterThan(40);
    expect(points.every(({ x, y }) => Math.abs(Math.hypot(x - 60, y - 60) - 40) < 2)).toBe(true);
    expect(points.at(-1)).toEqual(at(100, 60));
    expect(area(host)).toBe(0);
  });

  it('cuts with Alt', () => {
    const host = new DrawingHost(disc(120, 40), new Uint8Array(120 * 120).fill(1));
    around(host, (tool) => tool.key('Enter'), ALT);
    expect(Math.abs((120 * 120 - area(host)) / full - 1)).toBeLessThan(0.05);
  });

  it('takes points back, and drops all with Esc', () => {
    const host = new DrawingHost(disc(120, 40));
    const tool = new SmartEdgeTool(host);
    tool.press(at(60, 20), PLAIN);
    tool.press(at(100, 60), PLAIN);
    tool.key('Backspace');
    expect(host.outline!.points).toHaveLength(1);
    tool.key('Backspace');
    expect([tool.busy, host.outline]).toEqual([false, null]);
    tool.press(at(60, 20), PLAIN);
    tool.key('Escape');
    expect([tool.busy, host.outline, area(host)]).toEqual([false, null, 0]);
    expect(tool.key('Enter')).toBe(false);
  });

  it('goes straight and does not snap with Shift', () => {
    const host = new DrawingHost(disc(120, 40));
    const tool = new SmartEdgeTool(host);
    tool.press(at(10, 10), SHIFT);
    tool.press(at(50, 10), SHIFT);
    expect(host.outline!.points).toEqual([at(10, 10), at(10, 10), at(50, 10)]);
  });

  it('sees a zoomed out image as coarsely as the screen', () => {
    const host = new DrawingHost(disc(1000, 400, 20));
    host.zoomFactor = 0.24;
    const tool = new SmartEdgeTool(host);
    for (const [x, y] of [[500, 103], [897, 500], [500, 897], [103, 500]]) tool.press(at(x, y), PLAIN);
    tool.key('Enter');
    expect(Math.abs(area(host) / (Math.PI * 400 ** 2) - 1)).toBeLessThan(0.03);
  });

  it('follows the cursor beyond the image only to its edge', () => {
    const host = new DrawingHost(disc(120, 40));
    const tool = new SmartEdgeTool(host);
    tool.press(at(60, 20), PLAIN);
    tool.hover(at(-500, 60), PLAIN);
    host.runFrames();
    expect(host.outline!.points.at(-1)).toEqual(at(0.5, 60));
  });

  it('needs three points', () => {
    const host = new DrawingHost(disc(120, 40));
    const tool = new SmartEdgeTool(host);
    tool.press(at(60, 20), PLAIN);
    tool.press(at(60, 20), PLAIN);
    tool.doubleClick();
    expect([tool.busy, area(host), host.said.length]).toEqual([false, 0, 1]);
  });
});
