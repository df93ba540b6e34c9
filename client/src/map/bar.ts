import { h, icon, set } from '../ui/dom';
import type { ColorBy, LegendEntry } from './coloring';
import type { Tool } from './gestures';
import { makeSprite, type Look } from './sprites';

export interface BarActions {
  use(tool: Tool): void;
  colorBy(by: ColorBy): void;
  showPictures(shown: boolean): void;
  zoom(factor: number): void;
  fit(): void;
  remake(): void;
}

const TOOLS: readonly { tool: Tool; symbol: string; name: string; hint: string }[] = [
  { tool: 'lasso', symbol: 'lasso_select', name: 'Lasso', hint: 'Draw a line round pictures to choose them. Shift adds, Alt removes.' },
  { tool: 'rectangle', symbol: 'select', name: 'Rectangle', hint: 'Draw a rectangle round pictures to choose them. Shift adds, Alt removes.' },
  { tool: 'move', symbol: 'pan_tool', name: 'Move', hint: 'Drag the map. With another tool: the right mouse button, or hold Space.' },
];
const COLORINGS: readonly [ColorBy, string][] = [['class', 'Class'], ['part', 'Part'], ['state', 'State']];
const SYMBOL_PX = 15;

/** Tools and view above the map, and below it what its points mean. */
export class Bar {
  readonly element: HTMLElement;
  readonly legend = h('ul', { class: 'map-legend', 'aria-label': 'What the points mean' });
  private readonly tools: Map<Tool, HTMLButtonElement>;
  private readonly coloring: HTMLSelectElement;
  private readonly pictures: HTMLInputElement;

  constructor(actions: BarActions) {
    this.tools = new Map(TOOLS.map(({ tool, symbol, name, hint }) => [
      tool, h('button', { type: 'button', title: hint, onclick: () => actions.use(tool) }, icon(symbol, 'small'), name),
    ]));
    this.coloring = h('select', { class: 'plain', onchange: () => actions.colorBy(this.coloring.value as ColorBy) },
      ...COLORINGS.map(([by, name]) => h('option', { value: by, text: name })));
    this.pictures = h('input', { type: 'checkbox', onchange: () => actions.showPictures(this.pictures.checked) });
    const button = (symbol: string, name: string, act: () => void): HTMLButtonElement =>
      h('button', { type: 'button', class: 'btn ghost small icon', 'aria-label': name, title: name, onclick: act }, icon(symbol, 'small'));
    this.element = h('div', { class: 'map-bar' },
      h('div', { class: 'seg', role: 'group', 'aria-label': 'Tool' }, ...this.tools.values()),
      h('label', { class: 'row gap-1 text-2 dense' }, 'Colour by:', this.coloring),
      h('label', { class: 'check' }, this.pictures, 'Show pictures'),
      h('span', { class: 'row push' },
        button('remove', 'Zoom out', () => actions.zoom(1 / 1.5)), button('add', 'Zoom in', () => actions.zoom(1.5)), button('fit_screen', 'Show the whole map', () => actions.fit()), button('refresh', 'Make the map again', () => actions.remake())));
  }

  show(tool: Tool, by: ColorBy, pictures: boolean): void {
    for (const [each, button] of this.tools) set(button, { 'aria-pressed': String(each === tool) });
    this.coloring.value = by;
    this.pictures.checked = pictures;
  }

  showLegend(entries: readonly LegendEntry[], number: (count: number) => string): void {
    this.legend.replaceChildren(...entries.map(({ name, look, count }) =>
      h('li', {}, symbolOf(look), h('span', { text: name }), h('span', { class: 'text-3', text: number(count) }))));
  }
}

function symbolOf(look: Look): HTMLCanvasElement {
  const ratio = Math.ceil(devicePixelRatio || 1);
  const side = SYMBOL_PX * ratio;
  const canvas = h('canvas', { width: side, height: side, 'aria-hidden': 'true', style: `width:${SYMBOL_PX}px;height:${SYMBOL_PX}px` });
  const image = new ImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  const sprite = makeSprite(look, { radius: 5.5 * ratio });
  const middle = Math.floor(side / 2);
  for (let k = 0; k < sprite.dx.length; k++) {
    pixels[(middle + sprite.dy[k]) * side + middle + sprite.dx[k]] = ((sprite.cover[k] << 24) | sprite.color[k]) >>> 0;
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
