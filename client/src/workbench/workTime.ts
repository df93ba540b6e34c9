/** Longer pauses are no work on the image. */
const LONGEST_PAUSE_MS = 30_000;

/** How long somebody has worked on an image: the time between actions, long pauses cut short. */
export class WorkTime {
  private total = 0;
  private last: number | null = null;

  get seconds(): number {
    return this.total / 1000;
  }

  /** @param now milliseconds of a clock that never goes back. */
  touch(now: number): void {
    if (this.last !== null) this.total += Math.min(now - this.last, LONGEST_PAUSE_MS);
    this.last = now;
  }
}
