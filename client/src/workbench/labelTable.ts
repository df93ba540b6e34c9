import type { ClassSets } from '../canvas/classSets';
import type { LabelClass } from '../canvas/palette';
import { areaOf } from '../labels/boxes';
import type { BoxObject, ObjectSet, PointObject } from '../labels/objects';
import { h, set } from '../ui/dom';
import { shareText } from './classList';
import { ClassRow, ObjectRow, type PlacedObject } from './labelRows';
import type { Workbench } from './workbench';

/** The table is no place to follow a stroke: it is brought up to date when nothing has changed for a moment. */
const REST_MS = 120;
/** A table of hundreds of boxes is no help and slow. */
const MOST_ROWS = 100;

/** What is drawn on the image as a table: the same facts for people who do not see the canvas. */
export class LabelTable {
  private readonly body = h('tbody');
  private readonly empty = h('p', { class: 'wb-hint' });
  private readonly table = h('table', { class: 'wb-labels', hidden: true, 'aria-label': 'Labels on this image' },
    h('thead', {}, h('tr', {}, ...['Class', 'Share', 'Place'].map((text) => h('th', { scope: 'col', text })), h('td'))), this.body);
  private readonly more = h('p', { class: 'wb-hint', hidden: true });
  private readonly classRows = new Map<LabelClass, ClassRow>();
  private readonly objectRows: ObjectRow[] = [];
  private timer = 0;
  private shown = '';
  private shownObjects: ObjectSet | null = null;
  readonly element = h('div', {}, h('div', { class: 'wb-title' }, h('h2', { text: 'On this image' })), this.empty, this.table, this.more);

  constructor(private readonly bench: Workbench) {}

  update(): void {
    const { image, drawing } = this.bench;
    if (!image) return;
    const { counts, labels, objects } = image.labels;
    const anything = counts[0] < labels.length || objects.ofKind('box').length + objects.ofKind('point').length > 0;
    set(this.empty, { text: drawing.enabled ? 'Nothing is labelled on this image yet.' : 'The labels are loading.', hidden: drawing.enabled && anything });
    const facts = `${image.info.imageId} ${image.info.canEdit} ${objects.version} ${this.bench.objects.selected} ${counts.join()}`;
    if (facts === this.shown && objects === this.shownObjects) return;
    this.shown = facts;
    this.shownObjects = objects;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fill(), REST_MS);
  }

  private fill(): void {
    const { image, classes } = this.bench;
    if (!image) return;
    const { counts, objects } = image.labels;
    const placed = [...objects.ofKind('box'), ...objects.ofKind('point')];
    const present = classes.filter((each) => each.index > 0 && counts[each.index] > 0);
    this.table.hidden = present.length + placed.length === 0;
    const places = placesOf(image.labels.labels, image.labels.sets, image.info.rows, image.info.columns);
    const { canEdit } = image.info;
    const rows = [
      ...present.map((each) => {
        const row = this.classRow(each);
        row.show(shareText(counts[each.index], image.labels.labels.length), places.get(each.index) ?? '', canEdit);
        return row;
      }),
      ...placed.slice(0, MOST_ROWS).map(([id, value], i) => {
        const row = (this.objectRows[i] ??= this.objectRow());
        row.show(this.placed(id, value), this.bench.objects.selected === id, canEdit);
        return row;
      }),
    ].map((row) => row.element);
    const { children } = this.body;
    if (rows.length !== children.length || rows.some((row, i) => row !== children[i])) this.body.replaceChildren(...rows);
    set(this.more, { text: `${placed.length - MOST_ROWS} more: the keys , and . go through all of them.`, hidden: placed.length <= MOST_ROWS });
  }

  private classRow(each: LabelClass): ClassRow {
    const row = this.classRows.get(each) ?? new ClassRow(each, () => this.bench.drawing.clearClass(each.index));
    this.classRows.set(each, row);
    return row;
  }

  private objectRow(): ObjectRow {
    const { bench } = this;
    return new ObjectRow(
      ({ id, kind }) => {
        bench.chooseTool(kind);
        bench.objects.select(id);
      },
      // The table may still show the image before.
      ({ id }) => bench.image?.labels.objects.get(id) && bench.drawing.mayEdit() && bench.objects.change('remove', [{ id, value: null }]),
    );
  }

  private placed(id: string, value: BoxObject | PointObject): PlacedObject {
    const { rows, columns } = this.bench.image!.info;
    const name = this.bench.classes.find((each) => each.index === value.classIndex)?.name ?? '';
    const [x, y] = value.kind === 'box' ? [(value.left + value.right) / 2, (value.top + value.bottom) / 2] : [value.x, value.y];
    return { id, kind: value.kind, name, share: value.kind === 'box' ? shareText(areaOf(value), rows * columns) : '', place: placeOf(x / columns, y / rows) };
  }
}

const STRIDE = 4;

/** Of columns, of rows, and how many. */
type Sum = [number, number, number];

/** Where the middle of each class lies, in words; every fourth pixel of every fourth row is enough for that. */
export function placesOf(labels: Uint8Array | Uint32Array, sets: ClassSets | null, rows: number, columns: number): Map<number, string> {
  const byCode = new Map<number, Sum>();
  for (let y = 0; y < rows; y += STRIDE) {
    let last = 0;
    let sum: Sum = [0, 0, 0];
    for (let x = 0; x < columns; x += STRIDE) {
      const code = labels[y * columns + x];
      if (code === 0) continue;
      if (code !== last) {
        last = code;
        sum = byCode.get(code) ?? [0, 0, 0];
        byCode.set(code, sum);
      }
      sum[0] += x;
      sum[1] += y;
      sum[2]++;
    }
  }
  const sums = new Map<number, Sum>();
  for (const [code, [x, y, n]] of byCode) {
    for (const value of sets?.classesOf(code) ?? [code]) {
      const sum = sums.get(value) ?? [0, 0, 0];
      sums.set(value, [sum[0] + x, sum[1] + y, sum[2] + n]);
    }
  }
  return new Map([...sums].map(([value, [x, y, n]]) => [value, placeOf(x / n / columns, y / n / rows)]));
}

function placeOf(x: number, y: number): string {
  const third = (value: number, words: readonly [string, string, string]): string => words[Math.min(2, Math.floor(value * 3))];
  const vertical = third(y, ['top', '', 'bottom']);
  const horizontal = third(x, ['left', '', 'right']);
  return [vertical, horizontal].filter(Boolean).join(' ') || 'middle';
}
