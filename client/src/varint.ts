/** Appends an unsigned LEB128 number. */
export function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

/** Walks over bytes that hold unsigned LEB128 numbers of at most 35 bits and single bytes. */
export class VarintReader {
  /** @param fail makes the error for bytes that end early or a number that is too long. */
  constructor(private readonly bytes: Uint8Array, public position: number, private readonly fail: (message: string) => Error) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  byte(): number {
    if (this.atEnd) throw this.fail('The patch ends inside a run.');
    return this.bytes[this.position++];
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw this.fail('A number in the patch is too long.');
  }
}
