import { describe, expect, it } from 'vitest';
import { closestPoint, combine, isInside, nextPoint, pointsInside, rectangle, simplify } from '../src/map/area';
import { colorPoints, namesOf, type Greys } from '../src/map/coloring';
import { NO_POINTS, parsePoints, type MapPoints } from '../src/map/format';
import { choosePictures } from '../src/map/scatter';
import { makeSprite } from '../src/map/sprites';
import { MapView } from '../src/map/view';

const greys: Greys = { bright: [230, 230, 230], middle: [180, 180, 180], dim: [140, 140, 140] };
const classes = [
  { index: 1, name: 'Nerve', color: '#ff0000' },
  { index: 2, name: 'Vessel', color: '#0000ff' },
  { index: 9, name: 'Bone', color: '#ff0000' },
];

function pointsAt(...spots: [number, number][]): MapPoints {
  const count = spots.length;
  return {
    ...NO_POINTS, count, ids: Float64Array.from(spots, (_, i) => 100 + i), x: Float32Array.from(spots, (s) => s[0]), y: Float32Array.from(spots, (s) => s[1]),
    sets: new Uint16Array(count), states: new Uint8Array(count), parts: new Uint8Array(count),
    head: { count, sets: [[]], states: ['not-started'], parts: ['training'] },
  };
}

describe('an area', () => {
  const arrow = [{ x: 0, y: 0 }, { x: 4, y: 2 }, { x: 0, y: 4 }, { x: 1, y: 2 }];

  it('holds what lies inside, not what lies in its notch', () => {
    expect(isInside(arrow, 2, 2)).toBe(true);
    expect(isInside(arrow, 0.5, 2)).toBe(false);
    expect(isInside(arrow, 5, 2)).toBe(false);
  });

  it('that crosses itself holds both loops and not the room between', () => {
    const eight = [{ x: 0, y: 0 }, { x: 4, y: 4 }, { x: 4, y: 0 }, { x: 0, y: 4 }];
    expect([isInside(eight, 0.5, 2), isInside(eight, 3.5, 2), isInside(eight, 2, 0.5), isInside(eight, 2, 3.5)]).toEqual([true, true, false, false]);
  });

  it('gives the places of its points, whichever way it was drawn', () => {
    const points = pointsAt([0.1, 0.1], [0.5, 0.5], [0.9, 0.2], [0.45, 0.52]);
    expect(pointsInside(points, rectangle({ x: 0.6, y: 0.6 }, { x: 0.4, y: 0.4 }))).toEqual([1, 3]);
    expect(pointsInside(points, [{ x: 0.4, y: 0.4 }, { x: 0.6, y: 0.6 }])).toEqual([]);
  });

  it('counts a ray through a corner once', () => {
    const diamond = [{ x: 2, y: 0 }, { x: 4, y: 2 }, { x: 2, y: 4 }, { x: 0, y: 2 }];
    expect(isInside(diamond, 1, 2)).toBe(true);
    expect(isInside(diamond, -1, 2)).toBe(false);
  });
});

describe('simplify', () => {
  it('keeps corners and drops what lies on the way', () => {
    const line = [...Array(50)].map((_, i) => (i < 25 ? { x: i, y: 0.1 * (i % 2) } : { x: 24, y: i - 24 }));
    const fewer = simplify(line, 0.5);
    expect(fewer.length).toBeLessThan(5);
    expect(fewer[0]).toEqual(line[0]);
    expect(fewer.at(-1)).toEqual(line.at(-1));
    expect(fewer.some(({ x, y }) => Math.abs(x - 24) < 1.1 && y < 1.1)).toBe(true);
  });

  it('of a closed line keeps its far side', () => {
    const round = [...Array(100)].map((_, i) => ({ x: Math.cos((i / 99) * 2 * Math.PI) * 50, y: Math.sin((i / 99) * 2 * Math.PI) * 50 }));
    const fewer = simplify(round, 0.7);
    expect(fewer.length).toBeLessThan(40);
    expect(isInside(fewer, 48, 0) && isInside(fewer, -48, 0) && isInside(fewer, 0, 48)).toBe(true);
  });
});

it('combine replaces, adds and takes out', () => {
  const chosen = new Set([1, 2]);
  expect([...combine(chosen, [3], 'replace')]).toEqual([3]);
  expect([...combine(chosen, [2, 3], 'add')]).toEqual([1, 2, 3]);
  expect([...combine(chosen, [2, 5], 'remove')]).toEqual([1]);
  expect([...chosen]).toEqual([1, 2]);
});

describe('points', () => {
  const cross = pointsAt([0.5, 0.5], [0.7, 0.52], [0.3, 0.5], [0.5, 0.2], [0.95, 0.95]);

  it('are found by the mouse only within reach', () => {
    expect(closestPoint(cross, { x: 0.68, y: 0.5 }, 0.05)).toBe(1);
    expect(closestPoint(cross, { x: 0.6, y: 0.6 }, 0.05)).toBeNull();
  });

  it('are reached one after the other by arrows', () => {
    expect([nextPoint(cross, 0, 1, 0), nextPoint(cross, 0, -1, 0), nextPoint(cross, 0, 0, -1), nextPoint(cross, 1, 0, 1)]).toEqual([1, 2, 3, 4]);
    expect(nextPoint(cross, 4, 1, 0)).toBeNull();
  });
});

describe('the view', () => {
  const points = pointsAt([0.2, 0.4], [0.8, 0.6]);

  it('shows all points with room round them', () => {
    const view = new MapView();
    view.resize(856, 456, points);
    const [first, last] = [view.toScreen({ x: 0.2, y: 0.4 }), view.toScreen({ x: 0.8, y: 0.6 })];
    expect(first.x).toBeCloseTo(28, 3);
    expect(last.x).toBeCloseTo(828, 3);
    expect(first.y + last.y).toBeCloseTo(456);
  });

  it('keeps what is under the mouse when it zooms, and goes back', () => {
    const view = new MapView();
    view.resize(800, 400, points);
    const before = view.toMap({ x: 100, y: 300 });
    view.zoomAt({ x: 100, y: 300 }, 3);
    expect(view.zoom).toBeCloseTo(3);
    expect(view.toMap({ x: 100, y: 300 }).x).toBeCloseTo(before.x);
    expect(view.toMap({ x: 100, y: 300 }).y).toBeCloseTo(before.y);
    view.fit(points);
    expect(view.zoom).toBe(1);
  });

  it('keeps its middle when the page changes its size', () => {
    const view = new MapView();
    view.resize(800, 400, points);
    view.zoomAt({ x: 200, y: 100 }, 4);
    const middle = view.toMap({ x: 400, y: 200 });
    view.resize(600, 500, points);
    expect(view.toMap({ x: 300, y: 250 }).x).toBeCloseTo(middle.x);
  });

  it('of one point alone puts it in the middle', () => {
    const view = new MapView();
    view.resize(800, 400, pointsAt([0.3, 0.9]));
    expect(view.toScreen({ x: 0.5, y: 0.5 })).toEqual({ x: 400, y: 200 });
  });
});

describe('looks', () => {
  const points: MapPoints = {
    ...pointsAt([0, 0], [0, 0], [0, 0], [0, 0]), sets: Uint16Array.of(0, 1, 2, 2), parts: Uint8Array.of(0, 1, 1, 2),
    head: { count: 4, sets: [[], [1], [1, 2]], states: ['not-started'], parts: ['training', 'validation', 'test'] },
  };

  it('of classes have their colours, of two classes both', () => {
    const { looks, legend } = colorPoints(points, 'class', classes, greys);
    expect(looks.map((look) => look.colors.length)).toEqual([1, 1, 2]);
    expect(looks[2].colors).toEqual([[255, 0, 0], [0, 0, 255]]);
    expect(legend.map((entry) => [entry.name, entry.count])).toEqual([['Nerve', 3], ['Vessel', 2], ['Nothing labelled', 1]]);
  });

  it('of parts are greys told apart by shape', () => {
    const { looks, legend } = colorPoints(points, 'part', classes, greys);
    expect(new Set(looks.map((look) => look.shape)).size).toBe(3);
    expect(looks.every((look) => look.colors.every(([r, g, b]) => r === g && g === b))).toBe(true);
    expect(legend.map((entry) => [entry.name, entry.count])).toEqual([['Training', 1], ['Validation', 2], ['Test', 1]]);
  });

  it('of the ninth class differ from the first by shape', () => {
    const ninth = { ...points, head: { ...points.head, sets: [[1], [9], []] } };
    const { looks } = colorPoints(ninth, 'class', classes, greys);
    expect(looks[0].colors).toEqual(looks[1].colors);
    expect(looks[0].shape).not.toBe(looks[1].shape);
  });

  it('are named in words', () => expect([namesOf([1, 2], classes), namesOf([], classes)]).toEqual(['Nerve, Vessel', 'Nothing labelled']));
});

describe('sprites', () => {
  it('of a disc cover its area', () => {
    const { cover } = makeSprite({ shape: 'disc', colors: [[255, 0, 0]] }, { radius: 6 });
    expect(cover.reduce((sum, each) => sum + each, 0) / 255).toBeCloseTo(Math.PI * 36, -1);
  });

  it('of two colours show each on its half', () => {
    const { dx, dy, color } = makeSprite({ shape: 'disc', colors: [[255, 0, 0], [0, 0, 255]] }, { radius: 5 });
    const at = (x: number, y: number): number => color[[...dx].findIndex((each, k) => each === x && dy[k] === y)];
    expect([at(3, 0), at(-3, 0)]).toEqual([0x0000ff, 0xff0000]);
  });

  it('with a line are larger, and a ring is hollow without one', () => {
    const ring = { shape: 'ring', colors: [[9, 9, 9]] } as const;
    expect(makeSprite(ring, { radius: 5, line: { color: [1, 1, 1], width: 2 } }).reach).toBe(7);
    const plain = makeSprite(ring, { radius: 5 });
    expect([...plain.dx].some((each, k) => each === 0 && plain.dy[k] === 0)).toBe(false);
  });
});

it('pictures stand apart and stay in sight', () => {
  const many = pointsAt(...[...Array(2000)].map((_, i): [number, number] => [(i * 0.618034) % 1, (i * 0.754878) % 1]));
  const view = new MapView();
  view.resize(900, 500, many);
  const chosen = choosePictures(many, view, 90);
  expect(chosen.length).toBeGreaterThan(15);
  for (const a of chosen) for (const b of chosen) if (a !== b) expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThanOrEqual(90);
});

it('parsePoints reads columns after a line of JSON', () => {
  const head = new TextEncoder().encode(JSON.stringify({ count: 3, sets: [[], [1]], states: ['accepted'], parts: ['test'] }));
  const start = Math.ceil((head.length + 1) / 8) * 8;
  const content = new Uint8Array(start + 3 * (8 + 4 + 4 + 2 + 1 + 1)).fill(32, 0, start - 1);
  content.set(head);
  content[start - 1] = 10;
  new Float64Array(content.buffer, start, 3).set([7, 8, 2 ** 40]);
  new Float32Array(content.buffer, start + 24, 3).set([0.25, 0.5, 1]);
  new Uint16Array(content.buffer, start + 48, 3).set([0, 1, 1]);
  const points = parsePoints(content.buffer);
  expect([[...points.ids], [...points.x], [...points.sets], [...points.parts]]).toEqual([[7, 8, 2 ** 40], [0.25, 0.5, 1], [0, 1, 1], [0, 0, 0]]);
});
