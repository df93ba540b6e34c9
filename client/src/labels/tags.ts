import { tagName, type ObjectChange, type ObjectSet, type TagAnswer, type TagScope } from './objects';

/** What is said of a class; null when nothing is. */
export function answerOf(objects: ObjectSet, scope: TagScope, classIndex: number): TagAnswer | null {
  const value = objects.get(tagName(scope, classIndex));
  return value?.kind === 'tag' ? value.answer : null;
}

/**
 * The changes that say `answer` of a class, or take back what was said (null).
 * @param alone whether the classes exclude each other: saying that one is there, or might be, takes back the others.
 */
export function say(objects: ObjectSet, scope: TagScope, classIndex: number, answer: TagAnswer | null, alone: boolean): ObjectChange[] {
  const own = answer === null ? null : ({ kind: 'tag', scope, classIndex, answer } as const);
  const changes: ObjectChange[] = [{ id: tagName(scope, classIndex), value: own }];
  if (!alone || answer === null || answer === 'absent') return changes;
  for (const [id, tag] of objects.ofKind('tag')) {
    if (tag.scope === scope && tag.classIndex !== classIndex && tag.answer !== 'absent') changes.push({ id, value: null });
  }
  return changes;
}

const NEXT = new Map<TagAnswer | null, TagAnswer | null>([[null, 'present'], ['present', 'unsure'], ['unsure', null], ['absent', 'present']]);

/** What one key goes through: yes, unsure, nothing. */
export function nextAnswer(answer: TagAnswer | null): TagAnswer | null {
  return NEXT.get(answer) ?? null;
}
