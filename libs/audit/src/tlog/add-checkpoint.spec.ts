import fc from 'fast-check';
import {
  decideAddCheckpoint, formatAddCheckpoint, logIdOf, readAddCheckpoint, type AddCheckpointDecision,
} from './add-checkpoint.js'; // prettier-ignore
import { formatCheckpoint } from './checkpoint.js';
import { logSigner, logVerifier } from './log-signature.js';
import { signNote, type NoteVerifier } from './note.js';
import { codeOf, extensionOf, numberedLeaves, rootOf, testKey } from './reference-tree.jest.js';
import { formatVerifierKey } from './verifier-key.js';

const origin = 'log.br.crex.example/audit/1';
const leaves = numberedLeaves(40);
const signer = logSigner(origin, testKey('log'));
const log = logVerifier(formatVerifierKey(origin, 'log', testKey('log').publicKey));
const knownOf = (size: number) => ({ size: BigInt(size), root: rootOf(leaves.slice(0, size)) });
const checkpointOf = async (size: number) => await signNote(formatCheckpoint({ origin, ...knownOf(size) }), [signer]);

async function ask(oldSize: number, size: number, known: number | undefined): Promise<AddCheckpointDecision> {
  const tree = leaves.slice(0, size);
  const proof = oldSize === 0 || oldSize > size ? [] : extensionOf(oldSize, tree);
  const text = formatAddCheckpoint({ oldSize: BigInt(oldSize), proof, checkpoint: await checkpointOf(size) });
  const state = { log, known: known === undefined ? undefined : knownOf(known) };
  return decideAddCheckpoint(state, readAddCheckpoint(Buffer.from(text)));
}

describe('a witness', () => {
  it('cosigns exactly what extends the size that it knows', async () => {
    const size = fc.integer({ min: 0, max: 40 });
    await fc.assert(
      fc.asyncProperty(size, size, fc.option(size, { nil: undefined }), async (oldSize, newSize, known) => {
        const decision = await ask(oldSize, newSize, known);
        if (oldSize > newSize) expect(decision).toMatchObject({ cosign: false, status: 400 });
        else if (oldSize !== (known ?? 0))
          expect(decision).toMatchObject({ status: 409, contentType: 'text/x.tlog.size', body: `${known ?? 0}\n` });
        else expect(decision).toMatchObject({ cosign: true, checkpoint: { size: BigInt(newSize) } });
      }),
    );
  });

  it('hands over the signed checkpoint to be kept, cosigned or as evidence', async () => {
    const note = await checkpointOf(8);
    expect(await ask(3, 8, 3)).toMatchObject({ checkpoint: { origin, size: 8n, note } });
    expect(await ask(2, 8, 3)).toMatchObject({ status: 409, checkpoint: { note } });
    const forked = { log, known: { size: 8n, root: rootOf(leaves.slice(0, 7)) } };
    const request = readAddCheckpoint(formatAddCheckpoint({ oldSize: 8n, proof: [], checkpoint: note }));
    expect(decideAddCheckpoint(forked, request)).toMatchObject({ status: 422, checkpoint: { note } });
  });

  it('keeps nothing that the log has not signed', async () => {
    const checkpoint = await checkpointOf(8);
    const request = readAddCheckpoint(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint }));
    expect(decideAddCheckpoint({ log: undefined, known: undefined }, request)).toEqual({
      cosign: false,
      status: 404,
      contentType: 'text/plain; charset=utf-8',
      body: 'this witness does not know the log\n',
    });
    const other = logVerifier(formatVerifierKey(origin, 'log', testKey('another').publicKey));
    expect(decideAddCheckpoint({ log: other, known: undefined }, request)).not.toHaveProperty('checkpoint');
  });

  it('does not take a fault of its own for one of the log', async () => {
    const broken: NoteVerifier = {
      ...log,
      verify: () => {
        throw new Error('the key store is gone');
      },
    };
    const checkpoint = await checkpointOf(8);
    const request = readAddCheckpoint(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint }));
    expect(() => decideAddCheckpoint({ log: broken, known: undefined }, request)).toThrow('the key store is gone');
  });

  it('names a log by the SHA-256 of its origin', () => {
    expect(logIdOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('a request', () => {
  it('is read as it was written', async () => {
    const checkpoint = await checkpointOf(40);
    for (let oldSize = 1; oldSize <= 40; oldSize++) {
      const text = formatAddCheckpoint({ oldSize: BigInt(oldSize), proof: extensionOf(oldSize, leaves), checkpoint });
      const read = readAddCheckpoint(text);
      expect(formatAddCheckpoint(read)).toBe(text);
      expect(read.body).toMatchObject({ origin, size: 40n });
    }
  });

  it('is refused with a code whatever it is', async () => {
    const good = formatAddCheckpoint({
      oldSize: 3n,
      proof: extensionOf(3, leaves),
      checkpoint: await checkpointOf(40),
    });
    const spliced = fc
      .tuple(fc.nat(good.length), fc.nat(30), fc.string({ unit: 'binary' }))
      .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
    const bytes = fc.uint8Array().map((tail) => Buffer.concat([Buffer.from('old 0\n\n'), tail]));
    const codes = [
      'nothing was refused',
      'audit.malformed-request',
      'audit.malformed-note',
      'audit.malformed-checkpoint',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string(), spliced, bytes), (input) =>
        codes.includes(codeOf(() => readAddCheckpoint(input))),
      ),
      { numRuns: 1000 },
    );
    expect(codeOf(() => readAddCheckpoint(`old 0\n${'A'.repeat(1_000_000)}\n\n`))).toBe('audit.malformed-request');
  });
});
