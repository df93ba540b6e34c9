import type { ToolName } from '../tools/tool';
import { h, icon, set } from '../ui/dom';
import { TOOLS } from './commands';
import type { Workbench } from './workbench';

/** Tools at the end of the rail, which draw no labels. */
const NO_LABELS: readonly ToolName[] = ['measure', 'remark'];

/** The tools, with undo and redo at the bottom. */
export class Rail {
  private readonly tools: HTMLButtonElement[];
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.tools = TOOLS.map((tool) => railButton(tool.icon, tool.word, tool.key, () => bench.chooseTool(tool.name)));
    TOOLS.forEach((tool, i) => bench.keys.label(this.tools[i], tool.word, `tool-${tool.name}`));
    this.undo = railButton('undo', 'Undo', 'Z', () => bench.drawing.undo(), 'Ctrl Z');
    this.redo = railButton('redo', 'Redo', 'Y', () => bench.drawing.redo(), 'Ctrl Y');
    const [move, window, ...others] = this.tools;
    const draw = others.filter((_, i) => !NO_LABELS.includes(TOOLS[i + 2].name));
    const rest = others.filter((each) => !draw.includes(each));
    this.element = h('nav', { class: 'wb-rail', 'aria-label': 'Tools' },
      move, window, h('hr'), ...draw, h('hr'), ...rest, h('span', { class: 'wb-grow' }), this.undo, this.redo);
  }

  update(): void {
    const { settings, image } = this.bench;
    TOOLS.forEach((tool, i) => set(this.tools[i], { 'aria-pressed': String(settings.now.tool === tool.name) }));
    TOOLS.forEach(({ name }, i) => (this.tools[i].disabled = !['move', 'window', 'measure'].includes(name) && image !== null && !image.info.canEdit));
    this.undo.disabled = !image?.labels.history.canUndo;
    this.redo.disabled = !image?.labels.history.canRedo;
  }
}

function railButton(name: string, word: string, key: string, onClick: () => void, keys = key): HTMLButtonElement {
  return h('button', { class: 'wb-tool', type: 'button', 'aria-label': word, title: `${word} (${keys})`, onClick }, icon(name), h('i', { 'data-key': key, 'aria-hidden': 'true' }));
}
