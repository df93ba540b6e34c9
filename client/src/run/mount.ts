/** The two charts of a run, live. The page brings the elements; this module fills them and asks nothing of the page again. */
import { h } from '../ui/dom';
import type { JobEvent } from './events';
import { RunHistory } from './history';
import { linesOf, type RunClass, type RunScore, ScoreChart } from './scoreChart';
import { LossChart } from './lossChart';
import { RunStream } from './stream';
import { summarize, tabulate } from './summary';

export interface RunChartOptions {
  runId: number;
  epochs: number;
  score: RunScore;
  classes: RunClass[];
}

const SUMMARY_MS = 1000;

/** What the page may say to the charts. */
export interface MountedRun {
  /** How far readers agree, in words and numbers. */
  showReaders(low: number, high: number, text: string): void;
  dispose(): void;
}

export function mountRun(root: HTMLElement, options: RunChartOptions): MountedRun {
  return new RunCharts(root, options);
}

class RunCharts {
  private readonly history: RunHistory;
  private readonly loss: LossChart;
  private readonly score: ScoreChart;
  private readonly stream: RunStream;
  private readonly logarithm: HTMLInputElement;
  private frame = 0;
  private summaryTimer: ReturnType<typeof setTimeout> | undefined;
  private hasEnded = false;

  constructor(private readonly root: HTMLElement, private readonly options: RunChartOptions) {
    this.history = new RunHistory(options.epochs);
    this.loss = new LossChart(this.find('loss-chart'), this.find('loss-values'));
    this.score = new ScoreChart(this.find('score-chart'), this.find('score-values'), linesOf(options.score, options.classes), options.score.perClass);
    this.logarithm = this.find<HTMLInputElement>('loss-log');
    this.logarithm.addEventListener('change', this.switchScale);
    this.find('run-table').closest('details')?.addEventListener('toggle', this.writeWords);
    this.stream = new RunStream(options.runId, {
      lastSequence: () => this.history.lastSequence,
      receive: (events) => this.receive(events),
      setConnected: (isConnected) => this.showConnection(isConnected),
    });
    this.draw();
  }

  showReaders(low: number, high: number, text: string): void {
    this.score.setReaders({ low, high, text });
    this.draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.summaryTimer);
    this.logarithm.removeEventListener('change', this.switchScale);
    this.stream.dispose();
    this.loss.dispose();
    this.score.dispose();
  }

  private find<T extends HTMLElement = HTMLElement>(part: string): T {
    const element = this.root.querySelector<T>(`[data-part="${part}"]`);
    if (!element) throw new Error(`The page lacks the part ${part}.`);
    return element;
  }

  private readonly switchScale = (): void => {
    this.loss.setLogarithmic(this.logarithm.checked, this.history);
    this.draw();
  };

  private receive(events: JobEvent[]): void {
    this.history.add(events);
    this.hasEnded ||= events.some((event) => event.kind === 'ended');
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
    this.summaryTimer ??= setTimeout(this.writeWords, SUMMARY_MS);
  }

  private draw(): void {
    this.frame = 0;
    const now = this.hasEnded ? null : (this.history.epochs.at(-1)?.epoch ?? null);
    this.loss.show(this.history, now);
    this.score.show(this.history, now);
  }

  private readonly writeWords = (): void => {
    clearTimeout(this.summaryTimer);
    this.summaryTimer = undefined;
    const words = summarize(this.history, this.options.score, this.options.classes);
    this.find('loss-summary').textContent = words.loss;
    this.find('score-summary').textContent = words.score;
    const table = this.find('run-table');
    if (table.closest('details')?.open === false) return;
    const { head, rows } = tabulate(this.history, this.options.score, this.options.classes);
    table.replaceChildren(
      h('thead', {}, h('tr', {}, ...head.map((text) => h('th', { scope: 'col', text })))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((text) => h('td', { text }))))),
    );
  };

  /** While the connection is away the figures stand still and their time is named. */
  private showConnection(isConnected: boolean): void {
    const note = this.find('freshness');
    const time = this.history.lastTime;
    note.hidden = isConnected;
    note.textContent =
      isConnected || time === null ? '' : `Last update ${new Date(time).toLocaleTimeString('en-GB', { hour12: false })}`;
    this.root.toggleAttribute('data-stale', !isConnected);
  }
}
