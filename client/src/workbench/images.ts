import { getAnnotation, getImage, getPixels, type Annotation, type ImageInfo, type Remark } from '../api';
import { LabelDocument } from '../canvas/document';
import { History } from '../canvas/history';
import { Samples } from '../canvas/image';
import { LayerPixels } from '../canvas/layerPixels';
import type { Pixels } from '../canvas/pixels';
import { changeKind, type NewEntry } from '../durability/entry';
import { ObjectSet, tagName, type ObjectChange } from '../labels/objects';

/** What an image looks like; for drawing on it, its labels are needed too. */
export interface Picture {
  readonly info: ImageInfo;
  readonly samples: Samples;
}

export interface OpenImage extends Picture {
  readonly labels: LabelDocument;
  /** Of everybody, as the studio had them; own ones are objects of the document too. */
  readonly remarks: readonly Remark[];
}

/** What opening needs to know of changes that are on their way to the studio. */
export interface PendingChanges {
  pendingFor(imageId: string): Promise<NewEntry[]>;
  acknowledgedAs(op: string): number | undefined;
}

const BUDGET_BYTES = 256 * 2 ** 20;

/** Images held ready: the open one, its neighbours, and older ones as long as there is room. */
export class Images {
  /** Facts of an image; slices have theirs from their series. */
  infoOf: (imageId: string) => Promise<ImageInfo> = (imageId) => getImage(imageId);
  /** The image that is shown: it stays. */
  shown = '';
  /** The least recently used first. */
  private readonly pictures = new Map<string, Picture>();
  private readonly ready = new Map<string, OpenImage>();
  private readonly fetching = new Map<string, Promise<Picture>>();
  private readonly loading = new Map<string, Promise<OpenImage>>();
  private readonly histories = new Map<string, History>();

  constructor(private readonly pending: PendingChanges, private readonly budgetBytes = BUDGET_BYTES) {}

  peek(imageId: string): OpenImage | undefined {
    return this.ready.get(imageId);
  }

  peekPicture(imageId: string): Picture | undefined {
    return this.pictures.get(imageId);
  }

  /** The image with its labels. */
  async get(imageId: string): Promise<OpenImage> {
    const held = this.ready.get(imageId);
    if (!held) return once(this.loading, imageId, () => this.load(imageId));
    this.use(imageId);
    return held;
  }

  /** The labels alone, to read and not to draw on: what was loaded for them is not kept. */
  async labels(imageId: string): Promise<LabelDocument> {
    return this.ready.get(imageId)?.labels ?? (await this.loadLabels(await this.infoOf(imageId))).labels;
  }

  /** The image without its labels: for looking, while nobody stops to draw. */
  async picture(imageId: string): Promise<Picture> {
    const held = this.pictures.get(imageId);
    if (!held) return once(this.fetching, imageId, async () => this.fetch(await this.infoOf(imageId)));
    this.use(imageId);
    return held;
  }

  /** How many pictures like this one may be fetched ahead without driving out each other. */
  roomFor(samples: Samples): number {
    return Math.floor(this.budgetBytes / 2 / samples.byteLength);
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
    const info = await getImage(imageId, false);
    const current = this.ready.get(imageId);
    if (current !== held || held.labels.isDrawing || (!always && info.revision <= held.labels.revision)) return null;
    if ((await this.pending.pendingFor(imageId)).length > 0) return null;
    const loaded = await this.loadLabels(info);
    if (held.labels.isDrawing || loaded.labels.revision < held.labels.revision) return null;
    const fresh = { info: { ...info, series: held.info.series }, samples: held.samples, ...loaded };
    this.ready.set(imageId, fresh);
    return fresh;
  }

  private async load(imageId: string): Promise<OpenImage> {
    const info = this.pictures.get(imageId)?.info ?? (await this.infoOf(imageId));
    const picture = this.pictures.get(imageId) ?? once(this.fetching, imageId, () => this.fetch(info));
    const [{ samples }, loaded] = await Promise.all([picture, this.loadLabels(info)]);
    const image = { info, samples, ...loaded };
    this.pictures.set(imageId, { info, samples });
    this.ready.set(imageId, image);
    this.evict(imageId);
    return image;
  }

  private async fetch(info: ImageInfo): Promise<Picture> {
    const picture = { info, samples: new Samples(info, await getPixels(info.pixelsUrl)) };
    this.pictures.set(info.imageId, picture);
    this.evict(info.imageId);
    return picture;
  }

  private use(imageId: string): void {
    const picture = this.pictures.get(imageId);
    if (!picture) return;
    this.pictures.delete(imageId);
    this.pictures.set(imageId, picture);
  }

  /** The studio's labels plus everything drawn here that they do not hold yet. */
  private async loadLabels(info: ImageInfo): Promise<Pick<OpenImage, 'labels' | 'remarks'>> {
    const pending = await this.pending.pendingFor(info.imageId);
    const annotation = await getAnnotation(info.annotationUrl);
    const { revision, remarks } = annotation;
    const { imageId, rows, columns } = info;
    const objects = new ObjectSet(objectsOf(annotation));
    const document = new LabelDocument(imageId, rows, columns, pixelsOf(annotation, info), revision, this.historyOf(imageId), objects);
    for (const entry of pending) {
      const seen = this.pending.acknowledgedAs(entry.op);
      if (seen !== undefined && seen <= revision) continue;
      if (entry.imageId !== imageId || entry.rows !== rows || entry.columns !== columns) continue;
      const kind = changeKind(entry);
      if (kind) document.absorb(kind, entry.patch);
    }
    return { labels: document, remarks };
  }

  private historyOf(imageId: string): History {
    const history = this.histories.get(imageId) ?? new History();
    this.histories.set(imageId, history);
    return history;
  }

  private evict(keep: string): void {
    let bytes = 0;
    for (const [imageId, { samples }] of this.pictures) bytes += samples.byteLength + (this.ready.get(imageId)?.labels.byteLength ?? 0);
    for (const [imageId, { samples }] of this.pictures) {
      if (bytes <= this.budgetBytes) return;
      const labels = this.ready.get(imageId)?.labels;
      if (imageId === keep || imageId === this.shown || labels?.isDrawing) continue;
      bytes -= samples.byteLength + (labels?.byteLength ?? 0);
      this.pictures.delete(imageId);
      this.ready.delete(imageId);
    }
  }
}

/** The pixels that the studio sent, as one class each or as layers. */
export function pixelsOf({ overlaps, labels }: Pick<Annotation, 'overlaps' | 'labels'>, { name, rows, columns }: ImageInfo): Pixels | Uint8Array {
  if (overlaps) {
    const layers = new LayerPixels(rows, columns);
    layers.absorb('layers', labels);
    return layers;
  }
  if (labels.length === rows * columns) return labels;
  throw new RangeError(`The labels of ${name} do not have the size of the image. Nothing was changed.`);
}

/** Boxes and points, tags under their names, and the person's own remarks. */
function objectsOf({ objects, tags, remarks }: Annotation): ObjectChange[] {
  return [
    ...objects,
    ...tags.map((tag) => ({ id: tagName(tag.scope, tag.classIndex), value: { ...tag, kind: 'tag' } as const })),
    ...remarks.filter((each) => each.isOwn).map(({ id, x, y, text, replyTo }) => ({ id, value: { kind: 'remark', x, y, text, replyTo } as const })),
  ];
}

/** Begins work under a name, or joins it when it is under way. */
function once<T>(under: Map<string, Promise<T>>, name: string, begin: () => Promise<T>): Promise<T> {
  const begun = under.get(name) ?? begin().finally(() => under.delete(name));
  under.set(name, begun);
  return begun;
}
