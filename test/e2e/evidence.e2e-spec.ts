import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BROKER, type CountryCode } from '#libs/protocol';
import { criminalCase, Exchange, type RequestView } from './exchange.js';

const CREX = 'dist/apps/cli/src/main.js';
const run = promisify(execFile);

interface Said {
  readonly code: number;
  readonly said: string;
}

/** A prosecutor's question, years later before a judge: two real nodes, their logs, three witnesses, and nothing but a file. */
describe('an exchange becomes evidence', () => {
  const opened = new AsyncDisposableStack();
  let exchange: Exchange;
  let request: RequestView;
  let messageId: string;
  const file = (name: string) => join(exchange.folder, name);

  beforeAll(async () => {
    const settings = { nodes: { CREX_WITNESS_PERIOD: '1s' } };
    exchange = opened.use(await Exchange.prepare({ members: ['AR', 'BR', 'JM'], settings }));
    await exchange.local.start();
    for (const country of ['AR', 'BR'] as const) await writeSettings(country);
    const subject = exchange.samples('BR').find(({ kind }) => kind === 'records')?.subject;
    if (subject === undefined) throw new Error('no sample has records');
    request = (await exchange.ask('AR', criminalCase(['BR'], subject), { wait: 20 })).body;
    messageId = request.questions[0]?.messageId ?? '';
  }, 180_000);
  afterAll(() => opened.disposeAsync());

  async function writeSettings(country: CountryCode): Promise<void> {
    const lines = Object.entries(exchange.local.adminEnvironment(country)).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(file(`${country}.env`), lines.join(''));
  }

  /** `crex` as a person runs it, without anything in its environment. */
  async function crex(...words: string[]): Promise<Said> {
    return run(process.execPath, ['--disable-warning=ExperimentalWarning', CREX, ...words], { env: {} }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, said: stdout + stderr };
      },
    );
  }
  const make = (country: CountryCode, id: string, name: string, ...more: string[]) =>
    crex('evidence', id, file(name), '--ground', 'COURT-ORDER', '--settings', file(`${country}.env`), ...more);
  const root = () => join(exchange.folder, 'alliance', 'jm', 'anchor', 'root.json');
  const verify = (name: string, ...more: string[]) => crex('verify', 'evidence', file(name), '--root', root(), ...more);

  /** Made again until the witnesses have seen the logs: until then the command says what is missing. */
  async function madeInTime(country: CountryCode, id: string, name: string, ...more: string[]): Promise<Said> {
    for (;;) {
      const made = await make(country, id, name, ...more);
      if (made.code === 0) return made;
      expect(made.said).toContain('log.evidence-incomplete');
      await sleep(500);
    }
  }

  it('at the asker, by the id of the request: one page that verifies with the root alone', async () => {
    expect(request.questions).toMatchObject([{ country: 'BR', outcome: 'RECORDS' }]);
    const made = await madeInTime('AR', request.id, 'asker.html', '--language', 'en');
    expect(JSON.parse(made.said)).toMatchObject({ written: file('asker.html'), verdict: 'good', open: [] });
    const page = await readFile(file('asker.html'), 'utf8');
    expect(page).toContain('Records found (RECORDS)');
    const { code, said } = await verify('asker.html');
    expect(said).toContain('VERIFIED     AR asked and BR answered what the page says');
    for (const part of ['entry ASK of AR', 'entry SENT of AR', 'entry RECEIVED of AR', 'entry OUTCOME of AR', 'promised entry of BR'])
      expect(said).toContain(`ok           ${part}, quorum: cosigned by`); // prettier-ignore
    for (const receipt of ['stored', 'taken'])
      expect(said).toContain(`ok           question, receipt "${receipt}", signature`);
    expect(code).toBe(0);
  }, 120_000);

  it('at the answerer, by the number of the message, with the entry of its disclosure', async () => {
    await madeInTime('BR', messageId, 'answerer.html');
    const { code, said } = await verify('answerer.html');
    expect(said).toContain('ok           entry DISCLOSURE of BR, quorum: cosigned by');
    expect(said).toContain('ok           answer, receipt "taken", signature: AR has signed');
    expect(code).toBe(0);
  }, 120_000);

  it('whose handing out stands in the log, with its legal ground', async () => {
    const page = await readFile(file('asker.html'), 'utf8');
    const access = /"access":"([0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
    const shown = (await exchange.local.admin('AR', ['show', access])) as { entries: object[] };
    expect(shown.entries).toMatchObject([
      { type: 'VIEW', object: 'ANSWER', count: 1, target: request.questions[0]?.id },
    ]);
  });

  it('that is not written over, and not made of what is not there', async () => {
    expect(await make('AR', request.id, 'asker.html')).toMatchObject({ code: 1, said: expect.stringContaining('log.file-exists') as string }); // prettier-ignore
    const unknown = await make('AR', 'AR-BR-1-000000009999', 'none.html');
    expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('log.unknown-exchange') as string });
    expect(await readFile(file('none.html'), 'utf8').catch(() => 'no file')).toBe('no file');
  });

  it('in which a changed word, a changed byte, and another root are found and named', async () => {
    const page = await readFile(file('asker.html'), 'utf8');
    await writeFile(file('word.html'), page.replace('Records found (RECORDS)', 'No record (NO_RECORD)'));
    expect(await verify('word.html')).toMatchObject({ code: 1, said: expect.stringContaining('(evidence.page-differs)') as string }); // prettier-ignore
    const at = page.indexOf('"taken":"') + 400;
    await writeFile(file('byte.html'), page.slice(0, at) + (page[at] === 'A' ? 'B' : 'A') + page.slice(at + 1));
    const { code, said } = await verify('byte.html');
    expect([code, said]).toEqual([1, expect.stringMatching(/^FAULT +question, receipt "taken", /m)]);
    const own = file('other-root.json');
    const bent = JSON.parse(await readFile(root(), 'utf8')) as { signatures: { sig: string }[] };
    await writeFile(own, JSON.stringify({ ...bent, signatures: [] }));
    expect(await crex('verify', 'evidence', file('asker.html'), '--root', own)).toMatchObject({ code: 1 });
    expect(await crex('verify', 'evidence', file('asker.html'))).toMatchObject({ code: 2, said: expect.stringContaining('cli.option-missing') as string }); // prettier-ignore
  });

  it('and the nodes compare their messages when an operator says so', async () => {
    const { code, said } = await crex('reconcile', '--wait', '30', '--settings', file('AR.env'));
    expect(code).toBe(0);
    expect(JSON.parse(said)).toEqual(expect.arrayContaining([expect.objectContaining({ other: 'BR', differing: 0 })]));
  }, 60_000);

  it('and the policy of a log comes from the directory that the broker serves', async () => {
    const rows = await exchange.onBroker<{ path: string; bytes: Buffer; version: number | null }>(
      'SELECT path, bytes, timestamp_version AS version FROM directory_published ORDER BY timestamp_version NULLS FIRST',
    );
    const folder = file('directory');
    for (const { path, bytes, version } of rows) {
      const name = join(folder, version === null ? path : 'timestamp.json');
      await mkdir(dirname(name), { recursive: true });
      await writeFile(name, bytes);
    }
    const { code, said } = await crex('policy', folder, '--root', root(), '--log', BROKER);
    expect([code, said]).toEqual([0, expect.stringMatching(/^log log\.broker\.crex\.example\/audit\/1\+/)]);
  });
});
