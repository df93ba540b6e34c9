import { RunChart } from './chart';
import type { ChartColors, Marks } from './drawing';
import { readColors } from './drawing';
import type { RunHistory } from './history';
import { short } from './labels';

/** Loss of training and validation, linear or logarithmic. The faint line is each step. */
export class LossChart {
  private readonly colors: ChartColors;
  private chart: RunChart;

  constructor(private readonly host: HTMLElement, private readonly readout: HTMLElement) {
    this.colors = readColors(host);
    this.chart = this.create(false);
  }

  setLogarithmic(logarithmic: boolean, history: RunHistory): void {
    this.chart.dispose();
    this.chart = this.create(logarithmic);
    this.show(history, null);
  }

  show(history: RunHistory, now: number | null): void {
    const last = history.epochs.at(-1);
    const marks: Marks = {
      now,
      ends: last
        ? [
            { at: last.epoch, value: last.validationLoss, text: `val ${short(last.validationLoss)}`, color: this.colors.text1 },
            { at: last.epoch, value: last.trainingLoss, text: `train ${short(last.trainingLoss)}`, color: this.colors.text3 },
          ]
        : [],
      levels: [],
      levelText: null,
      band: null,
      best: null,
    };
    this.chart.show([history.at, history.stepLoss, history.trainingLoss, history.validationLoss], marks, history.wantedEpochs);
  }

  dispose(): void {
    this.chart.dispose();
  }

  private create(logarithmic: boolean): RunChart {
    const { text1, text3 } = this.colors;
    return new RunChart({
      host: this.host,
      readout: this.readout,
      logarithmic,
      lines: [
        { color: `${text3}2e`, width: 1 },
        { color: text3, width: 2, dash: [5, 4], name: 'train' },
        { color: text1, width: 2, name: 'val' },
      ],
    });
  }
}
