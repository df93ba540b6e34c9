import type { MapPoints } from './format';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 28;
const LARGEST_ZOOM = 400;

/** Which part of the map is on the screen; screen pixels are CSS pixels of the stage. */
export class MapView {
  /** Screen pixels of the map's side, and where its corner is. */
  scale = 1;
  left = 0;
  top = 0;
  width = 1;
  height = 1;
  private fitted = 1;
  private isFitted = true;

  /** How much larger than the whole map on the screen. */
  get zoom(): number {
    return this.scale / this.fitted;
  }

  resize(width: number, height: number, points: MapPoints): void {
    const middle = this.toMap({ x: this.width / 2, y: this.height / 2 });
    [this.width, this.height] = [width, height];
    if (this.isFitted) this.fit(points);
    else this.center(middle);
  }

  /** The points there are, as large as they fit. */
  fit(points: MapPoints): void {
    let [left, top, right, bottom] = [1, 1, 0, 0];
    for (let i = 0; i < points.count; i++) {
      left = Math.min(left, points.x[i]);
      right = Math.max(right, points.x[i]);
      top = Math.min(top, points.y[i]);
      bottom = Math.max(bottom, points.y[i]);
    }
    if (right <= left && bottom <= top) [left, top, right, bottom] = [0, 0, 1, 1];
    const fits = (room: number, extent: number): number => (extent > 0 ? Math.max(1, room - 2 * MARGIN) / extent : Infinity);
    this.scale = this.fitted = Math.min(fits(this.width, right - left), fits(this.height, bottom - top));
    this.center({ x: (left + right) / 2, y: (top + bottom) / 2 });
    this.isFitted = true;
  }

  /** What is at a spot of the screen stays there. */
  zoomAt(spot: Spot, factor: number): void {
    const scale = Math.min(this.fitted * LARGEST_ZOOM, Math.max(this.fitted / 2, this.scale * factor));
    const grown = scale / this.scale;
    this.left = spot.x - (spot.x - this.left) * grown;
    this.top = spot.y - (spot.y - this.top) * grown;
    this.scale = scale;
    this.isFitted = false;
  }

  pan(dx: number, dy: number): void {
    this.left += dx;
    this.top += dy;
    this.isFitted = false;
  }

  /** Moves as little as brings a spot of the map onto the screen. */
  reveal(spot: Spot): void {
    const { x, y } = this.toScreen(spot);
    const into = (at: number, room: number): number => Math.max(0, MARGIN - at) - Math.max(0, at - room + MARGIN);
    const [dx, dy] = [into(x, this.width), into(y, this.height)];
    if (dx !== 0 || dy !== 0) this.pan(dx, dy);
  }

  toScreen(spot: Spot): Spot {
    return { x: spot.x * this.scale + this.left, y: spot.y * this.scale + this.top };
  }

  toMap(spot: Spot): Spot {
    return { x: (spot.x - this.left) / this.scale, y: (spot.y - this.top) / this.scale };
  }

  private center(spot: Spot): void {
    this.left = this.width / 2 - spot.x * this.scale;
    this.top = this.height / 2 - spot.y * this.scale;
  }
}
