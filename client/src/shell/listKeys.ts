/** Arrow keys in a list of links (`data-list-keys`): the focus moves and what has it is shown. */

/** Place of the link that a key leads to; null where the key leads nowhere. */
export function nextPlace(key: string, place: number, count: number): number | null {
  const wanted = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: count - 1 }[key];
  return wanted === undefined || wanted === place || wanted < 0 || wanted >= count ? null : wanted;
}

export function followListKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const list = event.target.closest('[data-list-keys]');
    const links = list ? [...list.querySelectorAll<HTMLElement>('a[href]')] : [];
    const place = links.indexOf(event.target as HTMLElement);
    const next = place < 0 ? null : nextPlace(event.key, place, links.length);
    if (next === null) return;
    event.preventDefault();
    links[next]!.focus();
    links[next]!.click();
  });
}
