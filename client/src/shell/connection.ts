/** The page's connection to the studio: says when it is away and brings it back by itself. */

/** What blazor.web.js offers. */
export interface Blazor {
  start(options: unknown): Promise<void>;
  /** True when the page goes on where it was, false when the studio no longer knows it. */
  reconnect(): Promise<boolean>;
}

export interface ConnectionNotice {
  show(since: Date): void;
  hide(): void;
}

const delaysMs = [300, 700, 1500, 3000, 5000];

/** A reconnection handler that never gives up. `wait` resolves after the delay or at once when there is a reason to hope. */
export function createReconnection(
  blazor: Pick<Blazor, 'reconnect'>,
  notice: ConnectionNotice,
  reload: () => void,
  wait: (delayMs: number) => Promise<void>,
) {
  let isDown = false;

  async function reconnectUntilDone(): Promise<void> {
    for (let attempt = 0; isDown; attempt++) {
      await wait(delaysMs[Math.min(attempt, delaysMs.length - 1)]!);
      if (!isDown) return;
      try {
        if (!(await blazor.reconnect())) {
          // The studio was restarted: what the page looks at is in its address, so loading again shows the same.
          reload();
          return;
        }
      } catch {
        // The studio does not answer yet.
      }
    }
  }

  return {
    onConnectionDown(): void {
      if (isDown) return;
      isDown = true;
      notice.show(new Date());
      void reconnectUntilDone();
    },
    onConnectionUp(): void {
      isDown = false;
      notice.hide();
    },
  };
}

/** Waits, but not past the moment at which the network or the tab comes back. */
export function waitOrWake(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
  });
}

/** The bar that the server rendered into every page. */
export function findNotice(): ConnectionNotice {
  const bar = document.getElementById('connection-lost');
  const sinceText = document.getElementById('connection-lost-since');
  return {
    show(since) {
      if (sinceText) sinceText.textContent = `Last update ${since.toLocaleTimeString()}.`;
      if (bar) bar.hidden = false;
    },
    hide() {
      if (bar) bar.hidden = true;
    },
  };
}
