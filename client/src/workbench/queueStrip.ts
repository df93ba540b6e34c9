import type { QueueItem } from '../api';
import type { LabelClass } from '../canvas/palette';
import { h, icon, set, setIcon, svg } from '../ui/dom';
import { stateIcon, stateWord } from './queue';
import type { Workbench } from './workbench';
import { LONGEST_PAUSE_MS } from './workTime';
import { clockText } from './workTimer';

/** The images of the queue as thumbnails with outlines, and how far the work is. */
export class QueueStrip {
  private readonly title = h('h2');
  private readonly figures = h('p', { class: 'wb-dim' });
  private readonly bar = h('div', { class: 'wb-bar', role: 'progressbar', 'aria-label': 'Images of the queue that are done' }, h('i'));
  private readonly list = h('ul', { class: 'wb-thumbs' });
  private readonly timer = h('div', {
    class: 'wb-timer', role: 'timer', text: clockText(0), title: `Time on this image or series. A pause counts for ${LONGEST_PAUSE_MS / 1000} s at most.`,
  });
  private readonly today = h('div', { class: 'wb-today' });
  private readonly fold: HTMLButtonElement;
  private cells = new Map<string, { item: QueueItem; element: HTMLElement; button: HTMLButtonElement }>();
  private current = '';
  private todayShown = '';
  private scrolling = 0;
  private drawnWith: readonly LabelClass[] = [];
  readonly element: HTMLElement;

  constructor(private readonly bench: Workbench) {
    this.fold = h('button', { type: 'button', class: 'wb-icon', onClick: () => bench.settings.update({ queueFolded: !bench.settings.now.queueFolded }) }, icon('expand_more'));
    bench.timer.onTick = (seconds) => set(this.timer, { text: clockText(seconds) });
    bench.keys.label(this.fold, 'Show or fold the queue', 'queue');
    this.element = h('section', { class: 'wb-queue', 'aria-label': 'Queue', tabindex: '-1' },
      h('div', { class: 'wb-progress' }, this.title, this.figures, this.bar), this.list, h('div', { class: 'wb-work' }, this.timer, this.today), this.fold);
  }

  update(): void {
    const { image, settings } = this.bench;
    const { queue } = this.bench.flow;
    const { title, done, left, todayCount, todaySecondsEach } = queue.figures;
    set(this.title, { text: title });
    set(this.figures, { text: `${done} done · ${left} left` });
    const percent = done + left > 0 ? Math.round((100 * done) / (done + left)) : 0;
    set(this.bar, { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 });
    set(this.bar.firstElementChild!, { style: `width:${percent}%` });
    this.showToday(todayCount, todaySecondsEach);
    const folded = settings.now.queueFolded;
    setIcon(this.fold.firstElementChild!, folded ? 'expand_less' : 'expand_more');
    set(this.fold, { 'aria-label': folded ? 'Show the queue' : 'Fold the queue', 'aria-expanded': String(!folded) });
    this.showItems(queue.items, image ? this.bench.flow.cell : '');
  }

  private showToday(count: number, seconds: number): void {
    const each = seconds >= 60 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s each` : `${Math.round(seconds)} s each`;
    const lines = count > 0 ? [`Today ${count} ${count === 1 ? 'image' : 'images'}`, ...(seconds > 0 ? [each] : [])] : [];
    if (lines.join() === this.todayShown) return;
    this.todayShown = lines.join();
    this.today.replaceChildren(...lines.map((text, i) => h('div', { class: i > 0 ? 'wb-dim' : '', text })));
  }

  private showItems(items: readonly QueueItem[], current: string): void {
    if (this.drawnWith !== this.bench.classes) {
      this.drawnWith = this.bench.classes;
      this.cells.clear();
    }
    const known = items.length === this.cells.size && items.every((item) => this.cells.get(item.imageId)?.item === item);
    if (!known) {
      const before = this.cells;
      this.cells = new Map(items.map((item) => {
        const old = before.get(item.imageId);
        return [item.imageId, old?.item === item ? old : this.cell(item)];
      }));
      this.list.replaceChildren(...[...this.cells.values()].map((cell) => cell.element));
      this.current = '';
    }
    if (this.current === current) return;
    this.current = current;
    for (const [imageId, { button }] of this.cells) set(button, { 'aria-current': imageId === current ? 'true' : false });
    // After the frame in which the image appears: scrolling waits for the layout of the whole page.
    clearTimeout(this.scrolling);
    this.scrolling = window.setTimeout(() => this.cells.get(current)?.element.scrollIntoView({ block: 'nearest', inline: 'center' }), 60);
  }

  private cell(item: QueueItem): { item: QueueItem; element: HTMLElement; button: HTMLButtonElement } {
    const slices = item.sliceCount > 1 ? `${item.sliceCount} slices` : '';
    const label = [item.name, slices, stateWord(item.state), item.skipReason && `skipped by ${item.skipReason}`].filter(Boolean).join(', ');
    const mark = stateIcon(item.state);
    const button = h('button', { type: 'button', class: 'wb-thumb', 'aria-label': label, title: label, onClick: () => this.bench.flow.openCell(item) },
      h('img', { src: item.thumbnailUrl, alt: '', loading: 'lazy', decoding: 'async' }),
      outlines(item, this.bench.classes) as unknown as HTMLElement,
      slices && h('span', { class: 'wb-count', 'aria-hidden': 'true', text: String(item.sliceCount) }),
      mark && h('span', { class: `wb-mark wb-mark-${mark}` }, icon(mark)));
    return { item, element: h('li', {}, button), button };
  }
}

function outlines(item: QueueItem, classes: readonly LabelClass[]): SVGElement {
  const picture = svg('svg', { viewBox: `0 0 ${item.columns} ${item.rows}`, preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': 'true' });
  const dashed = stateWord(item.state) === 'Suggested' ? 'suggested' : '';
  for (const { classIndex, path } of item.outlines) {
    const stroke = classes.find((each) => each.index === classIndex)?.color ?? '#fff';
    picture.append(svg('path', { d: path, class: 'case' }), svg('path', { d: path, stroke, class: dashed }));
  }
  return picture;
}
