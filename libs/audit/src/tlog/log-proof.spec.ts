import fc from 'fast-check';
import { formatCheckpoint } from './checkpoint.js';
import { cosignatureSigner, cosignatureVerifier } from './cosignature.js';
import { formatLogProof, openLogProof, readLogProof } from './log-proof.js';
import { logSigner, logVerifier } from './log-signature.js';
import { MAX_NOTE_BYTES, signNote } from './note.js';
import { codeOf, numberedLeaves, pathOf, rootOf, testKey } from './reference-tree.jest.js';
import { formatVerifierKey } from './verifier-key.js';

const origin = 'log.br.crex.example/audit/1';
const leaves = numberedLeaves(50);
const log = logVerifier(formatVerifierKey(origin, 'log', testKey('log').publicKey));
const witness = cosignatureVerifier(formatVerifierKey('w.example', 'cosignature', testKey('w').publicKey));
const checkpoint = await signNote(formatCheckpoint({ origin, size: 50n, root: rootOf(leaves) }), [
  logSigner(origin, testKey('log')),
  cosignatureSigner('w.example', testKey('w'), 5),
]);
const proofOf = (index: number) => formatLogProof({ index: BigInt(index), proof: pathOf(index, leaves), checkpoint });

describe('a log proof', () => {
  it('shows its leaf, and no other, to be in the log', () => {
    fc.assert(
      fc.property(fc.nat(49), fc.nat(49), (index, other) => {
        const open = () => openLogProof(Buffer.from(proofOf(index)), leaves[other]!, log, [witness]);
        expect(codeOf(open)).toBe(index === other ? 'nothing was refused' : 'audit.proof-invalid');
      }),
    );
    const opened = openLogProof(proofOf(7), leaves[7]!, log, [witness]);
    expect(opened.index).toBe(7n);
    expect(opened.checkpoint.cosignatures.map(({ time }) => time)).toEqual([5]);
  });

  it('is read as it was written, extra data included', () => {
    const extra = fc.option(fc.uint8Array({ maxLength: 100 }), { nil: undefined });
    fc.assert(
      fc.property(fc.nat(49), extra, (index, data) => {
        const parts = { index: BigInt(index), proof: pathOf(index, leaves), checkpoint };
        const text = formatLogProof(data === undefined ? parts : { ...parts, extra: data });
        const read = readLogProof(text);
        expect(formatLogProof(read)).toBe(text);
        expect(read.extra === undefined ? undefined : Uint8Array.from(read.extra)).toEqual(data);
      }),
    );
  });

  it('fails with any byte changed before the witness line', () => {
    const bytes = Buffer.from(proofOf(7));
    const end = bytes.indexOf('— w.example');
    fc.assert(
      fc.property(fc.nat(end - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = changed[at]! ^ change;
        expect(codeOf(() => openLogProof(changed, leaves[7]!, log, []))).not.toBe('nothing was refused');
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with a code whatever it is', () => {
    const good = proofOf(7);
    const spliced = fc
      .tuple(fc.nat(good.length), fc.nat(20), fc.string({ unit: 'binary' }))
      .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
    const codes = ['nothing was refused', 'audit.malformed-proof', 'audit.malformed-note'];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), spliced), (text) =>
        codes.includes(codeOf(() => readLogProof(text))),
      ),
      { numRuns: 1000 },
    );
    expect(codeOf(() => readLogProof(`c2sp.org/tlog-proof@v1\n\n${'x'.repeat(2 * MAX_NOTE_BYTES)}`))).toBe(
      'audit.malformed-proof',
    );
  });
});
