import { LabelDocument } from '../../canvas/document';
import { Engine } from '../../canvas/engine';
import type { Look } from '../../canvas/look';
import type { Window } from '../../canvas/lut';
import type { LabelClass, OverlayMode } from '../../canvas/palette';
import type { Point } from '../../canvas/view';
import { h, set } from '../../ui/dom';
import { iconButton } from '../topBar';
import type { Picture } from '../images';
import { ObjectLayer } from '../objectLayer';
import { formatValue, type Preset } from '../windows';
import type { ContentGroup } from './content';
import { Cross } from './cross';
import type { Link } from './link';
import { Pointing, type PanePorts } from './pointing';

/** How labels are shown, as everywhere else. */
export interface Overlay {
  readonly classes: readonly LabelClass[];
  readonly mode: OverlayMode;
  readonly opacity: number;
  readonly hidden: ReadonlySet<number>;
}

export interface PaneListeners extends PanePorts {
  readonly choose: (content: string) => void;
  readonly chooseWindow: (name: string) => void;
  readonly close: () => void;
}

/** A second image beside the one that is worked on, for looking: linked in place and zoom, never drawn on. */
export class ComparePane {
  readonly engine: Engine;
  readonly element: HTMLElement;
  link: Link | null = null;
  picture: Picture | null = null;
  private readonly canvas = h('canvas', { class: 'wb-canvas', role: 'img', 'aria-label': 'Nothing to compare' });
  private readonly contents: HTMLSelectElement;
  private readonly windows: HTMLSelectElement;
  private readonly place = h('div', { class: 'wb-text tr' });
  private readonly texts = h('div', { class: 'wb-text bl' }, h('div'), h('div'));
  private readonly note = h('p', { class: 'wb-pane-note', hidden: true });
  private readonly cross = new Cross();
  private readonly objects = new ObjectLayer();
  private objectsShown = '';
  private objectsOf: LabelDocument | null = null;
  private readonly resizing: ResizeObserver;
  private blank: LabelDocument | null = null;
  private labels: LabelDocument | null = null;
  private window: Window = { center: 0, width: 1 };
  private inverted = false;
  private at: Point | null = null;

  constructor(number: number, dotted: boolean, listeners: PaneListeners) {
    const { choose, chooseWindow, close } = listeners;
    this.contents = select(`Pane ${number} shows`, choose, listeners.done);
    this.windows = select(`Window of pane ${number}`, chooseWindow, listeners.done);
    const head = h('div', { class: 'wb-pane-head' }, this.contents, this.windows, iconButton('close', `Close pane ${number}`, close));
    this.element = h('section', { class: 'wb-viewer wb-pane', 'aria-label': `Pane ${number}, to compare` }, this.canvas, this.objects.element, this.cross.element,
      h('div', { class: 'wb-overlay' }, this.place, this.texts), this.note, head);
    this.engine = new Engine(this.canvas, dotted ? 'dotted' : 'solid');
    new Pointing(this.canvas, this.engine, listeners);
    this.resizing = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.element;
      if (width > 0 && height > 0) {
        this.objects.resize({ width, height }, devicePixelRatio || 1);
        this.engine.resize({ width, height }, devicePixelRatio || 1);
      }
      listeners.resized();
    });
    this.resizing.observe(this.element);
  }

  offer(groups: readonly ContentGroup[], chosen: string, presets: readonly Preset[], window: string): void {
    const options = groups.map((group) => h('optgroup', { label: group.name },
      ...group.options.map(({ value, text, disabled }) => h('option', { value, text, disabled: disabled === true }))));
    fill(this.contents, options, chosen);
    fill(this.windows, [h('option', { value: '', text: 'Usual window' }), ...presets.map(({ name }) => h('option', { value: name, text: name }))], window);
  }

  /** @param labels of the picture or of an image on the same grid; null shows none. @param place e.g. "Slice 5/60". */
  show(picture: Picture, labels: LabelDocument | null, window: Window, inverted: boolean, overlay: Overlay, look: Look, place: string): void {
    const first = this.picture === null;
    const { samples, info } = picture;
    this.labels = labels ?? this.blankFor(info.rows, info.columns);
    this.picture = picture;
    this.window = window;
    this.inverted = inverted;
    if (first) this.engine.open(samples, this.labels, overlay.classes, window, inverted);
    else this.engine.exchange(samples, this.labels, window, inverted);
    if (first) this.apply(overlay, look, inverted);
    this.note.hidden = true;
    set(this.element, { 'data-image': info.imageId });
    set(this.canvas, { 'aria-label': `${this.contents.selectedOptions[0]?.text ?? info.name}${place && `, ${place}`}` });
    set(this.place, { text: place });
    this.showObjects(overlay);
    this.update();
  }

  showLabels(labels: LabelDocument | null, overlay: Overlay): void {
    if (!this.picture) return;
    const { rows, columns } = this.picture.info;
    const shown = labels ?? this.blankFor(rows, columns);
    if (shown === this.labels) return;
    this.labels = shown;
    this.engine.replaceLabels(shown);
    this.showObjects(overlay);
  }

  /** A word about the labels of the picture, which stays. */
  say(text: string): void {
    set(this.note, { text });
    this.note.hidden = text === '';
  }

  /** Says in words why there is nothing to see. */
  showNote(text: string): void {
    this.say(text);
    this.picture = this.link = null;
    this.engine.clear();
    set(this.element, { 'data-image': false });
    set(this.place, { text: '' });
    set(this.canvas, { 'aria-label': text || 'Nothing to compare' });
    this.update();
  }

  apply(overlay: Overlay, look: Look, inverted: boolean): void {
    this.inverted = inverted;
    this.engine.setOverlay(overlay.mode, overlay.opacity, overlay.hidden);
    this.engine.setLook(look);
    this.setWindow(this.window, inverted);
  }

  setWindow(window: Window, inverted = this.inverted): void {
    this.window = window;
    this.engine.setWindow(window, inverted);
    this.update();
  }

  /** Boxes and points of the labels that are shown, where they changed. */
  showObjects({ classes, mode, hidden }: Overlay): void {
    const document = this.picture ? this.labels : null;
    const facts = JSON.stringify([document?.objects.version, mode, [...hidden], classes]);
    if (document === this.objectsOf && facts === this.objectsShown) return;
    this.objectsOf = document;
    this.objectsShown = facts;
    this.objects.show({ objects: document && mode !== 'off' ? [...document.objects.entries()] : [], classes, hidden, selected: null, pins: [] });
  }

  /** What lies above the canvas follows the image. */
  follow(): void {
    this.objects.follow((point) => this.engine.toCanvas(point));
  }

  /** Whether it shows these labels, which are being drawn on. */
  holds(labels: LabelDocument): boolean {
    return this.labels === labels;
  }

  /** @param at the place under the pointer as a point of this image; null when the pointer is elsewhere. @param own whether it is over this pane. */
  showCross(at: Point | null, own: boolean): void {
    this.at = at;
    this.update();
    this.cross.show(at && !own ? this.engine.toCanvas(at) : null);
  }

  dispose(): void {
    this.resizing.disconnect();
    this.engine.dispose();
    this.element.remove();
  }

  private update(): void {
    const { picture, window, at } = this;
    const values = picture && at ? picture.samples.valueAt(Math.floor(at.x), Math.floor(at.y)) : null;
    const unit = picture?.info.unit ? ` ${picture.info.unit}` : '';
    set(this.texts.children[0], { text: picture ? `W ${formatValue(window.width)} · L ${formatValue(window.center)}` : '' });
    set(this.texts.children[1], { text: values ? `value ${values.map(formatValue).join(' ')}${unit}` : '' });
  }

  /** Stands in where there are no labels to show. */
  private blankFor(rows: number, columns: number): LabelDocument {
    if (this.blank?.rows !== rows || this.blank.columns !== columns) this.blank = new LabelDocument('', rows, columns, new Uint8Array(rows * columns), 0);
    return this.blank;
  }
}

/** A list to choose from; chosen with the mouse, the keys are the image's again. */
function select(label: string, choose: (value: string) => void, done: () => void): HTMLSelectElement {
  let byPointer = false;
  const element = h('select', {
    class: 'wb-select', 'aria-label': label,
    onPointerdown: () => (byPointer = true),
    onKeydown: (event: KeyboardEvent) => {
      byPointer = false;
      if (event.key === 'Escape') done();
    },
    onChange: () => {
      choose(element.value);
      if (byPointer) done();
    },
  });
  return element;
}

/** Leaves a list that says the same alone: somebody may have it open. */
function fill(list: HTMLSelectElement, options: readonly HTMLElement[], value: string): void {
  const before = list.dataset.options;
  const now = options.map((option) => option.outerHTML).join('');
  if (before !== now) {
    list.replaceChildren(...options);
    list.dataset.options = now;
  }
  list.value = value;
}
