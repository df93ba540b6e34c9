import type { Engine } from '../canvas/engine';
import type { Preview } from '../tools/tool';
import { h } from '../ui/dom';

const FILL_ALPHA = 0x59000000;
const EDGE_LIGHT = 0xffffffff;
const EDGE_DARK = 0xff000000;
/** Length of a dash in CSS pixels. */
const DASH = 4;

/** What a tool is about to fill, above the canvas: tinted in the colour of the class, with a dashed edge. */
export class PreviewLayer {
  readonly element = h('canvas', { class: 'wb-preview', 'aria-hidden': 'true', hidden: true });
  private readonly context = this.element.getContext('2d');
  private preview: Preview | null = null;
  private color = 0;

  constructor(private readonly engine: Engine) {}

  /** @param color of the class as #rrggbb. */
  show(preview: Preview | null, color: string): void {
    this.preview = preview;
    const rgb = Number.parseInt(color.slice(1), 16);
    // Canvas memory holds blue in the higher byte. A cut is shown without the colour it takes away.
    this.color = (preview?.cut ? FILL_ALPHA | 0xffffff : FILL_ALPHA | ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 0xff)) >>> 0;
    this.follow();
  }

  /** Called when the view moved. */
  follow(): void {
    const { element, preview, engine, context } = this;
    element.hidden = preview === null;
    if (!preview || !context) return;
    const { clientWidth: width, clientHeight: height } = element;
    if (width === 0 || height === 0) return;
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    const corner = engine.toCanvas({ x: preview.rect.x0, y: preview.rect.y0 });
    const frame = context.createImageData(width, height);
    this.draw(preview, new Uint32Array(frame.data.buffer), width, places(width, corner.x, preview.rect.x1 - preview.rect.x0, engine.zoomFactor), places(height, corner.y, preview.rect.y1 - preview.rect.y0, engine.zoomFactor));
    context.putImageData(frame, 0, 0);
  }

  private draw({ mask, rect }: Preview, pixels: Uint32Array, width: number, xs: Int32Array, ys: Int32Array): void {
    const columns = rect.x1 - rect.x0;
    for (let y = 0; y < ys.length; y++) {
      if (ys[y] < 0) continue;
      const row = ys[y] * columns;
      // Beyond the mask there is nothing, so its rim is an edge too.
      const above = y > 0 && ys[y - 1] >= 0 ? ys[y - 1] * columns : -1;
      const below = y + 1 < ys.length && ys[y + 1] >= 0 ? ys[y + 1] * columns : -1;
      for (let x = 0; x < width; x++) {
        if (xs[x] < 0 || mask[row + xs[x]] === 0) continue;
        const left = x > 0 && xs[x - 1] >= 0 && mask[row + xs[x - 1]] === 1;
        const right = x + 1 < width && xs[x + 1] >= 0 && mask[row + xs[x + 1]] === 1;
        const inner = left && right && above >= 0 && mask[above + xs[x]] === 1 && below >= 0 && mask[below + xs[x]] === 1;
        pixels[y * width + x] = inner ? this.color : (Math.floor((x + y) / DASH) & 1) === 0 ? EDGE_LIGHT : EDGE_DARK;
      }
    }
  }
}

/** The mask's column (or row) under every CSS pixel, −1 beside the mask. */
function places(count: number, first: number, length: number, scale: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const place = Math.floor((i + 0.5 - first) / scale);
    return place < 0 || place >= length ? -1 : place;
  });
}
