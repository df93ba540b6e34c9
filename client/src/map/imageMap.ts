import { request } from '../api';
import { h, set } from '../ui/dom';
import { closestPoint, combine, nextPoint, pointsInside, type Change } from './area';
import { Bar } from './bar';
import { Card } from './card';
import { colorPoints, namesOf, toColor, wordOf, type ColorBy, type Coloring, type Greys, type MapClass } from './coloring';
import { NO_POINTS, parsePoints, type MapPoints } from './format';
import { Gestures, type GestureTarget, type Tool } from './gestures';
import { Layers, radiusOf } from './layers';
import { Pictures } from './pictures';
import { MapView, type Spot } from './view';

/** What the page is told. */
export interface MapPage {
  /** Ids of all images that are chosen now. */
  chose(ids: ReadonlySet<number>): void;
  open(id: number): void;
  remake(): void;
}

export interface MapOptions {
  readonly project: string;
  readonly classes: readonly MapClass[];
}

/** Pixels beside a point that still mean it. */
const REACH_PX = 6;
const ZOOM_STEP = 1.5;
const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The map of a project's images: looking, pointing and choosing. */
export class ImageMap implements GestureTarget {
  readonly view = new MapView();
  readonly stage: HTMLElement;
  tool: Tool = 'lasso';
  private points: MapPoints = NO_POINTS;
  private coloring: Coloring = { looks: [], lookOf: new Uint16Array(), legend: [] };
  private by: ColorBy = 'class';
  private showsPictures = false;
  private chosen: ReadonlySet<number> = new Set<number>();
  private flags = new Uint8Array();
  private focus: number | null = null;
  private line: readonly Spot[] = [];
  private stale = { points: false, over: false };
  private frame = 0;
  private asked = 0;
  private readonly bar: Bar;
  private readonly card = new Card();
  private readonly summary = h('p', { class: 'visually-hidden', id: 'map-summary' });
  private readonly live = h('p', { class: 'visually-hidden', role: 'status' });
  private readonly pictures: Pictures;
  private readonly layers: Layers;
  private readonly gestures: Gestures;
  private readonly resizing: ResizeObserver;
  private readonly greys: Greys;

  constructor(private readonly host: HTMLElement, private readonly page: MapPage, private readonly options: MapOptions) {
    const style = getComputedStyle(host);
    const token = (name: string): string => style.getPropertyValue(name).trim();
    this.greys = { bright: toColor(token('--text-1')), middle: toColor(token('--text-2')), dim: toColor(token('--text-3')) };
    this.pictures = new Pictures(options.project, () => this.refresh('points'));
    this.layers = new Layers(this.view, this.pictures, { accent: token('--accent'), text: token('--text-1'), line: toColor(token('--accent')) });
    this.bar = new Bar({
      use: (tool) => this.change(() => (this.tool = tool)),
      colorBy: (by) => this.change(() => (this.by = by)),
      showPictures: (shown) => this.change(() => (this.showsPictures = shown)),
      zoom: (factor) => this.zoom(factor),
      fit: () => this.fit(),
      remake: () => this.page.remake(),
    });
    this.stage = h('div', { class: 'map-canvas', role: 'application', tabindex: 0, 'aria-label': 'Map of the images', 'aria-describedby': 'map-summary', onkeydown: (event: KeyboardEvent) => this.press(event), onkeyup: () => (this.gestures.holdsSpace = false) },
      ...this.layers.elements, this.card.element);
    host.replaceChildren(this.bar.element, this.bar.legend, this.stage, this.summary, this.live);
    this.gestures = new Gestures(this.stage, this);
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.stage);
    this.change(() => {});
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.resizing.disconnect();
    this.gestures.dispose();
    this.pictures.dispose();
    this.host.replaceChildren();
  }

  /** Fetches the points of a filter; of two that were asked for the later one is shown. */
  async load(url: string): Promise<void> {
    const asked = ++this.asked;
    try {
      const points = parsePoints(await (await request(url, { cache: 'no-store' })).arrayBuffer());
      if (asked === this.asked) this.show(points);
    } catch (error) {
      set(this.live, { text: `The map could not be read: ${error instanceof Error ? error.message : String(error)}` });
    }
  }

  show(points: MapPoints): void {
    this.points = points;
    this.focus = null;
    this.view.fit(points);
    this.choose(this.chosen);
    this.change(() => {});
  }

  /** The page says what is chosen. */
  choose(ids: ReadonlySet<number>): void {
    this.chosen = ids;
    this.flags = Uint8Array.from(this.points.ids, (id) => (ids.has(id) ? 1 : 0));
    this.refresh('points');
  }

  sketched(line: readonly Spot[]): void {
    this.line = line;
    this.refresh('over');
  }

  drawn(area: readonly Spot[], change: Change): void {
    this.take(pointsInside(this.points, area), change);
  }

  clicked(spot: Spot, change: Change): void {
    const point = this.at(spot);
    if (point === null) return;
    this.focus = point;
    this.take([point], change);
  }

  opened(spot: Spot): void {
    const point = this.at(spot);
    if (point !== null) this.page.open(this.points.ids[point]);
  }

  pointed(spot: Spot | null): void {
    const point = spot && this.at(spot);
    if (point === this.focus) return;
    this.focus = point;
    this.refresh('over');
  }

  moved(): void {
    this.refresh('points');
  }

  private take(points: readonly number[], change: Change): void {
    this.choose(combine(this.chosen, points.map((point) => this.points.ids[point]), change));
    set(this.live, { text: `${number(this.chosen.size)} chosen` });
    this.page.chose(this.chosen);
  }

  private press(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (arrow) this.step(...arrow);
    else if (event.key === 'Enter' && this.focus !== null) this.page.open(this.points.ids[this.focus]);
    else if (event.key === ' ') this.pressSpace(event);
    else if (event.key === '+' || event.key === '=') this.zoom(ZOOM_STEP);
    else if (event.key === '-') this.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') this.fit();
    else if (event.key === 'Escape' && this.gestures.isDrawing) this.gestures.forget();
    else if (event.key === 'Escape' && this.chosen.size > 0) this.take([], 'replace');
    else return;
    event.preventDefault();
  }

  /** Chooses the point in focus or takes it out; held while the mouse is in use it moves the map. */
  private pressSpace(event: KeyboardEvent): void {
    this.gestures.holdsSpace = true;
    if (event.repeat || this.focus === null || this.stage.matches(':hover')) return;
    this.take([this.focus], this.flags[this.focus] ? 'remove' : 'add');
  }

  private step(dx: number, dy: number): void {
    const middle = this.view.toMap({ x: this.view.width / 2, y: this.view.height / 2 });
    this.focus = this.focus === null ? closestPoint(this.points, middle, Infinity) : (nextPoint(this.points, this.focus, dx, dy) ?? this.focus);
    if (this.focus === null) return;
    this.view.reveal({ x: this.points.x[this.focus], y: this.points.y[this.focus] });
    this.refresh('points');
  }

  private zoom(factor: number): void {
    const focus = this.focus === null ? null : this.view.toScreen({ x: this.points.x[this.focus], y: this.points.y[this.focus] });
    this.view.zoomAt(focus ?? { x: this.view.width / 2, y: this.view.height / 2 }, factor);
    this.refresh('points');
  }

  private fit(): void {
    this.view.fit(this.points);
    this.refresh('points');
  }

  private at(spot: Spot): number | null {
    const reach = (radiusOf(this.points.count, this.view.zoom) + REACH_PX) / this.view.scale;
    return closestPoint(this.points, this.view.toMap(spot), reach);
  }

  private change(act: () => void): void {
    act();
    this.coloring = colorPoints(this.points, this.by, this.options.classes, this.greys);
    this.bar.show(this.tool, this.by, this.showsPictures);
    this.bar.showLegend(this.coloring.legend, number);
    this.stage.dataset['tool'] = this.tool;
    const parts = this.coloring.legend.map(({ name, count }) => `${number(count)} ${name}`).join(', ');
    set(this.summary, { text: `${number(this.points.count)} images; pictures that look alike lie together. ${parts}. Arrow keys go from point to point, Space chooses, Enter opens, plus and minus zoom. The table shows the same images as a list.` });
    this.refresh('points');
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (width === 0 || height === 0) return;
    this.layers.resize(width, height, devicePixelRatio || 1);
    this.view.resize(width, height, this.points);
    this.drawNow();
  }

  private refresh(what: 'points' | 'over'): void {
    this.stale[what] = this.stale.over = true;
    this.frame ||= requestAnimationFrame(() => this.drawNow(this.stale.points));
  }

  private drawNow(withPoints = true): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.stale = { points: false, over: false };
    if (withPoints) {
      this.layers.drawPoints(this.points, { ...this.coloring, chosen: this.flags, anyChosen: this.flags.includes(1) });
      this.layers.drawPictures(this.points, this.showsPictures);
    }
    this.drawFocus();
  }

  private drawFocus(): void {
    const { focus, points } = this;
    const at = focus === null ? null : this.view.toScreen({ x: points.x[focus], y: points.y[focus] });
    this.layers.drawOver(this.line, at, radiusOf(points.count, this.view.zoom));
    if (focus === null || !at) return this.card.hide();
    const picture = this.pictures.get(points.ids[focus]);
    const facts = [namesOf(points.head.sets[points.sets[focus]], this.options.classes), wordOf(points.head.states[points.states[focus]]), wordOf(points.head.parts[points.parts[focus]])].join(' · ');
    this.card.show(picture, facts, at, this.view);
    if (picture && document.activeElement === this.stage) set(this.live, { text: `${picture.name}, ${facts}${this.flags[focus] ? ', chosen' : ''}` });
  }
}

/** Thousands apart by a space that does not break, as everywhere in the studio. */
function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}
