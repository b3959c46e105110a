import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  cosignatureSigner,
  emptyRightEdge,
  encodeBundle,
  encodeLeaf,
  entriesPath,
  formatCheckpoint,
  formatLogProof,
  formatPolicy,
  formatVerifierKey,
  frontierOfEdge,
  frontierRoot,
  growTiles,
  inclusionProof,
  leafHashOf,
  logSigner,
  quorumPolicy,
  signNote,
  tilePath,
  tilesOf,
  type Leaf,
} from '#libs/audit';
import { digestOf } from '#libs/protocol';
import { verifyCommand } from './verify.js';

const ORIGIN = 'log.br.crex.example/audit/1';
const SIZE = 300;
const TIME = 1_795_000_500;

/** An Ed25519 key as notes are signed with. */
function key() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { publicKey: raw, sign: (data: Uint8Array) => Promise.resolve(sign(null, data, privateKey)) };
}

const log = key();
const [ar, jm, uy] = [key(), key(), key()];
const witnessName = (member: string) => `witness.${member.toLowerCase()}.crex.example/w1`;
const signers = (...members: readonly (readonly [string, ReturnType<typeof key>])[]) =>
  members.map(([member, own]) => cosignatureSigner(witnessName(member), own, TIME));
const eventAt = (index: number) => `5f0c5c2e-7a8e-4d0b-9c1f-${String(index).padStart(12, '0')}`;
/** A look at an answer, and erasures of what it held about its subject, of another event, and of its month. */
const [VIEW, ERASURE, OTHER_ERASURE, PERIOD_ERASURE] = [20, 21, 22, 23] as const;
const leaves = Array.from({ length: SIZE }, (_, index) => encodeLeaf(leafAt(index)));
const { edge, tiles } = growTiles(emptyRightEdge, leaves.map(leafHashOf));
const body = formatCheckpoint({ origin: ORIGIN, size: BigInt(SIZE), root: frontierRoot(frontierOfEdge(edge)) });

function leafAt(index: number): Leaf {
  const head = { v: 1, eventId: eventAt(index), origin: ORIGIN, at: TIME } as const;
  const erased = { c: { actor: digestOf('operator') }, group: 'subject', ground: 'COURT-ORDER' } as const;
  if (index === VIEW) {
    return { ...head, type: 'VIEW', object: 'ANSWER', count: 1, c: { subject: digestOf('s'), actor: digestOf('a') } };
  }
  if (index === ERASURE) return { ...head, ...erased, type: 'ERASURE', target: eventAt(VIEW) };
  if (index === OTHER_ERASURE) return { ...head, ...erased, type: 'ERASURE', target: eventAt(VIEW + 100) };
  if (index === PERIOD_ERASURE) {
    const month = new Date(TIME * 1000).toISOString().slice(0, 7);
    return { ...head, ...erased, type: 'PERIOD_ERASURE', month, group: 'actor', ground: 'RETENTION-ENDED' };
  }
  return {
    ...{ ...head, type: 'RECEIVED', c: {}, messageId: 'AR-BR-1-000000000001', from: 'AR', to: 'BR', class: 'request' },
    contentDigest: digestOf(String(index)),
  };
}

let folder: string;
let files: Map<string, Uint8Array>;
let policy: string;
const written: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-verify-'));
  policy = join(folder, 'br.policy');
  const witnesses = ([['AR', ar], ['JM', jm], ['UY', uy]] as const).map(([member, { publicKey }]) => ({
    member,
    vkey: formatVerifierKey(witnessName(member), 'cosignature', publicKey),
  })); // prettier-ignore
  const rule = { owner: 'BR', parties: ['AR', 'BR'], verifier: 'AR' } as const;
  const vkey = formatVerifierKey(ORIGIN, 'log', log.publicKey);
  await writeFile(policy, formatPolicy(quorumPolicy(rule, vkey, witnesses)));
  files = new Map(tiles.map(({ level, index, hashes }) => [tilePath(level, index, hashes.length / 32), hashes]));
  for (const { level, index, width } of tilesOf(BigInt(SIZE))) {
    const start = Number(index) * 256;
    if (level === 0) files.set(entriesPath(index, width), encodeBundle(leaves.slice(start, start + width)));
  }
  files.set('checkpoint', await note(['AR', ar], ['JM', jm]));
  await writeLog(files);
});
afterAll(() => rm(folder, { recursive: true }));
const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
beforeEach(() => {
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
});
afterEach(() => {
  for (const { stream, write } of streams) stream.write = write;
});

const note = async (...cosigners: readonly (readonly [string, ReturnType<typeof key>])[]) =>
  Buffer.from(await signNote(body, [logSigner(ORIGIN, log), ...signers(...cosigners)]));

async function writeLog(of: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of of) {
    await mkdir(dirname(join(folder, 'log', path)), { recursive: true });
    await writeFile(join(folder, 'log', path), bytes);
  }
}

/** Runs the command; answers its exit code and what it said. */
async function verify(...words: string[]): Promise<{ code: unknown; said: string }> {
  written.length = 0;
  process.exitCode = undefined;
  await verifyCommand().exitOverride().parseAsync(words, { from: 'user' });
  const code: unknown = process.exitCode;
  process.exitCode = undefined;
  return { code, said: written.join('') };
}
const verifyLog = () => verify('log', join(folder, 'log'), '--policy', policy);

describe('crex verify log', () => {
  it('says in plain words that a log is in order', async () => {
    const { code, said } = await verifyLog();
    expect(code).toBe(0);
    expect(said).toContain('VERIFIED     this log holds 300 entries, none changed, none missing');
    expect(said).toContain(`cosigned     ${witnessName('AR')}, 2026-11-18T`);
  });

  it('finds one changed byte in any file of it and names the file', async () => {
    for (const [path, bytes] of files) {
      const changed = Uint8Array.from(bytes);
      const at = Math.floor(changed.length / 3);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeLog(new Map([[path, changed]]));
      const { code, said } = await verifyLog();
      expect({ path, code }).toEqual({ path, code: 1 });
      expect(said).toContain(`FAULT        ${path}: `);
      expect(said).toContain('NOT VERIFIED');
      await writeLog(new Map([[path, bytes]]));
    }
  });

  it('does not take the log’s own word: too few witnesses, or not the verifier’s own, are not enough', async () => {
    for (const cosigners of [
      [],
      [['AR', ar]],
      [
        ['JM', jm],
        ['UY', uy],
      ],
    ] as const) {
      await writeLog(new Map([['checkpoint', await note(...cosigners)]]));
      const { code, said } = await verifyLog();
      expect(code).toBe(1);
      expect(said).toContain('fewer witnesses than the policy demands');
    }
    await writeLog(files);
  });

  it('that cannot be read ends with 2: nothing was decided', async () => {
    expect(await verify('log', join(folder, 'log'), '--policy', join(folder, 'none'))).toMatchObject({ code: 2 });
    expect(await verify('log', join(folder, 'nowhere'), '--policy', policy)).toMatchObject({ code: 2 });
    await writeFile(join(folder, 'bad.policy'), 'quorum of all\n');
    const { code, said } = await verify('log', join(folder, 'log'), '--policy', join(folder, 'bad.policy'));
    expect([code, said]).toEqual([2, expect.stringContaining('audit.malformed-policy')]);
  });

  it('verifies the hashes of a log at an address, where no entries are given out', async () => {
    const server = await serve();
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logs/br`;
    const { code, said } = await verify('log', address, '--policy', policy);
    server.close();
    expect(code).toBe(0);
    expect(said).toContain('the hashes alone were verified');
  });
});

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    readFile(join(folder, 'log', (request.url ?? '').replace('/logs/br/', ''))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('crex verify proof', () => {
  const proofFile = () => join(folder, 'entry.tlog-proof');
  const leafFile = () => join(folder, 'entry.leaf');
  const verifyProof = () => verify('proof', proofFile(), '--leaf', leafFile(), '--policy', policy);

  beforeEach(async () => {
    await prove(7, proofFile(), leafFile());
  });

  async function prove(index: number, proofPath: string, leafPath: string): Promise<void> {
    const reader = { tile: (level: number, index: bigint, width: number) => Promise.resolve(files.get(tilePath(level, index, width)) as Uint8Array) }; // prettier-ignore
    const proof = await inclusionProof(reader, BigInt(index), BigInt(SIZE));
    const checkpoint = Buffer.from(files.get('checkpoint') as Uint8Array).toString('utf8');
    await writeFile(proofPath, formatLogProof({ index: BigInt(index), proof, checkpoint }));
    await writeFile(leafPath, leaves[index] as Uint8Array);
  }

  it('says which entry is where, and who has seen it', async () => {
    const { code, said } = await verifyProof();
    expect(code).toBe(0);
    expect(said).toContain(`${ORIGIN}, entry 7 of 300`);
    expect(said).toContain('RECEIVED of event 5f0c5c2e-7a8e-4d0b-9c1f-000000000007');
  });

  it('refuses another entry, another place, and a changed proof', async () => {
    await writeFile(leafFile(), leaves[8] as Uint8Array);
    expect(await verifyProof()).toMatchObject({ code: 1 });
    await writeFile(leafFile(), leaves[7] as Uint8Array);
    const text = await readFile(proofFile(), 'utf8');
    await writeFile(proofFile(), text.replace('index 7', 'index 6'));
    expect(await verifyProof()).toMatchObject({ code: 1 });
    await writeFile(proofFile(), text.replace('c2sp.org', 'c2sq.org'));
    expect(await verifyProof()).toMatchObject({ code: 1 });
  });

  it('whose checkpoint too few have seen is not enough', async () => {
    const text = await readFile(proofFile(), 'utf8');
    const alone = Buffer.from(await note()).toString('utf8');
    await writeFile(proofFile(), `${text.slice(0, text.indexOf('\n\n') + 2)}${alone}`);
    const { code, said } = await verifyProof();
    expect([code, said]).toEqual([1, expect.stringContaining('fewer witnesses')]);
  });

  describe('with the entry of an erasure', () => {
    const erasureFiles = () => ({ leaf: join(folder, 'erasure.leaf'), proof: join(folder, 'erasure.tlog-proof') });
    const verifyErased = () => {
      const { leaf, proof } = erasureFiles();
      return verify(...['proof', proofFile(), '--leaf', leafFile(), '--policy', policy], ...['--erasure', leaf, '--erasure-proof', proof]); // prettier-ignore
    };
    const erasedBy = (index: number) => prove(index, erasureFiles().proof, erasureFiles().leaf);
    beforeEach(() => prove(VIEW, proofFile(), leafFile()));

    it('says what was lawfully erased, when, on what ground, and what it cannot say', async () => {
      await erasedBy(ERASURE);
      const { code, said } = await verifyErased();
      expect(code).toBe(0);
      const when = new Date(TIME * 1000).toISOString();
      expect(said).toContain(`content      subject: lawfully erased, ${when}, ground COURT-ORDER (ERASURE ${eventAt(ERASURE)})`); // prettier-ignore
      expect(said).toContain('content      actor: committed to, not part of this proof');
      await erasedBy(PERIOD_ERASURE);
      expect((await verifyErased()).said).toContain('content      actor: lawfully erased');
      expect((await verifyProof()).said).toContain('content      subject, actor: committed to');
    });

    it('refuses one that has erased something else, and one that is not in the log itself', async () => {
      for (const index of [OTHER_ERASURE, VIEW]) {
        await erasedBy(index);
        expect(await verifyErased()).toMatchObject({ code: 1, said: expect.stringContaining('cli.no-erasure') as string }); // prettier-ignore
      }
      await erasedBy(ERASURE);
      await writeFile(erasureFiles().leaf, encodeLeaf({ ...leafAt(ERASURE), at: TIME + 1 }));
      expect(await verifyErased()).toMatchObject({ code: 1 });
    });

    it('needs its proof too, witnessed like the other', async () => {
      const half = await verify(...['proof', proofFile(), '--leaf', leafFile(), '--policy', policy], ...['--erasure', leafFile()]); // prettier-ignore
      expect(half).toMatchObject({ code: 2, said: expect.stringContaining('--erasure-proof') as string });
      await erasedBy(ERASURE);
      const text = await readFile(erasureFiles().proof, 'utf8');
      const alone = Buffer.from(await note()).toString('utf8');
      await writeFile(erasureFiles().proof, `${text.slice(0, text.indexOf('\n\n') + 2)}${alone}`);
      expect(await verifyErased()).toMatchObject({ code: 1, said: expect.stringContaining('fewer witnesses') as string }); // prettier-ignore
    });
  });
});
