import type { EpochEvent, JobEvent, StartedEvent, StepEvent } from './events';

type Column = (number | null)[];

/**
 * A training as columns for the charts. The horizontal axis counts epochs: the end of epoch e stands at e, a step within
 * it at the share of steps done. Columns are aligned and rows ascend, because events come in the order of training.
 */
export class RunHistory {
  readonly at: number[] = [];
  readonly stepLoss: Column = [];
  readonly trainingLoss: Column = [];
  readonly validationLoss: Column = [];

  /** End of each epoch, for the chart of scores and the table. */
  readonly epochs: EpochEvent[] = [];

  lastSequence = 0;
  lastTime: string | null = null;
  baseline: number[] = [];

  private stepsPerEpoch = 0;

  /** @param wantedEpochs length of the axis until the training itself says it */
  constructor(public wantedEpochs: number) {}

  /** Takes events in order. Events seen before are passed over, so that a resend does no harm. */
  add(events: readonly JobEvent[]): void {
    for (const event of events) {
      if (event.sequence <= this.lastSequence) continue;
      this.lastSequence = event.sequence;
      this.lastTime = event.time;
      if (event.kind === 'started') this.start(event);
      else if (event.kind === 'step') this.addStep(event);
      else if (event.kind === 'epoch') this.addEpoch(event);
    }
  }

  /** The latest epoch that was the best when it ended: its weights are the ones kept. */
  get best(): EpochEvent | null {
    return this.epochs.findLast((epoch) => epoch.isBest) ?? null;
  }

  /** One column per class: its score at the end of each epoch, null where no image holds the class. */
  scoreColumns(classCount: number): Column[] {
    return Array.from({ length: classCount }, (_, index) => this.epochs.map((epoch) => epoch.validationIou[index] ?? null));
  }

  /** A process that resumes repeats the epochs after its last saved one; what was drawn of them is taken back. */
  private start(event: StartedEvent): void {
    this.wantedEpochs = event.epochs;
    this.stepsPerEpoch = event.stepsPerEpoch;
    this.baseline = event.trivialBaselineIou;
    const kept = this.at.findLastIndex((at) => at <= event.resumedFromEpoch) + 1;
    for (const column of [this.at, this.stepLoss, this.trainingLoss, this.validationLoss]) column.length = kept;
    const keptEpochs = this.epochs.findLastIndex((epoch) => epoch.epoch <= event.resumedFromEpoch) + 1;
    this.epochs.length = keptEpochs;
  }

  private addStep(event: StepEvent): void {
    if (this.stepsPerEpoch <= 0) return;
    this.row(event.step / this.stepsPerEpoch);
    this.stepLoss[this.at.length - 1] = event.loss;
  }

  private addEpoch(event: EpochEvent): void {
    this.row(event.epoch);
    this.trainingLoss[this.at.length - 1] = event.trainingLoss;
    this.validationLoss[this.at.length - 1] = event.validationLoss;
    this.epochs.push(event);
  }

  /** Makes sure the last row stands at a place on the axis. */
  private row(at: number): void {
    if (this.at.length > 0 && this.at[this.at.length - 1] >= at) return;
    this.at.push(at);
    this.stepLoss.push(null);
    this.trainingLoss.push(null);
    this.validationLoss.push(null);
  }
}
