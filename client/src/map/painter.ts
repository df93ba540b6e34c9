import type { MapPoints } from './format';
import { makeSprite, type Color, type Look, type Sprite, type SpriteOptions } from './sprites';
import type { MapView } from './view';

/** What is to be drawn of points. */
export interface Painting {
  readonly looks: readonly Look[];
  /** Of every point its look. */
  readonly lookOf: Uint16Array;
  /** Of every point whether it is chosen. */
  readonly chosen: Uint8Array;
  readonly anyChosen: boolean;
}

/** A sprite with how far each of its pixels is from the middle one in the canvas's pixels. */
interface Stamp extends Sprite {
  readonly offsets: Int32Array;
}

const ASIDE = 0.4;
const DARK: Color = [0, 0, 0];
/** Smaller points have no room for an edge. */
const EDGED = 3;

/**
 * Draws points into the pixels of a canvas. A hundred thousand calls of the canvas itself would take a tenth of a second
 * without a graphics card; writing pixels takes a tenth of that.
 */
export class Painter {
  private image: ImageData;
  private pixels: Uint32Array;
  private readonly context: CanvasRenderingContext2D;
  private stamps: { key: string; plain: Stamp[]; aside: Stamp[]; chosen: Stamp[] } = { key: '', plain: [], aside: [], chosen: [] };

  constructor(private readonly canvas: HTMLCanvasElement, private readonly line: Color) {
    this.context = canvas.getContext('2d')!;
    this.image = new ImageData(1, 1);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** @param ratio device pixels of a CSS pixel. */
  resize(width: number, height: number, ratio: number): void {
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.image = new ImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** @param radius of a point, in CSS pixels. */
  draw(points: MapPoints, view: MapView, painting: Painting, radius: number): void {
    const ratio = this.canvas.width / view.width;
    const { plain, aside, chosen } = this.stampsFor(painting.looks, radius * ratio);
    this.pixels.fill(0);
    const { x: xs, y: ys, count } = points;
    const { chosen: flags, lookOf, anyChosen } = painting;
    const [scale, left, top] = [view.scale * ratio, view.left * ratio, view.top * ratio];
    // Chosen ones last, so that they lie on top.
    for (let isChosen = 0; isChosen <= (anyChosen ? 1 : 0); isChosen++) {
      const stamps = isChosen ? chosen : anyChosen ? aside : plain;
      for (let i = 0; i < count; i++) {
        if (flags[i] === isChosen) this.press(stamps[lookOf[i]], Math.round(xs[i] * scale + left), Math.round(ys[i] * scale + top));
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  private stampsFor(looks: readonly Look[], radius: number): Painter['stamps'] {
    const key = `${radius.toFixed(1)} ${this.image.width} ${JSON.stringify(looks)}`;
    if (this.stamps.key !== key) {
      const make = (options: Omit<SpriteOptions, 'radius'>): Stamp[] =>
        looks.map((look) => {
          const sprite = makeSprite(look, { radius, ...options });
          return { ...sprite, offsets: Int32Array.from(sprite.dx, (dx, k) => sprite.dy[k] * this.image.width + dx) };
        });
      this.stamps = {
        key,
        // A dark edge tells points apart where they overlap.
        plain: make(radius >= EDGED ? { line: { color: DARK, width: 1 } } : {}),
        aside: make({ opacity: ASIDE }),
        chosen: make({ line: { color: this.line, width: Math.max(1.5, radius / 3) } }),
      };
    }
    return this.stamps;
  }

  /** Most of the time of a frame is spent here: nothing is allocated, and only points at the edge are looked at pixel by pixel. */
  private press(stamp: Stamp, x: number, y: number): void {
    const { pixels } = this;
    const { width, height } = this.image;
    const { reach, offsets, color, cover } = stamp;
    if (x + reach < 0 || y + reach < 0 || x - reach >= width || y - reach >= height) return;
    const isWhole = x >= reach && y >= reach && x + reach < width && y + reach < height;
    const middle = y * width + x;
    for (let k = 0; k < offsets.length; k++) {
      if (!isWhole && !isOn(x + stamp.dx[k], y + stamp.dy[k], width, height)) continue;
      const at = middle + offsets[k];
      const over = cover[k];
      const below = pixels[at];
      pixels[at] = over === 255 || below === 0 ? (over << 24) | color[k] : blend(below, color[k], over);
    }
  }
}

function isOn(x: number, y: number, width: number, height: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** A colour over a pixel that has one already; where that is nearly clear its colour counts as if it were not. */
function blend(below: number, color: number, cover: number): number {
  const rest = 255 - cover;
  const redBlue = (((color & 0xff00ff) * cover + (below & 0xff00ff) * rest) >>> 8) & 0xff00ff;
  const green = (((color & 0xff00) * cover + (below & 0xff00) * rest) >>> 8) & 0xff00;
  const alpha = cover + (((below >>> 24) * rest) >> 8);
  return (alpha << 24) | redBlue | green;
}
