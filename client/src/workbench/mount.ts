import { getSession } from '../api';
import { set } from '../ui/dom';
import { keyName } from './commands';
import { KeyBindings } from './keyBindings';
import { Saving } from './saving';
import { Settings } from './settings';
import { Workbench } from './workbench';

export interface WorkbenchHandle {
  dispose(): void;
}

/**
 * Puts the labelling workbench into an element. It reads data-project, data-image and data-queue from the element.
 */
export async function mountWorkbench(element: HTMLElement): Promise<WorkbenchHandle> {
  const { project = '', image = '', queue = '' } = element.dataset;
  const author = await getSession().then((session) => session.name, () => '');
  const settings = new Settings(localStorage, `studio-workbench:${author}:${project}`);
  const saving = await Saving.open(author);
  const keys = new KeyBindings(localStorage, `studio-keys:${author}`);
  const bench = new Workbench({ project, queue, author }, settings, saving, keys);
  // The workbench is the page's main part unless the page has put it into one.
  if (!element.closest('main')) set(bench.element, { role: 'main', id: 'main' });
  element.replaceChildren(bench.element);
  void loadIcons(bench.element);
  const listening = listen(bench);
  bench.refresh();
  const { waitingForOthers } = saving.outbox.state;
  if (waitingForOthers > 0) bench.say(`Somebody else's ${waitingForOthers} strokes are kept in this browser until that person signs in here.`);
  await Promise.all([bench.open(image), bench.flow.load().catch(() => {}), bench.seeing.loadWindows().catch(() => {})]);
  return {
    dispose(): void {
      listening.abort();
      bench.dispose();
    },
  };
}

/** Icons are letters until their font is there, and stay letters where it is missing. */
async function loadIcons(element: HTMLElement): Promise<void> {
  const fonts = await document.fonts.load('20px "Studio Symbols"', 'undo').catch(() => []);
  if (fonts.length > 0) element.classList.add('icons-ready');
}

function listen(bench: Workbench): AbortController {
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('keydown', (event) => onKeyDown(bench, event), { signal });
  for (const name of ['keydown', 'pointermove', 'pointerdown', 'wheel']) addEventListener(name, () => bench.active(), { signal, capture: true, passive: true });
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ') bench.holdSpace(false);
    // Alt alone would move the focus into the browser's menu after a cut.
    if (event.key === 'Alt' && document.activeElement === bench.display.viewer.canvas) event.preventDefault();
  }, { signal });
  addEventListener('blur', () => bench.holdSpace(false), { signal });
  addEventListener('pagehide', () => bench.left(), { signal });
  addEventListener('pageshow', (event) => event.persisted && bench.returned(), { signal });
  addEventListener('beforeunload', () => bench.closing(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden && bench.closing(), { signal });
  // A click on a button outside the canvas must not take Space and Enter away from the canvas.
  bench.element.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button');
    const byPointer = event.detail > 0;
    if (button && byPointer && !button.closest('dialog')) bench.focusCanvas();
  }, { signal });
  return listening;
}

function onKeyDown(bench: Workbench, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.isComposing || isTyping(target) || bench.element.querySelector('dialog[open]')) return;
  if (event.key === ' ' && !isControl(target)) {
    bench.holdSpace(true);
    event.preventDefault();
    return;
  }
  if (event.key === 'Enter' && isControl(target)) return;
  const name = keyName(event);
  // A slider has arrows and Home of its own.
  if (!name || (target.matches?.('input[type=range]') && /^(arrow|page|home|end)/.test(name))) return;
  if (bench.tool?.key(event.key, { shift: event.shiftKey, alt: event.altKey })) {
    event.preventDefault();
    return;
  }
  const { command, key } = bench.keys.find(name) ?? {};
  if (!command || !key || command.when?.(bench) === false || (event.repeat && name === 'enter')) return;
  event.preventDefault();
  command.run(bench, key);
}

function isTyping(target: HTMLElement): boolean {
  return target.matches?.('input:not([type=range]), textarea, select, [contenteditable=true]') ?? false;
}

function isControl(target: HTMLElement): boolean {
  return target.matches?.('button, a, input, summary') ?? false;
}
