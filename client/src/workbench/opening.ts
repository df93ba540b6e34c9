import { ApiError, type ImageInfo } from '../api';
import type { ToolName } from '../tools/tool';
import { h } from '../ui/dom';
import { openSignIn } from './dialogs';
import type { OpenImage } from './images';
import type { Saving } from './saving';
import type { Place, Workbench } from './workbench';

const FIRST_TOOLS: Record<ImageInfo['task'], ToolName> = { segmentation: 'brush', detection: 'box', classification: 'move' };

/** From the wish for an image until it is on the screen with its labels, or the page says why it is not. */
export class Opening {
  /** The image that is open or on its way. */
  imageId = '';

  constructor(private readonly bench: Workbench, private readonly place: Place, private readonly saving: Saving) {}

  start(imageId: string): void {
    this.bench.finish();
    this.bench.drawing.enabled = false;
    this.imageId = imageId;
    this.bench.display.viewer.setLoading(true);
    this.bench.refresh();
  }

  async finish(imageId: string): Promise<void> {
    try {
      const image = await this.bench.images.get(imageId);
      if (this.imageId === imageId) this.show(image);
    } catch (error) {
      this.fail(imageId, error);
    }
  }

  /** @param complete whether the labels are there too; without them a slice is only looked at. */
  showSlice(image: OpenImage, complete: boolean): void {
    // A picture that comes late must not replace an image of another series.
    if (this.bench.slices.indexOf(this.imageId) < 0) return;
    this.bench.image = image;
    this.bench.images.shown = image.info.imageId;
    this.bench.drawing.enabled = complete;
    this.bench.display.exchange(image);
    this.bench.beside.show(image, complete);
    if (complete) this.bench.display.viewer.setLoading(false);
    this.bench.refresh();
  }

  private show(image: OpenImage): void {
    const { info } = image;
    const isSlice = this.bench.slices.indexOf(info.imageId) >= 0;
    if (isSlice) this.showSlice(image, true);
    else {
      this.bench.image = image;
      this.bench.images.shown = info.imageId;
      this.bench.drawing.enabled = true;
      this.bench.display.show(image);
      this.bench.slices.enter(image);
      this.bench.beside.show(image, true);
      this.bench.findings.show(info.series?.findings ?? []);
      this.bench.timer.begin();
    }
    this.bench.settings.startWith(FIRST_TOOLS[info.task]);
    if (!this.bench.classes.some((each) => each.index === this.bench.settings.now.activeClass)) this.bench.settings.chooseClass(this.bench.classes[0].index);
    this.bench.slices.stopAt(info.imageId);
    this.bench.refresh();
    this.saving.announce(info.imageId);
    const path = `/p/${encodeURIComponent(this.place.project)}/label/${encodeURIComponent(info.imageId)}`;
    const query = this.place.queue ? `?queue=${encodeURIComponent(this.place.queue)}` : '';
    history.replaceState(history.state, '', path + query);
    document.title = `${info.name} · Label`;
    const place = this.bench.flow.queue.placeOf(this.bench.flow.cell);
    this.bench.announce(isSlice ? this.bench.slices.words : place ? `Image ${info.name}, ${place}` : `Image ${info.name}`);
    this.bench.flow.arrived();
    this.renew(info.imageId, false);
  }

  /** Fetches the labels again in the background when the studio has newer ones. */
  renew(imageId: string, always: boolean): void {
    this.bench.images.refresh(imageId, always).then((renewed) => {
      if (!renewed || this.imageId !== imageId || this.bench.image?.info.imageId !== imageId) return;
      this.bench.image = renewed;
      this.bench.display.replaceLabels(renewed, renewed.labels);
      this.bench.beside.show(renewed, this.bench.drawing.enabled);
      this.bench.refresh();
    }, () => {});
  }

  /** The image that is wanted cannot be shown; another one that comes too late is forgotten. */
  fail(imageId: string, error: unknown): void {
    if (this.imageId === imageId) this.showProblem(imageId, error);
  }

  private showProblem(imageId: string, error: unknown): void {
    const item = this.bench.flow.queue.items.find((each) => each.imageId === imageId);
    const failure = error instanceof ApiError ? error.failure : 'damaged';
    const reason = error instanceof Error ? error.message : String(error);
    const again = (): void => {
      this.bench.display.viewer.setNotice(null);
      this.bench.slices.go(this.bench.slices.indexOf(imageId));
      this.start(imageId);
      void this.finish(imageId);
    };
    const actions: [string, () => void][] = [['Try again', again]];
    if (failure === 'signed-out') actions.unshift(['Sign in', () => openSignIn(this.bench.element, () => void this.saving.signedInAgain().then(again))]);
    if (failure === 'damaged' && item) {
      actions.push(['Skip and report', () => this.bench.flow.report(item, `It could not be shown. ${reason}`)]);
    }
    actions.push(['Next image', () => this.bench.flow.step(1)]);
    const buttons = actions.map(([text, onClick]) => h('button', { type: 'button', class: 'wb-button', text, onClick }));
    this.bench.display.viewer.setLoading(false);
    this.bench.display.viewer.setNotice(h('div', { role: 'alert' }, h('p', { text: `${item?.name ?? 'This image'} cannot be shown. ${reason}` }), ...buttons));
  }
}
