import type { Refusal } from './entry';
import type { OutboxState } from './outbox';

/** What the top bar says about saving. */
export interface SavedState {
  readonly kind: 'saved' | 'saving' | 'offline' | 'signed-out' | 'problem';
  readonly text: string;
}

/** Shorter waits are not worth a word. */
export const QUIET_MS = 400;

/** @param waitedMs how long something has been waiting without a break. */
export function savedState(state: OutboxState, waitedMs: number): SavedState {
  const { waiting, link, refusals, durable } = state;
  const strokes = waiting === 1 ? '1 stroke' : `${waiting} strokes`;
  // What only this page holds is gone when the browser closes.
  const fragile = waiting > 0 && !durable ? ', keep this page open' : '';
  if (link === 'signed-out') {
    return { kind: 'signed-out', text: waiting > 0 ? `Sign in again, ${strokes} kept here${fragile}` : 'Sign in again' };
  }
  if (link === 'offline') return { kind: 'offline', text: `Offline, ${waiting} waiting${fragile}` };
  if (refusals.length > 0) {
    const { entry, reason } = refusals[refusals.length - 1];
    return { kind: 'problem', text: `${entry.imageName}: ${refusedWhat(entry.kind)} not accepted. ${reason}` };
  }
  if (waiting > 0 && waitedMs >= QUIET_MS) return { kind: 'saving', text: 'Saving' };
  if (waiting > 0 && !durable) return { kind: 'saving', text: 'Saving, keep this page open' };
  return { kind: 'saved', text: 'Saved' };
}

function refusedWhat(kind: Refusal['entry']['kind']): string {
  return { operation: 'a stroke was', layers: 'a stroke was', objects: 'a change of boxes, points or tags was', submit: 'the submission was', skip: 'skipping was' }[kind];
}
