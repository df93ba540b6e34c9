import { getImage, type ImageInfo, type QueueItem } from '../api';
import { LabelDocument } from '../canvas/document';
import type { Images, OpenImage, Picture } from './images';
import { Series, sliceText } from './series';
import { SliceScroll } from './sliceScroll';
import { SliceSlider } from './sliceSlider';
import { WheelSteps } from './wheelSteps';

export interface SlicesPorts {
  /** Another slice is wanted: nothing may be drawn until it is there with its labels. */
  readonly moved: (imageId: string) => void;
  readonly show: (image: OpenImage, complete: boolean) => void;
  readonly settled: (imageId: string) => void;
  readonly failed: (imageId: string, error: unknown) => void;
}

/** The series of the open image, and the way through it. */
export class Slices {
  /** Series that are looked at beside the open one: facts of their slices come by the handful too. */
  beside: readonly Series[] = [];
  readonly slider = new SliceSlider((index) => this.go(index));
  /** Where somebody stopped last, by series. */
  private readonly stops = new Map<string, string>();
  private readonly scroll: SliceScroll;
  private readonly wheel = new WheelSteps();
  private series: Series | null = null;
  private blank: LabelDocument | null = null;

  constructor(private readonly images: Images, ports: SlicesPorts) {
    images.infoOf = (imageId) => this.infoOf(imageId);
    this.scroll = new SliceScroll({
      picture: (imageId) => images.picture(imageId),
      held: (imageId) => images.peekPicture(imageId) !== undefined,
      moved: () => {
        this.showPlace();
        ports.moved(this.wantedId);
      },
      show: (picture) => {
        const ready = images.peek(picture.info.imageId);
        ports.show(ready ?? { ...picture, labels: this.blankFor(picture), remarks: [] }, ready !== undefined && !this.scroll.behind);
      },
      settled: ports.settled,
      failed: ports.failed,
    });
  }

  get current(): Series | null {
    return this.series;
  }

  /** Place of the slice that is wanted, from 0. */
  get wanted(): number {
    return this.scroll.wanted;
  }

  get count(): number {
    return this.series?.length ?? 0;
  }

  /** "Slice 57/182 · 1.0 mm", empty without a series. The number is that of the wanted slice. */
  get text(): string {
    if (!this.series) return '';
    const text = sliceText(this.series.facts, this.scroll.wanted, this.count);
    return this.scroll.behind ? `${text} · loading` : text;
  }

  /** "Slice 57 of 182" */
  get words(): string {
    return `Slice ${this.scroll.wanted + 1} of ${this.count}`;
  }

  /** Place of an image in the open series, −1 when it is not in it. */
  indexOf(imageId: string): number {
    return this.series?.indexOf(imageId) ?? -1;
  }

  /** An image was opened: its series becomes the open one. */
  enter({ info, samples }: Picture): void {
    const facts = info.series;
    this.series = facts && new Series(facts);
    this.scroll.enter(this.series, facts?.index ?? 0, this.images.roomFor(samples));
    this.showPlace();
  }

  /** Somebody stopped at an image of the open series. */
  stopAt(imageId: string): void {
    if (this.series && this.indexOf(imageId) >= 0) this.stops.set(this.series.facts.id, imageId);
  }

  /** The image to open for a cell of the queue: of a series the slice where somebody stopped last, else the cell's own. */
  imageFor({ imageId, seriesId }: Pick<QueueItem, 'imageId' | 'seriesId'>): string {
    return (seriesId !== null && this.stops.get(seriesId)) || imageId;
  }

  /** @param index a place in the open series; −1 does nothing. */
  go(index: number): void {
    if (index >= 0) this.scroll.go(index);
  }

  step(by: number): void {
    this.go(Math.max(0, this.scroll.wanted + by));
  }

  /** @param delta of the wheel in CSS pixels. Returns false where there is no series to scroll. */
  turn(delta: number): boolean {
    if (!this.series) return false;
    const steps = this.wheel.add(delta);
    if (steps !== 0) this.step(steps);
    return true;
  }

  dispose(): void {
    this.scroll.dispose();
  }

  private get wantedId(): string {
    return this.series!.slices[this.scroll.wanted];
  }

  private showPlace(): void {
    this.slider.show(this.scroll.wanted, this.count);
  }

  private infoOf(imageId: string): Promise<ImageInfo> {
    const series = [this.series, ...this.beside].find((each) => each !== null && each.indexOf(imageId) >= 0);
    return series ? series.infoAt(series.indexOf(imageId)) : getImage(imageId);
  }

  /** Stands in for labels that are not there yet; never drawn on. */
  private blankFor({ info: { rows, columns } }: Picture): LabelDocument {
    if (this.blank?.rows !== rows || this.blank.columns !== columns) this.blank = new LabelDocument('', rows, columns, new Uint8Array(rows * columns), 0);
    return this.blank;
  }
}
