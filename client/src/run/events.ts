/** Events of a training, as the studio's live hub sends them (src/Contracts/Jobs/JobEvent.cs). Only what the charts use. */

interface EventBase {
  sequence: number;
  time: string;
}

export interface StartedEvent extends EventBase {
  kind: 'started';
  epochs: number;
  stepsPerEpoch: number;
  resumedFromEpoch: number;
  trivialBaselineIou: number[];
}

export interface StepEvent extends EventBase {
  kind: 'step';
  epoch: number;
  step: number;
  loss: number;
}

export interface EpochEvent extends EventBase {
  kind: 'epoch';
  epoch: number;
  trainingLoss: number;
  validationLoss: number;
  validationIou: (number | null)[];
  validationMeanIou: number;
  isBest: boolean;
}

export interface OtherEvent extends EventBase {
  kind: 'progress' | 'predictions' | 'checkpoint' | 'note' | 'evaluation' | 'package' | 'ended';
}

export type JobEvent = StartedEvent | StepEvent | EpochEvent | OtherEvent;
