import type { LabelDocument } from '../../canvas/document';
import type { Display } from '../display';
import type { Images, OpenImage, Picture } from '../images';
import type { Settings } from '../settings';
import type { Slices } from '../slices';
import { draggedWindow, presetsOf } from '../windows';
import { ComparePane, type Overlay, type PaneListeners } from './comparePane';
import { contentGroups, type PaneChoice } from './content';
import { linkGrids } from './link';
import type { Offers } from './offers';
import { PaneWindow, type MainWindow } from './paneWindow';
import { gridOf } from './planes';
import type { ReaderLabels } from './readerLabels';
import { PaneSource } from './source';

/** The open image and what is around it, as every pane sees it. */
export interface Open {
  readonly image: OpenImage | null;
  /** Whether its labels are there. */
  readonly complete: boolean;
  readonly images: Images;
  readonly slices: Slices;
  readonly display: Display;
  readonly settings: Settings;
  readonly offers: Offers;
  readonly read: ReaderLabels;
  /** Panes that fetch slices ahead. */
  readonly scrolling: number;
}

/** Feeds one pane: the picture that goes with the open image, its window and its labels. */
export class PaneFeed {
  readonly pane: ComparePane;
  private readonly source: PaneSource;
  private readonly window: PaneWindow;
  /** The open image that the picture goes with. */
  private goesWith = '';
  private disposed = false;

  /** @param before the feed that was in its place; a window that was dragged there stays with its choice. */
  constructor(number: number, readonly choice: PaneChoice, private readonly open: Open, listeners: Omit<PaneListeners, 'dragWindow'>, before?: PaneFeed) {
    this.window = before?.choice === choice ? before.window : new PaneWindow(choice);
    this.pane = new ComparePane(number, choice.shows.startsWith('reader:'), { ...listeners, dragWindow: (dx, dy) => this.dragWindow(dx, dy) });
    this.source = new PaneSource(open.images, {
      show: (picture) => this.showPicture(picture),
      failed: (error) => this.pane.showNote(`This picture cannot be shown. ${error instanceof Error ? error.message : ''}`),
    });
  }

  get isSeries(): boolean {
    return this.choice.shows.startsWith('series:');
  }

  /** @param index of the open or wanted slice; −1 outside of a series. */
  place(index: number): void {
    const { image, slices, offers } = this.open;
    if (!image) return;
    const { shows } = this.choice;
    this.goesWith = index < 0 ? image.info.imageId : (slices.current?.slices[index] ?? '');
    this.offer(this.pane.picture?.info ?? image.info);
    if (this.isSeries) this.placeSeries(index, image);
    else if (shows.startsWith('slice:')) {
      const by = Number(shows.slice('slice:'.length));
      const neighbour = index < 0 ? undefined : slices.current?.slices[index + by];
      if (neighbour) this.want(neighbour);
      else this.none(index < 0 ? 'This image is not a slice of a series.' : by < 0 ? 'This is the first slice.' : 'This is the last slice.');
    } else if (shows.startsWith('reader:') && offers.offer.readers.reason) this.none(offers.offer.readers.reason);
    else this.want(image.info.imageId);
  }

  /** Shows nothing, and says in words why. */
  none(text: string): void {
    this.source.nothing();
    this.pane.showNote(text);
  }

  /** Labels, colours or inversion are shown otherwise. */
  apply(): void {
    const { display, settings } = this.open;
    this.pane.apply(this.overlay, display.look, settings.now.inverted);
  }

  /** The window of the open image changed. */
  follow(): void {
    if (this.pane.picture) this.pane.setWindow(this.window.of(this.pane.picture.info, this.main));
  }

  showObjects(): void {
    this.pane.showObjects(this.overlay);
  }

  /** The same place as in the open image, equally large. */
  lookAt(): void {
    const { pane } = this;
    if (!pane.picture || !pane.link) return;
    const { centre, zoom } = this.open.display.viewer.engine.viewport;
    pane.engine.lookAt({ centre: pane.link.to(centre), zoom: zoom * pane.link.zoom });
    pane.engine.draw();
    pane.follow();
  }

  dispose(): void {
    this.disposed = true;
    this.source.nothing();
    this.pane.dispose();
  }

  private get overlay(): Overlay {
    const { mode, opacity, hidden } = this.open.settings.now;
    return { mode, opacity, hidden: new Set(hidden), classes: this.open.image?.info.classes ?? [] };
  }

  private get main(): MainWindow {
    const { window, presetIndex, presets } = this.open.display;
    return { window, isFull: presets[presetIndex]?.name === 'Full', unit: this.open.image?.info.unit ?? '' };
  }

  private dragWindow(dx: number, dy: number): void {
    if (!this.pane.picture) return;
    const { info } = this.pane.picture;
    this.window.dragged = draggedWindow(this.window.of(info, this.main), info, dx, dy);
    this.pane.setWindow(this.window.dragged);
  }

  private placeSeries(index: number, { info }: OpenImage): void {
    const found = this.open.offers.sliceOf(this.choice.shows.slice('series:'.length), index, info);
    if (typeof found === 'string') {
      this.none(found);
      return;
    }
    this.source.wantSlice(found.series, found.index, this.open.scrolling);
    if (this.pane.picture?.info.imageId === found.series.slices[found.index]) this.relabel();
  }

  private want(imageId: string): void {
    if (this.pane.picture?.info.imageId !== imageId) this.source.want(imageId);
    else {
      this.source.hold(imageId);
      this.relabel();
    }
  }

  private offer(info: Picture['info']): void {
    const { shows, window } = this.choice;
    this.pane.offer(contentGroups(this.open.offers.offer, shows), shows, presetsOf(info), window);
  }

  private showPicture(picture: Picture): void {
    const { image, settings, display } = this.open;
    if (!image) return;
    const { pane } = this;
    pane.link = linkGrids(gridOf(image.info), gridOf(picture.info));
    this.offer(picture.info);
    pane.show(picture, this.labelsFor(picture), this.window.of(picture.info, this.main), settings.now.inverted, this.overlay, display.look, placeText(picture));
    this.lookAt();
    this.fetchLabels(picture);
  }

  /** The picture is the right one already; the open image or its labels are others now. */
  private relabel(): void {
    const { pane, open: { image } } = this;
    const { picture } = pane;
    if (!picture || !image) return;
    pane.link = linkGrids(gridOf(image.info), gridOf(picture.info));
    // Another reader's labels of the picture stay what they are.
    if (!this.choice.shows.startsWith('reader:')) pane.showLabels(this.labelsFor(picture), this.overlay);
    this.lookAt();
    this.fetchLabels(picture);
  }

  /** Labels that are there: of the open image where the pixels are the same ones, of a neighbouring slice its own. */
  private labelsFor(picture: Picture): LabelDocument | null {
    const { image, complete, images } = this.open;
    const { shows } = this.choice;
    if (!image || shows.startsWith('reader:')) return null;
    if (shows.startsWith('slice:')) return images.peek(picture.info.imageId)?.labels ?? null;
    return complete && this.goesWith === image.info.imageId && this.pane.link?.sameGrid ? image.labels : null;
  }

  /** Labels that must be asked for, once somebody has stopped here. */
  private fetchLabels({ info }: Picture): void {
    const { complete, images, read } = this.open;
    if (!complete) return;
    const { pane, choice: { shows } } = this;
    const stays = (): boolean => !this.disposed && pane.picture?.info.imageId === info.imageId;
    if (shows.startsWith('slice:') && !images.peek(info.imageId)) {
      void images.get(info.imageId).then(({ labels }) => stays() && pane.showLabels(labels, this.overlay), () => {});
    } else if (shows.startsWith('reader:')) {
      void read.of(shows.slice('reader:'.length), info).then((found) => {
        if (!stays()) return;
        if (typeof found === 'string') pane.say(found);
        else pane.showLabels(found, this.overlay);
      });
    }
  }
}

/** "Slice 5/60" */
function placeText({ info }: Picture): string {
  return info.series ? `Slice ${info.series.index + 1}/${info.series.count}` : '';
}
