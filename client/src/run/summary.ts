import type { RunHistory } from './history';
import type { RunClass, RunScore } from './scoreChart';

/** The charts as sentences, for people who do not see them. */
export function summarize(history: RunHistory, score: RunScore, classes: readonly RunClass[]): { loss: string; score: string } {
  const first = history.epochs[0];
  const last = history.epochs.at(-1);
  if (!first || !last) return { loss: 'No epoch has ended yet.', score: 'No epoch has ended yet.' };
  const until = `after epoch ${last.epoch} of ${history.wantedEpochs}`;
  const loss =
    `Training loss went from ${first.trainingLoss.toFixed(2)} to ${last.trainingLoss.toFixed(2)}, ` +
    `validation loss from ${first.validationLoss.toFixed(2)} to ${last.validationLoss.toFixed(2)} ${until}.`;
  const values = score.perClass
    ? classes.map((item, index) => `${item.name} ${format(last.validationIou[index])}`).join(', ')
    : format(last.validationMeanIou);
  const best = history.best;
  const kept = best ? ` Best ${score.perClass ? 'mean ' : ''}${best.validationMeanIou.toFixed(2)} in epoch ${best.epoch}.` : '';
  return { loss, score: `${score.name} on validation ${until}: ${values}.${kept}` };
}

export interface RunTable {
  head: string[];
  rows: string[][];
}

/** Every epoch, newest first. */
export function tabulate(history: RunHistory, score: RunScore, classes: readonly RunClass[]): RunTable {
  const columns = score.perClass ? classes : [];
  return {
    head: [
      'Epoch', 'Training loss', 'Validation loss', ...columns.map((item) => `${score.name} ${item.name}`),
      score.perClass ? `Mean ${score.name}` : score.name,
    ],
    rows: history.epochs.toReversed().map((epoch) => [
      String(epoch.epoch),
      epoch.trainingLoss.toFixed(4),
      epoch.validationLoss.toFixed(4),
      ...columns.map((_, index) => format(epoch.validationIou[index])),
      epoch.validationMeanIou.toFixed(3) + (epoch === history.best ? ' (best, kept)' : ''),
    ]),
  };
}

function format(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}
