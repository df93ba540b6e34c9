import { LabelDocument } from '../../canvas/document';
import type { Window } from '../../canvas/lut';
import type { Point } from '../../canvas/view';
import { h, icon, set } from '../../ui/dom';
import type { Display } from '../display';
import type { Images, OpenImage, Picture } from '../images';
import { Series } from '../series';
import type { Settings } from '../settings';
import type { Slices } from '../slices';
import { draggedWindow, firstPreset, presetsOf } from '../windows';
import { ComparePane, type Overlay } from './comparePane';
import { contentGroups, MOST_PANES, nextContent, NOTHING_BESIDE, type Offer, type PaneChoice } from './content';
import { linkGrids, linkedSlice } from './link';
import { gridOf, planeOf, toPatient, type Vector } from './planes';
import { getBeside, getReaderLabels, getReaders } from './requests';
import { PaneSource } from './source';

export interface SideBySidePorts {
  readonly images: Images;
  readonly display: Display;
  readonly settings: Settings;
  readonly slices: Slices;
  readonly focusCanvas: () => void;
}

interface Slot {
  readonly pane: ComparePane;
  readonly source: PaneSource;
  readonly choice: PaneChoice;
  /** Windows by series: an automatic one stays that of the first picture, or the image would flicker while scrolling. */
  readonly windows: Map<string, Window>;
  dragged: Window | null;
  /** The open image that the picture goes with. */
  goesWith: string;
}

/** Up to three images beside the one that is worked on, linked in place, zoom and slice. Drawing stays in the first. */
export class SideBySide {
  readonly element: HTMLElement;
  private readonly add: HTMLButtonElement;
  private slots: Slot[] = [];
  private image: OpenImage | null = null;
  private complete = false;
  private offer: Offer = NOTHING_BESIDE;
  private offerOf = '';
  /** Panes that were asked for while the offer was on its way. */
  private waiting = 0;
  private series = new Map<string, Series>();
  /** Another reader's labels by reader and image. */
  private readonly read = new Map<string, Promise<LabelDocument | string>>();

  constructor(private readonly ports: SideBySidePorts) {
    const { display } = ports;
    const { viewer } = display;
    this.add = h('button', { class: 'wb-button wb-add-pane', type: 'button', title: 'One more pane (Shift Y)', hidden: true, onClick: () => this.more() }, icon('add'), 'Pane');
    this.element = h('div', { class: 'wb-views', 'data-panes': 1 }, viewer.element, this.add);
    viewer.engine.onLabels = (rect) => {
      for (const { pane } of this.slots) if (this.image && pane.holds(this.image.labels)) pane.engine.invalidate(rect);
    };
    display.onMoved = () => this.follow();
    display.onWindow = () => this.slots.forEach((slot) => slot.pane.picture && slot.pane.setWindow(this.windowOf(slot, slot.pane.picture), this.inverted));
  }

  get isOpen(): boolean {
    return this.ports.settings.now.beside;
  }

  toggle(): void {
    this.ports.settings.update({ beside: !this.isOpen });
    // Somebody may have submitted meanwhile, which opens the labels of others.
    this.forget();
    this.rebuild();
  }

  /** One pane more; after the last possible one, one is left. */
  more(): void {
    if (!this.isOpen) this.toggle();
    // What it would show is not known yet.
    else if (this.offerOf === '') this.waiting++;
    else {
      const { panes } = this.ports.settings.now;
      const next = { shows: nextContent(this.offer, panes.map((pane) => pane.shows)), window: '' };
      this.choosePanes(panes.length < MOST_PANES ? [...panes, next] : panes.slice(0, 1));
    }
  }

  /** The open image changed, or its labels are there now. @param complete whether labels are there. */
  show(image: OpenImage, complete: boolean): void {
    this.image = image;
    this.complete = complete;
    if (this.isOpen && this.slots.length === 0) this.rebuild();
    else this.refresh();
  }

  /** Another slice is wanted; panes with other series fetch theirs at the same time. */
  goTo(index: number): void {
    if (this.offerOf === '') return;
    for (const slot of this.slots) if (slot.choice.shows.startsWith('series:')) this.place(slot, index);
  }

  /** Labels, colours or inversion are shown otherwise. */
  apply(): void {
    for (const { pane } of this.slots) pane.apply(this.overlay, this.ports.display.look, this.inverted);
  }

  /** @param at a point of the open image, null when the pointer left it. */
  pointed(at: Point | null, from?: ComparePane): void {
    if (this.slots.length === 0) return;
    this.ports.display.viewer.showCross(from ? at : null);
    for (const { pane } of this.slots) pane.showCross(at && pane.link ? pane.link.to(at) : null, pane === from);
  }

  dispose(): void {
    this.clear();
  }

  private get inverted(): boolean {
    return this.ports.settings.now.inverted;
  }

  private get overlay(): Overlay {
    const { mode, opacity, hidden } = this.ports.settings.now;
    return { mode, opacity, hidden: new Set(hidden), classes: this.image?.info.classes ?? [] };
  }

  private clear(): void {
    for (const { pane, source } of this.slots) {
      source.dispose();
      pane.dispose();
    }
    this.slots = [];
    this.ports.display.viewer.showCross(null);
  }

  private choosePanes(panes: readonly PaneChoice[]): void {
    this.ports.settings.update({ panes, beside: panes.length > 0 });
    this.rebuild();
  }

  private rebuild(): void {
    this.clear();
    const { settings } = this.ports;
    if (this.isOpen && settings.now.panes.length === 0 && this.offerOf) settings.update({ panes: [{ shows: nextContent(this.offer, []), window: '' }] });
    if (this.isOpen) this.slots = settings.now.panes.map((choice, i) => this.slotFor(choice, i));
    this.element.append(...this.slots.map(({ pane }) => pane.element), this.add);
    set(this.element, { 'data-panes': 1 + this.slots.length });
    this.add.hidden = this.slots.length === 0 || this.slots.length === MOST_PANES;
    this.refresh();
  }

  private slotFor(choice: PaneChoice, i: number): Slot {
    const { display, slices, settings, focusCanvas } = this.ports;
    const { engine } = display.viewer;
    const change = (to: Partial<PaneChoice> | null): void =>
      this.choosePanes(settings.now.panes.flatMap((pane, k) => (k !== i ? [pane] : to ? [{ ...pane, ...to }] : [])));
    const pane = new ComparePane(i + 2, choice.shows.startsWith('reader:'), {
      choose: (shows) => change({ shows, window: '' }),
      chooseWindow: (window) => change({ window }),
      close: () => change(null),
      pointed: (at) => this.pointed(at && pane.link ? pane.link.back(at) : null, pane),
      pan: (dx, dy) => engine.pan(dx, dy),
      zoom: (factor, at) => pane.link && engine.zoom(factor, engine.toCanvas(pane.link.back(at))),
      scroll: (delta) => slices.turn(delta),
      dragWindow: (dx, dy) => {
        if (!pane.picture) return;
        slot.dragged = draggedWindow(this.windowOf(slot, pane.picture), pane.picture.info, dx, dy);
        pane.setWindow(slot.dragged);
      },
      resized: () => this.follow(),
      done: focusCanvas,
    });
    const slot: Slot = {
      pane, choice, windows: new Map(), dragged: null, goesWith: '',
      source: new PaneSource(this.ports.images, {
        show: (picture) => this.showPicture(slot, picture),
        failed: (error) => pane.showNote(`This picture cannot be shown. ${error instanceof Error ? error.message : ''}`),
      }),
    };
    return slot;
  }

  /** What there is to compare with belongs to the series, or to the image outside of one. */
  private refresh(): void {
    const { image } = this;
    if (!image || !this.isOpen) return;
    const key = image.info.series?.id ?? `image ${image.info.imageId}`;
    if (key === this.offerOf) {
      for (const slot of this.slots) this.place(slot, this.ports.slices.indexOf(image.info.imageId));
      return;
    }
    // Nothing of another patient stays beside this one while it loads.
    this.forget();
    for (const { pane, source } of this.slots) {
      source.nothing();
      pane.showNote('');
    }
    void this.loadOffer(image, key);
  }

  private forget(): void {
    this.offer = NOTHING_BESIDE;
    this.offerOf = '';
    this.waiting = 0;
    this.series.clear();
    this.read.clear();
    this.ports.slices.beside = [];
  }

  private async loadOffer(image: OpenImage, key: string): Promise<void> {
    const { imageId, series } = image.info;
    const asked = series ? getBeside(imageId) : Promise.resolve([]);
    // What cannot be asked for now is missing from the lists; the image itself is there.
    const [stacks, readers] = await Promise.all([asked.catch(() => []), getReaders(imageId).catch(() => NOTHING_BESIDE.readers)]);
    const open = this.image?.info;
    if (!open || (open.series?.id ?? `image ${open.imageId}`) !== key) return;
    this.offer = { stacks: unique(stacks), readers };
    this.series = new Map(this.offer.stacks.slice(1).map((stack) => [stack.label, new Series(stack.series)]));
    this.ports.slices.beside = [...this.series.values()];
    this.offerOf = key;
    if (this.slots.length === 0) this.rebuild();
    else for (const slot of this.slots) this.place(slot, this.ports.slices.indexOf(this.image!.info.imageId));
    for (; this.waiting > 0; this.waiting--) this.more();
  }

  /** @param index of the open or wanted slice; −1 outside of a series. */
  private place(slot: Slot, index: number): void {
    const { image } = this;
    if (!image) return;
    const { pane, source, choice } = slot;
    const { slices } = this.ports;
    slot.goesWith = index < 0 ? image.info.imageId : (slices.current?.slices[index] ?? '');
    pane.offer(contentGroups(this.offer, choice.shows), choice.shows, presetsOf(pane.picture?.info ?? image.info), choice.window);
    const none = (text: string): void => {
      source.nothing();
      pane.showNote(text);
    };
    if (choice.shows.startsWith('series:')) this.placeSeries(slot, index, none);
    else if (choice.shows.startsWith('slice:')) {
      const by = Number(choice.shows.slice('slice:'.length));
      const neighbour = index < 0 ? undefined : slices.current?.slices[index + by];
      if (neighbour) this.want(slot, neighbour);
      else none(index < 0 ? 'This image is not a slice of a series.' : by < 0 ? 'This is the first slice.' : 'This is the last slice.');
    } else if (choice.shows.startsWith('reader:') && this.offer.readers.reason) none(this.offer.readers.reason);
    else this.want(slot, image.info.imageId);
  }

  private placeSeries(slot: Slot, index: number, none: (text: string) => void): void {
    const label = slot.choice.shows.slice('series:'.length);
    const { stacks } = this.offer;
    const stack = stacks.slice(1).find((each) => each.label === label);
    const series = this.series.get(label);
    if (!stack || !series) {
      none(stacks[0]?.label === label ? `${label} is the image you work on.` : `There is no ${label} for this image.`);
      return;
    }
    const found = linkedSlice(index, stacks[0].planes.length, this.middleOf(index), stack.planes.map((plane) => planeOf(plane)));
    if (found === null) none(`${label} has no slice at this place.`);
    else if (slot.pane.picture?.info.imageId === series.slices[found]) this.relabel(slot);
    else slot.source.wantSlice(series, found, this.slots.filter(({ choice }) => choice.shows.startsWith('series:')).length);
  }

  private want(slot: Slot, imageId: string): void {
    if (slot.pane.picture?.info.imageId === imageId) this.relabel(slot);
    else slot.source.want(imageId);
  }

  /** The middle of a slice in the patient; null when unknown. */
  private middleOf(index: number): Vector | null {
    const { rows, columns, spacingMm } = this.image!.info;
    const plane = this.offer.stacks[0]?.planes[index] ?? null;
    return toPatient(gridOf({ rows, columns, spacingMm, plane }), { x: columns / 2, y: rows / 2 });
  }

  private showPicture(slot: Slot, picture: Picture): void {
    const { image } = this;
    if (!image) return;
    const { pane, choice } = slot;
    pane.link = linkGrids(gridOf(image.info), gridOf(picture.info));
    pane.offer(contentGroups(this.offer, choice.shows), choice.shows, presetsOf(picture.info), choice.window);
    pane.show(picture, this.labelsFor(slot, picture), this.windowOf(slot, picture), this.inverted, this.overlay, this.ports.display.look, placeText(picture));
    this.followOne(pane);
    this.fetchLabels(slot, picture);
  }

  /** The picture is the right one already; the open image or its labels are others now. */
  private relabel(slot: Slot): void {
    const { picture } = slot.pane;
    if (!picture || !this.image) return;
    slot.pane.link = linkGrids(gridOf(this.image.info), gridOf(picture.info));
    const labels = this.labelsFor(slot, picture);
    if (!labels || !slot.pane.holds(labels)) slot.pane.showLabels(labels);
    this.followOne(slot.pane);
    this.fetchLabels(slot, picture);
  }

  /** Labels that are there: of the open image where the pixels are the same ones, of a neighbouring slice its own. */
  private labelsFor({ choice, goesWith, pane }: Slot, picture: Picture): LabelDocument | null {
    const image = this.image!;
    if (choice.shows.startsWith('reader:')) return null;
    if (choice.shows.startsWith('slice:')) return this.ports.images.peek(picture.info.imageId)?.labels ?? null;
    return this.complete && goesWith === image.info.imageId && pane.link?.sameGrid ? image.labels : null;
  }

  /** Labels that must be asked for, once somebody has stopped here. */
  private fetchLabels(slot: Slot, { info }: Picture): void {
    if (!this.complete) return;
    const { shows } = slot.choice;
    const stays = (): boolean => this.slots.includes(slot) && slot.pane.picture?.info.imageId === info.imageId;
    if (shows.startsWith('slice:') && !this.ports.images.peek(info.imageId)) {
      void this.ports.images.get(info.imageId).then(({ labels }) => stays() && slot.pane.showLabels(labels), () => {});
    } else if (shows.startsWith('reader:')) {
      void this.readerLabels(shows.slice('reader:'.length), info).then((found) => {
        if (!stays()) return;
        if (typeof found === 'string') slot.pane.say(found);
        else slot.pane.showLabels(found);
      });
    }
  }

  private readerLabels(reader: string, info: Picture['info']): Promise<LabelDocument | string> {
    const key = `${reader} ${info.imageId}`;
    const asked = this.read.get(key) ?? getReaderLabels(info.imageId, reader)
      .then((found) => (typeof found === 'string' ? found : new LabelDocument('', info.rows, info.columns, found, 0)))
      .catch(() => {
        this.read.delete(key);
        return 'The labels cannot be read now.';
      });
    this.read.set(key, asked);
    return asked;
  }

  /** The window a person chose for the pane, else that of the open image where the values mean the same. */
  private windowOf(slot: Slot, { info }: Picture): Window {
    const { choice, dragged, windows } = slot;
    const { display } = this.ports;
    if (dragged) return dragged;
    const presets = presetsOf(info);
    const other = choice.shows.startsWith('series:') && !(info.unit !== '' && info.unit === this.image?.info.unit);
    const chosen = presets.find(({ name }) => name === choice.window);
    if (!chosen && choice.shows === 'same') return presets[display.presetIndex === 1 ? 0 : 1].window;
    if (!chosen && !other) return display.window;
    const key = `${info.series?.id ?? info.imageId} ${choice.window}`;
    const window = windows.get(key) ?? (chosen ?? presets[firstPreset(info)]).window;
    windows.set(key, window);
    return window;
  }

  private follow(): void {
    for (const { pane } of this.slots) this.followOne(pane);
  }

  private followOne(pane: ComparePane): void {
    if (!pane.picture || !pane.link) return;
    const { centre, zoom } = this.ports.display.viewer.engine.viewport;
    pane.engine.lookAt({ centre: pane.link.to(centre), zoom: zoom * pane.link.zoom });
    pane.engine.draw();
  }
}

/** "Slice 5/60" */
function placeText({ info }: Picture): string {
  return info.series ? `Slice ${info.series.index + 1}/${info.series.count}` : '';
}

/** Two series of one name are told apart by a number. */
function unique<T extends { readonly label: string }>(stacks: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return stacks.map((stack) => {
    const times = (seen.get(stack.label) ?? 0) + 1;
    seen.set(stack.label, times);
    return times === 1 ? stack : { ...stack, label: `${stack.label} (${times})` };
  });
}
