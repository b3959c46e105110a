import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  emptyRightEdge,
  formatCheckpoint,
  formatPolicy,
  formatVerifierKey,
  frontierOfEdge,
  frontierRoot,
  growTiles,
  leafHashOf,
  logSigner,
  signNote,
  tilePath,
} from '#libs/audit';
import { verifyCommand } from '../verify/verify.js';
import { logCommand } from './log.js';

const ORIGIN = 'log.br.crex.example/audit/1';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = {
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  sign: (data: Uint8Array) => Promise.resolve(sign(null, data, privateKey)),
};

let folder: string;
const file = (name: string) => join(folder, name);
const written: string[] = [];
const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-fork-'));
  const logs = [{ vkey: formatVerifierKey(ORIGIN, 'log', key.publicKey) }];
  await writeFile(file('policy'), formatPolicy({ logs, witnesses: [], groups: [], quorum: 'none' }));
  await history('honest', 5, 'honest-5');
  await history('honest', 9, 'honest-9');
  await history('other', 5, 'other-5');
  await history('other', 9, 'other-9');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
});
afterEach(() => {
  for (const { stream, write } of streams) stream.write = write;
});

/** Writes a checkpoint, and beside it the tiles of the tree. */
async function history(flavour: string, size: number, name: string): Promise<void> {
  const leaves = Array.from({ length: size }, (_, at) => leafHashOf(Buffer.from(`${flavour} ${at}`)));
  const { edge, tiles } = growTiles(emptyRightEdge, leaves);
  const text = formatCheckpoint({ origin: ORIGIN, size: BigInt(size), root: frontierRoot(frontierOfEdge(edge)) });
  await writeFile(file(name), await signNote(text, [logSigner(ORIGIN, key)]));
  for (const { level, index, hashes } of tiles) {
    const path = join(folder, `${name}-tiles`, tilePath(level, index, hashes.length / 32));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, hashes);
  }
}

async function crex(...words: string[]): Promise<{ code: unknown; said: string }> {
  written.length = 0;
  process.exitCode = undefined;
  const [group, ...rest] = words;
  await (group === 'log' ? logCommand() : verifyCommand()).exitOverride().parseAsync(rest, { from: 'user' });
  const code: unknown = process.exitCode;
  process.exitCode = undefined;
  return { code, said: written.join('') };
}
const proveFork = (...words: string[]) => crex('log', 'prove-fork', '--policy', file('policy'), ...words);

describe('crex log prove-fork', () => {
  it('shows two roots for one size', async () => {
    const { code, said } = await proveFork(file('honest-5'), file('other-5'));
    expect(code).toBe(0);
    expect(said).toContain(`log          ${ORIGIN}`);
    expect(said).toContain('VERIFIED     the key of this log has signed two histories, two roots for 5 entries');
  });

  it('shows two beginnings by the tiles of the larger tree, in a file that needs them no more and is not written over', async () => {
    const [one, other] = [file('honest-5'), file('other-9')];
    const out = file('fork.json');
    expect(await proveFork(one, other)).toMatchObject({ code: 2, said: expect.stringContaining('cli.fork-undecided') as string }); // prettier-ignore
    expect(await proveFork(one, other, '--tiles', file('other-9-tiles'), '--out', out)).toMatchObject({ code: 0 });
    const { code, said } = await proveFork(out);
    expect([code, said]).toEqual([0, expect.stringContaining('two beginnings of 5 entries')]);
    const again = await proveFork(one, other, '--tiles', file('other-9-tiles'), '--out', out);
    expect(again).toMatchObject({ code: 2, said: expect.stringContaining('cli.file-exists') as string });
  });

  it('shows nothing where there is one history', async () => {
    const { code, said } = await proveFork(file('honest-9'), file('honest-5'), '--tiles', file('honest-9-tiles'));
    expect([code, said]).toEqual([1, expect.stringContaining('NOT VERIFIED both checkpoints belong to one history')]);
  });

  it('believes no checkpoint that the key of the policy has not signed, and no proof that does not lead to the larger root', async () => {
    const forged = (await readFile(file('other-5'), 'utf8')).replace('\n5\n', '\n6\n');
    await writeFile(file('forged'), forged);
    const refused = await proveFork(file('honest-5'), file('forged'), '--tiles', file('other-9-tiles'));
    expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('audit.wrong-signature') as string });
    const evidence = JSON.parse(await readFile(file('fork.json'), 'utf8')) as { proof: string[] };
    await writeFile(file('bent.json'), JSON.stringify({ ...evidence, proof: evidence.proof.slice(1) }));
    expect(await proveFork(file('bent.json'))).toMatchObject({ code: 2, said: expect.stringContaining('audit.proof-invalid') as string }); // prettier-ignore
  });
});
