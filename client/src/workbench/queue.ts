import type { Queue, QueueItem, Today } from '../api';
import type { Wanted } from './nextImage';

/** States are compared without regard to case, spaces or dashes: "Not started", "not-started" and "NotStarted" agree. */
function normal(state: string): string {
  return state.toLowerCase().replace(/[^a-z]/g, '');
}

const FINISHED = new Set(['submitted', 'inreview', 'accepted', 'skipped', 'excluded']);
const WORDS: Record<string, string> = {
  notstarted: 'Not started', started: 'Started', inprogress: 'In progress', suggested: 'Suggested', submitted: 'Submitted',
  inreview: 'In review', returned: 'Returned', accepted: 'Accepted', skipped: 'Skipped', excluded: 'Excluded',
};
const ICONS: Record<string, string> = { submitted: 'check', inreview: 'check', accepted: 'check', returned: 'reply', suggested: 'auto_awesome', skipped: 'remove' };

export function isFinished(state: string): boolean {
  return FINISHED.has(normal(state));
}

export function stateWord(state: string): string {
  return WORDS[normal(state)] ?? state;
}

export function stateIcon(state: string): string | null {
  return ICONS[normal(state)] ?? null;
}

/** Images left in the part of the queue at hand when the next part is fetched. */
const MARGIN = 10;

/** The images to work through, in order, and where in them we are. */
export class QueueModel {
  private queue: Queue = { title: '', items: [], offset: 0, total: 0, done: 0, left: 0, todayCount: 0, todaySecondsEach: 0 };

  get items(): readonly QueueItem[] {
    return this.queue.items;
  }

  get figures(): Queue {
    return this.queue;
  }

  load(queue: Queue): void {
    this.queue = queue;
  }

  indexOf(imageId: string): number {
    return this.items.findIndex((item) => item.imageId === imageId);
  }

  /** Name of the cell in which an image stands: its own, or that of its series. Its own name when neither is there. */
  cellOf(imageId: string, seriesId: string | null): string {
    if (this.indexOf(imageId) >= 0 || seriesId === null) return imageId;
    return this.items.find((item) => item.seriesId === seriesId)?.imageId ?? imageId;
  }

  /** "7 of 18", empty when the image is not in the queue. */
  placeOf(imageId: string): string {
    const index = this.indexOf(imageId);
    return index < 0 ? '' : `${this.queue.offset + index + 1} of ${this.queue.total}`;
  }

  /** Whether the image lies so near an end of the part at hand that the next part should be fetched. */
  wantsMore(imageId: string): boolean {
    const index = this.indexOf(imageId);
    const { items, offset, total } = this.queue;
    const before = index < MARGIN && offset > 0;
    const after = index >= items.length - MARGIN && offset + items.length < total;
    return index >= 0 && (before || after);
  }

  neighbour(imageId: string, step: 1 | -1): QueueItem | null {
    const index = this.indexOf(imageId);
    return index < 0 ? null : (this.items[index + step] ?? null);
  }

  /** Whether every image of the queue is at hand. */
  get isWhole(): boolean {
    return this.items.length >= this.queue.total;
  }

  /** Whether an image at hand is finished. */
  isDone(imageId: string): boolean {
    return this.items.some((item) => item.imageId === imageId && isFinished(item.state));
  }

  /** The next image at hand after this one that is wanted; from the top when the end is reached, if asked. */
  next(imageId: string, wanted: Wanted, fromTop: boolean): QueueItem | null {
    const from = this.indexOf(imageId) + 1;
    const candidates = [...this.items.slice(from), ...(fromTop ? this.items.slice(0, from) : [])];
    const fits = (item: QueueItem): boolean => (wanted === 'unfinished' ? !isFinished(item.state) : normal(item.state) === 'notstarted');
    return candidates.find((item) => item.imageId !== imageId && fits(item)) ?? null;
  }

  /** Notes a state here before the studio tells it, so that the strip agrees with what was just done. */
  setState(imageId: string, state: string, skipReason: string | null = null): void {
    const before = this.items.find((item) => item.imageId === imageId);
    if (!before || normal(before.state) === normal(state)) return;
    const gained = Number(isFinished(state)) - Number(isFinished(before.state));
    const items = this.items.map((item) => (item.imageId === imageId ? { ...item, state, skipReason } : item));
    const { done, left, todayCount } = this.queue;
    const submitted = normal(state) === 'submitted' ? 1 : 0;
    this.queue = { ...this.queue, items, done: done + gained, left: left - gained, todayCount: todayCount + submitted };
  }

  setToday(today: Today): void {
    this.queue = { ...this.queue, ...today };
  }
}
