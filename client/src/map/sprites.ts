export type Shape = 'disc' | 'ring' | 'square' | 'triangle' | 'diamond';

/** How a point looks. Several colours share it like slices of a cake. */
export interface Look {
  readonly shape: Shape;
  readonly colors: readonly Color[];
}

export type Color = readonly [red: number, green: number, blue: number];

/** A look as pixels about the point: only those that are not clear. */
export interface Sprite {
  readonly reach: number;
  readonly dx: Int8Array;
  readonly dy: Int8Array;
  /** Packed BGR. */
  readonly color: Uint32Array;
  /** 1–255. */
  readonly cover: Uint8Array;
}

export interface SpriteOptions {
  /** In device pixels. */
  readonly radius: number;
  /** Of all its pixels, 0–1. */
  readonly opacity?: number;
  /** A line round it, e.g. because it is chosen, of so many pixels. */
  readonly line?: { readonly color: Color; readonly width: number };
}

const SAMPLES = 4;

export function makeSprite(look: Look, { radius, opacity = 1, line }: SpriteOptions): Sprite {
  const outer = radius + (line?.width ?? 0);
  const reach = Math.ceil(outer);
  const pixels: { dx: number; dy: number; color: number; cover: number }[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const pixel = mix(look, dx, dy, radius, outer, line?.color);
      const cover = Math.round(pixel.cover * opacity * 255);
      if (cover > 0) pixels.push({ dx, dy, color: pixel.color, cover });
    }
  }
  return {
    reach,
    dx: Int8Array.from(pixels, (p) => p.dx), dy: Int8Array.from(pixels, (p) => p.dy),
    color: Uint32Array.from(pixels, (p) => p.color), cover: Uint8Array.from(pixels, (p) => p.cover),
  };
}

/** The mean of what a pixel shows of the look, from several places in it. */
function mix(look: Look, dx: number, dy: number, radius: number, outer: number, line?: Color): { color: number; cover: number } {
  const sum = [0, 0, 0];
  let hits = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = dx - 0.5 + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = dy - 0.5 + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    const color = isIn(look.shape, x, y, radius) ? colorAt(look.colors, x, y) : line && isIn(solid(look.shape), x, y, outer) ? line : null;
    if (!color) continue;
    hits++;
    for (let channel = 0; channel < 3; channel++) sum[channel] += color[channel];
  }
  const [red, green, blue] = sum.map((each) => Math.round(each / Math.max(1, hits)));
  return { color: (blue << 16) | (green << 8) | red, cover: hits / (SAMPLES * SAMPLES) };
}

function solid(shape: Shape): Shape {
  return shape === 'ring' ? 'disc' : shape;
}

function isIn(shape: Shape, x: number, y: number, radius: number): boolean {
  switch (shape) {
    case 'disc':
      return x * x + y * y <= radius * radius;
    case 'ring':
      return x * x + y * y <= radius * radius && x * x + y * y >= (radius * 0.55) ** 2;
    case 'square':
      return Math.max(Math.abs(x), Math.abs(y)) <= radius * 0.86;
    case 'diamond':
      return Math.abs(x) + Math.abs(y) <= radius * 1.15;
    case 'triangle':
      return y <= radius * 0.75 && Math.abs(x) <= (y + radius * 1.05) * 0.58;
  }
}

/** Slices begin at the top and go with the clock. */
function colorAt(colors: readonly Color[], x: number, y: number): Color {
  if (colors.length === 1) return colors[0];
  const turn = (Math.atan2(x, -y) / (2 * Math.PI) + 1) % 1;
  return colors[Math.min(colors.length - 1, Math.floor(turn * colors.length))];
}
