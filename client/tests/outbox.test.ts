import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, type Accepted } from '../src/api';
import { newOp, type Entry, type NewEntry, type Store } from '../src/durability/entry';
import { adoptJournal, strikeJournal, writeJournal } from '../src/durability/journal';
import { Outbox } from '../src/durability/outbox';
import { savedState } from '../src/durability/savedState';
import { FallbackStore, IndexedDbStore, MemoryStore } from '../src/durability/stores';

let disk: IDBFactory;
beforeEach(() => {
  disk = new IDBFactory();
});

function entry(change: Partial<NewEntry> = {}): NewEntry {
  return {
    kind: 'operation', op: newOp(), imageId: 'a', imageName: '0221', author: 'Mia', rows: 1, columns: 4, base: 1,
    tool: 'brush', patch: Uint8Array.of(1, 0, 1, 1), reason: '', seconds: 0, ...change,
  };
}

/** A studio that takes each operation once, and can be down, signed out or refusing. */
class FakeStudio {
  mode: 'ok' | 'unreachable' | 'signed-out' = 'ok';
  refuses: (entry: Entry) => boolean = () => false;
  losesAnswers = 0;
  readonly received: string[] = [];
  readonly bases: number[] = [];
  requests = 0;

  readonly send = (sent: Entry, base: number): Promise<Accepted> => {
    this.requests++;
    if (this.mode !== 'ok') return Promise.reject(new ApiError(this.mode, 'no'));
    if (this.refuses(sent)) return Promise.reject(new ApiError('refused', 'The patch does not fit.'));
    this.bases.push(base);
    if (!this.received.includes(sent.op)) this.received.push(sent.op);
    const revision = 2 + this.received.indexOf(sent.op);
    if (this.losesAnswers-- > 0) return Promise.reject(new ApiError('unreachable', 'lost'));
    return Promise.resolve({ revision, missed: [] });
  };
}

function outboxOn(store: Store, studio: FakeStudio, author = 'Mia') {
  const retries: { work: () => void; milliseconds: number }[] = [];
  const outbox = new Outbox({
    store, send: studio.send, author: () => author, exclusively: (work) => work(),
    later: (work, milliseconds) => retries.push({ work, milliseconds }),
  });
  return { outbox, retries };
}

async function settled(outbox: Outbox): Promise<void> {
  for (let i = 0; i < 3; i++) await outbox.drain();
}

describe('outbox', () => {
  it('sends in the order of drawing, one after the other', async () => {
    const studio = new FakeStudio();
    const { outbox } = outboxOn(await IndexedDbStore.open(disk), studio);
    const entries = [entry(), entry(), entry()];
    await Promise.all(entries.map((each) => outbox.add(each)));
    await settled(outbox);
    expect(studio.received).toEqual(entries.map((each) => each.op));
    expect(studio.bases).toEqual([1, 2, 3]);
    expect(outbox.state).toMatchObject({ waiting: 0, link: 'ok' });
  });

  it('has written an entry down before it is sent', async () => {
    const studio = new FakeStudio();
    const store = await IndexedDbStore.open(disk);
    const { outbox } = outboxOn(store, studio);
    let stored = -1;
    const send = studio.send;
    Object.assign((outbox as unknown as { ports: object }).ports, {
      send: async (sent: Entry, base: number) => {
        stored = (await store.pending()).filter(({ op }) => op === sent.op).length;
        return send(sent, base);
      },
    });
    await outbox.add(entry());
    await settled(outbox);
    expect(stored).toBe(1);
  });

  it('keeps everything while offline, retries with growing pauses and keeps the order', async () => {
    const studio = new FakeStudio();
    studio.mode = 'unreachable';
    const { outbox, retries } = outboxOn(await IndexedDbStore.open(disk), studio);
    const entries = [entry(), entry(), entry()];
    for (const each of entries) await outbox.add(each);
    await outbox.drain();
    expect(savedState(outbox.state, 5000)).toEqual({ kind: 'offline', text: 'Offline, 3 waiting' });
    for (let i = 0; i < 8; i++) {
      retries.at(-1)!.work();
      await outbox.drain();
    }
    const pauses = retries.map((retry) => retry.milliseconds);
    expect(pauses[0]).toBe(1000);
    expect(pauses.at(-1)).toBe(30_000);
    studio.mode = 'ok';
    await settled(outbox);
    expect(studio.received).toEqual(entries.map((each) => each.op));
  });

  it('is not doubled when the answer is lost after the studio took it', async () => {
    const studio = new FakeStudio();
    studio.losesAnswers = 1;
    const { outbox } = outboxOn(await IndexedDbStore.open(disk), studio);
    const only = entry();
    await outbox.add(only);
    await settled(outbox);
    expect(studio.requests).toBeGreaterThan(1);
    expect(studio.received).toEqual([only.op]);
    expect(outbox.state.waiting).toBe(0);
  });

  it('waits for a sign-in without losing anything', async () => {
    const studio = new FakeStudio();
    studio.mode = 'signed-out';
    const { outbox, retries } = outboxOn(await IndexedDbStore.open(disk), studio);
    await outbox.add(entry());
    await outbox.add(entry());
    await outbox.drain();
    expect(savedState(outbox.state, 0).text).toBe('Sign in again, 2 strokes kept here');
    expect(retries.length, "somebody may sign in in another tab").toBeGreaterThan(0);
    studio.mode = 'ok';
    retries.at(-1)!.work();
    await settled(outbox);
    expect(studio.received).toHaveLength(2);
  });

  it('goes on after a reload, before anything new', async () => {
    const studio = new FakeStudio();
    studio.mode = 'unreachable';
    const first = outboxOn(await IndexedDbStore.open(disk), studio);
    const old = entry();
    await first.outbox.add(old);
    await first.outbox.drain();
    first.outbox.stop();

    studio.mode = 'ok';
    const second = outboxOn(await IndexedDbStore.open(disk), studio);
    const restored = await second.outbox.pendingFor('a');
    expect(restored.map(({ op, patch }) => [op, [...patch]])).toEqual([[old.op, [1, 0, 1, 1]]]);
    const fresh = entry();
    await second.outbox.add(fresh);
    await settled(second.outbox);
    expect(studio.received).toEqual([old.op, fresh.op]);
  });

  it('is sent once by two tabs that share the browser', async () => {
    const studio = new FakeStudio();
    studio.mode = 'unreachable';
    const one = outboxOn(await IndexedDbStore.open(disk), studio);
    const two = outboxOn(await IndexedDbStore.open(disk), studio);
    await one.outbox.add(entry());
    await two.outbox.add(entry());
    studio.mode = 'ok';
    await Promise.all([settled(one.outbox), settled(two.outbox)]);
    expect(studio.received).toHaveLength(2);
    expect(await (await IndexedDbStore.open(disk)).pending()).toEqual([]);
  });

  it('sets aside what the studio refuses, says so and goes on', async () => {
    const studio = new FakeStudio();
    const bad = entry({ imageName: '0077' });
    studio.refuses = ({ op }) => op === bad.op;
    const { outbox } = outboxOn(await IndexedDbStore.open(disk), studio);
    const good = entry();
    await outbox.add(bad);
    await outbox.add(good);
    await settled(outbox);
    expect(studio.received).toEqual([good.op]);
    expect(savedState(outbox.state, 0)).toEqual({ kind: 'problem', text: '0077: a stroke was not accepted. The patch does not fit.' });
  });

  it('never sends what somebody else drew', async () => {
    const studio = new FakeStudio();
    const store = await IndexedDbStore.open(disk);
    await store.add(entry({ author: 'Anna' }));
    const { outbox } = outboxOn(store, studio);
    await settled(outbox);
    expect(studio.requests).toBe(0);
    expect(outbox.state).toMatchObject({ waiting: 0, waitingForOthers: 1 });
    expect(await outbox.pendingFor('a')).toEqual([]);
  });

  it('gives only the entries of the image that is asked for', async () => {
    const studio = new FakeStudio();
    studio.mode = 'unreachable';
    const { outbox } = outboxOn(await IndexedDbStore.open(disk), studio);
    await outbox.add(entry({ imageId: 'a' }));
    await outbox.add(entry({ imageId: 'b' }));
    expect((await outbox.pendingFor('b')).map((each) => each.imageId)).toEqual(['b']);
  });
});

describe('stores', () => {
  it('take the same operation once', async () => {
    for (const store of [await IndexedDbStore.open(disk), new MemoryStore()]) {
      const only = entry();
      await store.add(only);
      await store.add(only);
      expect(await store.pending()).toHaveLength(1);
    }
  });

  it('go on in memory when the disk takes no more, behind what it holds', async () => {
    const real = await IndexedDbStore.open(disk);
    let full = false;
    const limited: Store = {
      keeps: () => true,
      durable: true,
      add: (each) => (full ? Promise.reject(new Error('QuotaExceededError')) : real.add(each)),
      pending: () => real.pending(),
      remove: (seq) => real.remove(seq),
      setAside: (each, reason) => real.setAside(each, reason),
    };
    const store = new FallbackStore(limited);
    const [first, second] = [entry(), entry()];
    await store.add(first);
    full = true;
    await store.add(second);
    expect((await store.pending()).map(({ op }) => op)).toEqual([first.op, second.op]);
    expect(store.durable).toBe(false);
    const studio = new FakeStudio();
    const { outbox } = outboxOn(store, studio);
    await settled(outbox);
    expect(studio.received).toEqual([first.op, second.op]);
  });
});

describe('journal', () => {
  function storage(): Storage {
    const map = new Map<string, string>();
    return {
      get length() {
        return map.size;
      },
      key: (i: number) => [...map.keys()][i] ?? null,
      getItem: (key: string) => map.get(key) ?? null,
      setItem: (key: string, value: string) => void map.set(key, value),
      removeItem: (key: string) => void map.delete(key),
      clear: () => map.clear(),
    };
  }

  it('hands over what was being written when the page closed', async () => {
    const kept = storage();
    const last = entry();
    writeJournal([last], kept);
    const store = await IndexedDbStore.open(disk);
    await adoptJournal(kept, (each) => store.add(each));
    expect((await store.pending())[0]).toMatchObject({ op: last.op, imageId: 'a', patch: last.patch });
    expect(kept.length).toBe(0);
  });

  it('hands over several in the order of drawing, whatever order the storage keeps', async () => {
    const kept = storage();
    const drawn = ['c', 'a', 'b'].map((op) => entry({ op }));
    writeJournal(drawn, kept);
    const sorted = { ...kept, length: 3, key: (i: number) => `studio-journal:${['a', 'b', 'c'][i]}` };
    const store = await IndexedDbStore.open(disk);
    await adoptJournal(sorted, (each) => store.add(each));
    expect((await store.pending()).map(({ op }) => op)).toEqual(['c', 'a', 'b']);
  });

  it('is offered what waits in memory alone', async () => {
    const studio = new FakeStudio();
    studio.mode = 'unreachable';
    const { outbox } = outboxOn(new FallbackStore(null), studio);
    const [first, second] = [entry(), entry()];
    await outbox.add(first);
    await outbox.add(second);
    await settled(outbox);
    expect(outbox.unconfirmed.map(({ op }) => op)).toEqual([first.op, second.op]);
    expect(savedState(outbox.state, 0).text).toBe('Offline, 2 waiting, keep this page open');
    const onDisk = outboxOn(await IndexedDbStore.open(disk), studio).outbox;
    await onDisk.add(entry());
    await settled(onDisk);
    expect(onDisk.unconfirmed).toEqual([]);
  });

  it('forgets what the store took after all', () => {
    const kept = storage();
    const last = entry();
    writeJournal([last], kept);
    strikeJournal(last.op, kept);
    expect(kept.length).toBe(0);
  });
});

describe('saved state', () => {
  const state = { waiting: 1, waitingForOthers: 0, link: 'ok', durable: true, refusals: [] } as const;

  it('says Saving only when it takes noticeable time', () => {
    expect(savedState(state, 399).text).toBe('Saved');
    expect(savedState(state, 400).text).toBe('Saving');
  });

  it('counts one stroke as one', () => {
    expect(savedState({ ...state, link: 'signed-out' }, 0).text).toBe('Sign in again, 1 stroke kept here');
    expect(savedState({ ...state, link: 'signed-out', waiting: 0 }, 0).text).toBe('Sign in again');
  });
});
