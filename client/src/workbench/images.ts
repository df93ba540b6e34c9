import { getImage, getLabelmap, getPixels, type ImageInfo } from '../api';
import { LabelDocument } from '../canvas/document';
import { History } from '../canvas/history';
import { Samples } from '../canvas/image';
import { applyRuns, decodePatch } from '../patch';
import type { NewEntry } from '../durability/entry';

export interface OpenImage {
  readonly info: ImageInfo;
  readonly samples: Samples;
  readonly labels: LabelDocument;
}

/** What opening needs to know of changes that are on their way to the studio. */
export interface PendingChanges {
  pendingFor(imageId: string): Promise<NewEntry[]>;
  acknowledgedAs(op: string): number | undefined;
}

const BUDGET_BYTES = 256 * 2 ** 20;

/** Images held ready: the open one, its neighbours, and older ones as long as there is room. */
export class Images {
  private readonly ready = new Map<string, OpenImage>();
  private readonly loading = new Map<string, Promise<OpenImage>>();
  private readonly histories = new Map<string, History>();

  constructor(private readonly pending: PendingChanges, private readonly budgetBytes = BUDGET_BYTES) {}

  peek(imageId: string): OpenImage | undefined {
    return this.ready.get(imageId);
  }

  async get(imageId: string): Promise<OpenImage> {
    const held = this.ready.get(imageId);
    if (held) {
      this.ready.delete(imageId);
      this.ready.set(imageId, held);
      return held;
    }
    let load = this.loading.get(imageId);
    if (!load) {
      load = this.load(imageId).finally(() => this.loading.delete(imageId));
      this.loading.set(imageId, load);
    }
    return load;
  }

  /** Loads in the background; a failure shows when the image is really opened. */
  prefetch(imageId: string): void {
    void this.get(imageId).catch(() => {});
  }

  /**
   * Asks the studio whether somebody else changed an image that was held ready. Returns it with fresh labels, or
   * null when it is up to date or has unsent changes of its own, which bring the news with their acknowledgement.
   * @param always fetches the labels also when the revision has not moved.
   */
  async refresh(imageId: string, always = false): Promise<OpenImage | null> {
    const held = this.ready.get(imageId);
    if (!held) return null;
    const info = await getImage(imageId);
    const current = this.ready.get(imageId);
    if (current !== held || held.labels.isDrawing || (!always && info.revision <= held.labels.revision)) return null;
    if ((await this.pending.pendingFor(imageId)).length > 0) return null;
    const labels = await this.loadLabels(info);
    if (held.labels.isDrawing || labels.revision < held.labels.revision) return null;
    const fresh = { info, samples: held.samples, labels };
    this.ready.set(imageId, fresh);
    return fresh;
  }

  private async load(imageId: string): Promise<OpenImage> {
    const info = await getImage(imageId);
    const [pixels, labels] = await Promise.all([getPixels(info.pixelsUrl), this.loadLabels(info)]);
    const image = { info, samples: new Samples(info, pixels), labels };
    this.ready.set(imageId, image);
    this.evict(imageId);
    return image;
  }

  /** The studio's labels plus everything drawn here that they do not hold yet. */
  private async loadLabels(info: ImageInfo): Promise<LabelDocument> {
    const pending = await this.pending.pendingFor(info.imageId);
    const { labels, revision } = await getLabelmap(info.labelmapUrl);
    const { imageId, rows, columns } = info;
    if (labels.length !== rows * columns) {
      throw new RangeError(`The labels of ${info.name} do not have the size of the image. Nothing was changed.`);
    }
    for (const entry of pending) {
      const seen = this.pending.acknowledgedAs(entry.op);
      if (entry.kind !== 'operation' || (seen !== undefined && seen <= revision)) continue;
      if (entry.imageId !== imageId || entry.rows !== rows || entry.columns !== columns) continue;
      applyRuns(decodePatch(entry.patch, labels.length), labels, columns);
    }
    return new LabelDocument(imageId, rows, columns, labels, revision, this.historyOf(imageId));
  }

  private historyOf(imageId: string): History {
    const history = this.histories.get(imageId) ?? new History();
    this.histories.set(imageId, history);
    return history;
  }

  private evict(keep: string): void {
    let bytes = 0;
    for (const image of this.ready.values()) bytes += image.samples.byteLength + image.labels.byteLength;
    for (const [imageId, image] of this.ready) {
      if (bytes <= this.budgetBytes) return;
      if (imageId === keep || image.labels.isDrawing) continue;
      bytes -= image.samples.byteLength + image.labels.byteLength;
      this.ready.delete(imageId);
    }
  }
}
