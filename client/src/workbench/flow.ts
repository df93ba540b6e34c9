import { getNextInQueue, getQueue, getToday, type QueueItem } from '../api';
import { askSkipReason } from './dialogs';
import { isGivenOrder, nextImage, type Wanted } from './nextImage';
import { QueueModel } from './queue';
import type { Saving } from './saving';
import type { Place, Workbench } from './workbench';

/** The way through the queue: where we are, what comes next, and what is handed in. */
export class Flow {
  readonly queue = new QueueModel();

  constructor(private readonly bench: Workbench, private readonly place: Place, private readonly saving: Saving) {
    saving.onSubmitted = () => void this.showToday().catch(() => {});
  }

  /** The queue's name for what is open: a series has one for all its slices. */
  get cell(): string {
    const { slices } = this.bench;
    const { imageId } = this.bench.opening;
    return this.queue.cellOf(imageId, slices.indexOf(imageId) < 0 ? null : slices.current!.facts.id);
  }

  async load(): Promise<void> {
    this.queue.load(await getQueue(this.place.project, this.place.queue, this.bench.opening.imageId));
    this.bench.refresh();
    this.prefetchNeighbours();
  }

  /** An image has been opened: its neighbours are fetched, or the next part of the queue. */
  arrived(): void {
    if (this.queue.wantsMore(this.cell)) void this.load().catch(() => {});
    else this.prefetchNeighbours();
  }

  /** Opens an image of the queue, or a series where it was left; the series that is open stays where it is. */
  openCell(item: QueueItem): void {
    if (item.imageId !== this.cell) void this.bench.open(this.bench.slices.imageFor(item));
  }

  step(direction: 1 | -1): void {
    const item = this.queue.neighbour(this.cell, direction);
    if (item) void this.bench.open(this.bench.slices.imageFor(item));
    else this.bench.say(direction > 0 ? 'This is the last image of the queue.' : 'This is the first image of the queue.');
  }

  nextNotStarted(): void {
    void this.goOn(this.cell, 'not-started', 'Every image of the queue has been started.');
  }

  submitNext(): void {
    const { image, timer } = this.bench;
    if (!image?.info.canEdit || !this.isComplete()) return;
    this.bench.finish();
    this.saving.submit(image.info, timer.seconds);
    this.leave('Submitted');
  }

  askSkip(): void {
    const { image, element } = this.bench;
    if (!image?.info.canEdit || !this.isComplete()) return;
    askSkipReason(element, image.info.name, (reason) => {
      this.saving.skip(image.info, reason);
      this.leave('Skipped', `you: ${reason}`);
    });
  }

  /** An image that cannot be shown is left with the reason. */
  report(item: QueueItem, reason: string): void {
    this.saving.skip(item, reason);
    this.leave('Skipped');
  }

  /** Says so when the labels of what is open are not there yet. */
  private isComplete(): boolean {
    const { enabled } = this.bench.drawing;
    if (!enabled) this.bench.say('The labels are still loading. Try again in a moment.');
    return enabled;
  }

  private prefetchNeighbours(): void {
    const { image, images, slices } = this.bench;
    if (!image) return;
    for (const step of [1, -1] as const) {
      const item = this.queue.neighbour(this.cell, step);
      if (item) images.prefetch(slices.imageFor(item));
    }
  }

  private leave(state: string, skipReason: string | null = null): void {
    const { cell } = this;
    this.queue.setState(cell, state, skipReason);
    if (isGivenOrder(this.place.queue)) this.step(1);
    else void this.goOn(cell, 'unfinished', 'The queue is done.');
    this.bench.refresh();
  }

  /** Opens the next image of the whole queue, or says that there is none. */
  private async goOn(cell: string, wanted: Wanted, none: string): Promise<void> {
    const { project, queue } = this.place;
    const item = await nextImage(this.queue, cell, wanted, () => getNextInQueue(project, queue, cell, wanted === 'unfinished'));
    // Somebody went elsewhere while the studio looked.
    if (this.cell !== cell) return;
    if (!item) {
      this.bench.say(none);
      return;
    }
    const isFar = this.queue.indexOf(item.imageId) < 0;
    void this.bench.open(this.bench.slices.imageFor(item));
    if (isFar) void this.load().catch(() => {});
  }

  private async showToday(): Promise<void> {
    this.queue.setToday(await getToday(this.place.project));
    this.bench.refresh();
  }
}
