import type { ToolOptions as Options } from '../tools/options';
import type { ToolName } from '../tools/tool';
import { ROUND_TIPS } from '../tools/tool';
import { h, set } from '../ui/dom';
import { numberField, segments, slider, switchRow } from './controls';
import { greyLimits, greySpanOf, fixedRangeOn, toleranceOn } from './greyOptions';
import { LARGEST_BRUSH } from './settings';
import { formatValue } from './windows';
import type { Workbench } from './workbench';

const HINTS: Partial<Record<ToolName, string>> = {
  move: 'Drag to move. Hold Space with any tool.',
  window: 'Drag right for a wider window, down for darker. With any tool: right drag.',
  measure: 'Drag a line; drag from the middle of a line for a second one across it. Ends can be moved, Delete removes.',
  polygon: 'Click corner by corner. Enter or a double click closes, Backspace takes a corner back.',
  freehand: 'Draw around the area. Alt cuts it out.',
  box: 'Drag from corner to corner. Drag an edge to change a box, its middle to move it. Keys: , and . choose, Shift D duplicates, Delete removes.',
  point: 'Click to set a point, drag to move it, Delete removes it.',
  remark: 'Click the place you want to say something about.',
  shape: 'Drag from corner to corner. Shift keeps the sides equal, Alt cuts it out.',
  smart: 'Click along the edge. Enter, a double click or the first point closes, Backspace takes a point back, Shift goes straight, Alt cuts. It sees the image as the screen shows it: zoom in for fine edges.',
};
const GREY_HINT = 'Press and drag up or down, or use the keys [ and ], for more or less. Release fills, Esc drops, Alt cuts.';
const AREA_HINT = 'Click into an area between labels, or on another class, to give it the active class. Alt cuts.';

/** What the chosen tool can be told: its size, range, tolerance, and how to use it. */
export class ToolOptions {
  private readonly size = slider('wb-size', 'Size', 0, 100, (value) => this.bench.settings.setBrushSize(sizeAt(value)));
  private readonly pressure = switchRow('Pen pressure sets the size', '', () => this.toggle('pressure'));
  private readonly inside = switchRow('Stay inside grey range', 'Shift T', () => this.toggle('insideRange'));
  private readonly range = segments<Options['range']>('Range', [['sampled', 'Under the tip'], ['fixed', 'Fixed']], (range) => this.set({ range }));
  private readonly spread = slider('wb-spread', 'Spread', 5, 50, (value) => this.set({ spread: value / 10 }));
  private readonly low = numberField('wb-range-low', 'From', (value) => this.setRange(value, null));
  private readonly high = numberField('wb-range-high', 'to', (value) => this.setRange(null, value));
  private readonly limits = h('div', { class: 'wb-row' }, ...this.low.nodes, ...this.high.nodes);
  private readonly fillBy = segments<Options['fillBy']>('Fill', [['grey', 'Grey area'], ['label', 'Label area']], (fillBy) => this.set({ fillBy }));
  private readonly tolerance = slider('wb-tolerance', 'Within', 0, 100, (value) => this.set({ tolerance: this.toleranceAt(value) }));
  private readonly noise = switchRow('Ignore noise', '', () => this.toggle('ignoreNoise'));
  private readonly diagonal = switchRow('Corners connect', '', () => this.toggle('diagonal'));
  private readonly shape = segments<string>('Shape', [['rectangle', 'Rectangle'], ['ellipse', 'Ellipse']], (shape) => this.bench.settings.update({ shapeIsEllipse: shape === 'ellipse' }));
  private readonly hint = h('p', { class: 'wb-hint' });
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.element = h('div', {}, ...[this.size, this.pressure, this.inside, this.range, this.spread].map((each) => each.element), this.limits,
      ...[this.fillBy, this.tolerance, this.noise, this.diagonal, this.shape].map((each) => each.element), this.hint);
  }

  update(): void {
    const { settings, image } = this.bench;
    const { tool, options, shapeIsEllipse } = settings.now;
    const tip = ROUND_TIPS.includes(tool);
    const ranged = tool === 'threshold' || (tool === 'brush' && options.insideRange);
    const grey = tool === 'grow' && options.fillBy === 'grey';
    this.size.element.hidden = !tip;
    this.size.show(positionOf(settings.brushSize), `${settings.brushSize} px`);
    this.pressure.element.hidden = !tip;
    this.pressure.show(options.pressure);
    this.inside.element.hidden = tool !== 'brush';
    this.inside.show(options.insideRange);
    this.range.element.hidden = !ranged;
    this.range.show(options.range);
    this.spread.element.hidden = !ranged || options.range !== 'sampled';
    this.spread.show(options.spread * 10, `± ${options.spread.toFixed(1)} SD`);
    this.limits.hidden = !ranged || options.range !== 'fixed';
    this.fillBy.element.hidden = tool !== 'grow';
    this.fillBy.show(options.fillBy);
    this.tolerance.element.hidden = this.diagonal.element.hidden = !grey;
    this.noise.element.hidden = !grey && (!ranged || options.range !== 'sampled');
    this.noise.show(options.ignoreNoise);
    this.diagonal.show(options.diagonal);
    this.shape.element.hidden = tool !== 'shape';
    this.shape.show(shapeIsEllipse ? 'ellipse' : 'rectangle');
    if (image) this.showGreys();
    const hint = ranged && options.range === 'sampled' ? this.sampledHint() : tool === 'grow' ? (grey ? GREY_HINT : AREA_HINT) : (HINTS[tool] ?? '');
    set(this.hint, { text: hint, hidden: !hint });
  }

  private showGreys(): void {
    const { info } = this.bench.image!;
    const { options } = this.bench.settings.now;
    const { low, high } = fixedRangeOn(info, options);
    const limits = greyLimits(info);
    this.low.show(low, limits.low, limits.high);
    this.high.show(high, limits.low, limits.high);
    const tolerance = toleranceOn(info, options);
    this.tolerance.show(Math.round(100 * Math.sqrt(tolerance / greySpanOf(info))), `± ${formatValue(tolerance)}`);
  }

  /** Says what a sampled range is, and what it was the last time. */
  private sampledHint(): string {
    const { lastRange } = this.bench.drawing;
    const last = lastRange ? ` Last: ${formatValue(lastRange.low)} to ${formatValue(lastRange.high)}.` : '';
    return `Paints what is as grey as the middle half of the tip where the stroke begins: its mean ± the spread in standard deviations.${last}`;
  }

  /** Small tolerances need fine steps: the slider is quadratic. */
  private toleranceAt(position: number): number {
    return this.bench.image ? greySpanOf(this.bench.image.info) * (position / 100) ** 2 : 0;
  }

  private setRange(low: number | null, high: number | null): void {
    const { image, settings } = this.bench;
    if (!image) return;
    const now = fixedRangeOn(image.info, settings.now.options);
    this.set({ fixedRange: [low ?? now.low, high ?? now.high] });
  }

  private toggle(name: 'pressure' | 'insideRange' | 'ignoreNoise' | 'diagonal'): void {
    this.set({ [name]: !this.bench.settings.now.options[name] });
  }

  private set(change: Partial<Options>): void {
    this.bench.settings.setOptions(change);
  }
}

/** Small brushes need fine steps, large ones do not: the slider is quadratic. */
function sizeAt(position: number): number {
  return 1 + (LARGEST_BRUSH - 1) * (position / 100) ** 2;
}

function positionOf(size: number): number {
  return Math.round(100 * Math.sqrt((size - 1) / (LARGEST_BRUSH - 1)));
}
