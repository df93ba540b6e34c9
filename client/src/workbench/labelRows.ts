import type { LabelClass } from '../canvas/palette';
import { h, icon, set } from '../ui/dom';

/** Rows of the table of labels. They stay while what they show changes: hundreds of new elements per stroke would be felt. */
abstract class Row {
  protected readonly share = h('td');
  protected readonly place = h('td');
  protected readonly remove: HTMLButtonElement;
  readonly element: HTMLElement;

  protected constructor(head: HTMLElement | string, onRemove: () => void) {
    this.remove = h('button', { type: 'button', class: 'wb-icon small', onClick: onRemove }, icon('delete'));
    this.element = h('tr', {}, h('th', { scope: 'row' }, head), this.share, this.place, h('td', {}, this.remove));
  }

  protected showFacts(share: string, place: string, removing: string, canEdit: boolean): void {
    set(this.share, { text: share });
    set(this.place, { text: place });
    set(this.remove, { 'aria-label': removing, title: `${removing}. Undo brings it back.`, disabled: !canEdit });
  }
}

/** The pixels of one class. */
export class ClassRow extends Row {
  constructor(readonly of: LabelClass, onRemove: () => void) {
    super(of.name, onRemove);
  }

  show(share: string, place: string, canEdit: boolean): void {
    this.showFacts(share, place, `Remove ${this.of.name} from this image`, canEdit);
  }
}

export interface PlacedObject {
  readonly id: string;
  readonly kind: 'box' | 'point';
  readonly name: string;
  readonly share: string;
  readonly place: string;
}

/** One box or point; which one may change with the image. */
export class ObjectRow extends Row {
  private readonly choose: HTMLElement;
  private shown: PlacedObject | null = null;

  constructor(onChoose: (shown: PlacedObject) => void, onRemove: (shown: PlacedObject) => void) {
    const choose = h('button', { type: 'button', class: 'wb-link', onClick: () => this.shown && onChoose(this.shown) });
    super(choose, () => this.shown && onRemove(this.shown));
    this.choose = choose;
  }

  show(shown: PlacedObject, chosen: boolean, canEdit: boolean): void {
    this.shown = shown;
    set(this.choose, { text: `${shown.name}, ${shown.kind}`, 'aria-pressed': String(chosen) });
    this.showFacts(shown.share, shown.place, `Remove this ${shown.kind}`, canEdit);
  }
}
