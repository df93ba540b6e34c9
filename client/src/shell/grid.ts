/** Tells the server how wide a picture grid is, so that it knows how many pictures make a row. */

interface WidthReceiver {
  invokeMethodAsync(method: 'SetWidth', widthPx: number): Promise<void>;
}

export function observeWidth(element: HTMLElement, receiver: WidthReceiver): { dispose(): void } {
  let lastPx = 0;
  const observer = new ResizeObserver(() => {
    const widthPx = Math.floor(element.clientWidth);
    if (widthPx === lastPx || widthPx === 0) return;
    lastPx = widthPx;
    void receiver.invokeMethodAsync('SetWidth', widthPx);
  });
  observer.observe(element);
  return { dispose: () => observer.disconnect() };
}

/** Another list begins at its start. */
export function scrollToStart(element: HTMLElement): void {
  element.scrollTo(0, 0);
}
