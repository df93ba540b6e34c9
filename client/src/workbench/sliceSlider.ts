import { h, set } from '../ui/dom';

/** The place in a series as a slim bar at the viewer's edge: the first slice at the top. Its keys are the workbench's. */
export class SliceSlider {
  private readonly thumb = h('i');
  readonly element = h('div', {
    class: 'wb-slices', role: 'slider', tabindex: '0', 'aria-label': 'Slice', 'aria-orientation': 'vertical', hidden: true,
  }, this.thumb);
  private count = 0;

  /** @param go is called with the place somebody points at, from 0. */
  constructor(private readonly go: (index: number) => void) {
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      this.point(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) this.point(event);
    });
  }

  /** @param count slices; 0 for no series. */
  show(index: number, count: number): void {
    this.count = count;
    this.element.hidden = count === 0;
    if (count === 0) return;
    set(this.element, { 'aria-valuemin': 1, 'aria-valuemax': count, 'aria-valuenow': index + 1, 'aria-valuetext': `Slice ${index + 1} of ${count}` });
    set(this.thumb, { style: `top:${((100 * index) / Math.max(1, count - 1)).toFixed(2)}%` });
  }

  private point(event: PointerEvent): void {
    const box = this.element.getBoundingClientRect();
    const share = (event.clientY - box.top) / Math.max(1, box.height);
    this.go(Math.round(Math.min(1, Math.max(0, share)) * (this.count - 1)));
    event.preventDefault();
  }
}
