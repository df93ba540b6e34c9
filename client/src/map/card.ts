import { h, set } from '../ui/dom';
import type { HeldPicture } from './pictures';
import type { Spot } from './view';

const GAP = 14;
const WIDTH = 180;
const HEIGHT = 230;

/** The picture of one point, its name and what is known of it, beside the point. */
export class Card {
  readonly element = h('div', { class: 'map-card', hidden: true });
  private readonly image = h('img', { alt: '' });
  private readonly name = h('strong', { class: 'ellipsis' });
  private readonly facts = h('span', { class: 'text-2' });

  constructor() {
    this.element.append(this.image, this.name, this.facts);
  }

  show(picture: HeldPicture | null, facts: string, at: Spot, stage: { width: number; height: number }): void {
    set(this.element, { hidden: false });
    set(this.name, { text: picture?.name ?? '…' });
    set(this.facts, { text: facts });
    if (!picture) this.image.removeAttribute('src');
    else if (this.image.getAttribute('src') !== picture.thumbnailUrl) this.image.src = picture.thumbnailUrl;
    const left = at.x + GAP + WIDTH > stage.width ? at.x - GAP - WIDTH : at.x + GAP;
    const top = Math.max(0, Math.min(at.y + GAP, stage.height - HEIGHT));
    this.element.style.transform = `translate(${Math.max(0, left)}px, ${top}px)`;
  }

  hide(): void {
    set(this.element, { hidden: true });
  }
}
