import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { readPartFile, readPushedPart } from './part-file.js';

const file = { member: 'AR', metadata: 'e30=', target: 'W10=' };
const part = { metadata: Buffer.from('{}'), target: Buffer.from('[]') };
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
function codeOf(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    return isCrexError(error) ? error.code : `not coded: ${String(error)}`;
  }
}

describe('an online part in a file', () => {
  it('is read as it was written, with the member that it names', () => {
    expect(readPartFile(bytes(file))).toEqual({ member: 'AR', part });
    const { member: _, ...pushed } = file;
    expect(readPushedPart(pushed)).toEqual(part);
  });

  it.each([
    ['names no member', { ...file, member: undefined }],
    ['names a stranger', { ...file, member: 'XX' }],
    ['says more', { ...file, version: 1 }],
    ['has no target', { ...file, target: undefined }],
    ['is not base64', { ...file, metadata: 'e30' }],
    ['is a list', [file]],
  ])('is refused when it %s', (_, value) => {
    expect(codeOf(() => readPartFile(bytes(value)))).toMatch(/^message\./);
  });

  it('is never read with an error of the program', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (input) => {
          expect(codeOf(() => readPartFile(input))).toMatch(/^message\./);
        },
      ),
    );
  });
});
