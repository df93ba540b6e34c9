/** A rectangle of whole pixels of a picture. */
export interface PixelRectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The part of an element in which it was drawn, in the element's own units. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Two corners on the screen as pixels of the picture that fills the frame; grown outwards to whole pixels, cut at the edge. */
export function toPixels(
  from: { x: number; y: number },
  to: { x: number; y: number },
  frame: Frame,
  columns: number,
  rows: number,
): PixelRectangle {
  const span = (a: number, b: number, start: number, size: number, count: number): [number, number] => {
    const scale = count / size;
    const first = Math.max(0, Math.floor((Math.min(a, b) - start) * scale));
    const last = Math.min(count, Math.ceil((Math.max(a, b) - start) * scale));
    return [Math.min(first, count - 1), Math.max(1, last - first)];
  };
  const [left, width] = span(from.x, to.x, frame.left, frame.width, columns);
  const [top, height] = span(from.y, to.y, frame.top, frame.height, rows);
  return { left, top, width, height };
}
