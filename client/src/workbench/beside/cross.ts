import type { Point } from '../../canvas/view';
import { h, set } from '../../ui/dom';

/** A cross on one image at the place that is pointed at on another. */
export class Cross {
  readonly element = h('div', { class: 'wb-cross', 'aria-hidden': 'true', hidden: true });

  /** @param at in CSS pixels on the canvas; null hides it. */
  show(at: Point | null): void {
    this.element.hidden = at === null;
    if (at) set(this.element, { style: `transform:translate(${Math.round(at.x)}px,${Math.round(at.y)}px)` });
  }
}
