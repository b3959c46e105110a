import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import {
  cosignatureSigner,
  emptyRightEdge,
  encodeLeaf,
  encodeNote,
  formatCheckpoint,
  formatLogProof,
  formatVerifierKey,
  growTiles,
  inclusionProof,
  leafHashOf,
  logSigner,
  readNote,
  signatureOf,
  signNote,
  rootFromTiles,
  type Leaf,
} from '#libs/audit';
import { judgeEntry, proofFile, type LogTrust } from './judge-entry.js';

const ORIGIN = 'log.ar.test/audit/1';
const digest = Buffer.alloc(32, 7).toString('base64url');

function key() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    sign: (data: Uint8Array) => Promise.resolve(new Uint8Array(sign(null, data, privateKey))),
  };
}

const log = key();
const witnesses = (['BR', 'JM', 'UY'] as const).map((member) => ({
  member,
  name: `witness.${member}.test/1`,
  key: key(),
}));
const trust: LogTrust = {
  owner: 'AR',
  vkey: formatVerifierKey(ORIGIN, 'log', log.publicKey),
  witnesses: witnesses.map(({ member, name, key: { publicKey } }) => ({
    member: member,
    vkey: formatVerifierKey(name, 'cosignature', publicKey),
  })),
};

function leafOf(eventId: string): Buffer {
  const leaf = { v: 1, type: 'OUTCOME', eventId, origin: ORIGIN, at: 1_795_305_606, c: {}, from: 'AR', to: 'BR' };
  return encodeLeaf({ ...leaf, outcome: 'NO_RECORD', contentDigest: digest } as Leaf);
}

/** An entry among four, and its proof, cosigned by these members. */
async function made(cosigners: readonly string[]) {
  const leaves = Array.from({ length: 4 }, () => leafOf(randomUUID()));
  const grown = growTiles(emptyRightEdge, leaves.map(leafHashOf));
  const tiles = new Map(grown.tiles.map(({ level, index, hashes }) => [`${level}/${index}`, hashes]));
  const reader = {
    tile: (level: number, index: bigint, width: number) =>
      Promise.resolve((tiles.get(`${level}/${index}`) ?? new Uint8Array()).slice(0, width * 32)),
  };
  const root = await rootFromTiles(reader, 4n);
  const text = formatCheckpoint({ origin: ORIGIN, size: 4n, root });
  const { signatures } = readNote(await signNote(text, [logSigner(ORIGIN, log)]));
  const lines = await Promise.all(
    witnesses
      .filter(({ member }) => cosigners.includes(member))
      .map(({ name, key: witness }) => signatureOf(text, cosignatureSigner(name, witness, 1_795_305_700))),
  );
  const checkpoint = encodeNote({ text, signatures: [...signatures, ...lines] });
  const proof = await inclusionProof(reader, 2n, 4n);
  return { leaf: leaves[2] ?? Buffer.alloc(0), file: formatLogProof({ index: 2n, proof, checkpoint }) };
}
const given = (leaf: Buffer, file?: string) => ({ leafBytes: leaf.toString('base64'), file });
const steps = async (leaf: Buffer, file?: string) =>
  (await judgeEntry(given(leaf, file), trust)).steps.map(({ check, result, code }) => [check, result, code ?? '']);

describe('an entry, judged in the browser', () => {
  it('is good with its place, the signature of its log and a quorum of other countries', async () => {
    const { leaf, file } = await made(['JM', 'UY']);
    const verdict = await judgeEntry(given(leaf, file), trust);
    expect(verdict).toMatchObject({ result: 'good', index: 2n, size: 4n, leaf: { type: 'OUTCOME', to: 'BR' } });
    expect(verdict.cosigners.map(({ member }) => member)).toEqual(['JM', 'UY']);
    expect(verdict.steps.map(({ check }) => check)).toEqual(['entry', 'signature', 'place', 'witnesses']);
  });

  it('waits for a second country: the one that it was made with vouches only beside another', async () => {
    for (const cosigners of [[], ['JM'], ['BR']]) {
      const { leaf, file } = await made(cosigners);
      expect((await judgeEntry(given(leaf, file), trust)).result).toBe('open');
    }
    const { leaf, file } = await made(['BR', 'JM']);
    expect((await judgeEntry(given(leaf, file), trust)).result).toBe('good');
  });

  it('waits while there is no proof', async () => {
    expect(await steps(leafOf(randomUUID()))).toEqual([
      ['entry', 'good', ''],
      ['signature', 'open', ''],
    ]);
  });

  it('is at fault when a byte of it, its place, or a signature is another', async () => {
    const { leaf, file } = await made(['JM', 'UY']);
    expect(await steps(Buffer.concat([leaf, Buffer.from(' ')]), file)).toEqual([
      ['entry', 'fault', 'audit.not-canonical'],
    ]);
    expect(await steps(leafOf(randomUUID()), file)).toContainEqual(['place', 'fault', 'audit.proof-invalid']);
    expect(await steps(leaf, file.replace('index 2', 'index 1'))).toContainEqual([
      'place',
      'fault',
      'audit.proof-invalid',
    ]);
    const forged = file.replace('\n4\n', '\n5\n');
    expect(await steps(leaf, forged)).toContainEqual(['signature', 'fault', 'audit.wrong-signature']);
    const stranger = { ...trust, vkey: formatVerifierKey(ORIGIN, 'log', key().publicKey) };
    expect((await judgeEntry(given(leaf, file), stranger)).result).toBe('fault');
  });

  it('is kept as one file that carries the entry', async () => {
    const { leaf, file } = await made(['JM', 'UY']);
    expect(proofFile(given(leaf, file))).toContain(`\nextra ${leaf.toString('base64')}\n`);
  });
});
