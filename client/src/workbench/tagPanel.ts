import type { LabelClass } from '../canvas/palette';
import { answerOf, nextAnswer, say } from '../labels/tags';
import type { TagAnswer, TagScope } from '../labels/objects';
import { h, set, swatch } from '../ui/dom';
import type { Workbench } from './workbench';

const SCOPES: readonly { readonly scope: TagScope; readonly word: string }[] = [
  { scope: 'image', word: 'Image' }, { scope: 'series', word: 'Series' }, { scope: 'patient', word: 'Patient' },
];
const ANSWERS: readonly { readonly answer: TagAnswer; readonly word: string; readonly short: string }[] = [
  { answer: 'present', word: 'Yes', short: 'Yes' }, { answer: 'unsure', word: 'Unsure', short: '?' }, { answer: 'absent', word: 'No', short: 'No' },
];

interface Row {
  readonly each: LabelClass;
  readonly element: HTMLElement;
  readonly answers: readonly HTMLButtonElement[];
  /** What the row shows: only rows that differ are touched. */
  facts: string;
}

/** Which classes the image, its series or its patient shows, in one's own judgement. */
export class TagPanel {
  private readonly scopes: HTMLButtonElement[];
  private readonly scopeRow: HTMLElement;
  private readonly list = h('ul', { class: 'wb-tag-list' });
  private readonly summary = h('summary', {}, h('h2', { text: 'Tags' }), h('span', { class: 'wb-dim' }));
  private rows: Row[] = [];
  private shown: readonly LabelClass[] = [];
  private scope: TagScope = 'image';
  private openedFor = '';
  readonly element: HTMLDetailsElement;

  constructor(private readonly bench: Workbench) {
    this.scopes = SCOPES.map(({ scope, word }) => h('button', { type: 'button', text: word, onClick: () => this.choose(scope) }));
    this.scopeRow = h('div', { class: 'wb-row' }, h('span', { text: 'Of the' }), h('div', { class: 'wb-seg', role: 'group', 'aria-label': 'What the tags speak of' }, ...this.scopes));
    this.element = h('details', { class: 'wb-tag-panel' }, this.summary, this.scopeRow, this.list);
  }

  update(): void {
    const { image, classes } = this.bench;
    if (!image) return;
    const { task, project, series, patient, canEdit } = image.info;
    if (this.openedFor !== project) {
      // Tags are what a classification project is about; elsewhere they are an aside.
      this.openedFor = project;
      this.element.open = task === 'classification';
    }
    const there: Record<TagScope, boolean> = { image: true, series: series !== null, patient: patient !== '' };
    if (!there[this.scope]) this.scope = 'image';
    this.scopeRow.hidden = !there.series && !there.patient;
    SCOPES.forEach(({ scope }, i) => {
      this.scopes[i].hidden = !there[scope];
      set(this.scopes[i], { 'aria-pressed': String(scope === this.scope) });
    });
    if (this.shown !== classes) this.build(classes);
    for (const row of this.rows) {
      const { each, answers } = row;
      const said = answerOf(image.labels.objects, this.scope, each.index);
      const facts = `${said} ${canEdit}`;
      if (facts === row.facts) continue;
      row.facts = facts;
      ANSWERS.forEach(({ answer }, i) => {
        set(answers[i], { 'aria-pressed': String(answer === said) });
        answers[i].disabled = !canEdit;
      });
    }
    set(this.summary.lastElementChild!, { text: this.said() });
  }

  /** Yes by one key, and by the same key again nothing. */
  toggle(classIndex: number): void {
    const { image, classes } = this.bench;
    if (!image || classIndex === 0) return;
    this.answer(classIndex, answerOf(image.labels.objects, this.scope, classIndex) === 'present' ? null : 'present', classes);
  }

  /** Yes, unsure, nothing, one after the other. */
  cycle(classIndex: number): void {
    const { image, classes } = this.bench;
    if (!image || classIndex === 0) return;
    this.element.open = true;
    this.answer(classIndex, nextAnswer(answerOf(image.labels.objects, this.scope, classIndex)), classes);
  }

  private answer(classIndex: number, answer: TagAnswer | null, classes: readonly LabelClass[]): void {
    const { image, drawing, objects } = this.bench;
    if (!image || !drawing.mayEdit()) return;
    objects.change('tag', say(image.labels.objects, this.scope, classIndex, answer, image.info.tagsExcludeEachOther));
    const name = classes.find((each) => each.index === classIndex)?.name ?? '';
    const word = ANSWERS.find((each) => each.answer === answer)?.word.toLowerCase() ?? 'nothing said';
    this.bench.announce(`${name} of this ${this.scope}: ${word}`);
    this.bench.refresh();
  }

  private choose(scope: TagScope): void {
    this.scope = scope;
    this.bench.refresh();
  }

  /** "Effusion, Nodule (unsure)" */
  private said(): string {
    const { image, classes } = this.bench;
    const tags = image?.labels.objects.ofKind('tag').filter(([, tag]) => tag.answer !== 'absent') ?? [];
    const words = tags.map(([, tag]) => {
      const name = classes.find((each) => each.index === tag.classIndex)?.name ?? '';
      return tag.answer === 'unsure' ? `${name} (unsure)` : name;
    });
    return [...new Set(words)].join(', ') || 'none yet';
  }

  private build(classes: readonly LabelClass[]): void {
    this.shown = classes;
    this.rows = classes.filter((each) => each.index > 0).map((each) => {
      const answers = ANSWERS.map(({ answer, word, short }) => h('button', { type: 'button', text: short, title: word, 'aria-label': `${each.name}: ${word}`, onClick: () => this.press(each.index, answer) }));
      const element = h('li', {}, each.key ? h('kbd', { class: 'kbd', text: each.key }) : h('span', { class: 'kbd empty' }), swatch(each.color, each.pattern),
        h('span', { class: 'wb-class-name', text: each.name }), h('div', { class: 'wb-seg', role: 'group', 'aria-label': each.name }, ...answers));
      return { each, element, answers, facts: '' };
    });
    this.list.replaceChildren(...this.rows.map((row) => row.element));
  }

  /** The answer that is given already is taken back. */
  private press(classIndex: number, answer: TagAnswer): void {
    const { image, classes } = this.bench;
    if (!image) return;
    const said = answerOf(image.labels.objects, this.scope, classIndex);
    this.answer(classIndex, said === answer ? null : answer, classes);
  }
}
