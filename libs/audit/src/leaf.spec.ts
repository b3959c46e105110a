import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { CrexError, isCrexError } from '#libs/protocol';
import { encodeLeaf, ENTRY_TYPES, leafHashOf, MAX_LEAF_BYTES, promiseOf, readLeaf, type Leaf } from './index.js';

interface Refused {
  readonly name: string;
  readonly text?: string;
  readonly hex?: string;
  readonly code: string;
  readonly pointer?: string;
}
const vectors = JSON.parse(readFileSync('test/vectors/log-entries.json', 'utf8')) as {
  readonly entries: {
    readonly type: string;
    readonly leaf: Leaf;
    readonly canonical: string;
    readonly leafHash: string;
  }[];
  readonly refusedLeaves: Refused[];
};

function failureOf(work: () => unknown): CrexError {
  try {
    work();
  } catch (error) {
    if (isCrexError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function bytesOf({ text, hex }: Refused): Buffer {
  return hex === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(hex, 'hex');
}

describe('a leaf', () => {
  it.each(vectors.entries)('of $type has the bytes and the hash of the vector', ({ leaf, canonical, leafHash }) => {
    const bytes = encodeLeaf(leaf);
    expect(bytes.toString('utf8')).toBe(canonical);
    expect(leafHashOf(bytes).toString('base64url')).toBe(leafHash);
    expect(createHash('sha256').update(`\0${canonical}`).digest('base64url')).toBe(leafHash);
    expect(readLeaf(bytes)).toEqual(leaf);
  });

  it('has a vector for each type', () => {
    expect(new Set(vectors.entries.map((entry) => entry.type))).toEqual(new Set(Object.keys(ENTRY_TYPES)));
  });

  it('stays under 1 kB in each vector', () => {
    expect(vectors.entries.filter(({ canonical }) => canonical.length >= 1024)).toEqual([]);
  });

  it.each(vectors.refusedLeaves)('is refused with $name', (refused) => {
    const failure = failureOf(() => readLeaf(bytesOf(refused)));
    expect(failure.code).toBe(refused.code);
    if (refused.pointer !== undefined)
      expect(failure.pointers.map(({ pointer }) => pointer)).toEqual([refused.pointer]);
  });

  it.each(vectors.refusedLeaves.filter(({ code }) => code === 'audit.malformed-leaf').filter(isJson))(
    'cannot be written with $name',
    (refused) => {
      const leaf = JSON.parse(bytesOf(refused).toString('utf8')) as Leaf;
      expect(failureOf(() => encodeLeaf(leaf)).code).toBe('audit.malformed-leaf');
    },
  );

  it('cannot be written with a field that has no value, a list for c, or a class behind it', () => {
    const leaf = vectors.entries[0]?.leaf as Leaf;
    class Chatty {
      toJSON() {
        return { name: 'Maria da Silva' };
      }
    }
    const others = [
      { ...leaf, requestDigest: undefined },
      Object.assign(new Chatty(), leaf),
      { ...leaf, toJSON: () => 'x' },
    ];
    for (const other of others) {
      expect(failureOf(() => encodeLeaf(other as Leaf)).code).toBe('audit.malformed-leaf');
    }
  });

  it('is refused above 65535 bytes before anything reads it', () => {
    expect(failureOf(() => readLeaf(Buffer.alloc(MAX_LEAF_BYTES + 1, '['))).code).toBe('audit.leaf-too-long');
    expect(failureOf(() => readLeaf(Buffer.alloc(MAX_LEAF_BYTES, '['))).code).toBe('audit.malformed-leaf');
  });

  it('hashes as RFC 9162 says', () => {
    expect(leafHashOf(Buffer.of()).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(leafHashOf(Buffer.of(0)).toString('hex')).toBe(
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    );
  });

  it('promises its event, log, hash and time', () => {
    const { leaf, leafHash } = vectors.entries.find(({ type }) => type === 'DISCLOSURE') as {
      leaf: Leaf;
      leafHash: string;
    };
    const { eventId, origin, at } = leaf;
    expect(promiseOf({ leaf, leafHash })).toEqual({ eventId, origin, leafHash, time: at });
  });

  it('is never repeated in an error: not its values and not its unknown names', () => {
    const leaf = { ...(vectors.entries[0]?.leaf as Leaf), 'Maria da Silva': 'Maria', purpose: 'Maria da Silva' };
    const failure = failureOf(() => readLeaf(Buffer.from(JSON.stringify(leaf))));
    expect(JSON.stringify([failure.message, failure.pointers, failure.nextStep, failure.cause])).not.toMatch(/Maria/);
  });

  it('is read or refused with a code, whatever the bytes are', () => {
    const texts = vectors.entries.map(({ canonical }) => canonical);
    const cut = fc.tuple(fc.constantFrom(...texts), fc.nat(600), fc.nat(30), fc.string({ maxLength: 10 }));
    const changed = cut.map(([text, at, gone, put]) => Buffer.from(text.slice(0, at) + put + text.slice(at + gone)));
    const anything = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      changed,
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        try {
          expect(encodeLeaf(readLeaf(bytes)).equals(bytes)).toBe(true);
        } catch (error) {
          expect(isCrexError(error)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(refused: Refused): boolean {
  try {
    JSON.parse(bytesOf(refused).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
