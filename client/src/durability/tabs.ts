import type { MissedOperation } from '../api';
import type { ChangeKind } from '../canvas/history';

/** What tabs of the same browser tell each other. */
export type TabMessage =
  | {
      readonly type: 'acknowledged';
      readonly imageId: string;
      readonly op: string;
      readonly kind: ChangeKind;
      readonly revision: number;
      readonly patch: Uint8Array;
      readonly missed: readonly MissedOperation[];
    }
  | { readonly type: 'opened' | 'here' | 'closed'; readonly imageId: string; readonly tab: string };

const CHANNEL = 'studio-workbench';
const LOCK = 'studio-outbox';

/** Messages between tabs; silent where the browser has no BroadcastChannel. */
export class Tabs {
  onMessage: (message: TabMessage) => void = () => {};
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    if (this.channel) this.channel.onmessage = (event) => this.onMessage(event.data as TabMessage);
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  dispose(): void {
    this.channel?.close();
  }
}

/** Runs `work` in one tab at a time. Without Web Locks (pages without https) operation names alone prevent doubles. */
export async function exclusively(work: () => Promise<void>): Promise<void> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return work();
  await locks.request(LOCK, work);
}
