/** What a change is about: pixels (a labelmap patch, or a layer patch where classes overlap), or boxes, points, remarks and tags (JSON of object changes). */
export type ChangeKind = 'labelmap' | 'layers' | 'objects';

/** One thing a person did, as payloads that do it again and payloads that take it back (last first). */
export interface Step {
  readonly tool: string;
  readonly kind: ChangeKind;
  readonly forward: readonly Uint8Array[];
  readonly backward: readonly Uint8Array[];
}

/** What can be undone and redone on one image; kept for the whole session, also while other images are open. */
export class History {
  private readonly done: Step[] = [];
  private readonly undone: Step[] = [];

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  record(step: Step): void {
    this.done.push(step);
    this.undone.length = 0;
  }

  takeUndo(): Step | undefined {
    return move(this.done, this.undone);
  }

  takeRedo(): Step | undefined {
    return move(this.undone, this.done);
  }
}

function move(from: Step[], to: Step[]): Step | undefined {
  const step = from.pop();
  if (step) to.push(step);
  return step;
}
