/** The classes of a pixel as one number: 0 = none, 1–255 = that class alone, from 256 on a set of several. */
export type SetCode = number;

/** Codes below this are single classes. */
export const FIRST_SET = 256;

/** No class, and each class alone: asked for at every pixel. */
const SINGLES: readonly (readonly number[])[] = Array.from({ length: FIRST_SET }, (_, code) => (code === 0 ? [] : [code]));

/**
 * The sets of classes that occur in an image whose classes may overlap. A pixel costs the same whether it has one class
 * or many, and adding a class to a pixel is one lookup: the steps between sets are remembered.
 */
export class ClassSets {
  /** Classes of each set, ascending, from FIRST_SET on. */
  private readonly members: (readonly number[])[] = [];
  private readonly codes = new Map<string, SetCode>();
  private readonly added = new Map<number, SetCode>();
  /** By code, then by the other code: one number for both would be too large for a quick lookup. */
  private readonly missing = new Map<number, Map<number, number>>();

  /** Codes in use: all of them are smaller. */
  get size(): number {
    return FIRST_SET + this.members.length;
  }

  /** Ascending. */
  classesOf(code: SetCode): readonly number[] {
    return code < FIRST_SET ? SINGLES[code] : this.members[code - FIRST_SET];
  }

  has(code: SetCode, classIndex: number): boolean {
    return code < FIRST_SET ? code === classIndex : this.members[code - FIRST_SET].includes(classIndex);
  }

  codeOf(classes: readonly number[]): SetCode {
    if (classes.length < 2) return classes[0] ?? 0;
    const key = classes.join();
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.size;
      this.members.push([...classes]);
      this.codes.set(key, code);
    }
    return code;
  }

  with(code: SetCode, classIndex: number): SetCode {
    if (code === 0 || code === classIndex) return classIndex;
    const step = code * 256 + classIndex;
    let to = this.added.get(step);
    if (to === undefined) {
      const classes = this.classesOf(code);
      to = classes.includes(classIndex) ? code : this.codeOf([...classes, classIndex].sort((a, b) => a - b));
      this.added.set(step, to);
    }
    return to;
  }

  without(code: SetCode, classIndex: number): SetCode {
    return this.has(code, classIndex) ? this.codeOf(this.classesOf(code).filter((each) => each !== classIndex)) : code;
  }

  /** The highest class of a set that another lacks; 0 when it lacks none. */
  highestMissing(code: SetCode, other: SetCode): number {
    if (code === other || code === 0) return 0;
    if (code < FIRST_SET) return this.has(other, code) ? 0 : code;
    let others = this.missing.get(code);
    if (!others) this.missing.set(code, (others = new Map()));
    let found = others.get(other);
    if (found === undefined) {
      found = this.classesOf(code).findLast((each) => !this.has(other, each)) ?? 0;
      others.set(other, found);
    }
    return found;
  }
}
