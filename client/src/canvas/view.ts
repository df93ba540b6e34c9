import type { Rect } from '../patch';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the image lies on the screen. Screen units are device pixels; image units are pixels, and pixel (0, 0)
 * covers 0 ≤ x < 1, so its centre is at 0.5.
 */
export interface View {
  /** Device pixels per image pixel. */
  readonly scale: number;
  /** Screen position of the image's top left corner. */
  readonly left: number;
  readonly top: number;
}

const LARGEST_SCALE = 64;
const SMALLEST_SIDE = 48;

export function fitView(image: Size, screen: Size): View {
  const scale = Math.min(screen.width / image.width, screen.height / image.height);
  return centred(scale, { x: image.width / 2, y: image.height / 2 }, screen);
}

/** A view at `scale` with image point `at` in the middle of the screen. */
export function centred(scale: number, at: Point, screen: Size): View {
  return { scale, left: screen.width / 2 - at.x * scale, top: screen.height / 2 - at.y * scale };
}

/** Changes the scale by `factor` and keeps the image point under `anchor` where it is. */
export function zoomAt(view: View, factor: number, anchor: Point, image: Size): View {
  const smallest = Math.min(1, SMALLEST_SIDE / Math.max(image.width, image.height));
  const scale = Math.min(LARGEST_SCALE, Math.max(smallest, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, left: anchor.x - (anchor.x - view.left) * ratio, top: anchor.y - (anchor.y - view.top) * ratio };
}

/** Moves the view, but never so far that less than a strip of the image stays on the screen. */
export function panBy(view: View, dx: number, dy: number, image: Size, screen: Size): View {
  const clamp = (value: number, side: number, room: number): number => {
    const keep = Math.min(SMALLEST_SIDE, side);
    return Math.min(room - keep, Math.max(keep - side, value));
  };
  return {
    scale: view.scale,
    left: clamp(view.left + dx, image.width * view.scale, screen.width),
    top: clamp(view.top + dy, image.height * view.scale, screen.height),
  };
}

export function toImage(view: View, screen: Point): Point {
  return { x: (screen.x - view.left) / view.scale, y: (screen.y - view.top) / view.scale };
}

export function toScreen(view: View, image: Point): Point {
  return { x: image.x * view.scale + view.left, y: image.y * view.scale + view.top };
}

/** The screen pixels that show any part of `rect`, grown by `margin` and cut to the screen; null when none. */
export function screenRect(view: View, rect: Rect, margin: number, screen: Size): Rect | null {
  const from = toScreen(view, { x: rect.x0, y: rect.y0 });
  const to = toScreen(view, { x: rect.x1, y: rect.y1 });
  const x0 = Math.max(0, Math.floor(from.x) - margin);
  const y0 = Math.max(0, Math.floor(from.y) - margin);
  const x1 = Math.min(screen.width, Math.ceil(to.x) + margin);
  const y1 = Math.min(screen.height, Math.ceil(to.y) + margin);
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : null;
}
