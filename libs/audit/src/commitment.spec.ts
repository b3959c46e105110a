import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { commitmentTo, opensTo, type Group, type JsonObject } from './index.js';
import { canonicalPart, MAX_PART_BYTES } from './json-value.js';

interface Part {
  readonly name: string;
  readonly group: Group;
  readonly part: JsonObject;
  readonly saltHex: string;
}
const vectors = JSON.parse(readFileSync('test/vectors/log-entries.json', 'utf8')) as {
  readonly commitments: (Part & { readonly canonical: string; readonly commitment: string })[];
  readonly refusedParts: (Part & { readonly code: string })[];
};
const salt = Buffer.alloc(32, 7);

describe('a commitment', () => {
  it.each(vectors.commitments)('is that of the vector: $name', ({ group, part, saltHex, canonical, commitment }) => {
    const key = Buffer.from(saltHex, 'hex');
    expect(canonicalPart(part)).toBe(canonical);
    expect(commitmentTo(group, part, key)).toBe(commitment);
    expect(createHmac('sha256', key).update(`crex.audit.${group}.v1\0${canonical}`).digest('base64url')).toBe(
      commitment,
    );
    expect(opensTo(commitment, group, part, key)).toBe(true);
  });

  it.each(vectors.refusedParts)('is refused to $name', ({ group, part, saltHex, code }) => {
    expect(() => commitmentTo(group, part, Buffer.from(saltHex, 'hex'))).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });

  it('opens to nothing else: another part, group, salt or text', () => {
    const commitment = commitmentTo('detail', { case: '1' }, salt);
    expect(opensTo(commitment, 'detail', { case: '1' }, salt)).toBe(true);
    expect(opensTo(commitment, 'detail', { case: '2' }, salt)).toBe(false);
    expect(opensTo(commitment, 'subject', { case: '1' }, salt)).toBe(false);
    expect(opensTo(commitment, 'detail', { case: '1' }, Buffer.alloc(32, 8))).toBe(false);
    expect(opensTo(`${commitment}=`, 'detail', { case: '1' }, salt)).toBe(false);
  });

  it('is refused to a part whose class or toJSON would speak for it, and to a hole in a list', () => {
    const strange = [
      new Date(0),
      { toJSON: 1 },
      { a: new Map() },
      { a: Array(1) },
      { a: undefined },
      { a: 1n },
      null,
      'text',
    ];
    for (const part of strange) {
      expect(() => canonicalPart(part as never)).toThrow(
        expect.objectContaining({ code: 'audit.malformed-part' }) as Error,
      );
    }
  });

  it('takes a part of 65535 bytes and not one more', () => {
    const overhead = '{"a":""}'.length;
    expect(canonicalPart({ a: 'x'.repeat(MAX_PART_BYTES - overhead) })).toHaveLength(MAX_PART_BYTES);
    const tooLong = { a: 'é' + 'x'.repeat(MAX_PART_BYTES - overhead - 1) };
    expect(() => canonicalPart(tooLong)).toThrow(expect.objectContaining({ code: 'audit.part-too-long' }) as Error);
  });

  it('takes any value or refuses it with a code, and one value has one text', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          try {
            const text = canonicalPart(value as JsonObject);
            expect(canonicalPart(JSON.parse(text) as JsonObject)).toBe(text);
          } catch (error) {
            expect(isCrexError(error)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
