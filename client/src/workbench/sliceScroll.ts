import type { Picture } from './images';
import type { Series } from './series';

/** What scrolling needs from around it. */
export interface ScrollPorts {
  readonly picture: (imageId: string) => Promise<Picture>;
  readonly held: (imageId: string) => boolean;
  /** The wanted slice changed; its picture may come later. */
  readonly moved: () => void;
  readonly show: (picture: Picture) => void;
  /** Nobody asked for another slice for a moment: labels may be fetched. */
  readonly settled: (imageId: string) => void;
  readonly failed: (imageId: string, error: unknown) => void;
}

/** Without another wish for so long a slice is looked at, not passed. */
const SETTLE_MS = 80;
/** Slices fetched ahead of the wanted one, and behind it. */
const AHEAD = 32;
const BEHIND = 4;
const AT_ONCE = 4;

/** Moves through a series: the newest wish counts, and what was passed over is not loaded. */
export class SliceScroll {
  /** Place of the slice that is wanted, and of the one whose picture is shown. */
  wanted = 0;
  shown = 0;
  private series: Series | null = null;
  private direction: 1 | -1 = 1;
  private running = false;
  private failed = false;
  private room = 0;
  private timer = 0;
  private readonly under = new Set<string>();
  private readonly broken = new Set<string>();

  constructor(private readonly ports: ScrollPorts) {}

  /** Whether the picture on the screen is not yet that of the wanted slice. */
  get behind(): boolean {
    return this.shown !== this.wanted;
  }

  /** @param index the slice that is open. @param room pictures that may be held ready. Null leaves the series. */
  enter(series: Series | null, index = 0, room = 0): void {
    clearTimeout(this.timer);
    this.series = series;
    this.room = room;
    this.failed = false;
    this.wanted = this.shown = index;
    this.fetchAhead();
  }

  /** Asks for a slice; does nothing when it is the wanted one already, unless that one failed. */
  go(index: number): void {
    const to = this.series?.clamp(index) ?? this.wanted;
    if (to === this.wanted && !this.failed) return;
    clearTimeout(this.timer);
    this.failed = false;
    this.direction = to > this.wanted ? 1 : -1;
    this.wanted = to;
    this.ports.moved();
    void this.run();
  }

  dispose(): void {
    this.enter(null);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (this.series && this.behind && !this.failed) await this.showWanted(this.series, this.wanted);
    } finally {
      this.running = false;
    }
  }

  private async showWanted(series: Series, index: number): Promise<void> {
    const imageId = series.slices[index];
    try {
      const picture = await this.ports.picture(imageId);
      if (this.series !== series) return;
      this.shown = index;
      this.ports.show(picture);
      this.fetchAhead();
      if (!this.behind) this.timer = setTimeout(() => this.ports.settled(imageId), SETTLE_MS);
    } catch (error) {
      if (this.series !== series || index !== this.wanted) return;
      this.failed = true;
      this.ports.failed(imageId, error);
    }
  }

  /** Pictures in the direction of scrolling, a few at a time; every one that arrives looks again what is next. */
  private fetchAhead(): void {
    const { series } = this;
    while (series && this.under.size < AT_ONCE) {
      const next = this.nextAhead(series);
      if (next === undefined) return;
      this.under.add(next);
      // A failure shows when the slice is really opened; fetching ahead does not try again and again.
      void this.ports.picture(next).catch(() => this.broken.add(next)).finally(() => {
        this.under.delete(next);
        this.fetchAhead();
      });
    }
  }

  private nextAhead(series: Series): string | undefined {
    if (this.room <= BEHIND) return undefined;
    const ahead = Array.from({ length: Math.min(AHEAD, this.room - BEHIND) }, (_, i) => this.wanted + this.direction * (i + 1));
    const behind = Array.from({ length: BEHIND }, (_, i) => this.wanted - this.direction * (i + 1));
    return [...ahead, ...behind].map((index) => series.slices[index])
      .find((imageId) => imageId !== undefined && !this.under.has(imageId) && !this.broken.has(imageId) && !this.ports.held(imageId));
  }
}
