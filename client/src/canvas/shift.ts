/**
 * Moves what a row-major grid holds by whole cells. Cells that nothing moves into keep what they held; see `vacated`.
 * @param dx to the right, negative to the left. @param dy downwards, negative upwards. Both smaller than the grid.
 */
export function shiftGrid(grid: Uint8Array | Uint16Array | Uint32Array, width: number, height: number, dx: number, dy: number): void {
  const from = Math.max(0, -dx);
  const to = Math.max(0, dx);
  const count = width - Math.abs(dx);
  // In the direction in which no row is overwritten before it has moved.
  for (let k = 0; k < height - Math.abs(dy); k++) {
    const target = dy > 0 ? height - 1 - k : k;
    const source = target - dy;
    grid.copyWithin(target * width + to, source * width + from, source * width + from + count);
  }
}

/** The parts of a grid that nothing moved into: at most one strip along a side and one along top or bottom. */
export function vacated(width: number, height: number, dx: number, dy: number): { x0: number; y0: number; x1: number; y1: number }[] {
  const strips = [];
  if (dx !== 0) strips.push({ x0: dx > 0 ? 0 : width + dx, y0: 0, x1: dx > 0 ? dx : width, y1: height });
  if (dy !== 0) strips.push({ x0: 0, y0: dy > 0 ? 0 : height + dy, x1: width, y1: dy > 0 ? dy : height });
  return strips;
}
