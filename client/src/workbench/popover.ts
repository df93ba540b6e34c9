import { h, set } from '../ui/dom';

/** A button with a panel below it that stays open while somebody tries what is in it. */
export class Popover {
  readonly element: HTMLElement;
  private readonly panel: HTMLElement;

  /** @param label of the panel. @param opened is called before it shows. */
  constructor(private readonly button: HTMLButtonElement, label: string, content: HTMLElement, private readonly opened: () => void = () => {}) {
    this.panel = h('div', { class: 'wb-pop-panel', role: 'group', 'aria-label': label, hidden: true }, content);
    this.element = h('span', { class: 'wb-pop' }, button, this.panel);
    set(button, { 'aria-expanded': 'false' });
    button.addEventListener('click', () => this.toggle());
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOpen) return;
      event.stopPropagation();
      this.close();
      button.focus();
    });
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** @param focus whether the first control takes the keys. */
  open(focus = false): void {
    this.opened();
    this.panel.hidden = false;
    set(this.button, { 'aria-expanded': 'true' });
    document.addEventListener('pointerdown', this.outside, true);
    if (focus) this.panel.querySelector<HTMLElement>('button, input')?.focus();
  }

  /** Returns false when it was closed already. */
  close(): boolean {
    if (!this.isOpen) return false;
    this.panel.hidden = true;
    set(this.button, { 'aria-expanded': 'false' });
    document.removeEventListener('pointerdown', this.outside, true);
    return true;
  }

  private readonly outside = (event: Event): void => {
    const target = event.target as Element;
    // What was opened from here, as a question for a name, belongs to it.
    if (!this.element.contains(target) && !target.closest('dialog')) this.close();
  };
}
