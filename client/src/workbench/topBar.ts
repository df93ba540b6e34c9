import { h, icon, set, setIcon } from '../ui/dom';
import type { SavedState } from '../durability/savedState';
import { LookMenu } from './lookMenu';
import { WindowMenu } from './windowMenu';
import type { Workbench } from './workbench';

const SAVED_ICONS: Record<SavedState['kind'], string> = {
  saved: 'cloud_done', saving: 'cloud_sync', offline: 'cloud_off', 'signed-out': 'login', problem: 'warning',
};

/** Image and place in the queue, windows, saved state, and the one main action. */
export class TopBar {
  private readonly name = h('h1');
  private readonly detail = h('span', { class: 'wb-detail' });
  private readonly place = h('span', { class: 'wb-place' });
  private readonly previous: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  readonly windows: WindowMenu;
  readonly look: LookMenu;
  private readonly invert: HTMLButtonElement;
  private readonly beside: HTMLButtonElement;
  private readonly savedIcon = icon('cloud_done');
  private readonly savedText = h('span');
  private readonly saved = h('span', { class: 'wb-saved', role: 'status' }, this.savedIcon, this.savedText);
  private readonly signIn: HTMLButtonElement;
  private readonly skip: HTMLButtonElement;
  private readonly submitText = h('span', { text: 'Submit, next' });
  private readonly submit: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.previous = iconButton('chevron_left', 'Previous image', () => bench.flow.step(-1));
    this.next = iconButton('chevron_right', 'Next image', () => bench.flow.step(1));
    this.invert = iconButton('invert_colors', 'Invert', () => bench.seeing.toggleInvert());
    bench.keys.label(this.previous, 'Previous image', 'step', 0);
    bench.keys.label(this.next, 'Next image', 'step', 1);
    bench.keys.label(this.invert, 'Invert', 'invert');
    this.windows = new WindowMenu(bench);
    this.look = new LookMenu(bench);
    this.beside = iconButton('splitscreen_right', 'Side by side', () => bench.seeing.toggleBeside());
    bench.keys.label(this.beside, 'Side by side', 'side-by-side');
    this.signIn = h('button', { class: 'wb-button', type: 'button', text: 'Sign in', hidden: true, onClick: () => bench.signIn() });
    this.skip = h('button', { class: 'wb-button', type: 'button', text: 'Skip', onClick: () => bench.flow.askSkip() });
    bench.keys.label(this.skip, 'Skip with a reason', 'skip');
    this.submit = h('button', { class: 'wb-button primary', type: 'button', title: 'Submit and open the next image (Enter)', onClick: () => bench.flow.submitNext() },
      this.submitText, h('kbd', { class: 'kbd', 'aria-hidden': 'true', text: '↵' }));
    const back = h('a', { class: 'wb-icon', href: bench.imagesUrl, 'aria-label': 'Back to the images', title: 'Back to the images' }, icon('arrow_back'));
    this.element = h('section', { class: 'wb-top', 'aria-label': 'Image, window and saving' }, back, this.name, this.detail, this.previous, this.place, this.next,
      h('span', { class: 'wb-grow' }), h('span', { class: 'wb-wide wb-dim', 'aria-hidden': 'true', text: 'Window' }), this.windows.element, this.invert, this.look.popover.element, this.beside,
      iconButton('keyboard', 'Keys (?)', () => bench.showKeys()), this.saved, this.signIn, this.skip, this.submit);
  }

  update(): void {
    const { image, settings } = this.bench;
    const { slices } = this.bench;
    const { queue, cell } = this.bench.flow;
    const index = image ? queue.indexOf(cell) : -1;
    set(this.name, { text: image?.info.name ?? '' });
    set(this.detail, { text: image ? [image.info.patient, image.info.series?.name, image.info.detail].filter(Boolean).join(' · ') : '' });
    set(this.place, { text: image ? queue.placeOf(cell) : '' });
    this.previous.disabled = index <= 0;
    this.next.disabled = index < 0 || index >= queue.items.length - 1;
    this.windows.update();
    this.look.update();
    set(this.invert, { 'aria-pressed': String(settings.now.inverted) });
    set(this.beside, { 'aria-pressed': String(settings.now.beside) });
    set(this.submitText, { text: slices.count > 1 ? `Submit ${slices.count} slices, next` : 'Submit, next' });
    const editable = image?.info.canEdit === true;
    for (const button of [this.skip, this.submit]) {
      button.disabled = !editable;
      if (image && !editable) button.title = 'You can look at this image, but not label it.';
    }
  }

  /** Returns false when nothing was open. */
  closeMenus(): boolean {
    return [this.windows.popover, this.look.popover].filter((popover) => popover.close()).length > 0;
  }

  showSaved(state: SavedState): void {
    setIcon(this.savedIcon, SAVED_ICONS[state.kind]);
    set(this.savedText, { text: state.text });
    set(this.saved, { 'data-kind': state.kind, title: state.text });
    this.signIn.hidden = state.kind !== 'signed-out';
  }
}

export function iconButton(name: string, label: string, onClick: () => void): HTMLButtonElement {
  return h('button', { class: 'wb-icon', type: 'button', 'aria-label': label, title: label, onClick }, icon(name));
}
