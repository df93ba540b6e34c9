/** How repeated times are spread, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

/**
 * Milliseconds the page's thread is busy with one frame: `work` as the handler of an input, then what it asked for in the
 * next animation frame, with style, layout and paint, until the thread is free again.
 */
export function frame(work: () => void): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const free = new MessageChannel();
  let handled = 0;
  requestAnimationFrame(() => {
    const started = performance.now();
    // Its task waits until this frame is painted.
    free.port1.onmessage = () => resolve(handled + performance.now() - started);
    free.port2.postMessage(null);
  });
  const begun = performance.now();
  work();
  handled = performance.now() - begun;
  return promise;
}

/** The times of `count` frames. */
export async function frames(count: number, work: (i: number) => void): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await frame(() => work(i)));
  return times;
}

/** Nearest rank. */
export function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { p50: at(0.5), p95: at(0.95) };
}
