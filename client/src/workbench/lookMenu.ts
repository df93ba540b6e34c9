import { COLOR_MAPS, type ColorMap } from '../canvas/colorMaps';
import { h, set } from '../ui/dom';
import { Popover } from './popover';
import { iconButton } from './topBar';
import type { Workbench } from './workbench';

const SMALLEST_GAMMA = 0.3;
const LARGEST_GAMMA = 3;

/** Gamma, colours and pixels: how grey values are shown besides their window. Remembered; the image's text says what is not plain. */
export class LookMenu {
  readonly popover: Popover;
  private readonly button = iconButton('palette', 'Look: gamma, colours, pixels (Shift A)', () => {});
  private readonly gamma: HTMLInputElement;
  private readonly gammaText = h('output', { for: 'wb-gamma' });
  private readonly maps: HTMLButtonElement[];
  private readonly colours: HTMLElement;
  private readonly smooth: HTMLInputElement;
  private readonly plain: HTMLButtonElement;

  constructor(private readonly bench: Workbench) {
    const { settings } = bench;
    this.gamma = h('input', { type: 'range', id: 'wb-gamma', min: 0, max: 100, step: 1, onInput: () => settings.update({ gamma: gammaAt(Number(this.gamma.value)) }) });
    this.maps = COLOR_MAPS.map((map) => h('button', { type: 'button', class: 'wb-menu-item', onClick: () => settings.update({ colorMap: map.name }) },
      h('span', { class: 'wb-ramp', style: `background:${rampOf(map)}` }), map.word));
    this.colours = h('div', { role: 'group', 'aria-label': 'Colours' }, ...this.maps);
    this.smooth = h('input', { type: 'checkbox', onChange: () => settings.update({ smooth: this.smooth.checked }) });
    this.plain = h('button', { type: 'button', class: 'wb-button', text: 'Back to plain', onClick: () => settings.update({ gamma: 1, colorMap: 'grey', smooth: true }) });
    this.popover = new Popover(this.button, 'Look', h('div', { class: 'wb-menu' },
      h('div', { class: 'wb-row' }, h('label', { for: 'wb-gamma', text: 'Gamma' }), this.gamma, this.gammaText), this.colours,
      h('label', { class: 'wb-choice' }, this.smooth, 'Smooth between pixels'), this.plain));
  }

  update(): void {
    const { settings, image } = this.bench;
    const { gamma, colorMap, smooth } = settings.now;
    const position = positionOf(gamma);
    if (document.activeElement !== this.gamma || Number(this.gamma.value) !== position) this.gamma.value = String(position);
    set(this.gamma, { style: `--v:${position}%`, 'aria-valuetext': gamma.toFixed(2) });
    set(this.gammaText, { text: gamma.toFixed(2) });
    COLOR_MAPS.forEach((map, i) => set(this.maps[i], { 'aria-pressed': String(map.name === colorMap) }));
    this.colours.hidden = image?.info.samplesPerPixel === 3;
    this.smooth.checked = smooth;
    const isPlain = gamma === 1 && colorMap === 'grey' && smooth;
    this.plain.disabled = isPlain;
    set(this.button, { 'aria-pressed': String(!isPlain) });
  }
}

/** The slider is even in how often gamma doubles, and holds at 1. */
export function gammaAt(position: number): number {
  const gamma = SMALLEST_GAMMA * (LARGEST_GAMMA / SMALLEST_GAMMA) ** (position / 100);
  return Math.abs(gamma - 1) < 0.025 ? 1 : Number(gamma.toFixed(2));
}

function positionOf(gamma: number): number {
  return Math.round((100 * Math.log(gamma / SMALLEST_GAMMA)) / Math.log(LARGEST_GAMMA / SMALLEST_GAMMA));
}

function rampOf({ colors }: ColorMap): string {
  const stops = Array.from({ length: 9 }, (_, i) => Math.round((255 * i) / 8))
    .map((grey) => (colors ? `rgb(${colors[3 * grey]},${colors[3 * grey + 1]},${colors[3 * grey + 2]})` : `rgb(${grey},${grey},${grey})`));
  return `linear-gradient(90deg,${stops.join()})`;
}
