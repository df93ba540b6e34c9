import type { Readers, StackBeside } from './requests';

/**
 * What a pane shows, remembered as text: `same` the open image, `slice:-1` and `slice:1` its neighbours in the series,
 * `series:T2` another channel or series by its label, `reader:7` somebody else's labels.
 */
export type Content = string;

export interface PaneChoice {
  readonly shows: Content;
  /** Name of the window; empty for the usual one of the content. */
  readonly window: string;
}

export interface ContentGroup {
  readonly name: string;
  readonly options: readonly { readonly value: Content; readonly text: string; readonly disabled?: boolean }[];
}

/** What the open image can be compared with. The own series comes first in `stacks`. */
export interface Offer {
  readonly stacks: readonly StackBeside[];
  readonly readers: Readers;
}

export const NOTHING_BESIDE: Offer = { stacks: [], readers: { readers: [], reason: null } };
export const MOST_PANES = 3;

/** The contents to choose from; one that was chosen before and is not there now stays in the list. */
export function contentGroups({ stacks, readers }: Offer, chosen: Content): ContentGroup[] {
  const others = stacks.slice(1);
  const channels = others.filter((stack) => stack.isSameCase);
  const series = others.filter((stack) => !stack.isSameCase);
  const named = (list: readonly StackBeside[]) => list.map(({ label }) => ({ value: `series:${label}`, text: label }));
  const groups: ContentGroup[] = [
    { name: 'Other channels', options: named(channels) },
    { name: 'This series', options: stacks.length > 0 ? [{ value: 'slice:-1', text: 'Slice before' }, { value: 'slice:1', text: 'Slice after' }] : [] },
    { name: 'Other series of the study', options: named(series) },
    { name: 'Another reader', options: readers.reason === null ? readers.readers.map(({ id, name }) => ({ value: `reader:${id}`, text: name })) : [{ value: 'reader:', text: 'Hidden until you submit', disabled: true }] },
    { name: 'This image', options: [{ value: 'same', text: 'Another window' }] },
  ];
  const offered = groups.filter((group) => group.options.length > 0);
  if (offered.some((group) => group.options.some(({ value }) => value === chosen))) return offered;
  return [...offered, { name: 'Not here', options: [{ value: chosen, text: nameOf(chosen) }] }];
}

/** What to call a content where its image is missing. */
export function nameOf(content: Content): string {
  if (content.startsWith('series:')) return content.slice('series:'.length);
  if (content.startsWith('slice:')) return content === 'slice:-1' ? 'Slice before' : 'Slice after';
  return content === 'same' ? 'Another window' : 'Another reader';
}

/** A content for one more pane: the first channel that no pane shows, else a neighbouring slice, else the image itself. */
export function nextContent({ stacks }: Offer, shown: readonly Content[]): Content {
  const channels = stacks.slice(1).filter((stack) => stack.isSameCase).map((stack) => `series:${stack.label}`);
  const wanted = [...channels, ...(stacks.length > 0 ? ['slice:-1', 'slice:1'] : []), 'same'];
  return wanted.find((content) => !shown.includes(content)) ?? 'same';
}
