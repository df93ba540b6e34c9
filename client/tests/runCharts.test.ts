import { describe, expect, it } from 'vitest';
import type { EpochEvent, JobEvent, StartedEvent } from '../src/run/events';
import { RunHistory } from '../src/run/history';
import { short, spread } from '../src/run/labels';
import { linesOf } from '../src/run/scoreChart';
import { summarize, tabulate } from '../src/run/summary';

const time = '2026-11-14T09:41:12Z';
const iou = { name: 'IoU', perClass: true };
const classes = [{ name: 'nerve', color: '#FFB02E' }, { name: 'vessel', color: '#4CC9F0' }];

function started(sequence: number, resumedFromEpoch = 0): StartedEvent {
  return { kind: 'started', sequence, time, epochs: 4, stepsPerEpoch: 2, resumedFromEpoch, trivialBaselineIou: [0.04, 0.1] };
}

function step(sequence: number, number: number, loss: number): JobEvent {
  return { kind: 'step', sequence, time, epoch: Math.ceil(number / 2), step: number, loss };
}

function epoch(sequence: number, number: number, isBest = false, iou: (number | null)[] = [0.5, 0.6]): EpochEvent {
  return {
    kind: 'epoch', sequence, time, epoch: number, trainingLoss: 1 / number, validationLoss: 2 / number,
    validationIou: iou, validationMeanIou: 0.55, isBest,
  };
}

describe('history of a run', () => {
  it('puts steps at their share of the epoch and the epoch at its end, in one row where they meet', () => {
    const history = new RunHistory(10);
    history.add([started(1), step(2, 1, 0.9), step(3, 2, 0.8), epoch(4, 1)]);
    expect(history.at).toEqual([0.5, 1]);
    expect(history.stepLoss).toEqual([0.9, 0.8]);
    expect(history.trainingLoss).toEqual([null, 1]);
    expect(history.validationLoss).toEqual([null, 2]);
    expect(history.wantedEpochs).toBe(4);
  });

  it('passes over events it has seen', () => {
    const history = new RunHistory(4);
    history.add([started(1), step(2, 1, 0.9)]);
    history.add([step(2, 1, 0.9), step(3, 2, 0.8)]);
    expect(history.stepLoss).toEqual([0.9, 0.8]);
    expect(history.lastSequence).toBe(3);
  });

  it('takes back what a resumed process repeats', () => {
    const history = new RunHistory(4);
    history.add([started(1), step(2, 1, 0.9), step(3, 2, 0.8), epoch(4, 1, true), step(5, 3, 0.7), step(6, 4, 0.6), epoch(7, 2, true)]);
    history.add([started(8, 1), step(9, 3, 0.65)]);
    expect(history.at).toEqual([0.5, 1, 1.5]);
    expect(history.stepLoss).toEqual([0.9, 0.8, 0.65]);
    expect(history.epochs.map((item) => item.epoch)).toEqual([1]);
    expect(history.best?.epoch).toBe(1);
  });

  it('starts anew when nothing was saved', () => {
    const history = new RunHistory(4);
    history.add([started(1), step(2, 1, 0.9), started(3), step(4, 1, 0.95)]);
    expect(history.at).toEqual([0.5]);
    expect(history.stepLoss).toEqual([0.95]);
  });

  it('keeps a class that no image holds as a gap', () => {
    const history = new RunHistory(4);
    history.add([started(1), epoch(2, 1, true, [null, 0.7])]);
    expect(history.scoreColumns(2)).toEqual([[null], [0.7]]);
  });

  it('names the last epoch that was best', () => {
    const history = new RunHistory(4);
    history.add([started(1), epoch(2, 1, true), epoch(3, 2, true), epoch(4, 3)]);
    expect(history.best?.epoch).toBe(2);
  });

  it('takes 100 000 steps with every column as long as the axis', () => {
    const history = new RunHistory(4);
    const steps = Array.from({ length: 100_000 }, (_, index) => step(index + 2, index + 1, 1));
    history.add([started(1), ...steps]);
    expect(history.at).toHaveLength(100_000);
    expect(history.validationLoss).toHaveLength(100_000);
  });
});

describe('names at line ends', () => {
  const at = (...heights: number[]) => heights.map((y) => ({ y, text: '', color: '' }));

  it('stay where they are when there is room', () => expect(spread(at(10, 50), 15, 0, 100)).toEqual([10, 50]));

  it('move apart and keep their order', () => expect(spread(at(50, 48), 15, 0, 100)).toEqual([63, 48]));

  it('stay inside the chart', () => expect(spread(at(99, 100), 15, 0, 100)).toEqual([85, 100]));

  it('are none for no line', () => expect(spread([], 15, 0, 100)).toEqual([]));

  it('leave the zero before the point out', () => {
    expect(short(0.354)).toBe('.35');
    expect(short(1.2)).toBe('1.20');
  });
});

describe('charts in words', () => {
  it('say that there is nothing yet', () => {
    expect(summarize(new RunHistory(4), iou, classes).score).toBe('No epoch has ended yet.');
  });

  it('say from where to where, and what is kept', () => {
    const history = new RunHistory(4);
    history.add([started(1), epoch(2, 1, true), epoch(3, 2, false, [null, 0.61])]);
    const words = summarize(history, iou, classes);
    expect(words.loss).toBe('Training loss went from 1.00 to 0.50, validation loss from 2.00 to 1.00 after epoch 2 of 4.');
    expect(words.score).toBe('IoU on validation after epoch 2 of 4: nerve –, vessel 0.610. Best mean 0.55 in epoch 1.');
  });

  it('are a table of every epoch, newest first', () => {
    const history = new RunHistory(4);
    history.add([started(1), epoch(2, 1, true), epoch(3, 2)]);
    const table = tabulate(history, iou, classes);
    expect(table.head).toEqual(['Epoch', 'Training loss', 'Validation loss', 'IoU nerve', 'IoU vessel', 'Mean IoU']);
    expect(table.rows.map((row) => row[0])).toEqual(['2', '1']);
    expect(table.rows[1].at(-1)).toBe('0.550 (best, kept)');
  });

  it('name one figure for all where there is none for each class', () => {
    const history = new RunHistory(4);
    history.add([started(1), epoch(2, 1, true, [0.41])]);
    const ap50 = { name: 'AP50', perClass: false };
    expect(linesOf(ap50, classes).map((line) => line.name)).toEqual(['AP50']);
    expect(tabulate(history, ap50, classes).head).toEqual(['Epoch', 'Training loss', 'Validation loss', 'AP50']);
    expect(summarize(history, ap50, classes).score).toBe('AP50 on validation after epoch 1 of 4: 0.550. Best 0.55 in epoch 1.');
  });
});
