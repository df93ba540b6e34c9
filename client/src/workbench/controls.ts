import { h, set } from '../ui/dom';

export interface Control<T> {
  readonly element: HTMLElement;
  show(value: T): void;
}

export interface Slider {
  readonly element: HTMLElement;
  show(value: number, text: string): void;
}

export function slider(id: string, label: string, min: number, max: number, onInput: (value: number) => void): Slider {
  const input = h('input', { type: 'range', id, min, max, step: 1, onInput: () => onInput(Number(input.value)) });
  const output = h('output', { for: id });
  const element = h('div', { class: 'wb-row' }, h('label', { for: id, text: label }), input, output);
  return {
    element,
    show(value, text) {
      if (document.activeElement !== input || Number(input.value) !== value) input.value = String(value);
      set(input, { style: `--v:${((value - min) / (max - min)) * 100}%`, 'aria-valuetext': text });
      set(output, { text });
    },
  };
}

/** @param key that does the same, empty without one. */
export function switchRow(label: string, key: string, toggle: () => void): Control<boolean> {
  const button = h('button', { type: 'button', class: 'wb-switch', role: 'switch', onClick: toggle }, h('i', { 'aria-hidden': 'true' }), h('span', { text: label }),
    key ? h('kbd', { class: 'kbd', text: key, 'aria-hidden': 'true' }) : null);
  return { element: button, show: (on) => set(button, { 'aria-checked': String(on) }) };
}

/** One of a few words. */
export function segments<T extends string>(label: string, choices: readonly (readonly [T, string])[], choose: (value: T) => void): Control<T> {
  const buttons = choices.map(([value, text]) => h('button', { type: 'button', text, onClick: () => choose(value) }));
  const element = h('div', { class: 'wb-row' }, h('span', { text: label }), h('div', { class: 'wb-seg', role: 'group', 'aria-label': label }, ...buttons));
  return { element, show: (chosen) => choices.forEach(([value], i) => set(buttons[i], { 'aria-pressed': String(value === chosen) })) };
}

export interface NumberField {
  readonly nodes: readonly Node[];
  show(value: number, min: number, max: number): void;
}

/** A number that counts as soon as it is one. */
export function numberField(id: string, label: string, onInput: (value: number) => void): NumberField {
  const input = h('input', { type: 'number', id, class: 'wb-number', step: 'any', onInput: () => {
    if (input.value !== '' && Number.isFinite(input.valueAsNumber)) onInput(input.valueAsNumber);
  } });
  return {
    nodes: [h('label', { for: id, text: label }), input],
    show(value, min, max) {
      set(input, { min, max });
      // Not while somebody types.
      if (document.activeElement !== input) input.value = String(Math.round(value * 100) / 100);
    },
  };
}
