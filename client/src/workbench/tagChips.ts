import { h } from '../ui/dom';

/** What came with the image as words: the classes it, its series or its patient is said to show. */
export class TagChips {
  private readonly list = h('ul', { class: 'wb-tags', 'aria-label': 'Tags that came with the image' });
  private shown: readonly string[] = [];
  readonly element = h('div', { class: 'wb-tag-box', hidden: true }, h('h2', { text: 'Tags' }), this.list);

  show(tags: readonly string[]): void {
    if (tags.join('\n') === this.shown.join('\n')) return;
    this.shown = tags;
    this.element.hidden = tags.length === 0;
    this.list.replaceChildren(...tags.map((text) => h('li', { text })));
  }
}
