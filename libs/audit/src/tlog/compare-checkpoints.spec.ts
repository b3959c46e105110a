import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { compareCheckpoints } from './compare-checkpoints.js';
import { MemoryLog } from './memory-log.jest.js';
import { formatForkEvidence, proveFork, readForkEvidence } from './prove-fork.js';

const SIZES = [1, 2, 3, 4, 7, 8, 255, 256, 257, 511, 512, 513, 600];

/** A history that differs from the usual one in the leaf at this index, and in nothing else. */
function altered(size: number, at: number): MemoryLog {
  const hashes = MemoryLog.of(size).leafHashes.map((hash, index) => (index === at ? Buffer.alloc(32, 7) : hash));
  return new MemoryLog().appendHashes(hashes);
}

describe('two checkpoints of one log', () => {
  const log = MemoryLog.of(600);

  it.each(SIZES)('of one history are told as such, from the first entry to the 600th (%i)', async (size) => {
    const [small, large] = [await log.claim(size), await log.claim()];
    const relation = size === 600 ? 'same' : 'extends';
    expect(await compareCheckpoints(log, small, large)).toEqual({ relation });
    expect(await compareCheckpoints(log, large, small)).toEqual({ relation: size === 600 ? 'same' : 'behind' });
  });

  it('need no older one: the first that is seen is compared with the empty tree', async () => {
    expect(await compareCheckpoints(log, undefined, await log.claim(300))).toEqual({ relation: 'extends' });
    expect(await compareCheckpoints(log, undefined, await log.claim(0))).toEqual({ relation: 'extends' });
    expect(await compareCheckpoints(log, await log.claim(0), await log.claim(5))).toEqual({ relation: 'extends' });
    const nothing = { size: 0n, root: Buffer.alloc(32) };
    expect(await compareCheckpoints(log, nothing, await log.claim(5))).toEqual({ relation: 'fork', proof: [] });
  });

  it('of one size and two roots are a fork, whatever the tiles say', async () => {
    const fork = await altered(300, 7).claim();
    expect(await compareCheckpoints(log, await log.claim(300), fork)).toEqual({ relation: 'fork', proof: [] });
  });

  it.each(SIZES.slice(0, -1))('of two histories are a fork that can be proven to anybody (%i)', async (size) => {
    const other = altered(600, Math.floor(size / 2));
    const found = await compareCheckpoints(other, await log.claim(size), await other.claim());
    if (found.relation !== 'fork') throw new Error(found.relation);
    const [known, shown] = [await log.checkpoint(size), await other.checkpoint()];
    const sizes = [BigInt(size), 600n];
    const verdict = { origin: MemoryLog.origin, sizes };
    expect(proveFork(known, shown, MemoryLog.vkey, found.proof)).toEqual({ ...verdict, verdict: 'fork' });
    expect(proveFork(shown, known, MemoryLog.vkey, found.proof)).toEqual({ ...verdict, verdict: 'fork' });
    // the other way round: the smaller one is shown, and the tiles are those of the larger one that is known
    expect(await compareCheckpoints(other, await other.claim(), await log.claim(size))).toEqual(found);
  });

  it('whose tiles are missing or are others prove nothing about the log', async () => {
    const [known, shown] = [await log.claim(256), await log.claim(600)];
    expect(await compareCheckpoints(new MemoryLog(), known, shown)).toEqual({ relation: 'unproven' });
    expect(await compareCheckpoints(new MemoryLog(), undefined, shown)).toEqual({ relation: 'unproven' });
    expect(await compareCheckpoints(altered(600, 3), known, shown)).toEqual({ relation: 'unproven' });
    expect(await compareCheckpoints(altered(600, 3), undefined, shown)).toEqual({ relation: 'unproven' });
  });

  it('are not judged when the tiles cannot be read', async () => {
    const reader = { tile: () => Promise.reject(new Error('no connection')) };
    await expect(compareCheckpoints(reader, await log.claim(3), await log.claim(9))).rejects.toThrow('no connection');
  });
});

describe('the proof of a fork', () => {
  const log = MemoryLog.of(40);

  it('finds one history consistent, and says when it cannot tell', async () => {
    const notes = [await log.checkpoint(9), await log.checkpoint(40)] as const;
    const proof = await import('./tile-tree.js').then((it) => it.beginningProof(log, 9n, 40n));
    expect(proveFork(...notes, MemoryLog.vkey, proof).verdict).toBe('consistent');
    expect(proveFork(...notes, MemoryLog.vkey).verdict).toBe('undecided');
    expect(proveFork(notes[0], notes[0], MemoryLog.vkey).verdict).toBe('consistent');
    expect(proveFork(await log.checkpoint(0), notes[1], MemoryLog.vkey).verdict).toBe('consistent');
    expect(proveFork(notes[0], await altered(9, 1).checkpoint(), MemoryLog.vkey).verdict).toBe('fork');
  });

  it('never finds one history forked, whatever hashes somebody brings', async () => {
    const notes = [await log.checkpoint(9), await log.checkpoint(40)] as const;
    const honest = await import('./tile-tree.js').then((it) => it.beginningProof(log, 9n, 40n));
    const hash = fc.oneof(
      fc.constantFrom(...honest, ...log.leafHashes),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
    );
    const proofs = fc.oneof(
      fc.array(hash, { maxLength: 8 }),
      fc.tuple(fc.nat(honest.length - 1), hash).map(([at, other]) => honest.with(at, other)),
    );
    fc.assert(
      fc.property(proofs, (proof) => {
        try {
          return proveFork(...notes, MemoryLog.vkey, proof).verdict !== 'fork';
        } catch (error) {
          return isCrexError(error) && error.code === 'audit.proof-invalid';
        }
      }),
      { numRuns: 500 },
    );
  });

  it('needs the signature of the log on both', async () => {
    const [note, other] = [await log.checkpoint(9), await altered(9, 1).checkpoint()];
    const tampered = note.replace('\n9\n', '\n8\n');
    expect(() => proveFork(tampered, other, MemoryLog.vkey)).toThrow(/does not hold/);
    expect(() => proveFork(other, tampered, MemoryLog.vkey)).toThrow(/does not hold/);
  });

  it('travels as a file', async () => {
    const evidence = {
      checkpoints: [await log.checkpoint(9), await log.checkpoint(40)],
      proof: [Buffer.alloc(32, 1)],
    } as const;
    const file = Buffer.from(formatForkEvidence(evidence));
    expect(readForkEvidence(file)).toEqual(evidence);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
          mutated(file),
        ),
        (bytes) => {
          try {
            readForkEvidence(bytes);
            return true;
          } catch (error) {
            return isCrexError(error);
          }
        },
      ),
    );
  });
});

/** The file with one byte changed. */
function mutated(file: Buffer): fc.Arbitrary<Buffer> {
  return fc.tuple(fc.nat(file.length - 1), fc.nat(255)).map(([at, byte]) => {
    const copy = Buffer.from(file);
    copy[at] = byte;
    return copy;
  });
}
