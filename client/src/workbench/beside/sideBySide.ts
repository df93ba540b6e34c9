import type { Point } from '../../canvas/view';
import { h, icon, set } from '../../ui/dom';
import type { Display } from '../display';
import type { Images, OpenImage } from '../images';
import type { Settings } from '../settings';
import type { Slices } from '../slices';
import type { ComparePane } from './comparePane';
import { MOST_PANES, nextContent, type PaneChoice } from './content';
import { Offers } from './offers';
import { PaneFeed, type Open } from './paneFeed';
import { ReaderLabels } from './readerLabels';

export interface SideBySidePorts {
  readonly images: Images;
  readonly display: Display;
  readonly settings: Settings;
  readonly slices: Slices;
  readonly focusCanvas: () => void;
}

/** Up to three images beside the one that is worked on, linked in place, zoom and slice. Drawing stays in the first. */
export class SideBySide implements Open {
  readonly element: HTMLElement;
  readonly images: Images;
  readonly slices: Slices;
  readonly display: Display;
  readonly settings: Settings;
  readonly offers = new Offers();
  readonly read = new ReaderLabels();
  image: OpenImage | null = null;
  complete = false;
  private readonly add: HTMLButtonElement;
  private feeds: PaneFeed[] = [];
  /** Panes that were asked for while the offer was on its way. */
  private waiting = 0;

  constructor(private readonly ports: SideBySidePorts) {
    ({ images: this.images, slices: this.slices, display: this.display, settings: this.settings } = ports);
    const { viewer } = this.display;
    this.add = h('button', { class: 'wb-button wb-add-pane', type: 'button', title: 'One more pane (Shift Y)', hidden: true, onClick: () => this.more() }, icon('add'), 'Pane');
    this.element = h('div', { class: 'wb-views', 'data-panes': 1 }, viewer.element, this.add);
    viewer.engine.onLabels = (rect) => {
      for (const { pane } of this.feeds) if (this.image && pane.holds(this.image.labels)) pane.engine.invalidate(rect);
    };
    this.display.onMoved = () => this.lookAt();
    this.display.onWindow = () => this.feeds.forEach((feed) => feed.follow());
  }

  get isOpen(): boolean {
    return this.settings.now.beside;
  }

  get scrolling(): number {
    return this.feeds.filter((feed) => feed.isSeries).length;
  }

  toggle(): void {
    this.settings.update({ beside: !this.isOpen });
    // Somebody may have submitted meanwhile, which opens the labels of others.
    this.forget();
    this.rebuild();
  }

  /** One pane more; after the last possible one, one is left. */
  more(): void {
    if (!this.isOpen) this.toggle();
    // What it would show is not known yet.
    else if (!this.offers.isLoaded) this.waiting++;
    else {
      const { panes } = this.settings.now;
      const next = { shows: nextContent(this.offers.offer, panes.map((pane) => pane.shows)), window: '' };
      this.choosePanes(panes.length < MOST_PANES ? [...panes, next] : panes.slice(0, 1));
    }
  }

  /** The open image changed, or its labels are there now. @param complete whether labels are there. */
  show(image: OpenImage, complete: boolean): void {
    this.image = image;
    this.complete = complete;
    if (this.isOpen && this.feeds.length === 0) this.rebuild();
    else this.refresh();
  }

  /** Another slice is wanted; panes with other series fetch theirs at the same time. */
  goTo(index: number): void {
    if (!this.offers.isLoaded) return;
    for (const feed of this.feeds) if (feed.isSeries) feed.place(index);
  }

  /** Boxes and points follow their changes. */
  update(): void {
    for (const feed of this.feeds) feed.showObjects();
  }

  /** Labels, colours or inversion are shown otherwise. */
  apply(): void {
    for (const feed of this.feeds) feed.apply();
  }

  /** @param at a point of the open image, null when the pointer left it. @param from the pane that is pointed at. */
  pointed(at: Point | null, from?: ComparePane): void {
    if (this.feeds.length === 0) return;
    this.display.viewer.showCross(from ? at : null);
    for (const { pane } of this.feeds) pane.showCross(at && pane.link ? pane.link.to(at) : null, pane === from);
  }

  dispose(): void {
    this.clear();
  }

  private clear(): void {
    for (const feed of this.feeds) feed.dispose();
    this.feeds = [];
    this.display.viewer.showCross(null);
  }

  private choosePanes(panes: readonly PaneChoice[]): void {
    this.settings.update({ panes, beside: panes.length > 0 });
    this.rebuild();
  }

  private rebuild(): void {
    const { settings, feeds: before } = this;
    this.clear();
    if (this.isOpen && settings.now.panes.length === 0 && this.offers.isLoaded) {
      settings.update({ panes: [{ shows: nextContent(this.offers.offer, []), window: '' }] });
    }
    if (this.isOpen) this.feeds = settings.now.panes.map((choice, i) => this.feedFor(choice, i, before[i]));
    this.element.append(...this.feeds.map(({ pane }) => pane.element), this.add);
    set(this.element, { 'data-panes': 1 + this.feeds.length });
    this.add.hidden = this.feeds.length === 0 || this.feeds.length === MOST_PANES;
    this.refresh();
  }

  private feedFor(choice: PaneChoice, i: number, before?: PaneFeed): PaneFeed {
    const { engine } = this.display.viewer;
    const change = (to: Partial<PaneChoice> | null): void =>
      this.choosePanes(this.settings.now.panes.flatMap((pane, k) => (k !== i ? [pane] : to ? [{ ...pane, ...to }] : [])));
    const feed: PaneFeed = new PaneFeed(i + 2, choice, this, {
      choose: (shows) => change({ shows, window: '' }),
      chooseWindow: (window) => change({ window }),
      close: () => change(null),
      pointed: (at) => this.pointed(at && feed.pane.link ? feed.pane.link.back(at) : null, feed.pane),
      pan: (dx, dy) => engine.pan(dx, dy),
      zoom: (factor, at) => feed.pane.link && engine.zoom(factor, engine.toCanvas(feed.pane.link.back(at))),
      scroll: (delta) => this.slices.turn(delta),
      resized: () => this.lookAt(),
      done: this.ports.focusCanvas,
    }, before);
    return feed;
  }

  private refresh(): void {
    const { image, offers } = this;
    if (!image || !this.isOpen) return;
    if (offers.isFor(image.info)) {
      this.placeAll(image);
      return;
    }
    // Nothing of another patient stays beside this one while it loads.
    this.forget();
    for (const feed of this.feeds) feed.none('');
    void this.loadOffer(image);
  }

  private forget(): void {
    this.offers.forget();
    this.read.forget();
    this.waiting = 0;
    this.slices.beside = [];
  }

  private async loadOffer(image: OpenImage): Promise<void> {
    if (!(await this.offers.load(image.info, () => this.image?.info))) return;
    this.slices.beside = this.offers.others;
    if (this.feeds.length === 0) this.rebuild();
    else this.placeAll(this.image!);
    for (; this.waiting > 0; this.waiting--) this.more();
  }

  private placeAll({ info }: OpenImage): void {
    for (const feed of this.feeds) feed.place(this.slices.indexOf(info.imageId));
  }

  private lookAt(): void {
    for (const feed of this.feeds) feed.lookAt();
  }
}
