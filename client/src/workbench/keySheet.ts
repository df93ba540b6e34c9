import { h, set } from '../ui/dom';
import { COMMANDS, keyName, type Command } from './commands';
import { openDialog } from './dialogs';
import { canChange, isModifier, keyText, type KeyBindings } from './keyBindings';

/** Every key, and how to change it. */
export function showKeySheet(parent: HTMLElement, keys: KeyBindings): void {
  new KeySheet(parent, keys);
}

class KeySheet {
  private readonly list = h('dl');
  private readonly status = h('p', { class: 'wb-dim', role: 'status' });
  private readonly resetButton = h('button', { type: 'button', class: 'wb-button', text: 'Reset all keys', onClick: () => this.reset() });
  private listening: { readonly command: Command; readonly place: number } | null = null;

  constructor(parent: HTMLElement, private readonly keys: KeyBindings) {
    const actions = h('form', { method: 'dialog', class: 'wb-actions' }, this.status, this.resetButton, h('button', { class: 'wb-button', text: 'Close' }));
    const dialog = openDialog(parent, 'Keys', 'wb-keys', this.list, actions);
    dialog.addEventListener('keydown', (event) => this.onKeyDown(event, dialog));
    // Esc while a key is awaited leaves the key alone, not the sheet.
    dialog.addEventListener('cancel', (event) => this.listening && event.preventDefault());
    this.show('Click a key to change it.');
  }

  private onKeyDown(event: KeyboardEvent, dialog: HTMLDialogElement): void {
    if (!this.listening) {
      if (event.key === '?') dialog.close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (isModifier(event.key)) return;
    const { command, place } = this.listening;
    if (event.key === 'Escape') {
      this.end(command, place, 'Nothing was changed.');
      return;
    }
    const key = keyName(event);
    const problem = this.keys.problemOf(command, key);
    if (problem) {
      set(this.status, { text: problem });
      return;
    }
    this.keys.change(command, place, key!);
    this.end(command, place, `${keyText(key!)} is now the key for “${command.does}”.`);
  }

  private begin(command: Command, place: number): void {
    this.listening = { command, place };
    this.show(`Press the new key for “${command.does}”. Esc leaves it as it is.`);
    this.focus(command, place);
  }

  private end(command: Command, place: number, text: string): void {
    this.listening = null;
    this.show(text);
    this.focus(command, place);
  }

  private reset(): void {
    this.listening = null;
    this.keys.reset();
    this.show('Every key is as it was at first.');
  }

  private focus(command: Command, place: number): void {
    this.list.querySelector<HTMLElement>(`[data-command="${command.name}"][data-place="${place}"]`)?.focus();
  }

  private show(text: string): void {
    set(this.status, { text });
    this.resetButton.disabled = !this.keys.isChanged;
    this.list.replaceChildren(...COMMANDS.map((command) => h('div', {}, h('dt', {}, ...this.marks(command)), h('dd', { text: command.does }))));
  }

  private marks(command: Command): HTMLElement[] {
    if (!canChange(command)) return [h('kbd', { class: 'kbd', text: command.keys })];
    const buttons = this.keys.keysOf(command).map((key, place) => {
      const awaited = this.listening?.command === command && this.listening.place === place;
      const text = awaited ? 'Press a key' : keyText(key);
      return h('button', {
        type: 'button', class: 'kbd wb-key', 'data-command': command.name, 'data-place': place, 'aria-pressed': String(awaited),
        'aria-label': `${text}: ${command.does}. Change this key`, text, onClick: () => this.begin(command, place),
      });
    });
    return command.also ? [...buttons, h('span', { class: 'wb-dim', text: command.also })] : buttons;
  }
}
