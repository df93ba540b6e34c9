/** Keys that work on every page with the top bar. */

interface ShellReceiver {
  invokeMethodAsync(method: 'OpenPalette' | 'OpenHelp'): Promise<void>;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
}

/** Which of the shell's windows a key asks for, if any. While a person types, a question mark is one. */
export function windowFor(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, typing: boolean) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') return 'OpenPalette';
  if (event.key === '?' && !event.ctrlKey && !event.metaKey && !typing) return 'OpenHelp';
  return null;
}

export function listenForKeys(receiver: ShellReceiver): { dispose(): void } {
  const listener = (event: KeyboardEvent) => {
    const wanted = windowFor(event, isTyping(event.target));
    if (!wanted) return;
    event.preventDefault();
    void receiver.invokeMethodAsync(wanted);
  };
  document.addEventListener('keydown', listener);
  return { dispose: () => document.removeEventListener('keydown', listener) };
}
