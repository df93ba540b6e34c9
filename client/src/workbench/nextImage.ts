import type { QueueItem } from '../api';
import type { QueueModel } from './queue';

/** What is looked for: an image that nobody began, or any that is not finished. */
export type Wanted = 'not-started' | 'unfinished';

/** Whether a queue is a list in an order of its own, e.g. of labels to look at again: it is gone through as it is, finished or not. */
export function isGivenOrder(queue: string): boolean {
  return new URLSearchParams(queue).get('sort') === 'given';
}

/**
 * The next image of the whole queue. The part at hand is looked through first; beyond it the studio is asked, and
 * without the studio the part at hand is searched from its top.
 */
export async function nextImage(queue: QueueModel, cell: string, wanted: Wanted, ask: () => Promise<QueueItem | null>): Promise<QueueItem | null> {
  const near = queue.next(cell, wanted, queue.isWhole);
  if (near || queue.isWhole) return near;
  try {
    const far = await ask();
    // What was just submitted may still be on its way there.
    return far && !queue.isDone(far.imageId) ? far : queue.next(cell, wanted, true);
  } catch {
    return queue.next(cell, wanted, true);
  }
}
