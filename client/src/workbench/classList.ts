import type { LabelClass } from '../canvas/palette';
import type { ObjectSet } from '../labels/objects';
import { h, icon, set, setIcon, swatch } from '../ui/dom';
import type { Workbench } from './workbench';

const SEARCH_FROM = 10;

interface Row {
  readonly each: LabelClass;
  readonly element: HTMLElement;
  readonly choose: HTMLButtonElement;
  readonly share: HTMLElement;
  readonly eye: HTMLButtonElement | null;
  readonly lock: HTMLButtonElement | null;
  /** What the row shows, so that only rows that differ are touched: there may be hundreds. */
  facts: string;
}

/** The classes of the project with their share of the image, eye and lock. */
export class ClassList {
  private readonly list = h('ul', { class: 'wb-class-list' });
  private readonly search = h('input', { type: 'search', class: 'wb-search', placeholder: 'Find a class', 'aria-label': 'Find a class', hidden: true, onInput: () => this.filter() });
  private readonly unit = h('span', { class: 'wb-dim' });
  private rows: Row[] = [];
  private shown: readonly LabelClass[] = [];
  readonly element = h('div', { class: 'wb-class-box' },
    h('div', { class: 'wb-title' }, h('h2', { text: 'Classes' }), this.unit), this.search, this.list);

  constructor(private readonly bench: Workbench) {}

  update(): void {
    const { image, settings } = this.bench;
    if (!image) return;
    if (this.bench.classes !== this.shown) this.build();
    const { activeClass, hidden, locked } = settings.now;
    const pixels = image.info.rows * image.info.columns;
    const boxes = image.info.task === 'detection' ? countBoxes(image.labels.objects) : null;
    set(this.unit, { text: boxes ? 'boxes' : 'share of image' });
    for (const row of this.rows) {
      const { each, element, choose, share, eye, lock } = row;
      const facts = [each.index === activeClass, boxes ? boxes.get(each.index) : image.labels.counts[each.index] / pixels, hidden.includes(each.index), locked.includes(each.index)].join();
      if (facts === row.facts) continue;
      row.facts = facts;
      set(element, { 'data-active': String(each.index === activeClass) });
      set(choose, { 'aria-pressed': String(each.index === activeClass) });
      set(share, { text: boxes ? boxText(each.index, boxes) : shareText(image.labels.counts[each.index], pixels) });
      if (eye) toggle(eye, !hidden.includes(each.index), 'visibility', 'visibility_off', `${each.name} is shown`, 'Shift click: only this one');
      if (lock) toggle(lock, locked.includes(each.index), 'lock', 'lock_open', `${each.name} is locked`, 'Shift click: lock all others');
    }
  }

  focusSearch(): void {
    if (!this.search.hidden) this.search.focus();
  }

  private build(): void {
    this.shown = this.bench.classes;
    this.search.hidden = this.shown.length < SEARCH_FROM;
    this.rows = this.shown.map((each) => this.row(each));
    this.list.replaceChildren(...this.rows.map((row) => row.element));
  }

  private row(each: LabelClass): Row {
    const { settings } = this.bench;
    const share = h('span', { class: 'wb-share' });
    const background = each.index === 0;
    const choose = h('button', { type: 'button', class: 'wb-class-choose', onClick: () => settings.chooseClass(each.index) },
      each.key ? h('kbd', { class: 'kbd', text: each.key }) : h('span', { class: 'kbd empty' }),
      background ? h('span', { class: 'sw sw-none', 'aria-hidden': 'true' }) : swatch(each.color, each.pattern), h('span', { class: 'wb-class-name', text: each.name }), share);
    const eye = background ? null : h('button', { type: 'button', class: 'wb-icon small', onClick: (event: MouseEvent) => this.toggleOne(event, 'hidden', each.index) }, icon('visibility'));
    const lock = background ? null : h('button', { type: 'button', class: 'wb-icon small', onClick: (event: MouseEvent) => this.toggleOne(event, 'locked', each.index) }, icon('lock_open'));
    return { each, element: h('li', {}, choose, eye, lock), choose, share, eye, lock, facts: '' };
  }

  /** With Shift it is about all the others: only this one is shown, or only this one is open. */
  private toggleOne(event: MouseEvent, list: 'hidden' | 'locked', index: number): void {
    if (event.shiftKey) this.bench.onlyClass(list, index);
    else this.bench.settings.toggle(list, index);
  }

  private filter(): void {
    const wanted = this.search.value.trim().toLowerCase();
    for (const { each, element } of this.rows) element.hidden = !each.name.toLowerCase().includes(wanted);
  }
}

function toggle(button: HTMLButtonElement, on: boolean, iconOn: string, iconOff: string, label: string, more: string): void {
  setIcon(button.firstElementChild!, on ? iconOn : iconOff);
  set(button, { 'aria-pressed': String(on), 'aria-label': label, title: `${label}. ${more}` });
}

function countBoxes(objects: ObjectSet): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [, box] of objects.ofKind('box')) counts.set(box.classIndex, (counts.get(box.classIndex) ?? 0) + 1);
  return counts;
}

function boxText(index: number, counts: ReadonlyMap<number, number>): string {
  return index === 0 ? '' : String(counts.get(index) ?? 0);
}

/** One decimal; something that is there is never called 0.0. */
export function shareText(pixels: number, all: number): string {
  const percent = (100 * pixels) / all;
  return pixels > 0 && percent < 0.05 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}
