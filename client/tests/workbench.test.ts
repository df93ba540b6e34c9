import { describe, expect, it } from 'vitest';
import type { ImageInfo, QueueItem } from '../src/api';
import { shareText } from '../src/workbench/classList';
import { COMMANDS, keyName } from '../src/workbench/commands';
import { placesOf } from '../src/workbench/labelTable';
import { QueueModel } from '../src/workbench/queue';
import { Settings } from '../src/workbench/settings';
import { WorkTime } from '../src/workbench/workTime';
import { draggedWindow, firstPreset, formatValue, presetsOf } from '../src/workbench/windows';

const press = (key: string, code: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys', () => {
  it('go by what is written on them', () => {
    expect(press('z', 'KeyY')).toBe('z');
    expect(press('B', 'KeyB', { shiftKey: true })).toBe('shift+b');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('[', 'Digit8', { altKey: true, ctrlKey: true })).toBe('[');
  });

  it('go by their place for digits, brackets and other alphabets', () => {
    expect(press('!', 'Digit1', { shiftKey: true })).toBe('shift+1');
    expect(press('&', 'Digit1')).toBe('1');
    expect(press('ü', 'BracketLeft')).toBe('[');
    expect(press('и', 'KeyB')).toBe('b');
  });

  it('leave the browser its own', () => {
    expect(press('w', 'KeyW', { ctrlKey: true })).toBeNull();
    expect(press('r', 'KeyR', { ctrlKey: true })).toBeNull();
    expect(press('1', 'Digit1', { altKey: true })).toBeNull();
    expect(press('z', 'KeyZ', { metaKey: true })).toBe('ctrl+z');
  });

  it('mean one thing each', () => {
    const all = COMMANDS.flatMap((command) => command.on);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('queue', () => {
  const items = ['Submitted', 'NotStarted', 'Returned', 'not-started'].map((state, i) => ({ imageId: String(i), state }) as QueueItem);
  const open = (): QueueModel => {
    const queue = new QueueModel();
    queue.load({ title: 'My queue', items, offset: 100, total: 400, done: 1, left: 3, todayCount: 4, todaySecondsEach: 10 });
    return queue;
  };

  it('knows the neighbours and its ends', () => {
    const queue = open();
    expect(queue.neighbour('1', 1)?.imageId).toBe('2');
    expect(queue.neighbour('0', -1)).toBeNull();
    expect(queue.neighbour('unknown', 1)).toBeNull();
  });

  it('finds what is not started after the present image, then from the top', () => {
    const queue = open();
    expect(queue.next('1', 'not-started', true)?.imageId).toBe('3');
    expect(queue.next('3', 'not-started', true)?.imageId).toBe('1');
    expect(queue.next('3', 'unfinished', true)?.imageId).toBe('1');
  });

  it('counts places in the whole queue and wants more near the end of its part', () => {
    const queue = open();
    expect(queue.placeOf('1')).toBe('102 of 400');
    expect(queue.placeOf('unknown')).toBe('');
    expect(queue.wantsMore('1')).toBe(true);
    queue.load({ title: 'My queue', items, offset: 0, total: 4, done: 1, left: 3, todayCount: 4, todaySecondsEach: 10 });
    expect(queue.wantsMore('1')).toBe(false);
  });

  it('knows every slice under the cell of its series', () => {
    const queue = new QueueModel();
    const cells = [{ imageId: '7', seriesId: null }, { imageId: '20', seriesId: '3' }, { imageId: '31', seriesId: '4' }] as QueueItem[];
    queue.load({ title: 'My queue', items: cells, offset: 0, total: 3, done: 0, left: 3, todayCount: 0, todaySecondsEach: 0 });
    expect(queue.cellOf('18', '3')).toBe('20');
    expect(queue.cellOf('7', null)).toBe('7');
    expect(queue.cellOf('99', null)).toBe('99');
    expect(queue.cellOf('99', '8')).toBe('99');
    expect(queue.neighbour(queue.cellOf('18', '3'), 1)?.imageId).toBe('31');
  });

  it('counts a submission once', () => {
    const queue = open();
    queue.setState('2', 'Submitted');
    queue.setState('2', 'Submitted');
    expect(queue.figures).toMatchObject({ done: 2, left: 2, todayCount: 5 });
    queue.setState('1', 'Skipped', 'you: blurred');
    expect(queue.figures).toMatchObject({ done: 3, left: 1, todayCount: 5 });
    expect(queue.items[1].skipReason).toBe('you: blurred');
  });
});

describe('settings', () => {
  it('remember brush size and tool per class', () => {
    const settings = new Settings(null, 'x');
    settings.chooseClass(1);
    settings.setBrushSize(12);
    settings.chooseTool('polygon');
    settings.chooseClass(2);
    expect(settings.brushSize).toBe(30);
    settings.chooseTool('brush');
    settings.chooseClass(1);
    expect([settings.brushSize, settings.now.tool]).toEqual([12, 'polygon']);
  });

  it('draw again after the eraser when a class is chosen', () => {
    const settings = new Settings(null, 'x');
    settings.chooseTool('eraser');
    settings.chooseClass(3);
    expect(settings.now.tool).toBe('brush');
  });

  it('keep the brush between one and its largest size', () => {
    const settings = new Settings(null, 'x');
    settings.setBrushSize(1);
    settings.stepBrush(-1);
    expect(settings.brushSize).toBe(1);
    settings.setBrushSize(9999);
    expect(settings.brushSize).toBe(400);
  });
});

describe('windows', () => {
  const ct = {
    samplesPerPixel: 1, rescaleSlope: 2, rescaleIntercept: -1000, min: -1000, max: 1000, percentile1: -800, percentile99: 200, bitsStored: 16,
    windows: [{ name: 'Lung', center: -600, width: 1500, function: 'linear', table: null }],
  } as unknown as ImageInfo;

  it('start with the percentiles, then the range, then what the file offers', () => {
    expect(presetsOf(ct)).toEqual([
      { name: 'Auto', window: { center: -300, width: 1000 } },
      { name: 'Full', window: { center: 0, width: 2000 } },
      { name: 'Lung', window: { center: -600, width: 1500, function: 'linear' } },
    ]);
  });

  it('of a file bring their function and table, and keep them while dragging', () => {
    const windows = [{ name: 'Film', center: 100, width: 4, function: 'sigmoid', table: 'AAoU/w==' }];
    expect(firstPreset({ ...ct, windows } as unknown as ImageInfo)).toBe(2);
    expect(firstPreset({ ...ct, windows: [] } as unknown as ImageInfo)).toBe(0);
    const film = presetsOf({ ...ct, windows } as unknown as ImageInfo)[2].window;
    expect(film.table).toEqual(Uint8Array.of(0, 10, 20, 255));
    expect(draggedWindow(film, ct, 0, 1)).toMatchObject({ center: 102, width: 4, function: 'sigmoid', table: film.table });
  });

  it('without a name say that they come from the file', () => {
    const windows = [40, 50].map((center) => ({ name: '', center, width: 400, function: 'linear', table: null }));
    expect(presetsOf({ ...ct, windows } as unknown as ImageInfo).map((preset) => preset.name)).toEqual(['Auto', 'Full', 'File', 'File 2']);
  });

  it('of colour start with the full range of the samples', () => {
    const [first] = presetsOf({ ...ct, samplesPerPixel: 3, bitsStored: 8 });
    expect(first).toEqual({ name: 'Full', window: { center: 127.5, width: 255 } });
  });

  it('keep a positive width while dragging', () => {
    const [auto] = presetsOf(ct);
    expect(draggedWindow(auto.window, ct, -100_000, 0).width).toBeGreaterThan(0);
  });

  it('write values for people', () => {
    expect([formatValue(-42), formatValue(0.12345), formatValue(1234.5)]).toEqual(['−42', '0.123', '1235']);
  });
});

describe('work time', () => {
  it('counts pauses only up to half a minute', () => {
    const time = new WorkTime();
    for (const now of [1000, 3000, 603_000, 604_000]) time.touch(now);
    expect(time.seconds).toBe(2 + 30 + 1);
  });
});

describe('label table', () => {
  it('never calls something that is there nothing', () => {
    expect([shareText(0, 1000), shareText(1, 100_000), shareText(71, 1000)]).toEqual(['0.0 %', '< 0.1 %', '7.1 %']);
  });

  it('says in words where a class lies', () => {
    const labels = new Uint8Array(90 * 90);
    for (let y = 0; y < 20; y++) labels.fill(1, y * 90 + 70, y * 90 + 90);
    labels.fill(2, 45 * 90, 46 * 90);
    for (let y = 40; y < 50; y++) labels.fill(2, y * 90 + 40, y * 90 + 50);
    expect(placesOf(labels, null, 90, 90)).toEqual(new Map([[1, 'top right'], [2, 'middle']]));
  });
});
