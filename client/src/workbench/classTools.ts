import { h, set } from '../ui/dom';
import { numberField, segments } from './controls';
import type { Workbench } from './workbench';

type Action = readonly [text: string, keys: string, run: () => void];

/** Below the tool's options, folded: what changes all of the active class, and what goes from slice to slice. */
export class ClassTools {
  private readonly radius = numberField('wb-radius', 'Grow, shrink, smooth by', (value) => this.bench.settings.setOptions({ radius: Math.min(200, Math.max(1, Math.round(value))) }));
  private readonly islands = numberField('wb-islands', 'Islands are smaller than', (value) => this.bench.settings.setOptions({ islandSize: Math.max(1, Math.round(value)) }));
  private readonly copy = segments<'all' | 'active'>('Copy', [['all', 'All classes'], ['active', 'Active class']], (copy) => this.bench.settings.setOptions({ copy }));
  private readonly shape: HTMLDetailsElement;
  private readonly slices: HTMLDetailsElement;
  private readonly shapeTitle = h('summary');
  private readonly between: readonly HTMLElement[];
  private readonly buttons: readonly HTMLButtonElement[];
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    const { classCommands: commands, sliceLabels } = bench;
    const shape = buttons([
      ['Fill holes', 'Shift F', () => commands.fillHoles()],
      ['Smooth', 'Shift M', () => commands.smooth()],
      ['Grow', 'Shift G', () => commands.grow()],
      ['Shrink', 'Shift S', () => commands.shrink()],
      ['Remove islands', 'Shift X', () => commands.removeIslands()],
      ['Keep largest', 'Shift K', () => commands.keepLargest()],
      ['Boxes around parts', 'Shift E', () => commands.boxes()],
    ]);
    const copies = buttons([['Copy', 'Ctrl C', () => sliceLabels.copy()], ['Paste', 'Ctrl V', () => sliceLabels.paste()]]);
    const series = buttons([
      ['To next slice', 'Shift N', () => void sliceLabels.copyTo(1)],
      ['To previous', 'Shift B', () => void sliceLabels.copyTo(-1)],
      ['Interpolate between slices', 'Shift I', () => void sliceLabels.interpolate()],
    ]);
    this.between = series;
    this.buttons = [...shape, ...copies, ...series];
    this.shape = this.folded('shape', this.shapeTitle, h('div', { class: 'wb-grid' }, ...shape),
      ...[this.radius, this.islands].map((field) => h('div', { class: 'wb-row' }, ...field.nodes, h('span', { class: 'wb-dim', text: 'px' }))));
    this.slices = this.folded('slices', h('summary', { text: 'Copy and interpolate' }), this.copy.element, h('div', { class: 'wb-grid' }, ...copies, ...series));
    this.element = h('section', { class: 'wb-folds' }, this.shape, this.slices);
  }

  update(): void {
    const { settings, classes, image, slices } = this.bench;
    const { activeClass, options } = settings.now;
    set(this.shapeTitle, { text: `Change all of ${classes.find((each) => each.index === activeClass)?.name ?? 'the class'}` });
    this.radius.show(options.radius, 1, 200);
    this.islands.show(options.islandSize, 1, 1e9);
    this.copy.show(options.copy);
    for (const part of [this.shape, this.slices]) part.open = options.unfolded.includes(part.id);
    for (const button of this.between) button.hidden = slices.count === 0;
    for (const button of this.buttons) button.disabled = image === null || !image.info.canEdit;
  }

  private folded(id: string, title: HTMLElement, ...content: Node[]): HTMLDetailsElement {
    const part = h('details', { id: `wb-fold-${id}` }, title, ...content);
    part.addEventListener('toggle', () => {
      const { unfolded } = this.bench.settings.now.options;
      if (unfolded.includes(part.id) === part.open) return;
      this.bench.settings.setOptions({ unfolded: part.open ? [...unfolded, part.id] : unfolded.filter((each) => each !== part.id) });
    });
    return part;
  }
}

function buttons(actions: readonly Action[]): HTMLButtonElement[] {
  return actions.map(([text, keys, run]) => h('button', { type: 'button', class: 'wb-button', text, title: `${text} (${keys})`, onClick: run }));
}
