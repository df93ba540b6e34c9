import { h } from '../ui/dom';

const SHOWN_MS = 5000;

/** Short words for everybody: read aloud by screen readers, some also shown at the bottom left for a while. */
export class LiveRegion {
  private readonly spoken = h('div', { class: 'wb-hidden', 'aria-live': 'polite' });
  private readonly toast = h('div', { class: 'wb-toast', hidden: true, 'aria-hidden': 'true' });
  private timer = 0;
  readonly element = h('div', {}, this.spoken, this.toast);

  say(text: string): void {
    this.spoken.textContent = text;
  }

  show(text: string): void {
    this.say(text);
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.toast.hidden = true), SHOWN_MS);
  }
}
