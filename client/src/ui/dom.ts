type Child = Node | string | null | undefined | false;
type Props = Record<string, unknown>;

/** Creates an element: `on…` are listeners, `class` and `text` what they say, the rest attributes (false = absent). */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    else attribute(element, name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

export function attribute(element: Element, name: string, value: unknown): void {
  if (name === 'text') setText(element, String(value));
  else if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else {
    const text = value === true ? '' : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Changes the text node that is there: after putting in another one the browser matches every `:has()` rule of the page again. */
function setText(element: Element, text: string): void {
  const only = element.firstChild;
  if (only?.nodeType === Node.TEXT_NODE && only === element.lastChild) {
    if ((only as Text).data !== text) (only as Text).data = text;
  } else if (element.textContent !== text) element.textContent = text;
}

export function set(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) attribute(element, name, value);
}

/** Shown when the icon font is absent. */
const FALLBACKS: Record<string, string> = {
  back_hand: '✋', contrast: '◐', brush: '✎', ink_eraser: '▱', polyline: '⌗', gesture: '∿', shapes: '▭', tonality: '◒', format_color_fill: '▼', conversion_path: 'S', undo: '↶', redo: '↷',
  arrow_back: '←', chevron_left: '‹', chevron_right: '›', expand_more: '⌄', expand_less: '⌃', visibility: '◉', visibility_off: '○',
  lock: '■', lock_open: '□', invert_colors: '◑', keyboard: '⌨', cloud_done: '✓', cloud_sync: '…', cloud_off: '!', login: '!',
  warning: '!', check: '✓', close: '×', delete: '×', reply: '↶', auto_awesome: '✦', remove: '–', add: '+', palette: '◐', straighten: '⟷', splitscreen_right: '◫',
};

export function icon(name: string, extra = ''): HTMLElement {
  return h('span', { class: `ms ${extra}`.trim(), 'aria-hidden': 'true', 'data-fallback': FALLBACKS[name] ?? '•', text: name });
}

export function setIcon(element: Element, name: string): void {
  set(element, { text: name, 'data-fallback': FALLBACKS[name] ?? '•' });
}

export function svg(tag: string, props: Props = {}): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(props)) attribute(element, name, value);
  return element;
}

export function swatch(color: string, pattern: string): HTMLElement {
  return h('span', { class: `sw sw-${pattern || 'plain'}`, style: `--k:${color}`, 'aria-hidden': 'true' });
}
