import { WorkTime } from './workTime';

/** "0:07", "12:34", "1:02:03". */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The time on the open image. It ticks while time counts, and is still in a long pause or where nobody sees it. */
export class WorkTimer {
  onTick: (seconds: number) => void = () => {};
  private worked = new WorkTime();
  private timeout: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly clock: () => number = () => performance.now(), private readonly isHidden: () => boolean = () => document.hidden) {}

  /** Of the open image, to its last action. */
  get seconds(): number {
    return this.worked.seconds;
  }

  /** Another image is open. */
  begin(): void {
    this.worked = new WorkTime();
    this.stop();
    this.onTick(0);
  }

  /** Somebody pressed or moved something. */
  touch(): void {
    this.worked.touch(this.clock());
    if (this.timeout === null) this.tick();
  }

  stop(): void {
    if (this.timeout !== null) clearTimeout(this.timeout);
    this.timeout = null;
  }

  private tick(): void {
    const now = this.clock();
    const seconds = this.worked.secondsAt(now);
    this.onTick(seconds);
    const goesOn = this.worked.isRunning(now) && !this.isHidden();
    // A little past the second, so that a timer that is early does not show the one before.
    this.timeout = goesOn ? setTimeout(() => this.tick(), 1000 * (1 - (seconds % 1)) + 2) : null;
  }
}
