import { parseColor } from '../canvas/palette';
import type { MapPoints } from './format';
import type { Color, Look, Shape } from './sprites';

export type ColorBy = 'class' | 'part' | 'state';

/** A class of the project as the page tells it. */
export interface MapClass {
  readonly index: number;
  readonly name: string;
  /** #RRGGBB */
  readonly color: string;
}

export interface LegendEntry {
  readonly name: string;
  readonly look: Look;
  readonly count: number;
}

export interface Coloring {
  readonly looks: readonly Look[];
  /** Of every point its look. */
  readonly lookOf: Uint16Array;
  readonly legend: readonly LegendEntry[];
}

/** Greys of what is not a class: colours are for classes alone. */
export interface Greys {
  readonly bright: Color;
  readonly middle: Color;
  readonly dim: Color;
}

/** Colours repeat from the ninth class on; the shape then tells them apart. */
const COLORS = 8;
const SHAPES: readonly Shape[] = ['disc', 'square', 'triangle', 'diamond'];
/** More slices than this cannot be told apart. */
const MOST_SLICES = 4;

export function colorPoints(points: MapPoints, by: ColorBy, classes: readonly MapClass[], greys: Greys): Coloring {
  return by === 'class' ? byClass(points, classes, greys) : byWord(points, by, greys);
}

/** The words of parts and states as the rest of the page says them. */
const WORDS: Record<string, string> = {
  training: 'Training', validation: 'Validation', test: 'Test', unassigned: 'Not fixed',
  'not-started': 'Not started', 'in-progress': 'In progress', 'in-review': 'In review', accepted: 'Accepted',
};

export function wordOf(word: string): string {
  return WORDS[word] ?? word;
}

export function namesOf(set: readonly number[], classes: readonly MapClass[]): string {
  return set.length === 0 ? 'Nothing labelled' : set.map((index) => classes.find((c) => c.index === index)?.name ?? `Class ${index}`).join(', ');
}

function byClass(points: MapPoints, classes: readonly MapClass[], { dim }: Greys): Coloring {
  const nothing: Look = { shape: 'ring', colors: [dim] };
  const looks = points.head.sets.map((set): Look => {
    const known = classes.filter((c) => set.includes(c.index)).slice(0, MOST_SLICES);
    return known.length === 0 ? nothing : { shape: shapeOf(known[0]), colors: known.map((c) => toColor(c.color)) };
  });
  const counts = countBy(points.sets, looks.length);
  const holding = (index: number): number => counts.reduce((sum, count, set) => sum + (points.head.sets[set].includes(index) ? count : 0), 0);
  const empty = counts.reduce((sum, count, set) => sum + (points.head.sets[set].length === 0 ? count : 0), 0);
  const legend = classes.map((c) => ({ name: c.name, look: { shape: shapeOf(c), colors: [toColor(c.color)] }, count: holding(c.index) }));
  return { looks, lookOf: points.sets, legend: [...legend, { name: 'Nothing labelled', look: nothing, count: empty }].filter((e) => e.count > 0) };
}

function byWord(points: MapPoints, by: 'part' | 'state', { bright, middle, dim }: Greys): Coloring {
  const words = by === 'part' ? points.head.parts : points.head.states;
  const column = by === 'part' ? points.parts : points.states;
  const known: Record<string, Look> = {
    training: { shape: 'disc', colors: [dim] }, validation: { shape: 'triangle', colors: [middle] }, test: { shape: 'square', colors: [bright] },
    unassigned: { shape: 'ring', colors: [dim] }, 'not-started': { shape: 'ring', colors: [dim] }, 'in-progress': { shape: 'triangle', colors: [middle] },
    'in-review': { shape: 'square', colors: [middle] }, accepted: { shape: 'disc', colors: [bright] },
  };
  const looks = words.map((word): Look => known[word] ?? { shape: 'diamond', colors: [middle] });
  const counts = countBy(column, words.length);
  const legend = words.map((word, i) => ({ name: wordOf(word), look: looks[i], count: counts[i] })).filter((entry) => entry.count > 0);
  return { looks, lookOf: Uint16Array.from(column), legend };
}

function shapeOf({ index }: MapClass): Shape {
  return SHAPES[Math.floor((index - 1) / COLORS) % SHAPES.length];
}

function countBy(column: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (let i = 0; i < column.length; i++) counts[column[i]]++;
  return counts;
}

/** @param hex #RRGGBB */
export function toColor(hex: string): Color {
  const [red, green, blue] = parseColor(hex.trim());
  return [red, green, blue];
}
