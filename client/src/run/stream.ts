import { type HubConnection, HubConnectionBuilder, LogLevel, type ISubscription } from '@microsoft/signalr';
import type { JobEvent } from './events';

export interface StreamReceiver {
  /** The last sequence that was taken; the stream goes on behind it after a lost connection. */
  lastSequence(): number;
  receive(events: JobEvent[]): void;
  setConnected(isConnected: boolean): void;
}

const RETRY_MS = 2000;

/** Follows one run over SignalR until its training ends, across lost connections. */
export class RunStream {
  private readonly connection: HubConnection;
  private subscription: ISubscription<JobEvent[]> | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;

  constructor(private readonly runId: number, private readonly receiver: StreamReceiver, url = '/hubs/live') {
    this.connection = new HubConnectionBuilder()
      .withUrl(url)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => RETRY_MS })
      .configureLogging(LogLevel.None)
      .build();
    this.connection.onreconnecting(() => this.receiver.setConnected(false));
    this.connection.onreconnected(() => this.subscribe());
    this.connection.onclose(() => {
      if (!this.isDisposed) this.tryAgain();
    });
    void this.start();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.retry);
    this.subscription?.dispose();
    void this.connection.stop();
  }

  private async start(): Promise<void> {
    try {
      await this.connection.start();
      this.subscribe();
    } catch {
      this.tryAgain();
    }
  }

  private tryAgain(): void {
    this.receiver.setConnected(false);
    clearTimeout(this.retry);
    if (!this.isDisposed) this.retry = setTimeout(() => void this.start(), RETRY_MS);
  }

  private subscribe(): void {
    this.receiver.setConnected(true);
    this.subscription?.dispose();
    this.subscription = this.connection.stream<JobEvent[]>('Watch', this.runId, this.receiver.lastSequence()).subscribe({
      next: (events) => this.receiver.receive(events),
      complete: () => this.dispose(),
      // A lost connection ends the stream with an error too; the reconnection subscribes anew.
      error: () => this.resubscribeLater(),
    });
  }

  private resubscribeLater(): void {
    if (this.isDisposed) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (!this.isDisposed && this.connection.state === 'Connected') this.subscribe();
    }, RETRY_MS);
  }
}
