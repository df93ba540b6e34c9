import type { OverlayMode } from '../canvas/palette';
import { h, set } from '../ui/dom';
import { ClassList } from './classList';
import { TOOLS } from './commands';
import { LabelTable } from './labelTable';
import { ObjectOptions } from './objectOptions';
import { LARGEST_BRUSH } from './settings';
import { TagPanel } from './tagPanel';
import type { Workbench } from './workbench';

const MODES: readonly { readonly mode: OverlayMode; readonly word: string }[] = [
  { mode: 'fill', word: 'Fill' }, { mode: 'outline', word: 'Outline' }, { mode: 'off', word: 'Off' },
];

const HINTS: Record<string, string> = {
  move: 'Drag to move. Hold Space with any tool.',
  window: 'Drag right for a wider window, down for darker. With any tool: right drag.',
  polygon: 'Click corner by corner. Enter or a double click closes, Backspace takes a corner back.',
  freehand: 'Draw around the area. Alt cuts it out.',
  box: 'Drag from corner to corner. Drag an edge to change a box, its middle to move it. Keys: , and . choose, Shift D duplicates, Delete removes.',
  point: 'Click to set a point, drag to move it, Delete removes it.',
  remark: 'Click the place you want to say something about.',
  shape: 'Drag from corner to corner. Shift keeps the sides equal, Alt cuts it out.',
};

/** Tool options, classes, how labels are shown, and what is on the image. */
export class Panel {
  readonly classes: ClassList;
  private readonly labels: LabelTable;
  readonly tags: TagPanel;
  private readonly chosen: ObjectOptions;
  private readonly toolTitle = h('h2');
  private readonly size = slider('wb-size', 'Size', 0, 100, (value) => this.bench.settings.setBrushSize(sizeAt(value)));
  private readonly shape = h('div', { class: 'wb-row' });
  private readonly hint = h('p', { class: 'wb-hint' });
  private readonly modes: HTMLButtonElement[];
  private readonly opacity = slider('wb-opacity', 'Opacity', 0, 100, (value) => this.bench.settings.update({ opacity: value / 100 }));
  private readonly drawn: HTMLElement;
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.classes = new ClassList(bench);
    this.labels = new LabelTable(bench);
    this.tags = new TagPanel(bench);
    this.chosen = new ObjectOptions(bench);
    const shapes = ['Rectangle', 'Ellipse'].map((text, i) =>
      h('button', { type: 'button', text, onClick: () => bench.settings.update({ shapeIsEllipse: i === 1 }) }));
    this.shape.append(h('span', { text: 'Shape' }), h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'Shape' }, ...shapes));
    this.modes = MODES.map(({ mode, word }) => h('button', { type: 'button', text: word, onClick: () => bench.settings.update({ mode }) }));
    const show = h('div', { class: 'wb-row' }, h('span', { text: 'Show' }),
      h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'Show labels as' }, ...this.modes));
    this.element = h('aside', { class: 'wb-panel', 'aria-label': 'Tool, classes and labels', tabindex: '-1' },
      h('section', {}, this.toolTitle, this.size.element, this.shape, this.hint, this.chosen.element),
      (this.drawn = h('section', { class: 'wb-classes' }, this.classes.element, show, this.opacity.element)),
      h('section', {}, this.tags.element),
      bench.remarks.element,
      h('section', {}, this.labels.element));
  }

  update(): void {
    const { settings } = this.bench;
    const { tool, mode, opacity, shapeIsEllipse } = settings.now;
    set(this.toolTitle, { text: TOOLS.find((each) => each.name === tool)?.word ?? '' });
    this.size.element.hidden = tool !== 'brush' && tool !== 'eraser';
    this.size.show(positionOf(settings.brushSize), `${settings.brushSize} px`);
    this.shape.hidden = tool !== 'shape';
    this.shape.querySelectorAll('button').forEach((button, i) => set(button, { 'aria-pressed': String((i === 1) === shapeIsEllipse) }));
    set(this.hint, { text: HINTS[tool] ?? '', hidden: !HINTS[tool] });
    MODES.forEach((each, i) => set(this.modes[i], { 'aria-pressed': String(each.mode === mode) }));
    this.opacity.show(Math.round(opacity * 100), `${Math.round(opacity * 100)} %`);
    // Where images are only judged, the tags are the list of classes.
    this.drawn.hidden = this.bench.image?.info.task === 'classification' && this.bench.image.labels.counts[0] === this.bench.image.labels.labels.length;
    this.classes.update();
    this.chosen.update();
    this.tags.update();
    this.bench.remarks.update();
    this.labels.update();
  }
}

/** Small brushes need fine steps, large ones do not: the slider is quadratic. */
function sizeAt(position: number): number {
  return 1 + (LARGEST_BRUSH - 1) * (position / 100) ** 2;
}

function positionOf(size: number): number {
  return Math.round(100 * Math.sqrt((size - 1) / (LARGEST_BRUSH - 1)));
}

function slider(id: string, label: string, min: number, max: number, onInput: (value: number) => void): { element: HTMLElement; show: (value: number, text: string) => void } {
  const input = h('input', { type: 'range', id, min, max, step: 1, onInput: () => onInput(Number(input.value)) });
  const output = h('output', { for: id });
  const element = h('div', { class: 'wb-row' }, h('label', { for: id, text: label }), input, output);
  return {
    element,
    show(value, text) {
      if (document.activeElement !== input || Number(input.value) !== value) input.value = String(value);
      set(input, { style: `--v:${((value - min) / (max - min)) * 100}%`, 'aria-valuetext': text });
      set(output, { text });
    },
  };
}
