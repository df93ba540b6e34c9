import { h, icon, set } from '../ui/dom';

/** What is wrong with the series: a chip on the viewer that opens into sentences. */
export class Findings {
  private readonly word = h('span');
  private readonly list = h('ul');
  readonly element = h('details', { class: 'wb-findings', hidden: true },
    h('summary', {}, icon('warning'), this.word), this.list);
  private shown: readonly string[] = [];

  show(findings: readonly string[]): void {
    if (findings === this.shown) return;
    this.shown = findings;
    this.element.hidden = findings.length === 0;
    this.element.open = false;
    set(this.word, { text: findings.length === 1 ? '1 finding in this series' : `${findings.length} findings in this series` });
    this.list.replaceChildren(...findings.map((text) => h('li', { text })));
  }
}
