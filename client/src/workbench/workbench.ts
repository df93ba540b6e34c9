import { getQueue } from '../api';
import type { LabelClass, OverlayMode } from '../canvas/palette';
import type { Window } from '../canvas/lut';
import type { Point } from '../canvas/view';
import type { ToolName } from '../tools/tool';
import { h, set } from '../ui/dom';
import { TOOLS } from './commands';
import { askSkipReason, openSignIn, showKeySheet } from './dialogs';
import { Drawing } from './drawing';
import { Images, type OpenImage } from './images';
import { LiveRegion } from './liveRegion';
import { MiniMap } from './miniMap';
import { Panel } from './panel';
import { Pointer } from './pointer';
import { QueueModel } from './queue';
import { QueueStrip } from './queueStrip';
import { Rail } from './rail';
import type { Saving } from './saving';
import type { Choices, Settings } from './settings';
import { overlayTexts } from './texts';
import { TopBar } from './topBar';
import { Viewer } from './viewer';
import { draggedWindow, presetsOf, type Preset } from './windows';

export interface Place {
  readonly project: string;
  readonly queue: string;
}

const OVERLAY_ORDER: readonly OverlayMode[] = ['fill', 'outline', 'off'];

/** The labelling page: one image open, its neighbours ready, every action under one name. */
export class Workbench {
  readonly viewer = new Viewer();
  readonly queue = new QueueModel();
  readonly drawing: Drawing;
  readonly element: HTMLElement;
  image: OpenImage | null = null;
  classes: readonly LabelClass[] = [];
  presets: readonly Preset[] = [];
  /** −1 when the window was set by hand. */
  presetIndex = 0;
  window: Window = { center: 0, width: 1 };
  spaceHeld = false;
  private readonly images: Images;
  private readonly live = new LiveRegion();
  private readonly miniMap: MiniMap;
  private readonly topBar: TopBar;
  private readonly panel: Panel;
  private readonly rail: Rail;
  private readonly strip: QueueStrip;
  private cursor: Point | null = null;
  private opening = '';
  private frame = 0;

  constructor(private readonly place: Place, readonly settings: Settings, private readonly saving: Saving) {
    const { engine, canvas } = this.viewer;
    this.images = new Images(saving.outbox);
    this.drawing = new Drawing({
      engine, settings, current: () => this.image, say: (text) => this.say(text), sketch: (outline) => this.viewer.sketch(outline),
      keep: (image, change) => {
        saving.change(image.info, image.labels, change);
        this.refresh();
      },
    });
    new Pointer(canvas, {
      engine, tool: () => (this.image ? this.drawing.tool : null), toolName: () => settings.now.tool, spaceHeld: () => this.spaceHeld,
      dragWindow: (dx, dy) => this.dragWindow(dx, dy), moved: (at) => this.pointed(at),
    });
    this.miniMap = new MiniMap(engine);
    this.viewer.corner.prepend(this.miniMap.element);
    this.topBar = new TopBar(this);
    this.panel = new Panel(this);
    this.rail = new Rail(this);
    this.strip = new QueueStrip(this);
    this.element = h('div', { class: 'wb' }, this.topBar.element, this.rail.element, this.viewer.element, this.panel.element, this.strip.element, this.live.element);
    this.connect();
  }

  get imagesUrl(): string {
    return `/p/${encodeURIComponent(this.place.project)}/images`;
  }

  /** Opens an image; what was drawn on the one before is kept, and nothing can be drawn until the new one is there. */
  async open(imageId: string): Promise<void> {
    if (!imageId || imageId === this.opening) return;
    this.drawing.finish();
    this.drawing.enabled = false;
    this.opening = imageId;
    this.viewer.setLoading(true);
    try {
      const image = await this.images.get(imageId);
      if (this.opening === imageId) this.show(image);
    } catch (error) {
      if (this.opening === imageId) this.showProblem(imageId, error instanceof Error ? error.message : String(error));
    }
  }

  async loadQueue(): Promise<void> {
    this.queue.load(await getQueue(this.place.project, this.place.queue));
    this.refresh();
    this.prefetchNeighbours();
  }

  step(direction: 1 | -1): void {
    const item = this.queue.neighbour(this.opening, direction);
    if (item) void this.open(item.imageId);
    else this.say(direction > 0 ? 'This is the last image of the queue.' : 'This is the first image of the queue.');
  }

  nextNotStarted(): void {
    const item = this.queue.nextNotStarted(this.opening);
    if (item) void this.open(item.imageId);
    else this.say('Every image of the queue has been started.');
  }

  submitNext(): void {
    if (!this.image?.info.canEdit || !this.drawing.enabled) return;
    this.drawing.finish();
    this.saving.submit(this.image.info);
    this.leave('Submitted');
  }

  askSkip(): void {
    const image = this.image;
    if (!image?.info.canEdit || !this.drawing.enabled) return;
    askSkipReason(this.element, image.info.name, (reason) => this.skip(image, reason));
  }

  chooseTool(tool: ToolName): void {
    this.drawing.finish();
    this.settings.chooseTool(tool);
    this.viewer.canvas.focus({ preventScroll: true });
  }

  chooseClassByKey(key: string): void {
    const chosen = this.classes.find((each) => each.key === key);
    if (chosen) this.settings.chooseClass(chosen.index);
  }

  findClass(): void {
    this.panel.classes.focusSearch();
  }

  choosePreset(index: number): void {
    const preset = this.presets[index];
    if (!preset) return;
    this.presetIndex = index;
    this.setWindow(preset.window);
    this.live.say(`Window ${preset.name}`);
  }

  toggleInvert(): void {
    this.settings.update({ inverted: !this.settings.now.inverted });
  }

  cycleOverlay(): void {
    const { mode } = this.settings.now;
    this.settings.update({ mode: OVERLAY_ORDER[(OVERLAY_ORDER.indexOf(mode) + 1) % OVERLAY_ORDER.length] });
  }

  showKeys(): void {
    showKeySheet(this.element);
  }

  signIn(): void {
    openSignIn(this.element, () => void this.saving.signedInAgain());
  }

  /** First whatever is unfinished, then the tool, then the panels come back. */
  escape(): void {
    if (this.drawing.tool?.busy) this.drawing.finish();
    else if (this.settings.now.panelsHidden) this.settings.update({ panelsHidden: false });
    else if (document.activeElement !== this.viewer.canvas) this.viewer.canvas.focus({ preventScroll: true });
    else this.settings.chooseTool('move');
  }

  moveFocus(direction: 1 | -1): void {
    const regions = [this.viewer.canvas, this.panel.element, this.strip.element].filter((each) => each.offsetParent !== null || each === this.viewer.canvas);
    const at = regions.findIndex((each) => each.contains(document.activeElement));
    regions[(at + direction + regions.length) % regions.length].focus({ preventScroll: true });
  }

  /** The page may be closed now: what has been drawn is handed on and written down. */
  closing(): void {
    this.drawing.keepPart();
    this.saving.lastWords();
  }

  dispose(): void {
    this.drawing.finish();
    this.saving.dispose();
    cancelAnimationFrame(this.frame);
    this.miniMap.dispose();
    this.viewer.dispose();
    this.element.remove();
  }

  /** Brings everything around the canvas up to date, at most once per frame. */
  refresh(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const { panelsHidden, queueFolded, overlayHidden } = this.settings.now;
      set(this.element, { 'data-panels': panelsHidden ? 'hidden' : 'shown', 'data-queue': queueFolded ? 'folded' : 'open', 'data-overlay': overlayHidden ? 'hidden' : 'shown' });
      for (const part of [this.topBar, this.rail, this.panel, this.strip]) part.update();
      this.showTexts();
      this.showRing();
    });
  }

  private connect(): void {
    const { viewer, saving, settings } = this;
    viewer.engine.onView = () => {
      viewer.follow();
      this.miniMap.follow();
      this.showTexts();
      this.showRing();
    };
    viewer.engine.onContent = () => this.miniMap.later();
    settings.onChange = (before) => this.applied(before);
    saving.labelsOf = (imageId) => this.images.peek(imageId)?.labels;
    saving.onSaved = (state) => this.topBar.showSaved(state);
    saving.onLabels = (imageId, touched) => {
      if (this.image?.info.imageId !== imageId) return;
      viewer.engine.invalidate(touched);
      this.refresh();
    };
    saving.onShared = (shared) => viewer.setNotice(shared ? h('p', { text: 'Open in another tab. Strokes of both are kept.' }) : null);
  }

  private show(image: OpenImage): void {
    const { info } = image;
    const fresh = this.image?.info.imageId !== info.imageId;
    this.image = image;
    this.drawing.enabled = true;
    this.viewer.setLoading(false);
    this.viewer.setNotice(null);
    this.classes = classesOf(info.classes, this.classes);
    if (!this.classes.some((each) => each.index === this.settings.now.activeClass)) this.settings.chooseClass(this.classes[0].index);
    this.presets = presetsOf(info);
    this.presetIndex = 0;
    this.window = this.presets[0].window;
    this.viewer.setSpacing(info.spacingMm?.[1] ?? null);
    this.viewer.engine.open(image.samples, image.labels, info.classes, this.window, this.settings.now.inverted);
    this.applyOverlay();
    this.viewer.engine.draw();
    this.miniMap.open(image);
    this.miniMap.setLut(this.viewer.engine.lookup);
    set(this.viewer.canvas, { 'aria-label': `Image ${info.name}, ${info.columns} by ${info.rows} pixels` });
    this.refresh();
    if (fresh) this.arrived(image);
  }

  private arrived({ info }: OpenImage): void {
    this.saving.announce(info.imageId);
    const path = `/p/${encodeURIComponent(this.place.project)}/label/${encodeURIComponent(info.imageId)}`;
    const query = this.place.queue ? `?queue=${encodeURIComponent(this.place.queue)}` : '';
    history.replaceState(history.state, '', path + query);
    document.title = `${info.name} · Label`;
    const index = this.queue.indexOf(info.imageId);
    this.live.say(index < 0 ? `Image ${info.name}` : `Image ${info.name}, ${index + 1} of ${this.queue.items.length}`);
    this.prefetchNeighbours();
    this.images.refresh(info.imageId).then((renewed) => {
      if (renewed && this.image?.info.imageId === renewed.info.imageId && this.opening === renewed.info.imageId) this.show(renewed);
    }, () => {});
  }

  private prefetchNeighbours(): void {
    const imageId = this.image?.info.imageId;
    if (!imageId) return;
    for (const step of [1, -1] as const) {
      const item = this.queue.neighbour(imageId, step);
      if (item) this.images.prefetch(item.imageId);
    }
  }

  private showProblem(imageId: string, message: string): void {
    this.viewer.setLoading(false);
    const name = this.queue.items.find((item) => item.imageId === imageId)?.name ?? 'This image';
    this.viewer.setNotice(h('div', { role: 'alert' }, h('p', { text: `${name} cannot be shown. ${message}` }),
      h('button', { type: 'button', class: 'wb-button', text: 'Try again', onClick: () => this.reopen(imageId) }),
      h('button', { type: 'button', class: 'wb-button', text: 'Next image', onClick: () => this.step(1) })));
  }

  private reopen(imageId: string): void {
    this.opening = '';
    void this.open(imageId);
  }

  private skip(image: OpenImage, reason: string): void {
    this.saving.skip(image.info, reason);
    this.leave('Skipped');
  }

  private leave(state: string): void {
    const imageId = this.image!.info.imageId;
    this.queue.setState(imageId, state);
    const next = this.queue.nextUnfinished(imageId);
    if (next) void this.open(next.imageId);
    else this.say('The queue is done.');
    this.refresh();
  }

  private applied(before: Choices): void {
    const now = this.settings.now;
    if (before.inverted !== now.inverted) this.setWindow(this.window);
    if (before.mode !== now.mode || before.opacity !== now.opacity || before.hidden !== now.hidden) this.applyOverlay();
    if (before.tool !== now.tool || before.activeClass !== now.activeClass || before.sizes !== now.sizes) this.live.say(this.toolText());
    this.refresh();
  }

  private applyOverlay(): void {
    const { mode, opacity, hidden } = this.settings.now;
    this.viewer.engine.setOverlay(mode, opacity, new Set(hidden));
    this.miniMap.setHidden(new Set(hidden), mode === 'off');
  }

  private setWindow(window: Window): void {
    this.window = window;
    this.viewer.engine.setWindow(window, this.settings.now.inverted);
    this.miniMap.setLut(this.viewer.engine.lookup);
    this.refresh();
  }

  private dragWindow(dx: number, dy: number): void {
    if (!this.image) return;
    this.presetIndex = -1;
    this.setWindow(draggedWindow(this.window, this.image.info, dx, dy));
  }

  private pointed(at: Point | null): void {
    this.cursor = at;
    this.showRing();
    this.showTexts();
  }

  private showRing(): void {
    const { tool } = this.settings.now;
    const round = (tool === 'brush' || tool === 'eraser') && !this.spaceHeld;
    this.viewer.showRing(round && this.image ? this.cursor : null, this.settings.brushSize * this.viewer.engine.zoomFactor);
    set(this.viewer.canvas, { 'data-cursor': this.spaceHeld ? 'move' : tool });
  }

  private showTexts(): void {
    if (!this.image) return;
    const at = this.cursor && this.viewer.engine.toImage(this.cursor);
    const preset = this.presets[this.presetIndex]?.name ?? null;
    this.viewer.setTexts(overlayTexts(this.image, this.toolText(), this.viewer.engine.zoomFactor, this.window, preset, at));
  }

  private toolText(): string {
    const { tool, activeClass } = this.settings.now;
    const word = TOOLS.find((each) => each.name === tool)!.word;
    const size = tool === 'brush' || tool === 'eraser' ? ` ${this.settings.brushSize} px` : '';
    const chosen = this.classes.find((each) => each.index === activeClass);
    const draws = tool !== 'move' && tool !== 'window' && tool !== 'eraser';
    return draws && chosen ? `${word}${size} · ${[chosen.key, chosen.name].filter(Boolean).join(' ')}` : word + size;
  }

  private say(text: string): void {
    this.live.show(text);
  }
}

/** The project's classes with the background last; the same array while nothing differs, so that lists stay put. */
function classesOf(classes: readonly LabelClass[], before: readonly LabelClass[]): readonly LabelClass[] {
  const background = classes.find((each) => each.index === 0) ?? { index: 0, name: 'Background', color: '#000000', pattern: 'none', key: '0' };
  const all = [...classes.filter((each) => each.index !== 0), background];
  return JSON.stringify(all) === JSON.stringify(before) ? before : all;
}
