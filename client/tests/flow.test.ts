import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueItem } from '../src/api';
import { COMMANDS } from '../src/workbench/commands';
import { canChange, KeyBindings, keyText } from '../src/workbench/keyBindings';
import { isGivenOrder, nextImage } from '../src/workbench/nextImage';
import { QueueModel } from '../src/workbench/queue';
import { clockText, WorkTimer } from '../src/workbench/workTimer';

const commandOf = (name: string) => COMMANDS.find((command) => command.name === name)!;

function memory(kept: Record<string, string> = {}): Storage {
  return { getItem: (name: string) => kept[name] ?? null, setItem: (name: string, value: string) => void (kept[name] = value) } as unknown as Storage;
}

describe('keys of a person', () => {
  it('have a command each, under names that differ', () => {
    const keys = new KeyBindings(null, '');
    expect(new Set(COMMANDS.map((command) => command.name)).size).toBe(COMMANDS.length);
    for (const command of COMMANDS) for (const key of command.on) expect(keys.find(key)).toEqual({ command, key });
  });

  it('replace the usual one and are remembered', () => {
    const storage = memory();
    new KeyBindings(storage, 'keys').change(commandOf('step'), 1, 'k');
    const keys = new KeyBindings(storage, 'keys');
    expect(keys.find('k')).toEqual({ command: commandOf('step'), key: 'd' });
    expect(keys.find('a')).toEqual({ command: commandOf('step'), key: 'a' });
    expect(keys.find('d')).toBeUndefined();
    expect(new KeyBindings(storage, 'somebody else').find('d')?.command.name).toBe('step');
    keys.reset();
    expect(new KeyBindings(storage, 'keys').find('d')?.key).toBe('d');
  });

  it('refuse what is taken, fixed or the browser\'s, with the reason', () => {
    const keys = new KeyBindings(null, '');
    const invert = commandOf('invert');
    expect(keys.problemOf(invert, 'k')).toBeNull();
    expect(keys.problemOf(invert, 'i')).toBeNull();
    expect(keys.problemOf(invert, 'b')).toContain('“brush”');
    expect(keys.problemOf(invert, '1')).toContain('stays');
    expect(keys.problemOf(invert, null)).toContain('browser');
    for (const key of ['enter', 'escape', 'tab', ' ', 'f6', 'f5', 'shift+d', 'delete']) expect(keys.problemOf(invert, key), key).toContain('always');
    keys.change(commandOf('tool-brush'), 0, 'k');
    expect(keys.problemOf(invert, 'b')).toBeNull();
  });

  it('leave Esc, Enter, F6 and the digits alone', () => {
    for (const name of ['escape', 'submit', 'regions', 'class', 'keys', 'undo-redo']) expect(canChange(commandOf(name)), name).toBe(false);
    expect(canChange(commandOf('tool-brush'))).toBe(true);
  });

  it('survive a storage that holds nonsense', () => {
    for (const text of ['{', 'null', '{"step":"k"}', '{"step":["k"]}', '{"submit":["k"]}', '{"gone":["k"]}']) {
      const keys = new KeyBindings(memory({ keys: text }), 'keys');
      expect(keys.find('d')?.command.name, text).toBe('step');
      expect(keys.find('k'), text).toBeUndefined();
    }
  });

  it('are written as on the sheet', () => {
    expect(['shift+f', 'arrowup', 'pageup', '[', '+', 'ctrl+shift+z'].map(keyText)).toEqual(['Shift F', '↑', 'PgUp', '[', '+', 'Ctrl Shift Z']);
  });
});

describe('the timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const timerWith = (hidden = { now: false }) => {
    const shown: string[] = [];
    const timer = new WorkTimer(() => performance.now(), () => hidden.now);
    timer.onTick = (seconds) => shown.push(clockText(seconds));
    return { timer, shown };
  };

  it('counts seconds from the first action and is still after a long pause', () => {
    const { timer, shown } = timerWith();
    timer.begin();
    expect(vi.getTimerCount()).toBe(0);
    timer.touch();
    vi.advanceTimersByTime(3_100);
    expect(shown.at(-1)).toBe('0:03');
    vi.advanceTimersByTime(60_000);
    expect(shown.at(-1)).toBe('0:30');
    expect(vi.getTimerCount()).toBe(0);
    timer.touch();
    vi.advanceTimersByTime(2_100);
    expect(shown.at(-1)).toBe('0:32');
    expect(timer.seconds).toBe(30);
  });

  it('has one clock however often it is touched, and none in a hidden tab', () => {
    const hidden = { now: false };
    const { timer } = timerWith(hidden);
    for (let i = 0; i < 100; i++) timer.touch();
    expect(vi.getTimerCount()).toBe(1);
    hidden.now = true;
    vi.advanceTimersByTime(1_100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('writes hours only when there are some', () => {
    expect([0, 59.9, 61, 3599, 3661].map(clockText)).toEqual(['0:00', '0:59', '1:01', '59:59', '1:01:01']);
  });
});

describe('the next image', () => {
  it('is the next of the list where that has an order of its own', () => {
    expect(isGivenOrder('ids=3,1,2&sort=given&slices=all')).toBe(true);
    for (const queue of ['', 'ids=3,1,2', 'state=not-started&sort=name', 'q=sort=given']) expect(isGivenOrder(queue), queue).toBe(false);
  });

  const part = (states: string[], offset: number, total: number): QueueModel => {
    const queue = new QueueModel();
    const items = states.map((state, i) => ({ imageId: String(offset + i), state }) as QueueItem);
    queue.load({ title: '', items, offset, total, done: 0, left: total, todayCount: 0, todaySecondsEach: 0 });
    return queue;
  };
  const never = (): Promise<null> => Promise.reject(new Error('asked without need'));

  it('is found at hand without asking', async () => {
    expect((await nextImage(part(['submitted', 'not-started'], 5, 900), '5', 'unfinished', never))?.imageId).toBe('6');
    expect((await nextImage(part(['not-started', 'submitted'], 0, 2), '1', 'not-started', never))?.imageId).toBe('0');
  });

  it('is asked for beyond the part at hand', async () => {
    const far = { imageId: '700', state: 'not-started' } as QueueItem;
    expect(await nextImage(part(['not-started', 'submitted'], 5, 900), '6', 'not-started', () => Promise.resolve(far))).toBe(far);
    expect(await nextImage(part(['submitted'], 5, 900), '5', 'not-started', () => Promise.resolve(null))).toBeNull();
  });

  it('is looked for from the top without the studio, or where the studio does not know of a submission yet', async () => {
    const queue = part(['not-started', 'submitted', 'submitted'], 5, 900);
    expect((await nextImage(queue, '7', 'unfinished', never))?.imageId).toBe('5');
    const behind = { imageId: '6', state: 'not-started' } as QueueItem;
    expect((await nextImage(queue, '7', 'unfinished', () => Promise.resolve(behind)))?.imageId).toBe('5');
  });
});
