import type { Images, Picture } from '../images';
import type { Series } from '../series';
import { SliceScroll } from '../sliceScroll';

export interface SourcePorts {
  readonly show: (picture: Picture) => void;
  readonly failed: (error: unknown) => void;
}

/** Fetches the pictures of one pane; the newest wish counts. Pictures are shared with the image that is worked on. */
export class PaneSource {
  private wantedId = '';
  private series: Series | null = null;
  private readonly scroll: SliceScroll;

  constructor(private readonly images: Images, private readonly ports: SourcePorts) {
    this.scroll = new SliceScroll({
      picture: (imageId) => images.picture(imageId),
      held: (imageId) => images.peekPicture(imageId) !== undefined,
      moved: () => {},
      show: (picture) => this.arrived(picture),
      settled: () => {},
      failed: (_, error) => ports.failed(error),
    });
  }

  /** One image; nothing is fetched ahead of it. */
  want(imageId: string): void {
    this.leaveSeries();
    this.fetch(imageId);
  }

  /** A slice of another series; the slices around it are fetched ahead. @param share panes that fetch ahead. */
  wantSlice(series: Series, index: number, share: number): void {
    const imageId = series.slices[index];
    if (this.series === series) {
      this.wantedId = imageId;
      this.scroll.go(index);
      return;
    }
    this.leaveSeries();
    this.series = series;
    this.fetch(imageId);
    const enter = ({ samples }: Picture): void => {
      if (this.series === series) this.scroll.enter(series, series.indexOf(this.wantedId), Math.floor(this.images.roomFor(samples) / share));
    };
    this.images.picture(imageId).then(enter, () => {});
  }

  /** The picture is there already: an older wish that is under way does not count any more. */
  hold(imageId: string): void {
    this.leaveSeries();
    this.wantedId = imageId;
  }

  nothing(): void {
    this.leaveSeries();
    this.wantedId = '';
  }

  private leaveSeries(): void {
    if (this.series) this.scroll.enter(null);
    this.series = null;
  }

  private fetch(imageId: string): void {
    this.wantedId = imageId;
    this.images.picture(imageId).then((picture) => this.arrived(picture), (error: unknown) => {
      if (this.wantedId === imageId) this.ports.failed(error);
    });
  }

  private arrived(picture: Picture): void {
    if (picture.info.imageId === this.wantedId) this.ports.show(picture);
  }
}
