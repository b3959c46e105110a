import fc from 'fast-check';
import { logSigner, logVerifier } from './log-signature.js';
import {
  encodeNote, isSameKey, MAX_NOTE_BYTES, openNote, readNote, readSignatureLines, signatureLines, signatureOf, signNote,
} from './note.js'; // prettier-ignore
import { codeOf, codeOfAsync, testKey } from './reference-tree.jest.js';
import { formatVerifierKey } from './verifier-key.js';

const MALFORMED = 'audit.malformed-note';
const [one, two] = [logSigner('one.example', testKey('one')), logSigner('two.example/log', testKey('two'))];
const verifierOf = (name: string, label: string) =>
  logVerifier(formatVerifierKey(name, 'log', testKey(label).publicKey));
const verifiers = [verifierOf('one.example', 'one'), verifierOf('two.example/log', 'two')];
const note = await signNote('one\n\ntwo\n', [one, two]);

describe('a signed note', () => {
  it('opens to its text and its signers', async () => {
    const texts = fc.string({ unit: 'grapheme' }).map((text) => `${text.replace(/[\0-\x1f]/g, '\n')}\n`);
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const opened = openNote(Buffer.from(await signNote(text, [one, two])), verifiers);
        expect(opened.text).toBe(text);
        expect(opened.signatures.map(({ name }) => name)).toEqual([one.name, two.name]);
      }),
    );
  });

  it('fails with any byte of it changed, unless the change makes a line of an unknown key', () => {
    const bytes = Buffer.from(note);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = changed[at]! ^ change;
        const known = codeOf(() => {
          // One key known: a change in the other's line is none of this verifier's business.
          const { text } = openNote(changed, verifiers.slice(0, 1));
          expect(text).toBe('one\n\ntwo\n');
        });
        const allowed = ['audit.wrong-signature', 'audit.unsigned-note', MALFORMED];
        expect(at >= note.indexOf('— two') ? [...allowed, 'nothing was refused'] : allowed).toContain(known);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with a code whatever it is', () => {
    const pieces = fc.constantFrom('a', '\n', '\n\n', '— ', 'n ', 'AAAAAAA=', '+', '\0', '\r', '\ud800', '\ufeff', '=');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    const bytes = fc.uint8Array().map((tail) => Buffer.concat([Buffer.from('x\n\n— n '), tail]));
    const codes = ['nothing was refused', MALFORMED];
    fc.assert(
      fc.property(fc.oneof(text, bytes), (input) => codes.includes(codeOf(() => readNote(input)))),
      {
        numRuns: 2000,
      },
    );
    fc.assert(fc.property(text, (input) => codes.includes(codeOf(() => readSignatureLines(input)))));
  });

  it('has at most 262144 bytes, counted in UTF-8', () => {
    const line = signatureLines([readNote(note).signatures[0]!]);
    const room = MAX_NOTE_BYTES - Buffer.byteLength(line) - 2;
    const of = (text: string) => codeOf(() => readNote(`${text}\n\n${line}`));
    expect(of('x'.repeat(room))).toBe('nothing was refused');
    expect(of('x'.repeat(room + 1))).toBe(MALFORMED);
    expect(of('é'.repeat(room / 2 + 1))).toBe(MALFORMED);
    expect(codeOf(() => readNote(Buffer.alloc(MAX_NOTE_BYTES + 1, 'x')))).toBe(MALFORMED);
  });

  it('with a line of a megabyte is refused before anything is computed from it', () => {
    const long = `x\n\n— n ${'A'.repeat(1_000_000)}\n`;
    expect(codeOf(() => readNote(long))).toBe(MALFORMED);
    expect(codeOf(() => readNote(`x\n\n— ${'n'.repeat(1_000_000)} AAAAAAA=\n`))).toBe(MALFORMED);
  });

  it('keeps a byte order mark, which is signed like any other character', async () => {
    const marked = await signNote('\ufeffx\n', [one]);
    expect(openNote(Buffer.from(marked), verifiers).text).toBe('\ufeffx\n');
    expect(codeOf(() => openNote(marked.slice(1), verifiers))).toBe('audit.wrong-signature');
  });

  it.each([
    ['without a newline at the end', 'text'],
    ['of nothing', ''],
    ['with a NUL', 'a\0\n'],
    ['with a carriage return', 'a\r\n'],
    ['with half a character', '\ud800\n'],
    ['that brings a signature line', `text\n\n${signatureLines(readNote(note).signatures).slice(0, -1)}`],
  ])('is not made of a text %s', async (_, text) => {
    expect(await codeOfAsync(() => signNote(text, [one]))).toBe(MALFORMED);
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u0085b', 'a\u2028b', 'a\ud800'])(
    'is not made by a key of the name %j',
    async (name) => {
      expect(await codeOfAsync(() => signNote('x\n', [{ ...one, name }]))).toBe(MALFORMED);
    },
  );

  it('is not made by nobody', async () => {
    expect(await codeOfAsync(() => signNote('x\n', []))).toBe(MALFORMED);
  });

  it('takes on signatures that arrive by themselves', async () => {
    const first = readNote(await signNote('x\n', [one]));
    const line = signatureLines([await signatureOf('x\n', two)]);
    const both = encodeNote({ text: first.text, signatures: [...first.signatures, ...readSignatureLines(line)] });
    expect(both).toBe(await signNote('x\n', [one, two]));
    expect(readSignatureLines(Buffer.from(line))).toEqual(readSignatureLines(line));
  });

  it('is told apart by name and key id', () => {
    expect(isSameKey(one, verifiers[0]!)).toBe(true);
    expect(isSameKey(one, { ...one, name: 'other' })).toBe(false);
    expect(isSameKey(one, { ...one, keyId: two.keyId })).toBe(false);
  });
});
