import { h, icon, set } from '../ui/dom';
import { TOOLS } from './commands';
import type { Workbench } from './workbench';

/** The tools, with undo and redo at the bottom. */
export class Rail {
  private readonly tools: HTMLButtonElement[];
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.tools = TOOLS.map((tool) => railButton(tool.icon, tool.word, tool.key, () => bench.chooseTool(tool.name)));
    this.undo = railButton('undo', 'Undo', 'Z', () => bench.drawing.undo(), 'Ctrl Z');
    this.redo = railButton('redo', 'Redo', 'Y', () => bench.drawing.redo(), 'Ctrl Y');
    const [move, window, ...draw] = this.tools;
    this.element = h('nav', { class: 'wb-rail', 'aria-label': 'Tools' },
      move, window, h('hr'), ...draw, h('span', { class: 'wb-grow' }), this.undo, this.redo);
  }

  update(): void {
    const { settings, image } = this.bench;
    TOOLS.forEach((tool, i) => set(this.tools[i], { 'aria-pressed': String(settings.now.tool === tool.name) }));
    this.tools.slice(2).forEach((button) => (button.disabled = image !== null && !image.info.canEdit));
    this.undo.disabled = !image?.labels.history.canUndo;
    this.redo.disabled = !image?.labels.history.canRedo;
  }
}

function railButton(name: string, word: string, key: string, onClick: () => void, keys = key): HTMLButtonElement {
  return h('button', { class: 'wb-tool', type: 'button', 'aria-label': word, title: `${word} (${keys})`, onClick }, icon(name), h('i', { 'data-key': key, 'aria-hidden': 'true' }));
}
