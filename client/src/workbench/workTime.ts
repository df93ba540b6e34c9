/** Longer pauses are no work on the image. */
export const LONGEST_PAUSE_MS = 30_000;

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

  /** The time with the pause that is going on, as far as a pause counts. */
  secondsAt(now: number): number {
    return (this.total + (this.last === null ? 0 : Math.min(now - this.last, LONGEST_PAUSE_MS))) / 1000;
  }

  /** Whether a pause that is going on still counts. */
  isRunning(now: number): boolean {
    return this.last !== null && now - this.last < LONGEST_PAUSE_MS;
  }
}
