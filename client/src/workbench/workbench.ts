import type { Change } from '../canvas/document';
import type { LabelClass } from '../canvas/palette';
import type { Tool, ToolName } from '../tools/tool';
import { h, set } from '../ui/dom';
import { SideBySide } from './beside/sideBySide';
import { openSignIn } from './dialogs';
import type { KeyBindings } from './keyBindings';
import { showKeySheet } from './keySheet';
import { ClassCommands } from './classCommands';
import { Findings } from './findings';
import { Flow } from './flow';
import { Display } from './display';
import { Drawing } from './drawing';
import { Images, type OpenImage } from './images';
import { LiveRegion } from './liveRegion';
import { Measuring } from './measure/measuring';
import { ObjectEditing } from './objectEditing';
import { Opening } from './opening';
import { Panel } from './panel';
import { Pointer } from './pointer';
import { QueueStrip } from './queueStrip';
import { Rail } from './rail';
import { RemarkPanel } from './remarkPanel';
import type { Saving } from './saving';
import { Seeing } from './seeing';
import type { Choices, Settings } from './settings';
import { SliceLabels } from './sliceLabels';
import { Slices } from './slices';
import { TopBar } from './topBar';
import { WorkTimer } from './workTimer';

export interface Place {
  readonly project: string;
  readonly queue: string;
  /** The signed-in person. */
  readonly author: string;
}


/** The labelling page: one image open, its neighbours ready, every action under one name. */
export class Workbench {
  readonly display: Display;
  readonly opening: Opening;
  readonly flow: Flow;
  readonly seeing: Seeing;
  readonly timer = new WorkTimer();
  readonly drawing: Drawing;
  readonly objects: ObjectEditing;
  readonly remarks: RemarkPanel;
  readonly slices: Slices;
  readonly classCommands = new ClassCommands(this);
  readonly sliceLabels: SliceLabels;
  readonly beside: SideBySide;
  readonly measuring: Measuring;
  readonly element: HTMLElement;
  image: OpenImage | null = null;
  readonly images: Images;
  private readonly live = new LiveRegion();
  readonly findings = new Findings();
  readonly topBar: TopBar;
  private readonly panel: Panel;
  private readonly rail: Rail;
  private readonly strip: QueueStrip;
  private frame = 0;

  constructor(private readonly place: Place, readonly settings: Settings, private readonly saving: Saving, readonly keys: KeyBindings) {
    this.display = new Display(settings);
    this.opening = new Opening(this, place, saving);
    this.flow = new Flow(this, place, saving);
    this.seeing = new Seeing(this, place.project);
    this.images = new Images(saving.outbox);
    this.sliceLabels = new SliceLabels(this, this.images);
    const { viewer } = this.display;
    const { engine } = viewer;
    this.slices = new Slices(this.images, {
      moved: (imageId) => {
        this.opening.start(imageId);
        this.beside.goTo(this.slices.wanted);
      },
      show: (image, complete) => this.opening.showSlice(image, complete),
      settled: (imageId) => void this.opening.finish(imageId),
      failed: (imageId, error) => this.opening.fail(imageId, error),
    });
    this.beside = new SideBySide({ images: this.images, display: this.display, settings, slices: this.slices, focusCanvas: () => this.focusCanvas() });
    viewer.element.append(this.slices.slider.element, this.findings.element);
    this.measuring = new Measuring({ viewer, current: () => this.image, isChosen: () => settings.now.tool === 'measure', say: (text) => this.live.say(text) });
    this.drawing = new Drawing({
      engine, settings, tools: [this.measuring.tool], current: () => this.image, say: (text) => this.live.show(text), sketch: (outline) => viewer.sketch(outline),
      preview: (preview) => viewer.preview.show(preview, this.classes.find((each) => each.index === settings.now.activeClass)?.color ?? '#ffffff'),
      keep: (image, change) => this.keep(image, change),
    });
    this.remarks = new RemarkPanel(this, place.author);
    this.objects = new ObjectEditing({
      settings, layer: viewer.objects, current: () => this.image, classes: () => this.classes, zoomFactor: () => engine.zoomFactor,
      mayEdit: () => this.drawing.mayEdit(), mayDraw: () => this.drawing.mayDraw(), keep: (image, change) => this.keep(image, change), say: (text) => this.live.say(text),
      remark: (at) => this.remarks.begin(at), pins: () => this.remarks.pins(), changed: () => this.refresh(),
    });
    new Pointer(viewer.canvas, {
      engine, tool: () => (this.image ? this.tool : null), toolName: () => settings.now.tool, spaceHeld: () => this.display.spaceHeld,
      moved: (at) => {
        this.display.pointed(at);
        this.beside.pointed(at && engine.toImage(at));
      },
      scroll: (delta) => this.slices.turn(delta),
      dragWindow: (dx, dy) => {
        this.display.dragWindow(dx, dy);
        this.refresh();
      },
    });
    this.topBar = new TopBar(this);
    this.panel = new Panel(this);
    this.rail = new Rail(this);
    this.strip = new QueueStrip(this);
    this.element = h('div', { class: 'wb' }, this.topBar.element, this.rail.element, this.beside.element, this.panel.element, this.strip.element, this.live.element);
    this.connect();
  }

  /** What draws now, null while moving or windowing. */
  get tool(): Tool | null {
    return this.drawing.tool ?? this.objects.tool;
  }

  get imagesUrl(): string {
    return `/p/${encodeURIComponent(this.place.project)}/images`;
  }

  get classes(): readonly LabelClass[] {
    return this.display.classes;
  }

  /** Opens an image; what was drawn on the one before is kept, and nothing can be drawn until the new one is there. */
  async open(imageId: string): Promise<void> {
    if (!imageId || imageId === this.opening.imageId) return;
    const slice = this.slices.indexOf(imageId);
    if (slice >= 0) {
      this.slices.go(slice);
      return;
    }
    this.opening.start(imageId);
    await this.opening.finish(imageId);
  }

  chooseTool(tool: ToolName): void {
    this.finish();
    this.settings.chooseTool(tool);
    this.focusCanvas();
  }

  chooseClassByKey(key: string): void {
    const chosen = this.classes.find((each) => each.key === key);
    if (!chosen) return;
    if (this.image?.info.task === 'classification') {
      this.settings.update({ activeClass: chosen.index });
      this.panel.tags.toggle(chosen.index);
    } else this.settings.chooseClass(chosen.index);
  }

  tagClass(): void {
    this.panel.tags.cycle(this.settings.now.activeClass);
  }

  toggleInsideRange(): void {
    const insideRange = !this.settings.now.options.insideRange;
    this.settings.setOptions({ insideRange });
    this.live.show(insideRange ? 'The brush stays inside the grey range.' : 'The brush paints over every grey.');
  }

  /** Locks or hides all classes but one; again, and none is. */
  onlyClass(list: 'hidden' | 'locked', index: number): void {
    this.settings.only(list, index, this.classes.map((each) => each.index).filter((each) => each > 0));
    const name = this.classes.find((each) => each.index === index)?.name ?? 'this class';
    const others = this.settings.now[list].length > 0;
    this.live.show(list === 'locked' ? (others ? `All classes but ${name} are locked.` : 'All classes are unlocked.') : others ? `Only ${name} is shown.` : 'All classes are shown.');
  }

  findClass(): void {
    this.panel.classes.focusSearch();
  }

  showKeys(): void {
    showKeySheet(this.element, this.keys);
  }

  signIn(): void {
    openSignIn(this.element, () => void this.saving.signedInAgain());
  }

  /** First whatever is unfinished, then the panels come back, then the focus, then the tool is left. */
  escape(): void {
    if (this.topBar.closeMenus()) this.focusCanvas();
    else if (this.tool?.busy) this.finish();
    else if (this.settings.now.panelsHidden) this.settings.update({ panelsHidden: false });
    else if (document.activeElement !== this.display.viewer.canvas) this.focusCanvas();
    else this.settings.chooseTool('move');
  }

  focusCanvas(): void {
    this.display.viewer.canvas.focus({ preventScroll: true });
  }

  /** Viewer, panel, queue; what is folded away is left out. */
  moveFocus(direction: 1 | -1): void {
    const regions = [this.display.viewer.canvas, this.panel.element, this.strip.element].filter((each) => each.offsetParent !== null);
    const at = regions.findIndex((each) => each.contains(document.activeElement));
    regions.at((at + direction) % regions.length)?.focus({ preventScroll: true });
  }

  /** Somebody pressed or moved something. */
  active(): void {
    this.timer.touch();
  }

  holdSpace(held: boolean): void {
    if (this.display.spaceHeld === held) return;
    this.display.spaceHeld = held;
    this.display.update();
  }

  /** The page may be closed now: what has been drawn is handed on and written down. */
  closing(): void {
    this.drawing.keepPart();
    this.saving.lastWords();
  }

  /** The page is hidden for good, or until it comes back from the browser's history. */
  left(): void {
    this.closing();
    this.saving.leave();
  }

  returned(): void {
    if (this.image) this.saving.announce(this.image.info.imageId);
  }

  /** A word that is read aloud only: what it says is seen anyway. */
  announce(text: string): void {
    this.live.say(text);
  }

  /** A word for the person, read aloud and shown for a while. */
  say(text: string): void {
    this.live.show(text);
  }

  dispose(): void {
    this.finish();
    this.saving.dispose();
    cancelAnimationFrame(this.frame);
    this.timer.stop();
    this.slices.dispose();
    this.beside.dispose();
    this.display.dispose();
    this.element.remove();
  }

  /** Brings everything around the canvas up to date, at most once per frame. */
  refresh(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const { panelsHidden, queueFolded, overlayHidden } = this.settings.now;
      set(this.element, { 'data-panels': panelsHidden ? 'hidden' : 'shown', 'data-queue': queueFolded ? 'folded' : 'open', 'data-overlay': overlayHidden || !this.image ? 'hidden' : 'shown', 'data-series': String(this.slices.count > 0) });
      this.display.sliceText = this.slices.text;
      for (const part of [this.topBar, this.rail, this.panel, this.strip, this.display, this.objects, this.measuring, this.beside]) part.update();
    });
  }

  private connect(): void {
    const { saving, settings } = this;
    const { viewer } = this.display;
    settings.onChange = (before) => this.applied(before);
    saving.labelsOf = (imageId) => this.images.peek(imageId)?.labels;
    saving.onSaved = (state) => this.topBar.showSaved(state);
    saving.onLabels = (imageId, touched) => {
      if (this.image?.info.imageId !== imageId) return;
      viewer.engine.invalidate(touched ?? null);
      this.refresh();
    };
    saving.onStale = (imageId) => this.opening.renew(imageId, true);
    saving.onShared = (shared) => viewer.setNotice(shared ? h('p', { text: 'Open in another tab. Strokes of both are kept.' }) : null);
  }

  private keep(image: OpenImage, change: Change | null): void {
    this.saving.change(image.info, image.labels, change);
    this.refresh();
  }

  /** Ends what is being drawn or dragged. */
  finish(): void {
    this.drawing.finish();
    this.objects.finish();
  }

  private applied(before: Choices): void {
    const now = this.settings.now;
    if (before.inverted !== now.inverted) this.display.applyWindow();
    if (before.gamma !== now.gamma || before.colorMap !== now.colorMap || before.smooth !== now.smooth) this.display.applyLook();
    if (before.mode !== now.mode || before.opacity !== now.opacity || before.hidden !== now.hidden) this.display.applyOverlay();
    const shown = ['inverted', 'gamma', 'colorMap', 'smooth', 'mode', 'opacity', 'hidden'] as const;
    if (shown.some((name) => before[name] !== now[name])) this.beside.apply();
    if (before.tool !== now.tool || before.activeClass !== now.activeClass || before.sizes !== now.sizes) this.live.say(this.display.toolText());
    this.refresh();
  }
}
