import { h, icon, set } from '../ui/dom';
import type { Workbench } from './workbench';

/** What can be done with the chosen box or point. */
export class ObjectOptions {
  private readonly facts = h('p', { class: 'wb-hint' });
  private readonly choice = h('select', { 'aria-label': 'Class of what is chosen', onChange: () => this.bench.objects.reclass(Number(this.choice.value)) });
  private readonly remove: HTMLButtonElement;
  private readonly duplicate: HTMLButtonElement;
  private classes: readonly unknown[] = [];
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    const press = (key: string, shift: boolean) => (): void => void bench.objects.tool?.key(key, { shift, alt: false });
    this.duplicate = h('button', { type: 'button', class: 'wb-icon small', title: 'Duplicate (Shift D)', 'aria-label': 'Duplicate', onClick: press('D', true) }, icon('content_copy'));
    this.remove = h('button', { type: 'button', class: 'wb-icon small', title: 'Remove (Delete)', 'aria-label': 'Remove', onClick: press('Delete', false) }, icon('delete'));
    this.element = h('div', { class: 'wb-chosen' }, this.facts, h('div', { class: 'wb-row' }, this.choice, this.duplicate, this.remove));
  }

  update(): void {
    const { objects, classes, image, settings } = this.bench;
    const chosen = image && (settings.now.tool === 'box' || settings.now.tool === 'point') ? objects.selectedObject : null;
    this.element.hidden = chosen === null;
    if (!chosen || !image || !('classIndex' in chosen)) return;
    if (this.classes !== classes) {
      this.classes = classes;
      this.choice.replaceChildren(...classes.filter((each) => each.index > 0).map((each) => h('option', { value: each.index, text: each.name })));
    }
    this.choice.value = String(chosen.classIndex);
    this.choice.disabled = this.remove.disabled = !image.info.canEdit || !objects.mayTouch(chosen.classIndex);
    this.duplicate.hidden = chosen.kind !== 'box';
    set(this.facts, { text: chosen.kind === 'box' ? sizeText(chosen, image.info.spacingMm) : 'The chosen point. Drag it, or move it with Shift and the arrows.' });
  }
}

/** "42.0 × 18.5 px · 12.6 × 5.6 mm" */
export function sizeText(box: { left: number; top: number; right: number; bottom: number }, spacingMm: readonly [number, number] | null): string {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const text = `${width.toFixed(1)} × ${height.toFixed(1)} px`;
  return spacingMm ? `${text} · ${(width * spacingMm[1]).toFixed(1)} × ${(height * spacingMm[0]).toFixed(1)} mm` : text;
}
