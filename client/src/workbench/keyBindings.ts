import { set } from '../ui/dom';
import { COMMANDS, type Command } from './commands';

const WORDS: Readonly<Record<string, string>> = {
  arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End', escape: 'Esc', enter: 'Enter',
  delete: 'Delete', backspace: 'Backspace', insert: 'Insert',
};

/** Keys that mean the same everywhere, and keys of the tools that go before commands. */
const RESERVED = new Set(['tab', ' ', 'enter', 'escape', '?', 'delete', 'backspace', ',', '.', 'shift+d']);
const MODIFIERS = new Set(['shift', 'control', 'alt', 'meta', 'altgraph', 'capslock', 'dead', 'process', 'unidentified']);

/** A key as it is written on the key sheet: "shift+f" is "Shift F". */
export function keyText(key: string): string {
  const parts = key === '+' ? ['+'] : key.split('+');
  const last = parts.pop()!;
  const names = parts.map((part) => part[0].toUpperCase() + part.slice(1));
  return [...names, WORDS[last] ?? (last.length === 1 ? last.toUpperCase() : last[0].toUpperCase() + last.slice(1))].join(' ');
}

/** A press that is only the beginning of one. */
export function isModifier(key: string): boolean {
  return MODIFIERS.has(key.toLowerCase());
}

/** Whether people may give a command another key. */
export function canChange(command: Command): boolean {
  return !command.isFixed && command.on.length > 0;
}

/** Which key does what, as one person has arranged it. */
export class KeyBindings {
  onChange: () => void = () => {};
  /** The keys in the place of a command's own, by its name. */
  private own: Record<string, readonly string[]>;
  private pressed = new Map<string, { readonly command: Command; readonly key: string }>();
  private readonly labels: (() => void)[] = [];

  constructor(private readonly storage: Storage | null, private readonly name: string) {
    this.own = this.read();
    this.arrange();
  }

  get isChanged(): boolean {
    return Object.keys(this.own).length > 0;
  }

  keysOf(command: Command): readonly string[] {
    return this.own[command.name] ?? command.on;
  }

  /** The command of a key press, and which of the command's own keys it stands for. */
  find(key: string): { readonly command: Command; readonly key: string } | undefined {
    return this.pressed.get(key);
  }

  /** Why a key cannot be given to a command, in words for people; null when it can. */
  problemOf(command: Command, key: string | null): string | null {
    if (key === null) return 'This key belongs to the browser. Press another.';
    if (RESERVED.has(key) || /^(shift\+)?f\d+$/.test(key)) return `${key === ' ' ? 'Space' : keyText(key)} always does the same. Press another key.`;
    const holder = this.pressed.get(key)?.command;
    if (!holder || holder === command) return null;
    return canChange(holder)
      ? `${keyText(key)} is the key for “${holder.does}”. Press another, or change that one first.`
      : `${keyText(key)} stays the key for “${holder.does}”. Press another.`;
  }

  /** @param place of the key among the command's own. */
  change(command: Command, place: number, key: string): void {
    const keys = this.keysOf(command).map((each, i) => (i === place ? key : each));
    const { [command.name]: _, ...others } = this.own;
    this.own = keys.every((each, i) => each === command.on[i]) ? others : { ...others, [command.name]: keys };
    this.changed();
  }

  reset(): void {
    this.own = {};
    this.changed();
  }

  /** Lets a button's title name the key of a command, also after it was changed. */
  label(button: HTMLElement, text: string, name: string, place = 0): void {
    const command = COMMANDS.find((each) => each.name === name)!;
    const show = (): void => set(button, { title: `${text} (${keyText(this.keysOf(command)[place])})` });
    this.labels.push(show);
    show();
  }

  private changed(): void {
    this.arrange();
    for (const show of this.labels) show();
    try {
      this.storage?.setItem(this.name, JSON.stringify(this.own));
    } catch {
      // Without room for them the keys hold until the page is closed.
    }
    this.onChange();
  }

  private arrange(): void {
    this.pressed = new Map();
    // What a person chose goes before what a newer version put on the same key.
    const inOrder = [...COMMANDS].sort((a, b) => Number(a.name in this.own) - Number(b.name in this.own));
    for (const command of inOrder) this.keysOf(command).forEach((key, i) => this.pressed.set(key, { command, key: command.on[i] }));
  }

  private read(): Record<string, readonly string[]> {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.name) ?? '{}') as Record<string, unknown>;
      return Object.fromEntries(COMMANDS.filter(canChange).flatMap((command) => {
        const keys = kept[command.name];
        const fits = Array.isArray(keys) && keys.length === command.on.length && keys.every((key) => typeof key === 'string' && key !== '');
        return fits ? [[command.name, keys as string[]]] : [];
      }));
    } catch {
      return {};
    }
  }
}
