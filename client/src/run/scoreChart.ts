import { RunChart } from './chart';
import type { Marks } from './drawing';
import type { RunHistory } from './history';
import { short } from './labels';

export interface RunClass {
  name: string;
  color: string;
}

/** What a run is judged by, from 0 to 1 (IoU, AUC, AP50 …), for each class or one figure for all. */
export interface RunScore {
  name: string;
  perClass: boolean;
}

const WHOLE_COLOR = '#7DB2FF';

/** What the figures of an epoch are of: the classes, or the whole. */
export function linesOf(score: RunScore, classes: readonly RunClass[]): readonly RunClass[] {
  return score.perClass ? classes : [{ name: score.name, color: WHOLE_COLOR }];
}

/** The score of each line on validation, with what can be reached without looking at the image as dotted lines. */
export class ScoreChart {
  private readonly chart: RunChart;
  private band: Marks['band'] = null;

  constructor(
    host: HTMLElement,
    readout: HTMLElement,
    private readonly classes: readonly RunClass[],
    /** Whether the lines are classes, which have a number. */
    private readonly areClasses: boolean,
  ) {
    this.chart = new RunChart({
      host,
      readout,
      logarithmic: false,
      range: [0, 1],
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      lines: classes.map((item) => ({ color: item.color, width: 2, name: item.name })),
    });
  }

  /** How far people agree on the images of validation; seen from the next time on that the chart is shown. */
  setReaders(band: Marks['band']): void {
    this.band = band;
  }

  show(history: RunHistory, now: number | null): void {
    const { epochs, best } = history;
    const columns = history.scoreColumns(this.classes.length);
    const at = epochs.map((epoch) => epoch.epoch);
    const ends = this.classes.flatMap((item, index) => {
      const row = columns[index].findLastIndex((value) => value !== null);
      if (row < 0) return [];
      const value = columns[index][row]!;
      return [{ at: at[row], value, text: `${this.areClasses ? `${index + 1} ` : ''}${item.name} ${short(value)}`, color: item.color }];
    });
    const levels = history.baseline.map((value, index) => ({ value, color: `${this.classes[index]?.color ?? '#888888'}99` }));
    const atBest = best?.validationIou.filter((value) => value !== null) ?? [];
    this.chart.show(
      [at, ...columns],
      {
        now,
        ends,
        levels,
        levelText: this.describeBaseline(history.baseline),
        band: this.band,
        best: best && atBest.length > 0 ? { at: best.epoch, low: Math.min(...atBest), high: Math.max(...atBest) } : null,
      },
      history.wantedEpochs,
    );
  }

  dispose(): void {
    this.chart.dispose();
  }

  private describeBaseline(baseline: readonly number[]): string | null {
    if (baseline.length === 0) return null;
    if (this.classes.length > 3) return 'dotted: trivial baseline of each class';
    return `trivial baseline: ${baseline.map((value, index) => `${this.classes[index]?.name ?? ''} ${value.toFixed(2)}`).join(', ')}`;
  }
}
