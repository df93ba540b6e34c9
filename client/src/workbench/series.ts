import { getSlices, type ImageInfo, type SeriesInfo } from '../api';

/** Slices whose facts come with one request. */
const CHUNK = 64;

/** A series: which image is which slice, and the facts of slices by the handful. */
export class Series {
  readonly slices: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly chunks = new Map<number, Promise<ImageInfo[]>>();

  constructor(readonly facts: SeriesInfo, private readonly fetch = getSlices) {
    this.slices = facts.slices;
    this.places = new Map(this.slices.map((imageId, index) => [imageId, index]));
  }

  get length(): number {
    return this.slices.length;
  }

  /** −1 for an image of another series. */
  indexOf(imageId: string): number {
    return this.places.get(imageId) ?? -1;
  }

  /** The nearest slice there is. */
  clamp(index: number): number {
    return Math.min(this.length - 1, Math.max(0, index));
  }

  async infoAt(index: number): Promise<ImageInfo> {
    const info = (await this.chunk(Math.floor(index / CHUNK)))[index % CHUNK];
    if (info?.imageId !== this.slices[index]) throw new Error('The series has changed in the studio. Reload the page.');
    return { ...info, series: { ...this.facts, index } };
  }

  private chunk(number: number): Promise<ImageInfo[]> {
    let chunk = this.chunks.get(number);
    if (!chunk) {
      chunk = this.fetch(this.facts.id, number * CHUNK, CHUNK);
      // What failed is asked for again.
      chunk.catch(() => this.chunks.delete(number));
      this.chunks.set(number, chunk);
    }
    return chunk;
  }
}

/** "Slice 57/182 · 1.0 mm · axial" */
export function sliceText({ sliceSpacingMm, orientation }: SeriesInfo, index: number, count: number): string {
  const spacing = sliceSpacingMm === null ? '' : `${sliceSpacingMm.toFixed(sliceSpacingMm < 1 ? 2 : 1)} mm`;
  return [`Slice ${index + 1}/${count}`, spacing, orientation ?? ''].filter(Boolean).join(' · ');
}
