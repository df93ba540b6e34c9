import type { Remark } from '../api';
import type { Point } from '../canvas/view';
import { newOp } from '../durability/entry';
import { h, icon, set } from '../ui/dom';
import type { Pin } from './objectLayer';
import { pinsOf, remarksOf, threadsOf, type Thread } from './remarks';
import type { Workbench } from './workbench';

const LONGEST = 2000;

/** What was said about places of the image, and the words that are being written. */
export class RemarkPanel {
  private readonly list = h('ol', { class: 'wb-remarks' });
  private readonly text = h('textarea', { class: 'wb-search', rows: 2, maxlength: LONGEST, 'aria-label': 'Remark' });
  private readonly note = h('span', { class: 'wb-dim' });
  private readonly form: HTMLFormElement;
  private active: string | null = null;
  private draft: { readonly imageId: string; readonly at: Point } | null = null;
  private shown = '';
  readonly element: HTMLElement;

  /** @param author name of the signed-in person. */
  constructor(private readonly bench: Workbench, private readonly author: string) {
    this.form = h('form', { class: 'wb-remark-form', onSubmit: (event: Event) => this.save(event) }, this.note, this.text,
      h('div', { class: 'wb-actions' }, h('button', { type: 'button', class: 'wb-button small', text: 'Cancel', onClick: () => this.stop() }),
        h('button', { class: 'wb-button small primary', text: 'Save remark' })));
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey) this.form.requestSubmit();
      else if (event.key === 'Escape') this.stop();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.element = h('section', { class: 'wb-review', hidden: true }, h('div', { class: 'wb-title' }, h('h2', { text: 'Remarks' })), this.list, this.form);
  }

  /** Begins a remark at a place of the open image. */
  begin(at: Point): void {
    this.draft = { imageId: this.bench.image!.info.imageId, at };
    this.active = null;
    this.text.value = '';
    this.bench.refresh();
    this.element.hidden = this.form.hidden = false;
    this.text.focus();
  }

  pins(): Pin[] {
    const { image } = this.bench;
    if (!image) return [];
    return pinsOf(this.threads(), this.active, this.draft?.imageId === image.info.imageId ? this.draft.at : null);
  }

  update(): void {
    const { image, classes } = this.bench;
    if (!image) return;
    const threads = this.threads();
    const here = this.draft?.imageId === image.info.imageId;
    const writes = here || (this.active !== null && image.info.canEdit);
    this.element.hidden = threads.length === 0 && !here;
    this.form.hidden = !writes;
    set(this.note, { text: here ? `Pin ${threads.length + 1}` : 'Answer' });
    set(this.text, { placeholder: here ? 'What is to be seen here?' : 'Answer' });
    const facts = JSON.stringify([image.info.imageId, threads, this.active, classes.length]);
    if (facts === this.shown) return;
    this.shown = facts;
    this.list.replaceChildren(...threads.map((thread) => this.thread(thread)));
  }

  private threads(): Thread[] {
    return threadsOf(remarksOf(this.bench.image!, this.author));
  }

  private thread({ number, root, answers }: Thread): HTMLElement {
    const pin = h('button', { type: 'button', class: 'wb-pin', 'aria-pressed': String(root.id === this.active), onClick: () => this.open(root) },
      icon('location_on'), `Pin ${number}`);
    return h('li', {}, this.remark(root), ...answers.map((each) => this.remark(each)), pin);
  }

  private remark(remark: Remark): HTMLElement {
    const label = 'Remove this remark';
    const remove = remark.isOwn
      ? h('button', { type: 'button', class: 'wb-icon small', 'aria-label': label, title: `${label}. Undo brings it back.`, onClick: () => this.remove(remark.id) }, icon('delete'))
      : null;
    return h('div', { class: 'wb-remark' }, h('span', { class: 'wb-initials', 'aria-hidden': 'true', text: remark.initials }),
      h('div', {}, h('strong', { text: remark.author }), ' ', h('span', { class: 'wb-dim', title: remark.createdAt, text: timeText(remark.createdAt, new Date()) }), h('p', { text: remark.text })), remove);
  }

  /** Shows the place of a remark, and lets it be answered. */
  private open(root: Remark): void {
    this.active = this.active === root.id ? null : root.id;
    this.draft = null;
    this.text.value = '';
    if (this.active) this.bench.display.viewer.engine.centreOn({ x: root.x, y: root.y });
    this.bench.refresh();
  }

  private save(event: Event): void {
    event.preventDefault();
    const text = this.text.value.trim();
    const { image, objects } = this.bench;
    if (!text || !image) return;
    const answered = this.threads().find(({ root }) => root.id === this.active)?.root;
    const at = this.draft?.imageId === image.info.imageId ? this.draft.at : answered;
    if (!at) return;
    objects.change('remark', [{ id: newOp(), value: { kind: 'remark', x: at.x, y: at.y, text, replyTo: this.draft ? null : answered!.id } }]);
    this.stop();
  }

  private remove(id: string): void {
    if (this.bench.drawing.mayEdit()) this.bench.objects.change('remove', [{ id, value: null }]);
  }

  private stop(): void {
    this.draft = null;
    this.active = null;
    this.text.value = '';
    this.bench.refresh();
    this.bench.focusCanvas();
  }
}

/** "09:12" today, else "14 Nov 09:12". */
export function timeText(iso: string, now: Date): string {
  const time = new Date(iso);
  const clock = time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (time.toDateString() === now.toDateString()) return clock;
  return `${time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock}`;
}
