import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { checkSignature, isCrexError, MAX_SKEW_SECONDS, signJws, TYP, type MemberId } from '#libs/protocol';
import { sampleContent } from '../../../../test/vectors/raw-message.js';
import { leafHashOf } from '../leaf.js';
import { checkBrokenPromise, type PromiseTrust } from './broken-promise.js';
import { MemoryLog, witnessOf } from './memory-log.jest.js';
import { formatPromiseEvidence, readPromiseEvidence, type PromiseEvidence } from './promise-evidence.js';

const DAY = 86_400;
const MADE = 1_790_000_000;
const LEAF = leafHashOf(Buffer.from('the promised leaf'));
const WITNESSES = (['AR', 'JM', 'UY', 'BROKER'] as const).map(witnessOf);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = {
  certificate: 'A'.repeat(43),
  sign: (data: Uint8Array) => Promise.resolve(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
};

async function answerWith(change: object = {}, promise: object = {}): Promise<string> {
  const made = { eventId: '5f0c5c2e-7a8e-4d0b-9c1f-0a2b3c4d5e6f', origin: MemoryLog.origin };
  const said = { ...made, leafHash: Buffer.from(LEAF).toString('base64url'), time: MADE, ...promise };
  const payload = { ...sampleContent('RRS'), iat: MADE + 5, exp: MADE + 100, promise: said, ...change };
  return (await signJws(TYP.content, payload, signer)).token;
}

const trust = (change: Partial<PromiseTrust> = {}): PromiseTrust => ({
  log: { vkey: MemoryLog.vkey, witnesses: WITNESSES },
  rule: { owner: 'BR', parties: ['AR', 'BR'] },
  maximumMergeDelay: DAY,
  checkAnswer: (answer) => checkSignature(answer, publicKey),
  ...change,
});

const quorumAt = (time: number) => [['AR', time], ['JM', time]] as [MemberId, number][]; // prettier-ignore

/** Evidence from one size of a log to another, each seen by a quorum at its time; size 0 is the empty tree. */
async function evidenceOf(log: MemoryLog, from: [size: number, at: number], to: [size: number, at: number]) {
  const [size, at] = from;
  const before = { checkpoint: await log.checkpoint(size, quorumAt(at)), frontier: await log.frontier(size) };
  return {
    answer: await answerWith(),
    ...(size === 0 ? {} : { before }),
    after: await log.checkpoint(to[0], quorumAt(to[1])),
    hashes: Buffer.concat(log.leafHashes.slice(size, to[0])),
  };
}

const codeOf = (evidence: PromiseEvidence, by = trust()) =>
  checkBrokenPromise(evidence, by).then(
    ({ verdict }) => verdict,
    (error: unknown) => (isCrexError(error) ? error.code : error),
  );

describe('a promise', () => {
  const without = MemoryLog.of(700);
  const withLeaf = MemoryLog.of(300).appendHashes([LEAF]).append(399);
  const [before, after] = [MADE - 3600, MADE + DAY];

  it('is broken when the leaf is in no tree that was shown before the delay was over', async () => {
    for (const [from, to] of [
      [0, 1],
      [0, 700],
      [1, 2],
      [255, 257],
      [256, 700],
      [700, 700],
    ] as const) {
      // prettier-ignore
      const evidence = await evidenceOf(without, [from, before], [to, after]);
      expect(await checkBrokenPromise(evidence, trust())).toMatchObject({ verdict: 'broken', size: BigInt(to) });
    }
  });

  it('is kept when the leaf is there, whenever the checkpoints were seen', async () => {
    for (const [from, at] of [
      [0, before],
      [300, before],
      [300, after],
      [17, MADE],
    ] as const) {
      // prettier-ignore
      const evidence = await evidenceOf(withLeaf, [from, at], [301, after]);
      expect(await checkBrokenPromise(evidence, trust())).toMatchObject({ verdict: 'kept', index: 300n });
    }
    expect(await codeOf(await evidenceOf(withLeaf, [0, before], [700, MADE + 1]))).toBe('kept');
  });

  it('stays open before the delay is over, and when the evidence begins after the promise', async () => {
    const early = await evidenceOf(without, [9, before], [700, after - 1]);
    expect(await checkBrokenPromise(early, trust())).toMatchObject({ verdict: 'open', why: 'too-early' });
    const late = await evidenceOf(without, [9, MADE - MAX_SKEW_SECONDS], [700, after]);
    expect(await checkBrokenPromise(late, trust())).toMatchObject({ verdict: 'open', why: 'begins-too-late' });
    const just = await evidenceOf(without, [9, MADE - MAX_SKEW_SECONDS - 1], [700, after]);
    expect(await codeOf(just)).toBe('broken');
  });

  it('that is kept never passes as broken, and one that is broken never as kept', async () => {
    const moment = fc.integer({ min: -4 * 3600, max: 2 * DAY });
    const history = fc.record({
      // seconds from one entry to the next; the promised leaf is made at 0 and appended a moment later, or never
      gaps: fc.array(fc.integer({ min: 1, max: 7200 }), { minLength: 1, maxLength: 40 }),
      delay: fc.option(fc.integer({ min: 0, max: DAY })),
      from: moment,
      to: moment,
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ gaps, delay, from, to }) => {
        const times = gaps.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? -3600) + gap], []);
        const leaves = times.map((time, index) => ({ time, hash: leafHashOf(Buffer.from(`${index}`)) }));
        if (delay !== null) leaves.push({ time: delay, hash: LEAF });
        leaves.sort((left, right) => left.time - right.time);
        const log = new MemoryLog().appendHashes(leaves.map(({ hash }) => hash));
        const sizeAt = (at: number) => leaves.filter(({ time }) => time <= at).length;
        if (sizeAt(from) > sizeAt(to)) return;
        const evidence = await evidenceOf(log, [sizeAt(from), MADE + from], [sizeAt(to), MADE + to]);
        const { verdict } = await checkBrokenPromise(evidence, trust());
        expect(verdict).not.toBe(delay === null ? 'kept' : 'broken');
        const reaches = to >= DAY && (sizeAt(from) === 0 || from < -MAX_SKEW_SECONDS);
        if (reaches) expect(verdict).toBe(delay === null ? 'broken' : 'kept');
      }),
      { numRuns: 200 },
    );
  });

  describe('is not judged by evidence', () => {
    const honest = () => evidenceOf(withLeaf, [250, before], [320, after]);

    it('whose hashes leave one out, put one in, change one or exchange two', async () => {
      const evidence = await honest();
      const hashes = withLeaf.leafHashes.slice(250, 320).map((hash) => Buffer.from(hash));
      const [other, swapped] = [hashes[3]!, hashes[4]!];
      for (const wrong of [
        hashes.filter((hash) => !hash.equals(LEAF)),
        [...hashes, other],
        hashes.map((hash) => (hash.equals(LEAF) ? other : hash)),
        hashes.with(3, swapped).with(4, other),
        [...hashes.slice(0, -1), hashes[69]!.subarray(1)],
      ]) {
        expect(await codeOf({ ...evidence, hashes: Buffer.concat(wrong) })).toBe('audit.hashes-differ');
      }
    });

    it('whose beginning is another tree, or skips the leaf', async () => {
      const evidence = await honest();
      const frontier = await withLeaf.frontier(301);
      const skip = { checkpoint: evidence.before!.checkpoint, frontier };
      const hashes = Buffer.concat(withLeaf.leafHashes.slice(301, 320));
      expect(await codeOf({ ...evidence, before: skip, hashes })).toBe('audit.hashes-differ');
      const sameSize = { ...skip, frontier: await without.frontier(250).then((it) => ({ ...it, hashes: it.hashes.map(() => LEAF) })) }; // prettier-ignore
      expect(await codeOf({ ...evidence, before: sameSize })).toBe('audit.hashes-differ');
    });

    it('without a quorum at both ends: of two foreign countries, one of them no party', async () => {
      const evidence = await honest();
      const lines: [MemberId, number][][] = [[], [['AR', after]], [['JM', after], ['BROKER', after]]]; // prettier-ignore
      for (const cosigners of lines) {
        const note = await withLeaf.checkpoint(320, cosigners);
        expect(await codeOf({ ...evidence, after: note })).toBe('audit.no-quorum');
        const checkpoint = await withLeaf.checkpoint(250, cosigners);
        expect(await codeOf({ ...evidence, before: { ...evidence.before!, checkpoint } })).toBe('audit.no-quorum');
      }
      // one witness that is late does not make a quorum late, and one that is early does not make it early
      const absent = await evidenceOf(without, [250, before], [320, after]);
      const mixed = await without.checkpoint(320, [['AR', after], ['JM', after - 1]]); // prettier-ignore
      expect(await codeOf({ ...absent, after: mixed })).toBe('open');
    });

    it('that is signed by another log, another answerer, or nobody', async () => {
      const evidence = await evidenceOf(without, [250, before], [320, after]);
      const forged = evidence.after.replace('\n320\n', '\n321\n');
      expect(await codeOf({ ...evidence, after: forged })).toBe('audit.wrong-signature');
      const tampered = `${evidence.answer.slice(0, -4)}AAAA`;
      expect(await codeOf({ ...evidence, answer: tampered })).toBe('message.wrong-signature');
      const elsewhere = await answerWith({}, { origin: 'log.jm.test/audit/1' });
      expect(await codeOf({ ...evidence, answer: elsewhere })).toBe('audit.promise-of-other-log');
      expect(await codeOf({ ...evidence, answer: await answerWith({ from: 'JM' }) })).toBe(
        'audit.promise-of-other-log',
      );
    });

    it('whose answer carries no promise, or one dated ahead of itself', async () => {
      const evidence = await evidenceOf(without, [250, before], [320, after]);
      expect(await codeOf({ ...evidence, answer: await answerWith({ promise: undefined }) })).toBe('message.malformed');
      const notice = { ...sampleContent('FEM'), promise: undefined };
      expect(await codeOf({ ...evidence, answer: await answerWith(notice) })).toBe('audit.no-promise');
      const ahead = await answerWith({}, { time: MADE + 5 + MAX_SKEW_SECONDS + 1 });
      expect(await codeOf({ ...evidence, answer: ahead })).toBe('audit.promise-from-future');
      const allowed = await answerWith({}, { time: MADE + 5 + MAX_SKEW_SECONDS });
      expect(await codeOf({ ...evidence, answer: allowed })).toBe('open');
    });
  });

  it('is not judged from a file of another shape', async () => {
    const file = JSON.parse(formatPromiseEvidence(await evidenceOf(without, [9, before], [40, after]))) as object;
    const codeOfFile = (change: object) => {
      try {
        readPromiseEvidence(Buffer.from(JSON.stringify({ ...file, ...change })));
        return 'read';
      } catch (error) {
        return isCrexError(error) ? error.code : error;
      }
    };
    expect(codeOfFile({})).toBe('read');
    const changes = [
      { v: 2 },
      { evidence: 'fork' },
      { remark: 'x' },
      { answer: 1 },
      { after: undefined },
      { before: {} },
    ];
    expect(changes.map(codeOfFile)).toEqual(changes.map(() => 'audit.malformed-evidence'));
  });

  it('is judged from a file that anybody can read', async () => {
    const evidence = await evidenceOf(without, [9, before], [40, after]);
    const file = Buffer.from(formatPromiseEvidence(evidence));
    expect(await codeOf(readPromiseEvidence(file))).toBe('broken');
    const fromNothing = await evidenceOf(withLeaf, [0, before], [400, after]);
    expect(readPromiseEvidence(Buffer.from(formatPromiseEvidence(fromNothing)))).toEqual(fromNothing);
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255)).map(([at, byte]) => {
      const copy = Buffer.from(file);
      copy[at] = byte;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), change), (bytes) => {
        try {
          readPromiseEvidence(bytes);
          return true;
        } catch (error) {
          return isCrexError(error);
        }
      }),
    );
  });
});
