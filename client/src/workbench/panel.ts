import type { OverlayMode } from '../canvas/palette';
import { h, set } from '../ui/dom';
import { ClassList } from './classList';
import { ClassTools } from './classTools';
import { TOOLS } from './commands';
import { slider } from './controls';
import { LabelTable } from './labelTable';
import { ObjectOptions } from './objectOptions';
import { TagPanel } from './tagPanel';
import { ToolOptions } from './toolOptions';
import type { Workbench } from './workbench';

const MODES: readonly { readonly mode: OverlayMode; readonly word: string }[] = [
  { mode: 'fill', word: 'Fill' }, { mode: 'outline', word: 'Outline' }, { mode: 'off', word: 'Off' },
];

/** Tool options, classes, how labels are shown, and what is on the image. */
export class Panel {
  readonly classes: ClassList;
  private readonly labels: LabelTable;
  readonly tags: TagPanel;
  private readonly chosen: ObjectOptions;
  private readonly toolTitle = h('h2');
  private readonly options: ToolOptions;
  private readonly tools: ClassTools;
  private readonly modes: HTMLButtonElement[];
  private readonly opacity = slider('wb-opacity', 'Opacity', 0, 100, (value) => this.bench.settings.update({ opacity: value / 100 }));
  private readonly drawn: HTMLElement;
  private readonly listed: HTMLElement;
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.classes = new ClassList(bench);
    this.labels = new LabelTable(bench);
    this.tags = new TagPanel(bench);
    this.chosen = new ObjectOptions(bench);
    this.options = new ToolOptions(bench);
    this.tools = new ClassTools(bench);
    this.modes = MODES.map(({ mode, word }) => h('button', { type: 'button', text: word, onClick: () => bench.settings.update({ mode }) }));
    const show = h('div', { class: 'wb-row' }, h('span', { text: 'Show' }),
      h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'Show labels as' }, ...this.modes));
    this.element = h('aside', { class: 'wb-panel', 'aria-label': 'Tool, classes and labels', tabindex: '-1' },
      h('section', {}, this.toolTitle, this.options.element, bench.measuring.options, this.chosen.element),
      (this.drawn = h('section', { class: 'wb-classes' }, this.classes.element, show, this.opacity.element)),
      this.tools.element,
      h('section', {}, this.tags.element),
      bench.remarks.element,
      (this.listed = h('section', {}, this.labels.element)));
  }

  /** Whether this is an image of a classification project on which nothing is drawn. */
  private get onlyJudged(): boolean {
    const { image } = this.bench;
    if (image?.info.task !== 'classification') return false;
    const { counts, labels, objects } = image.labels;
    return counts[0] === labels.length && objects.ofKind('box').length + objects.ofKind('point').length === 0;
  }

  update(): void {
    const { settings } = this.bench;
    const { tool, mode, opacity } = settings.now;
    set(this.toolTitle, { text: TOOLS.find((each) => each.name === tool)?.word ?? '' });
    this.options.update();
    this.tools.update();
    MODES.forEach((each, i) => set(this.modes[i], { 'aria-pressed': String(each.mode === mode) }));
    this.opacity.show(Math.round(opacity * 100), `${Math.round(opacity * 100)} %`);
    // Where images are only judged, the tags are the list of classes.
    this.drawn.hidden = this.tools.element.hidden = this.listed.hidden = this.onlyJudged;
    this.classes.update();
    this.chosen.update();
    this.tags.update();
    this.bench.remarks.update();
    this.labels.update();
  }
}
