/** One planted text in one spelling. */
export interface Needle {
  readonly text: string;
  readonly spelling: string;
  readonly bytes: Buffer;
}

type Encode = (text: string) => Buffer | string | undefined;

const encodings: Readonly<Record<string, Encode>> = {
  utf8: (text) => text,
  latin1: (text) => (/^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  hex: (text) => Buffer.from(text).toString('hex'),
  HEX: (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'base64 at offset 0': (text) => base64At(text, 0),
  'base64 at offset 1': (text) => base64At(text, 1),
  'base64 at offset 2': (text) => base64At(text, 2),
  'base64url at offset 0': (text) => urlSafe(base64At(text, 0)),
  'base64url at offset 1': (text) => urlSafe(base64At(text, 1)),
  'base64url at offset 2': (text) => urlSafe(base64At(text, 2)),
};

/** The text as planted, folded (no marks, no letters beyond ASCII where Unicode can take them apart), upper and lower. */
function wordings(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const all = [text, text.normalize('NFD'), folded].flatMap((each) => [each, each.toUpperCase(), each.toLowerCase()]);
  return [...new Set(all)];
}

/** Every spelling of every text. */
export function needlesFor(texts: readonly string[]): Needle[] {
  const needles = new Map<string, Needle>();
  for (const text of texts) {
    for (const wording of wordings(text)) {
      for (const [encoding, encode] of Object.entries(encodings)) {
        const encoded = encode(wording);
        if (encoded === undefined) continue;
        const bytes = Buffer.from(encoded as string);
        const key = bytes.toString('latin1');
        if (!needles.has(key)) needles.set(key, { text, spelling: `${encoding} of "${wording}"`, bytes });
      }
    }
  }
  return [...needles.values()];
}

/** What stands in base64 where the text begins `offset` bytes after a group of three, whatever stands around it. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const whole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), whole);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

/** Looks for all needles in one pass: a hash of four bytes decides almost every place. */
export class Search {
  private readonly begins = new Uint8Array(1 << 18);
  private readonly byFour = new Map<number, Needle[]>();
  readonly longest: number;

  constructor(needles: readonly Needle[]) {
    this.longest = Math.max(...needles.map(({ bytes }) => bytes.length));
    for (const needle of needles) {
      const four = needle.bytes.readInt32LE(0);
      this.begins[hashOf(four)] = 1;
      this.byFour.set(four, [...(this.byFour.get(four) ?? []), needle]);
    }
  }

  /** Adds to `found` the spelling of each needle that occurs. */
  in(haystack: Uint8Array, found: Set<string>): void {
    const { begins } = this;
    const { length } = haystack;
    let four = 0;
    for (let end = 0; end < length; end += 1) {
      four = (four >>> 8) | ((haystack[end] as number) << 24);
      if (begins[hashOf(four)] === 1 && end >= 3) this.look(haystack, end - 3, four, found);
    }
  }

  private look(haystack: Uint8Array, at: number, four: number, found: Set<string>): void {
    for (const { bytes, text, spelling } of this.byFour.get(four) ?? []) {
      if (bytes.equals(haystack.subarray(at, at + bytes.length))) found.add(`${text}: ${spelling}`);
    }
  }
}

// taken once: in a test's sandbox each look at a global costs more than the rest of the loop
const { imul } = Math;

function hashOf(four: number): number {
  return imul(four, 0x9e3779b1) >>> 14;
}
