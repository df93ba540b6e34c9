import { getSession, postOperation, postSkip, postSubmit, type Accepted, type ImageInfo } from '../api';
import type { Change, LabelDocument } from '../canvas/document';
import { changeKind, newOp, type Entry, type NewEntry } from '../durability/entry';
import { adoptJournal, strikeJournal, writeJournal } from '../durability/journal';
import { Outbox, type OutboxState } from '../durability/outbox';
import { reconcile, type Confirmed } from '../durability/reconcile';
import { QUIET_MS, savedState, type SavedState } from '../durability/savedState';
import { openStore } from '../durability/stores';
import { exclusively, Tabs, type TabMessage } from '../durability/tabs';
import type { Rect } from '../patch';

export type NamedImage = Pick<ImageInfo, 'imageId' | 'name' | 'rows' | 'columns'>;

/** Carries changes from the canvas to the studio and news of other tabs back. */
export class Saving {
  onSaved: (state: SavedState) => void = () => {};
  onLabels: (imageId: string, touched: Rect | null) => void = () => {};
  /** The labels shown hold a change twice, because the studio had it before; they must be fetched again. */
  onStale: (imageId: string) => void = () => {};
  /** The studio has a submission. */
  onSubmitted: () => void = () => {};
  /** Another tab has the same image open, or has it no more. */
  onShared: (shared: boolean) => void = () => {};
  /** The labels held for an image, if any. */
  labelsOf: (imageId: string) => LabelDocument | undefined = () => undefined;
  private readonly tabs = new Tabs(() => this.author);
  private readonly tab = newOp();
  private readonly drawnHere = new Set<string>();
  /** Entries of an earlier visit: the studio may have had them already when the labels were fetched. */
  private replayed: ReadonlySet<string> = new Set();
  private readonly neighbours = new Set<string>();
  private openId = '';
  private waitingSince = 0;
  private timer = 0;

  private constructor(readonly outbox: Outbox, private author: string) {
    outbox.onState = (state) => this.show(state);
    outbox.onAcknowledged = ({ entry, revision, missed }) => {
      strikeJournal(entry.op, localStorage);
      const kind = changeKind(entry);
      if (entry.kind === 'submit') this.onSubmitted();
      if (!kind) return;
      const confirmed = { imageId: entry.imageId, op: entry.op, kind, revision, patch: entry.patch, missed };
      this.tabs.tell({ type: 'acknowledged', ...confirmed });
      this.reconcile(entry.imageId, confirmed);
    };
    this.tabs.onMessage = (message) => this.hear(message);
    addEventListener('online', this.retry);
    document.addEventListener('visibilitychange', this.retry);
  }

  /** @param author the signed-in person's name. Entries of an earlier visit are taken over before anything else. */
  static async open(author: string): Promise<Saving> {
    let saving: Saving | null = null;
    const outbox = new Outbox({
      store: await openStore(),
      send,
      author: () => saving?.author ?? author,
      exclusively,
      later: (work, milliseconds) => setTimeout(work, milliseconds),
    });
    saving = new Saving(outbox, author);
    await adoptJournal(localStorage, (entry) => outbox.add(entry));
    saving.replayed = new Set(await outbox.pendingOps());
    void outbox.drain();
    return saving;
  }

  change(info: ImageInfo, labels: LabelDocument, change: Change | null): void {
    if (!change) return;
    this.add({ ...this.entryFor(info), kind: change.kind === 'labelmap' ? 'operation' : change.kind, base: labels.revision, tool: change.tool, patch: change.patch });
  }

  /** @param seconds somebody worked on the image. */
  submit(info: NamedImage, seconds: number): void {
    this.add({ ...this.entryFor(info), kind: 'submit', seconds });
  }

  skip(info: NamedImage, reason: string): void {
    this.add({ ...this.entryFor(info), kind: 'skip', reason });
  }

  /** The page may end now: writes down at once what the store may not get to. */
  lastWords(): void {
    const open = this.outbox.unconfirmed;
    writeJournal(open, localStorage);
    const alone = open.length === 1 && this.outbox.state.waiting === 1 ? open[0] : null;
    // Only as the single waiting entry can it be sent ahead without changing the order.
    const change = alone && changeKind(alone);
    if (change) void postOperation({ ...alone, change }, true).catch(() => {});
  }

  /** The page goes away for good or into the browser's store of pages; `announce` brings it back. */
  leave(): void {
    if (this.openId) this.tabs.tell({ type: 'closed', imageId: this.openId, tab: this.tab });
  }

  /** Tells other tabs which image this one shows. */
  announce(imageId: string): void {
    if (this.openId) this.tabs.tell({ type: 'closed', imageId: this.openId, tab: this.tab });
    this.openId = imageId;
    this.neighbours.clear();
    this.onShared(false);
    if (imageId) this.tabs.tell({ type: 'opened', imageId, tab: this.tab });
  }

  /** Somebody else's sign-in shows their own labels: the page starts anew and these strokes wait for their author. */
  async signedInAgain(): Promise<void> {
    const { name } = await getSession();
    if (this.author !== '' && name !== this.author) location.reload();
    else {
      this.author = name;
      await this.outbox.drain();
    }
  }

  dispose(): void {
    this.announce('');
    this.outbox.stop();
    removeEventListener('online', this.retry);
    document.removeEventListener('visibilitychange', this.retry);
    clearTimeout(this.timer);
    this.tabs.dispose();
  }

  private readonly retry = (): void => {
    if (!document.hidden && this.outbox.state.waiting > 0) void this.outbox.drain();
  };

  private entryFor(info: NamedImage): NewEntry {
    return {
      kind: 'operation', op: newOp(), imageId: info.imageId, imageName: info.name, author: this.author,
      rows: info.rows, columns: info.columns, base: 0, tool: '', patch: new Uint8Array(0), reason: '', seconds: 0,
    };
  }

  private add(entry: NewEntry): void {
    this.drawnHere.add(entry.op);
    void this.outbox.add(entry).then(() => strikeJournal(entry.op, localStorage));
  }

  private hear(message: TabMessage): void {
    if (message.type === 'acknowledged') {
      void this.outbox.noteAcknowledged(message.op, message.imageId, message.revision);
      this.reconcile(message.imageId, message);
      return;
    }
    if (message.imageId !== this.openId || message.tab === this.tab) return;
    if (message.type === 'closed') this.neighbours.delete(message.tab);
    else this.neighbours.add(message.tab);
    if (message.type === 'opened') this.tabs.tell({ type: 'here', imageId: this.openId, tab: this.tab });
    this.onShared(this.neighbours.size > 0);
  }

  private reconcile(imageId: string, confirmed: Confirmed): void {
    const labels = this.labelsOf(imageId);
    if (!labels) return;
    // The project lets classes overlap since the labels were fetched, and another tab knows already.
    if (!labels.sets && [confirmed, ...confirmed.missed].some((each) => each.kind === 'layers')) {
      this.onStale(imageId);
      return;
    }
    if (confirmed.revision < labels.revision && this.replayed.has(confirmed.op)) this.onStale(imageId);
    const pending = this.outbox.pendingNow(imageId).flatMap((entry) => {
      const kind = changeKind(entry);
      return kind && entry.op !== confirmed.op ? [{ kind, patch: entry.patch }] : [];
    });
    const { version } = labels.objects;
    const touched = reconcile(labels, confirmed, (op) => this.drawnHere.has(op), pending);
    if (touched || labels.objects.version !== version) this.onLabels(imageId, touched);
  }

  private show(state: OutboxState): void {
    if (state.waiting === 0) this.waitingSince = 0;
    else this.waitingSince ||= performance.now();
    const waited = this.waitingSince ? performance.now() - this.waitingSince : 0;
    this.onSaved(savedState(state, waited));
    clearTimeout(this.timer);
    if (this.waitingSince && waited < QUIET_MS) this.timer = window.setTimeout(() => this.show(this.outbox.state), QUIET_MS - waited + 1);
  }
}

async function send(entry: Entry, base: number): Promise<Accepted> {
  const change = changeKind(entry);
  if (change) return postOperation({ ...entry, base, change });
  if (entry.kind === 'submit') await postSubmit(entry.imageId, entry.seconds, entry.author);
  else await postSkip(entry.imageId, entry.reason, entry.author);
  return { revision: 0, missed: [] };
}
