import { rescaled, type Samples } from '../../canvas/image';
import { ellipseSpans } from '../../canvas/shapes';
import type { Point } from '../../canvas/view';

/** Distance between rows and between columns in mm; null when unknown, lengths are then in pixels. */
export type Spacing = readonly [number, number] | null;

/** A diameter, with a second one across it. Points are in image pixels. */
export interface Diameter {
  readonly kind: 'length';
  readonly a: Point;
  readonly b: Point;
  /** At a share of the way from a to b, reaching so far to both sides; lengths in mm or pixels, negative to the left of a → b on the screen. */
  readonly across: { readonly share: number; readonly from: number; readonly to: number } | null;
}

/** The pixels whose centres lie in the ellipse between two opposite corners. */
export interface Region {
  readonly kind: 'ellipse';
  readonly a: Point;
  readonly b: Point;
}

export type Measurement = Diameter | Region;

export interface RegionFigures {
  readonly pixels: number;
  readonly mean: number;
  /** Of all pixels of the region (divided by n). */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
}

const SQUARE = [1, 1] as const;

/** Length in mm, in pixels without a spacing. Rows and columns may lie differently far apart. */
export function lengthOf(a: Point, b: Point, spacing: Spacing): number {
  const [down, across] = spacing ?? SQUARE;
  return Math.hypot((b.x - a.x) * across, (b.y - a.y) * down);
}

/** Area of the ellipse between two corners, in mm² or square pixels. */
export function ellipseArea(a: Point, b: Point, spacing: Spacing): number {
  const [down, across] = spacing ?? SQUARE;
  return (Math.PI / 4) * Math.abs(b.x - a.x) * across * Math.abs(b.y - a.y) * down;
}

/** Ends of the diameter across, at right angles in mm; null where there is none. */
export function acrossEnds({ a, b, across }: Diameter, spacing: Spacing): readonly [Point, Point] | null {
  const length = lengthOf(a, b, spacing);
  if (!across || length === 0) return null;
  const [down, right] = spacing ?? SQUARE;
  const foot = { x: a.x + across.share * (b.x - a.x), y: a.y + across.share * (b.y - a.y) };
  const normal = { x: (-(b.y - a.y) * down) / length, y: ((b.x - a.x) * right) / length };
  const end = (reach: number): Point => ({ x: foot.x + (normal.x * reach) / right, y: foot.y + (normal.y * reach) / down });
  return [end(across.from), end(across.to)];
}

/** Where a point lies as seen from the line a → b: its share of the way and its signed distance, in mm or pixels. */
export function besideLine({ a, b }: Pick<Diameter, 'a' | 'b'>, at: Point, spacing: Spacing): { share: number; distance: number } {
  const [down, right] = spacing ?? SQUARE;
  const line = { x: (b.x - a.x) * right, y: (b.y - a.y) * down };
  const to = { x: (at.x - a.x) * right, y: (at.y - a.y) * down };
  const square = line.x ** 2 + line.y ** 2;
  if (square === 0) return { share: 0, distance: 0 };
  return { share: (line.x * to.x + line.y * to.y) / square, distance: (line.x * to.y - line.y * to.x) / Math.sqrt(square) };
}

/** Mean, spread and range of a grey image inside a region; null where the region holds no pixel or the image is coloured. */
export function regionFigures(samples: Samples, { a, b }: Region): RegionFigures | null {
  const { format } = samples;
  if (format.samplesPerPixel !== 1) return null;
  const { data } = samples.levels[0];
  let [pixels, sum, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const { y, x0, x1 } of ellipseSpans(a, b, format)) {
    for (let i = y * format.columns + x0; i < y * format.columns + x1; i++) {
      const value = rescaled(data[i], format);
      pixels++;
      sum += value;
      squares += value * value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (pixels === 0) return null;
  const mean = sum / pixels;
  return { pixels, mean, deviation: Math.sqrt(Math.max(0, squares / pixels - mean * mean)), min, max };
}

/** "23.4 mm", "× 9.1 mm" added for the diameter across. */
export function diameterText(diameter: Diameter, spacing: Spacing): string {
  const unit = spacing ? 'mm' : 'px';
  const { a, b, across } = diameter;
  const second = across ? ` × ${lengthOf(...acrossEnds(diameter, spacing)!, spacing).toFixed(1)}` : '';
  return `${lengthOf(a, b, spacing).toFixed(1)}${second} ${unit}`;
}

/** Area first, then what the pixels hold. */
export function regionTexts(region: Region, figures: RegionFigures | null, spacing: Spacing, unit: string): string[] {
  const area = `${ellipseArea(region.a, region.b, spacing).toFixed(1)} ${spacing ? 'mm²' : 'px²'}`;
  if (!figures) return [area];
  const of = unit ? ` ${unit}` : '';
  const text = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1)).replace('-', '−');
  return [area, `mean ${text(figures.mean)} ± ${text(figures.deviation)}${of}`, `${text(figures.min)} to ${text(figures.max)}${of}`];
}
