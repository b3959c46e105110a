import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  cosignatureSigner,
  formatPolicy,
  formatVerifierKey,
  latestCheckpoint,
  openByPolicy,
  parseTilePath,
  quorumPolicy,
  readNote,
  readPolicy,
  signatureLines,
  signatureOf,
  storeCosignature,
  verifyLog,
} from '#libs/audit';
import { generateEd25519KeyPair, metadataSigner } from '#libs/pki';
import { testServerUrl } from '#libs/testing';
import { givenLog } from '../../apps/cli/src/verify/log-sources.js';
import { ORIGIN, OwnLog } from '../logs/own-log.js';
import { seededRandom } from '../seeded-random.js';

const ENTRIES = 100_000;
const SAMPLE = 30;
/** Verifications over which the sample is spread. */
const ROUNDS = 2;
const WITNESSES = ['AR', 'JM'] as const;
const CREX = 'dist/apps/cli/src/main.js';
const run = promisify(execFile);

/** What a log of 100,000 entries leaves in an auditor's hands, and what becomes of it when one byte of it is changed. */
describe('a log of 100,000 entries that an operator exports and an auditor verifies', () => {
  const seed = Number(process.env['CREX_SEED'] ?? randomInt(2 ** 31));
  let log: OwnLog;
  let folder: string;
  let policy: string;
  let exported: string;
  let size: number;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    process.stdout.write(`export-and-verify: seed ${seed} (CREX_SEED)\n`);
    folder = await mkdtemp(join(tmpdir(), 'crex-export-'));
    opened.defer(() => rm(folder, { recursive: true }));
    [policy, exported] = [join(folder, 'br.policy'), join(folder, 'log')];
    log = opened.use(await OwnLog.create(testServerUrl()));
    const signer = await log.startSigner();
    opened.defer(() => signer.stop('SIGKILL'));
    await log.fill(ENTRIES);
    size = await log.signed();
    await signer.stop();
    await cosign();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  /** Two countries cosign the newest checkpoint, and the policy that an auditor would have from the directory names them. */
  async function cosign(): Promise<void> {
    const checkpoint = await latestCheckpoint(log.sql, 1);
    if (checkpoint === undefined) throw new Error('nothing was signed');
    const time = Math.floor(Date.now() / 1000);
    const witnesses = [];
    for (const member of WITNESSES) {
      const name = `witness.${member.toLowerCase()}.crex.example/w1`;
      const key = metadataSigner((await generateEd25519KeyPair()).privateKey);
      const signature = await signatureOf(readNote(checkpoint.note).text, cosignatureSigner(name, key, time));
      await storeCosignature(log.sql, checkpoint, { witness: member, time, line: signatureLines([signature]) });
      witnesses.push({ member, vkey: formatVerifierKey(name, 'cosignature', key.publicKey) });
    }
    const rule = { owner: 'BR', parties: [] } as const;
    writeFileSync(policy, formatPolicy(quorumPolicy(rule, log.vkey, witnesses)));
  }

  /** `crex verify log` as a person runs it. */
  async function verify(): Promise<{ code: number; said: string }> {
    const command = ['--disable-warning=ExperimentalWarning', CREX, 'verify', 'log', exported, '--policy', policy];
    return run(process.execPath, command, { env: {} }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: unknown) => {
        const { code, stdout } = error as { code: number; stdout: string };
        return { code, said: stdout };
      },
    );
  }

  const files = (): string[] =>
    readdirSync(exported, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(exported, path)).isFile()); // prettier-ignore

  /** @returns puts the byte back */
  function changeOneByte(path: string, at: number): () => void {
    const bytes = readFileSync(join(exported, path));
    const changed = Uint8Array.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(join(exported, path), changed);
    return () => writeFileSync(join(exported, path), bytes);
  }

  it('is written by `crex log export` in the tlog-tiles layout, every file once', async () => {
    expect(size).toBe(ENTRIES + 1); // and the EPOCH_START
    const settings = join(folder, 'log-signer.env');
    writeFileSync(settings, Object.entries(log.environment).map(([name, value]) => `${name}=${value}\n`).join('')); // prettier-ignore
    const command = ['--disable-warning=ExperimentalWarning', CREX, 'log', 'export', exported, '--settings', settings];
    const answer = JSON.parse((await run(process.execPath, command, { env: {} })).stdout) as unknown;
    const tiles = Math.ceil(size / 256) + Math.ceil(Math.floor(size / 256) / 256) + 1;
    expect(answer).toMatchObject({ epoch: 1, size: String(size), files: tiles + Math.ceil(size / 256) + 1 });
    expect(files()).toHaveLength(tiles + Math.ceil(size / 256) + 1);
  });

  it('is verified by `crex verify log`: every entry, every tile, the root, the log’s key and the witnesses', async () => {
    const { code, said } = await verify();
    expect(said).toContain(`VERIFIED     this log holds ${size} entries, none changed, none missing`);
    expect(said).toContain(`entries      ${size} read`);
    expect(code).toBe(0);
  }, 60_000);

  it('with one changed byte, in a file of each kind, is refused by `crex verify log`, which names the file', async () => {
    const random = seededRandom(seed);
    for (const path of oneOfEachKind(files(), random)) {
      const at = random(statSync(join(exported, path)).size);
      const restore = changeOneByte(path, at);
      const { code, said } = await verify();
      restore();
      const named = [...said.matchAll(/^FAULT +(\S+): /gm)].map((match) => ({ path: match[1] ?? '' }));
      expect({ path, at, code, named: namesOf(named) }).toEqual({ path, at, code: 1, named: [path] });
      expect(said).toContain('NOT VERIFIED');
    }
  }, 120_000);

  it('has each of thirty files drawn at random, with one changed byte in each, named, and no other', async () => {
    const random = seededRandom(seed + 1);
    const source = givenLog(exported);
    const checkpoint = openByPolicy(await source.checkpoint(), readPolicy(readFileSync(policy)));
    expect(checkpoint.origin).toBe(ORIGIN);
    for (let round = 0; round < ROUNDS; round += 1) {
      const drawn = drawApart(files(), SAMPLE / ROUNDS, random);
      const restore = drawn.map((path) => changeOneByte(path, random(statSync(join(exported, path)).size)));
      const { faults } = await verifyLog(source, checkpoint);
      expect(namesOf(faults)).toEqual(drawn.toSorted());
      for (const each of restore) each();
    }
  }, 120_000);
});

/** The files at fault: one byte can be wrong in two ways. */
function namesOf(faults: readonly { readonly path: string }[]): string[] {
  return [...new Set(faults.map(({ path }) => path))].toSorted();
}

/**
 * Files of level 0, tiles and bundles, of different places: a byte in a tile and one in the bundle of the same leaves at
 * once would leave it open which of both was changed. The tiles above them are tried alone, as one of each kind.
 */
function drawApart(paths: readonly string[], count: number, random: (below: number) => number): string[] {
  const places = Map.groupBy(paths.filter(isOfLeaves), (path) => parseTilePath(path).index);
  const left = [...places.values()];
  return Array.from({ length: count }, () => left.splice(random(left.length), 1)[0]?.at(random(2)) ?? '');
}

function isOfLeaves(path: string): boolean {
  return path !== 'checkpoint' && [0, 'entries'].includes(parseTilePath(path).level);
}

/** Full and partial tiles of each level, full and partial bundles, the checkpoint. */
function oneOfEachKind(paths: readonly string[], random: (below: number) => number): string[] {
  const kinds = Map.groupBy(paths, (path) => {
    if (path === 'checkpoint') return path;
    const { level, width } = parseTilePath(path);
    return `${level} ${width === 256 ? 'full' : 'partial'}`;
  });
  return [...kinds.values()].map((group) => group[random(group.length)] ?? '');
}
