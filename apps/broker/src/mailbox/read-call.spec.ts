import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { readLines, readTaken, readWait, writeMailbox } from './read-call.js';
import { codeOf } from '../../../../test/code-of.js';

const linesOf = (text: string) =>
  readLines(Buffer.from(text, 'latin1')).map((line) => Buffer.from(line).toString('latin1'));

describe('the lines of a call', () => {
  it('end at line feeds and nowhere else; empty ones and the last feed do not count', () => {
    expect(linesOf('a\nb')).toEqual(['a', 'b']);
    expect(linesOf('\na\r \n\n\t\u0085b\n')).toEqual(['a\r ', '\t\u0085b']);
  });

  it('are 64 at most and one at least', () => {
    expect(linesOf('x\n'.repeat(64))).toHaveLength(64);
    expect(() => linesOf('x\n'.repeat(65))).toThrow('more than 64');
    expect(() => linesOf('\n\n')).toThrow('no message');
    expect(() => linesOf('')).toThrow('no message');
  });

  it('are no acknowledgement: that is read from JSON alone', () => {
    expect(() => readTaken(Buffer.from('{"taken":[],"statements":[]}'))).toThrow('content type');
  });

  it('come back as they were written', () => {
    const line = fc.uint8Array({ minLength: 1 }).filter((bytes) => !bytes.includes(0x0a));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 64 }), (lines) => {
        expect(readLines(writeMailbox(lines, [])).map((each) => Buffer.from(each))).toEqual(
          lines.map((each) => Buffer.from(each)),
        );
      }),
    );
  });
});

describe('what comes from outside', () => {
  it('is read, or refused with a code, never anything else', () => {
    const reads = [
      (value: unknown) => readTaken(value),
      (_: unknown, bytes: Uint8Array) => readLines(Buffer.from(bytes)),
      (value: unknown) => readWait({ wait: value, max: value }),
      (_: unknown, bytes: Uint8Array) => readTaken(Buffer.from(bytes)),
    ];
    fc.assert(
      fc.property(fc.anything(), fc.uint8Array(), (value, bytes) => {
        for (const read of reads) {
          try {
            read(value, bytes);
          } catch (error) {
            expect(isCrexError(error)).toBe(true);
          }
        }
      }),
    );
  });

  it.each<[string, () => unknown, string]>([
    ['no message at all', () => readLines(Buffer.from('\n\n')), 'message.malformed'],
    ['more than 64 messages', () => readLines(Buffer.from('x\n'.repeat(65))), 'message.too-many'],
    ['an acknowledgement that came as lines', () => readTaken(Buffer.from('{}')), 'platform.unsupported-media-type'],
    ['an acknowledgement of another shape', () => readTaken({ taken: [] }), 'message.malformed'],
    ['another parameter', () => readWait({ wait: '1', from: 'AR' }), 'message.malformed'],
    ['a longer wait than 30 s', () => readWait({ wait: '31' }), 'message.malformed'],
    ['a wait that is no whole number', () => readWait({ wait: '1.5' }), 'message.malformed'],
    ['a wait given twice', () => readWait({ wait: ['1', '2'] }), 'message.malformed'],
    ['no message to hand over', () => readWait({ max: '0' }), 'message.malformed'],
    ['more than 64 to hand over', () => readWait({ max: '65' }), 'message.malformed'],
  ])('is refused with %s', (_, read, code) => {
    expect(codeOf(read)).toBe(code);
  });

  it('may leave wait and max out', () => {
    expect(readWait({})).toEqual({ waitMs: 25_000, max: 64 });
    expect(readWait({ wait: '0', max: '1' })).toEqual({ waitMs: 0, max: 1 });
  });
});
