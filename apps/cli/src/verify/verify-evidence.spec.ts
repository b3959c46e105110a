import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatForkEvidence, formatPolicy, formatPromiseEvidence } from '#libs/audit';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { PENDING, renderPage, type ExchangeEvidence } from '#libs/evidence';
import { readContent } from '#libs/protocol';
import { sampleExchange } from '../../../../test/evidence/sample-exchange.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { verifyCommand } from './verify.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const AT = NOW / 1000 + 600;
const DELAY = 86_400;

let folder: string;
let alliance: Alliance;
let evidence: ExchangeEvidence;
const file = (name: string) => join(folder, name);
const root = () => file('alliance/jm/anchor/root.json');
const directory = () => file('alliance/directory');
const written: string[] = [];
const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-evidence-'));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: NOW });
  await saveAlliance(alliance, file('alliance'));
  evidence = await sampleExchange(alliance, AT);
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
});
afterEach(() => {
  for (const { stream, write } of streams) stream.write = write;
});

/** Writes the text into a file, runs the command on it, answers its exit code and what it said. */
async function verify(text: string, ...more: string[]): Promise<{ code: unknown; said: string }> {
  await writeFile(file('evidence'), text);
  written.length = 0;
  process.exitCode = undefined;
  const words = ['evidence', file('evidence'), ...more];
  const command = verifyCommand();
  for (const each of command.commands) each.exitOverride();
  await command.parseAsync(words, { from: 'user' });
  const code: unknown = process.exitCode;
  process.exitCode = undefined;
  return { code, said: written.join('') };
}

describe('crex verify evidence, of an exchange', () => {
  const verifyPage = (text: string) => verify(text, '--root', root());

  it('says each check in a line, and the verdict in plain words', async () => {
    const { code, said } = await verifyPage(renderPage(evidence, 'es'));
    expect(code).toBe(0);
    expect(said).toContain('ok           page, page: says what the signed data says, and nothing else');
    expect(said).toContain('ok           answer, signature: BR has signed these bytes');
    expect(said).toContain('ok           answer, revocation: not revoked');
    expect(said).toContain('VERIFIED     AR asked and BR answered what the page says');
  });

  it('names what does not hold, and ends with 1', async () => {
    const page = renderPage({ ...evidence, madeBy: 'JM' }, 'es');
    const { code, said } = await verifyPage(page);
    expect(code).toBe(1);
    expect(said).toContain('FAULT        file, maker: ');
    expect(said).toContain('(evidence.other-parties)');
    expect(said).toContain('NOT VERIFIED');
    expect(await verifyPage(page.replace('JM', 'AR'))).toMatchObject({ code: 1, said: expect.stringContaining('evidence.page-differs') as string }); // prettier-ignore
  });

  it('ends with 2 when something is not in the file yet, or nothing can be told', async () => {
    const { code, said } = await verifyPage(renderPage({ ...evidence, promised: PENDING }, 'es'));
    expect([code, said]).toEqual([2, expect.stringContaining('cli.evidence-incomplete')]);
    expect(said).toContain('MISSING      promised entry of BR, log: ');
    expect(await verifyPage('<!doctype html>')).toMatchObject({ code: 2, said: expect.stringContaining('evidence.malformed') as string }); // prettier-ignore
    expect(await verify(renderPage(evidence, 'es'))).toMatchObject({ code: 2, said: expect.stringContaining('cli.option-missing') as string }); // prettier-ignore
  });
});

describe('crex verify evidence, of a broken promise', () => {
  /** The tree that witnesses took for all of BR's log at a time, and the answer whose entry should be in it. */
  async function promiseEvidence(time: number, { isKept = false, answer = evidence.reply.content } = {}) {
    const log = new TestLog(alliance, 'BR').append(7);
    const { promise } = readContent(evidence.reply.content).payload;
    if (isKept) log.appendHashes([Buffer.from(promise?.leafHash ?? '', 'base64url')]);
    const note = await log.checkpoint();
    const lines = await Promise.all((['AR', 'JM'] as const).map((id) => log.cosignature(id, note, time)));
    const hashes = await log.tile(0, 0n, Number(log.size));
    return formatPromiseEvidence({ answer, after: note + lines.join(''), hashes });
  }
  const verifyPromise = (text: string) => verify(text, '--root', root(), '--directory', directory());
  const late = AT + 5 + DELAY + 60;

  it('says that the answerer has not kept it', async () => {
    const { code, said } = await verifyPromise(await promiseEvidence(late));
    expect(said).toContain('VERIFIED     BR has promised an entry and had not put it into its log');
    expect(code).toBe(0);
  });

  it('says that it was kept, or that it is too early to tell', async () => {
    const kept = await verifyPromise(await promiseEvidence(late, { isKept: true }));
    expect([kept.code, kept.said]).toEqual([1, expect.stringContaining('NOT VERIFIED the promised entry is in the log')]); // prettier-ignore
    const early = await verifyPromise(await promiseEvidence(AT + 600));
    expect([early.code, early.said]).toEqual([2, expect.stringContaining('too-early')]);
  });

  it.each(['', 'a day', '-1', '1e9', '0'])(
    'judges by no delay of "%s": by none every promise looks broken',
    async (delay) => {
      const text = await promiseEvidence(AT + 600);
      const trust = ['--root', root(), '--directory', directory()];
      await expect(verify(text, ...trust, `--delay=${delay}`)).rejects.toMatchObject({
        code: 'commander.invalidArgument',
      });
      expect(written.join('')).not.toContain('VERIFIED');
    },
  );

  it('believes no answer that its country has not signed, and no file without the directory', async () => {
    const forged = await sampleExchange(alliance, AT, { replyBy: 'JM' });
    const { code, said } = await verifyPromise(await promiseEvidence(late, { answer: forged.reply.content }));
    expect([code, said]).toEqual([1, expect.stringContaining('(pki.not-listed)')]);
    expect(await verify(await promiseEvidence(late), '--root', root())).toMatchObject({ code: 2, said: expect.stringContaining('--directory') as string }); // prettier-ignore
  });
});

describe('crex verify evidence, of a fork', () => {
  it('says that the key of the log has signed two histories', async () => {
    const logs = ['one', 'other'].map((flavour) => new TestLog(alliance, 'BR').append(5, flavour));
    const [one = '', other = ''] = await Promise.all(logs.map((log) => log.checkpoint()));
    const policy = { logs: [{ vkey: alliance.entry('BR').log.vkey }], witnesses: [], groups: [], quorum: 'none' };
    await writeFile(file('br.policy'), formatPolicy(policy));
    const fork = formatForkEvidence({ checkpoints: [one, other], proof: [] });
    const { code, said } = await verify(fork, '--policy', file('br.policy'));
    expect([code, said]).toEqual([0, expect.stringContaining('has signed two histories')]);
    const none = formatForkEvidence({ checkpoints: [one, one], proof: [] });
    expect(await verify(none, '--policy', file('br.policy'))).toMatchObject({ code: 1 });
  });
});
