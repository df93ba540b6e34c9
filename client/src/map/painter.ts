import type { MapPoints } from './format';
import { makeSprite, type Color, type Look, type Sprite } from './sprites';
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
  private sprites: { key: string; plain: Sprite[]; aside: Sprite[]; chosen: Sprite[] } = { key: '', plain: [], aside: [], chosen: [] };

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
    const { plain, aside, chosen } = this.spritesFor(painting.looks, radius * ratio);
    this.pixels.fill(0);
    // Chosen ones last, so that they lie on top.
    for (const isChosen of painting.anyChosen ? [0, 1] : [0]) {
      const looks = isChosen ? chosen : painting.anyChosen ? aside : plain;
      for (let i = 0; i < points.count; i++) {
        if (painting.chosen[i] !== isChosen) continue;
        const x = Math.round((points.x[i] * view.scale + view.left) * ratio);
        const y = Math.round((points.y[i] * view.scale + view.top) * ratio);
        this.stamp(looks[painting.lookOf[i]], x, y);
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  private spritesFor(looks: readonly Look[], radius: number): Painter['sprites'] {
    const key = `${radius.toFixed(1)} ${JSON.stringify(looks)}`;
    if (this.sprites.key !== key) {
      const line = { color: this.line, width: Math.max(1.5, radius / 3) };
      this.sprites = {
        key,
        // A dark edge tells points apart where they overlap.
        plain: looks.map((look) => makeSprite(look, { radius, ...(radius >= EDGED && { line: { color: DARK, width: 1 } }) })),
        aside: looks.map((look) => makeSprite(look, { radius, opacity: ASIDE })),
        chosen: looks.map((look) => makeSprite(look, { radius, line })),
      };
    }
    return this.sprites;
  }

  private stamp({ reach, dx, dy, color, cover }: Sprite, x: number, y: number): void {
    const { width, height } = this.image;
    if (x + reach < 0 || y + reach < 0 || x - reach >= width || y - reach >= height) return;
    const isWhole = x >= reach && y >= reach && x + reach < width && y + reach < height;
    const { pixels } = this;
    for (let k = 0; k < dx.length; k++) {
      const [px, py] = [x + dx[k], y + dy[k]];
      if (!isWhole && (px < 0 || py < 0 || px >= width || py >= height)) continue;
      const at = py * width + px;
      const over = cover[k];
      const below = pixels[at];
      pixels[at] = over === 255 || below === 0 ? ((over << 24) | color[k]) >>> 0 : blend(below, color[k], over);
    }
  }
}

/** A colour over a pixel that has one already; where that is nearly clear its colour counts as if it were not. */
function blend(below: number, color: number, cover: number): number {
  const rest = 255 - cover;
  const redBlue = (((color & 0xff00ff) * cover + (below & 0xff00ff) * rest) >>> 8) & 0xff00ff;
  const green = (((color & 0xff00) * cover + (below & 0xff00) * rest) >>> 8) & 0xff00;
  const alpha = cover + (((below >>> 24) * rest) >> 8);
  return ((alpha << 24) | redBlue | green) >>> 0;
}
