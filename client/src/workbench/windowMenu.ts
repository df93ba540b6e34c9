import { h, icon, set } from '../ui/dom';
import { openDialog } from './dialogs';
import { Popover } from './popover';
import { iconButton } from './topBar';
import { formatValue, type Preset } from './windows';
import type { Workbench } from './workbench';

/** Windows beside one another in the bar; the others are in the menu. */
const IN_BAR = 4;

/** The windows to choose from: the first as buttons, the rest in a menu with what can be done about windows. */
export class WindowMenu {
  readonly element: HTMLElement;
  readonly popover: Popover;
  private readonly bar = h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'Window' });
  private readonly more = h('button', { type: 'button', class: 'wb-button wb-more', title: 'More windows (Shift V)' }, h('span'), icon('expand_more'));
  private readonly rest = h('div', { class: 'wb-menu' });
  private shown: readonly Preset[] = [];

  constructor(private readonly bench: Workbench) {
    this.popover = new Popover(this.more, 'More windows', this.rest);
    this.element = h('div', { class: 'wb-windows' }, this.bar, this.popover.element);
  }

  update(): void {
    const { display, image } = this.bench;
    const windows = this.bench.seeing.kept;
    const { presets, presetIndex } = display;
    this.element.hidden = image === null;
    const choices = presets.map((preset, i) => `${preset.name} ${preset.id ?? ''} ${i}`).join() + String(windows.canChange);
    if (this.element.dataset.choices !== choices || this.shown !== presets) this.fill(presets);
    this.element.dataset.choices = choices;
    const buttons = [...this.bar.children, ...this.rest.querySelectorAll('.wb-window')];
    buttons.forEach((button, i) => set(button, { 'aria-pressed': String(i === presetIndex) }));
    const hidden = presetIndex >= IN_BAR ? presets[presetIndex].name : '';
    set(this.more.firstElementChild!, { text: hidden || 'More' });
    set(this.more, { 'aria-label': hidden ? `Window ${hidden}, more windows` : 'More windows', 'data-on': String(hidden !== '') });
  }

  private fill(presets: readonly Preset[]): void {
    this.shown = presets;
    const { bench } = this;
    this.bar.replaceChildren(...presets.slice(0, IN_BAR).map(({ name }, i) =>
      h('button', { type: 'button', text: name, title: `Window ${name} (Shift ${i + 1})`, onClick: () => bench.seeing.choosePreset(i) })));
    const rest = presets.slice(IN_BAR).map((preset, k) => this.line(preset, IN_BAR + k));
    const saved = presets.slice(0, IN_BAR).filter(({ id }) => id !== undefined && bench.seeing.kept.canChange);
    this.rest.replaceChildren(...rest, ...(rest.length > 0 ? [h('hr')] : []),
      h('button', { type: 'button', class: 'wb-menu-item', onClick: () => bench.seeing.autoHere() }, 'Auto for what is visible', h('kbd', { class: 'kbd', text: '⇧W' })),
      ...(bench.seeing.kept.canChange ? [h('button', { type: 'button', class: 'wb-menu-item', text: 'Save this window…', onClick: () => this.askName() })] : []),
      ...saved.map((preset) => h('button', { type: 'button', class: 'wb-menu-item', text: `Remove ${preset.name}`, onClick: () => void bench.seeing.removeWindow(preset) })));
  }

  private line(preset: Preset, index: number): HTMLElement {
    const { name, window, id } = preset;
    const choose = h('button', { type: 'button', class: 'wb-menu-item wb-window', onClick: () => this.bench.seeing.choosePreset(index) },
      name, h('span', { class: 'wb-dim', text: `W ${formatValue(window.width)} · L ${formatValue(window.center)}` }));
    if (id === undefined || !this.bench.seeing.kept.canChange) return choose;
    return h('div', { class: 'wb-menu-line' }, choose, iconButton('delete', `Remove the window ${name}`, () => void this.bench.seeing.removeWindow(preset)));
  }

  private askName(): void {
    const { bench } = this;
    const window = bench.display.window;
    if (window.table) {
      bench.say('This window is a display table of the file, which cannot be saved. Drag it, or choose another.');
      return;
    }
    const { modality } = bench.image!.info;
    const name = h('input', { type: 'text', class: 'wb-search', id: 'wb-window-name', maxlength: 40, required: true });
    const problem = h('p', { class: 'wb-problem', role: 'alert', hidden: true });
    const form = h('form', {}, h('label', { for: name.id, text: 'Name' }), name, problem,
      h('p', { class: 'wb-hint', text: `W ${formatValue(window.width)} · L ${formatValue(window.center)}. Everybody in the project is offered it for ${modality ? `${modality} images` : 'images of this kind'}.` }),
      h('div', { class: 'wb-actions' }, h('button', { type: 'button', class: 'wb-button', text: 'Back', onClick: () => dialog.close() }), h('button', { class: 'wb-button primary', text: 'Save' })));
    const dialog = openDialog(bench.element, 'Save this window', 'wb-save-window', form);
    name.focus();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      bench.seeing.saveWindow(name.value.trim()).then(() => dialog.close(), (error: unknown) => {
        set(problem, { text: error instanceof Error ? error.message : String(error) });
        problem.hidden = false;
      });
    });
  }
}
