import fc from 'fast-check';
import { formatCheckpoint, openCheckpoint, readCheckpointBody } from './checkpoint.js';
import { cosignatureSigner, cosignatureVerifier } from './cosignature.js';
import { logSigner, logVerifier } from './log-signature.js';
import { signNote } from './note.js';
import { codeOf, numberedLeaves, rootOf, testKey } from './reference-tree.jest.js';
import { EMPTY_ROOT, MAX_TREE_SIZE } from './tree.js';
import { formatVerifierKey } from './verifier-key.js';

const MALFORMED = 'audit.malformed-checkpoint';
const origin = 'log.br.crex.example/audit/1';
const root = rootOf(numberedLeaves(7));
const body = formatCheckpoint({ origin, size: 7n, root });
const log = logVerifier(formatVerifierKey(origin, 'log', testKey('log').publicKey));
const witness = cosignatureVerifier(formatVerifierKey('witness.example', 'cosignature', testKey('w').publicKey));
const note = await signNote(body, [
  logSigner(origin, testKey('log')),
  cosignatureSigner('witness.example', testKey('w'), 5),
]);

describe('a checkpoint', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, MAX_TREE_SIZE), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, hash) => {
        const read = readCheckpointBody(formatCheckpoint({ origin, size, root: hash }));
        expect({ ...read, root: Uint8Array.from(read.root) }).toEqual({ origin, size, root: hash });
      }),
    );
  });

  it('has one spelling, and any other text is refused with a code', () => {
    const piece = fc.constantFrom(origin, '\n', '7', '0', ' ', '+', body.split('\n')[2]!, 'A', '=', '\0', '\r');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 7 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          const code = codeOf(() => expect(formatCheckpoint(readCheckpointBody(text))).toBe(text));
          expect(['nothing was refused', MALFORMED]).toContain(code);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('comes with the whole file and the times of its witnesses', () => {
    const opened = openCheckpoint(Buffer.from(note), log, [witness]);
    expect(opened).toMatchObject({ origin, size: 7n, note });
    expect(Buffer.from(opened.root)).toEqual(root);
    expect(opened.cosignatures.map(({ name, time }) => ({ name, time }))).toEqual([
      { name: 'witness.example', time: 5 },
    ]);
    expect(openCheckpoint(note, log, [witness])).toEqual(opened);
    expect(openCheckpoint(note, log, []).cosignatures).toEqual([]);
  });

  it('keeps a byte order mark in the file that it came with, and so does not open', () => {
    expect(codeOf(() => openCheckpoint(Buffer.from(`\ufeff${note}`), log, []))).toBe('audit.wrong-signature');
  });

  it('fails with any bit of text or signature flipped', () => {
    const bytes = Buffer.from(note);
    const end = bytes.indexOf('— witness');
    fc.assert(
      fc.property(fc.nat(end * 8 - 1), (bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
        expect(codeOf(() => openCheckpoint(flipped, log, []))).not.toBe('nothing was refused');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a size below none', { origin, size: -1n, root }],
    ['a size of 2^63', { origin, size: 2n ** 63n, root }],
    ['a root of 31 bytes', { origin, size: 7n, root: root.subarray(1) }],
    ['an origin with a plus sign', { origin: 'log+br', size: 7n, root }],
    ['an origin with a newline', { origin: 'log\nbr', size: 7n, root }],
    ['an origin with capitals', { origin: 'Log.br', size: 7n, root }],
    ['no leaves and a root of some', { origin, size: 0n, root }],
  ])('is not written with %s', (_, checkpoint) => {
    expect(codeOf(() => formatCheckpoint(checkpoint))).toBe(MALFORMED);
  });

  it('of no leaves has the empty root', () => {
    expect(formatCheckpoint({ origin, size: 0n, root: EMPTY_ROOT })).toBe(
      `${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`,
    );
  });
});
