import { ApiError, type Accepted } from '../api';
import { changeKind, type Entry, type NewEntry, type Refusal, type Store } from './entry';

/** How the outbox stands, for the saved state in the top bar. */
export interface OutboxState {
  readonly waiting: number;
  /** Entries of somebody else who used this browser; they wait for that person. */
  readonly waitingForOthers: number;
  readonly link: 'ok' | 'offline' | 'signed-out';
  readonly durable: boolean;
  readonly refusals: readonly Refusal[];
}

export interface Acknowledgement extends Accepted {
  readonly entry: Entry;
}

/** What the outbox needs from around it. */
export interface OutboxPorts {
  readonly store: Store;
  /** Sends one entry; throws ApiError. */
  readonly send: (entry: Entry, base: number) => Promise<Accepted>;
  readonly author: () => string;
  /** Runs `work` while no other tab does the same. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly later: (work: () => void, milliseconds: number) => void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/**
 * Keeps every change until the studio has it: first into the store, then sent in order, one at a time, again and
 * again until it is acknowledged or refused. A sign-out or a lost connection only makes entries wait.
 */
export class Outbox {
  private link: OutboxState['link'] = 'ok';
  private waiting: Entry[] = [];
  private readonly unwritten = new Map<string, NewEntry>();
  private readonly refusals: Refusal[] = [];
  private readonly acknowledged = new Map<string, number>();
  private readonly revisions = new Map<string, number>();
  private draining: Promise<void> | null = null;
  private again = false;
  private attempt = 0;
  private stopped = false;

  onState: (state: OutboxState) => void = () => {};
  onAcknowledged: (acknowledgement: Acknowledgement) => void = () => {};

  constructor(private readonly ports: OutboxPorts) {}

  get state(): OutboxState {
    const own = this.waiting.filter((entry) => this.isOwn(entry)).length;
    const unwritten = [...this.unwritten.keys()].filter((op) => !this.waiting.some((entry) => entry.op === op)).length;
    return {
      waiting: own + unwritten,
      waitingForOthers: this.waiting.length - own,
      link: this.link,
      durable: this.ports.store.durable,
      refusals: this.refusals,
    };
  }

  /** Entries that are not known to be on the disk: what must be saved in another way when the page closes now. */
  get unconfirmed(): readonly NewEntry[] {
    const inMemory = this.waiting.filter((entry) => !this.ports.store.keeps(entry) && !this.unwritten.has(entry.op));
    return [...inMemory, ...this.unwritten.values()];
  }

  /** Resolves when the entry is in the store; sending goes on by itself. */
  async add(entry: NewEntry): Promise<void> {
    this.unwritten.set(entry.op, entry);
    this.onState(this.state);
    await this.ports.store.add(entry);
    await this.refresh();
    this.unwritten.delete(entry.op);
    void this.drain();
  }

  /** Own entries for one image that the studio has not acknowledged, oldest first. */
  async pendingFor(imageId: string): Promise<NewEntry[]> {
    await this.refresh();
    return this.pendingNow(imageId);
  }

  async pendingOps(): Promise<string[]> {
    await this.refresh();
    return this.waiting.map((entry) => entry.op);
  }

  /** The same from memory, for use between two frames. */
  pendingNow(imageId: string): NewEntry[] {
    const stored = this.waiting.filter((entry) => entry.imageId === imageId && this.isOwn(entry));
    const rest = this.unconfirmed.filter((entry) => entry.imageId === imageId && !stored.some(({ op }) => op === entry.op));
    return [...stored, ...rest];
  }

  /** The revision an operation was acknowledged with in this session, undefined when it was not. */
  acknowledgedAs(op: string): number | undefined {
    return this.acknowledged.get(op);
  }

  /** Another tab sent an entry. */
  async noteAcknowledged(op: string, imageId: string, revision: number): Promise<void> {
    this.remember(op, imageId, revision);
    await this.refresh();
  }

  /** Sends what waits. A call while sending is under way makes it look again at the end. */
  drain(): Promise<void> {
    if (this.draining) this.again = true;
    this.draining ??= this.run().finally(() => {
      this.draining = null;
      if (this.again && this.link === 'ok') void this.drain();
    });
    return this.draining;
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.again = false;
    await this.ports.exclusively(async () => {
      for (;;) {
        await this.refresh();
        const entry = this.waiting.find((each) => this.isOwn(each));
        if (!entry || this.stopped) {
          if (!entry) this.setLink('ok');
          return;
        }
        if (!(await this.attemptOne(entry))) return;
      }
    });
  }

  /** Returns false when sending has to wait. */
  private async attemptOne(entry: Entry): Promise<boolean> {
    try {
      const base = Math.max(entry.base, this.revisions.get(entry.imageId) ?? 0);
      const accepted = await this.ports.send(entry, base);
      await this.ports.store.remove(entry.seq);
      this.waiting = this.waiting.filter(({ seq }) => seq !== entry.seq);
      this.attempt = 0;
      if (changeKind(entry)) this.remember(entry.op, entry.imageId, accepted.revision);
      this.setLink('ok');
      this.onAcknowledged({ entry, ...accepted });
      return true;
    } catch (error) {
      const failure = error instanceof ApiError ? error.failure : 'unreachable';
      if (error instanceof ApiError && failure === 'refused') {
        await this.ports.store.setAside(entry, error.message);
        this.refusals.push({ entry, reason: error.message });
        await this.refresh();
        return true;
      }
      this.setLink(failure === 'signed-out' ? 'signed-out' : 'offline');
      // Signed out is tried again too: the person may sign in in another tab.
      this.retryLater();
      return false;
    }
  }

  private retryLater(): void {
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.attempt++);
    this.ports.later(() => {
      if (!this.stopped) void this.drain();
    }, wait);
  }

  private remember(op: string, imageId: string, revision: number): void {
    this.acknowledged.set(op, revision);
    this.revisions.set(imageId, Math.max(revision, this.revisions.get(imageId) ?? 0));
  }

  private async refresh(): Promise<void> {
    this.waiting = await this.ports.store.pending();
    this.onState(this.state);
  }

  private setLink(link: OutboxState['link']): void {
    this.link = link;
    this.onState(this.state);
  }

  private isOwn(entry: NewEntry): boolean {
    return entry.author === '' || entry.author === this.ports.author();
  }
}
