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

/**
 * Messages between the tabs of one person; silent where the browser has no BroadcastChannel. Somebody else who signed in
 * in the same browser has documents of their own, so that their news would be wrong here.
 */
export class Tabs {
  onMessage: (message: TabMessage) => void = () => {};
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);

  constructor(private readonly author: () => string) {
    if (!this.channel) return;
    this.channel.onmessage = ({ data }: MessageEvent<{ author: string; message: TabMessage }>) => {
      if (data.author === this.author()) this.onMessage(data.message);
    };
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage({ author: this.author(), message });
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
