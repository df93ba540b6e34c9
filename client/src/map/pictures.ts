import { request } from '../api';

export interface PointPicture {
  readonly imageId: string;
  readonly name: string;
  readonly thumbnailUrl: string;
  readonly rows: number;
  readonly columns: number;
}

/** A picture whose name is known; its thumbnail comes later. */
export interface HeldPicture extends PointPicture {
  readonly image: HTMLImageElement;
}

/** The studio answers for so many at once. */
const BATCH = 200;
/** More thumbnails than several screens show; the oldest go first. */
const MOST_HELD = 1500;

/** Names and thumbnails of points that somebody looks at. */
export class Pictures {
  private readonly held = new Map<number, HeldPicture>();
  private readonly asked = new Set<number>();
  private wanted = new Set<number>();
  private waiting = 0;

  /** @param changed something asked for has come. */
  constructor(private readonly project: string, private readonly changed: () => void) {}

  /** The picture when it is here; else it is asked for. */
  get(id: number): HeldPicture | null {
    const held = this.held.get(id);
    if (held) return held;
    if (!this.asked.has(id)) {
      this.wanted.add(id);
      this.waiting ||= window.setTimeout(() => void this.fetch(), 30);
    }
    return null;
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.wanted.clear();
  }

  private async fetch(): Promise<void> {
    this.waiting = 0;
    const ids = [...this.wanted].slice(0, BATCH);
    for (const id of ids) {
      this.wanted.delete(id);
      this.asked.add(id);
    }
    if (this.wanted.size > 0) this.waiting = window.setTimeout(() => void this.fetch(), 30);
    try {
      const response = await request(`/api/projects/${encodeURIComponent(this.project)}/map/pictures?ids=${ids.join(',')}`);
      for (const picture of (await response.json()) as PointPicture[]) this.hold(picture);
    } catch {
      // Asked for again when somebody looks there again.
    } finally {
      for (const id of ids) this.asked.delete(id);
    }
    this.changed();
  }

  private hold(picture: PointPicture): void {
    const image = new Image();
    image.onload = () => this.changed();
    image.src = picture.thumbnailUrl;
    this.held.set(Number(picture.imageId), { ...picture, image });
    for (const oldest of this.held.keys()) {
      if (this.held.size <= MOST_HELD) break;
      this.held.delete(oldest);
    }
  }
}
