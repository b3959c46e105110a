import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDatabase, sqlOf, type Database } from '#libs/platform';
import { BROKER, type MemberId } from '#libs/protocol';
import { ShowMessage } from '../../apps/broker/src/mailbox/show-message.js';
import { show } from '../../apps/national-node/src/log/show.js';

const run = promisify(execFile);
const STORY = ['RECORDS', 'NO_RECORD', 'MULTIPLE_CANDIDATES', 'REFUSED', 'UNDELIVERABLE', 'RECORDS', 'RECORDS', 'NO_RECORD', 'NO_RECORD']; // prettier-ignore
const WITHIN_MS = 240_000;
const MESSAGE_ID = /\b[A-Z]{2}-[A-Z]{2}-\d+-\d{12}\b/g;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const DIGEST = /(?<![\w-])[\w-]{43}(?![\w-])/g;

interface DemoFile {
  readonly broker: { readonly url: string };
  readonly issuer: { readonly url: string };
  readonly tlsRoot: string;
  readonly nodes: Readonly<Record<string, { readonly api: string }>>;
  readonly users: readonly object[];
  readonly samples: Readonly<Record<'records' | 'none' | 'ambiguous', Sample>>;
}
interface Sample {
  readonly country: string;
  readonly role: string;
  readonly body: object;
}
interface Parties {
  readonly postgres: { readonly dataDirectory: string };
  readonly parties: readonly { readonly id: MemberId; readonly env: Readonly<Record<string, string>> }[];
}

/** A demo as a process, and what it prints. */
class RunningDemo {
  text = '';
  private constructor(readonly child: ChildProcess) {}

  static start(output: string, ...more: string[]): RunningDemo {
    const parameters = ['--output', output, '--persons', '500', ...more];
    const child = spawn(process.execPath, ['dist/apps/demo/src/main.js', ...parameters]);
    const demo = new RunningDemo(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (demo.text += chunk.toString('utf8')));
    }
    return demo;
  }

  async says(text: string): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    while (!this.text.includes(text)) {
      if (this.isOver || performance.now() > deadline)
        throw new Error(`the demo does not say "${text}":\n${this.text}`);
      await sleep(100);
    }
  }

  private get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** With what code it ends. */
  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    if (this.isOver) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    if (signal !== undefined) this.child.kill(signal);
    await gone;
    return this.child.exitCode;
  }
}

describe('npm run demo', () => {
  let output: string;
  let demo: RunningDemo;
  const demos: RunningDemo[] = [];
  const start = (...more: string[]) => {
    demo = RunningDemo.start(output, ...more);
    demos.push(demo);
  };
  const written = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(output, name), 'utf8')) as T;
  const crex = async (...parameters: string[]): Promise<{ code: number; text: string }> =>
    run(process.execPath, ['dist/apps/cli/src/main.js', ...parameters, '--output', output]).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: unknown) => ({ code: (error as { code: number }).code, text: (error as { stdout: string }).stdout }),
    );

  /** Processes of this demo: ours have its folder in their environment, the server its data in its command line. */
  const processes = async (of?: Parties): Promise<string[]> => {
    const { postgres } = of ?? (await written<Parties>('parties.json'));
    const found = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== demo.child.pid);
    const marks = [join(output, 'alliance'), postgres.dataDirectory];
    const texts = found.map(async (pid) => {
      const parts = ['environ', 'cmdline'].map((part) => readFile(`/proc/${pid}/${part}`, 'utf8').catch(() => ''));
      return { pid, text: (await Promise.all(parts)).join('\0') };
    });
    return (await Promise.all(texts))
      .filter(({ text }) => marks.some((mark) => text.includes(mark)))
      .map(({ pid }) => pid);
  };

  beforeAll(async () => {
    output = join(await mkdtemp(join(tmpdir(), 'crex-demo-e2e-')), 'out');
  });
  afterAll(async () => {
    for (const each of demos) await each.ends('SIGKILL');
    const { postgres } = await written<Parties>('parties.json');
    await rm(join(output, '..'), { recursive: true, force: true });
    // as root the data lie in a folder of their own
    if (/crex-demo-[0-9a-f]{12}.data$/.test(postgres.dataDirectory))
      await rm(join(postgres.dataDirectory, '..'), { recursive: true, force: true });
  });

  describe('without --once', () => {
    let token = '';
    beforeAll(async () => {
      start();
      await demo.says('Ctrl-C stops everything');
    }, WITHIN_MS);

    it('says before its first step what it will do, where, and how to be rid of it', () => {
      const plan = demo.text.slice(0, demo.text.indexOf('Setting up'));
      for (const word of ['time', 'disk', 'writes', output, 'Ctrl-C', 'rm -rf']) expect(plan).toContain(word);
    });

    it('fits 100 columns, without colours where there is no terminal', () => {
      const lines = demo.text.split('\n').filter((line) => !line.includes(output)); // a long path is not broken
      expect(lines.filter((line) => line.length > 100)).toEqual([]);
      expect(demo.text).not.toContain(String.fromCharCode(27));
    });

    it('tells the story as it must come out, and summary.json says so', async () => {
      const summary = await written<{ asExpected: boolean; questions: { outcome: string; milliseconds: number }[] }>(
        'summary.json',
      );
      expect(summary.asExpected).toBe(true);
      expect(summary.questions.map(({ outcome }) => outcome)).toEqual(STORY);
      for (const { milliseconds } of summary.questions) expect(milliseconds).toBeGreaterThan(0);
      expect(demo.text).not.toContain('NOT AS IT MUST BE');
    });

    const section = (from: string, to: string) => {
      const lines = demo.text.slice(demo.text.indexOf(from), demo.text.indexOf(to)).split('\n');
      return lines.map((line) => line.trim().replace(/ +/g, ' '));
    };

    it('names the message in which a country has asked back', () => {
      const told = section('3  An ambiguous one', '4  One that policy');
      expect(told).toContainEqual(expect.stringMatching(/^SR asked back for what is missing SR-JM-1-\d{12}$/));
    });

    it('asks all members at once, and shows each state as the server’s events tell it', () => {
      const told = section('8  A query to all', '9  A conviction');
      for (const country of ['BR', 'JM', 'SR']) {
        const states = told.flatMap((line) => new RegExp(`^${country} ([A-Z]+) [0-9.]+ m?s$`).exec(line)?.[1] ?? []);
        expect(states.at(-1)).toBe('ANSWERED');
        expect(new Set(states).size).toBe(states.length);
      }
      const results = told.flatMap((line) => /^([A-Z]{2} \w+) in both logs [0-9a-f-]{36}$/.exec(line)?.[1] ?? []);
      expect(results).toEqual(['BR HIT', 'JM NO_HIT', 'SR NO_HIT']);
    });

    it('tells a conviction without a question, and calls a corrected record back', () => {
      const told = section('9  A conviction', '11  And what');
      const did = told.flatMap((line) => /^(.*) [0-9a-f-]{36}$/.exec(line)?.[1] ?? []);
      expect(did).toEqual([
        'BR put the conviction into its register',
        'BR notified Argentina, version 1',
        'AR found who it is, and stored it',
        'proven BR holds the word of AR: STORED',
        'AR tells of it when it is asked, in request',
        'BR corrected the record',
        'BR called back what Argentina was told',
        'AR its official reads: RECALLED, CORRECTED',
        'proven BR holds the word of AR: MARKED',
      ]);
    });

    it('shows the log at work: an auditor’s day, a proof verified, a tampered entry caught', () => {
      const told = demo.text.slice(demo.text.indexOf('12  The log at work'), demo.text.indexOf('What became of'));
      const lines = told.split('\n').map((line) => line.trim());
      expect(lines.flatMap((line) => /^[0-9:]{8} (.*?) +[0-9a-f-]{36}$/.exec(line)?.[1] ?? [])).toEqual([
        'JM-PRO-01 asked SR: C1, HCC 118/2026',
        'JM-PRO-01 answered back to SR: C1, HCC 118/2026',
        'AR-REG-01 was told REFUSED: P5, EX-2026-00314159',
        'JM-INV-01 asked SR: C2, CIB 2026/0042',
        'JM-INV-01 saw 1 record of SR: C2, CIB 2026/0042',
        'AR-PRO-01 was told NO_RECORD: C1, CFP 2718/2026',
        'AR-PRO-01 was told NO_RECORD: C1, CFP 2719/2026',
      ]);
      expect(lines.filter((line) => /^(proven|caught) /.test(line))).toEqual([
        expect.stringMatching(/^proven +these 8 looks are entries themselves/),
        expect.stringMatching(/^proven +crex verify proof: VERIFIED/),
        expect.stringMatching(/^proven +cosigned by the witnesses of ([A-Z]+, )+[A-Z]+$/),
        expect.stringMatching(/^proven +crex verify log: VERIFIED, \d+ entries, none changed, none missing$/),
        expect.stringMatching(/^caught +by the log’s own check: audit.leaf-altered, epoch 1, index \d+$/),
        expect.stringMatching(/^caught +by the proof: crex verify proof: NOT VERIFIED$/),
        expect.stringMatching(/^caught +by Argentina: not cosigned, alarm log-fork of log.jm.crex.example.audit.1$/),
        expect.stringMatching(/^caught +with evidence for third parties: two histories, both signed by the log$/),
      ]);
      expect(told).toContain('put the entry back: check and proof are good again');
      expect(told).toContain('cleared the alarm, which is an entry of its log');
    });

    it('leaves a proof behind that everybody can verify', async () => {
      const [proof, leaf, policy] = ['entry.tlog-proof', 'entry.leaf', 'policy'].map((name) => join(output, 'proof', name)); // prettier-ignore
      const command = ['dist/apps/cli/src/main.js', 'verify', 'proof', proof, '--leaf', leaf, '--policy', policy];
      const { stdout } = await run(process.execPath, command as string[], { env: {} });
      expect(stdout).toContain('VIEW of event');
      expect(stdout).toContain('\nVERIFIED ');
    });

    it('writes demo.json with everything that a script needs', async () => {
      const file = await written<DemoFile>('demo.json');
      expect(file.broker.url).toMatch(/^https:/);
      expect(file.issuer.url).toMatch(/^http:/);
      expect(file.nodes['AR']?.api).toMatch(/^http:/);
      expect(await readFile(file.tlsRoot, 'utf8')).toContain('BEGIN CERTIFICATE');
      expect(Object.keys(file.nodes)).toEqual(['AR', 'BR', 'JM', 'SR']);
      expect(file.users).toHaveLength(27);
      expect(Object.keys(file.users[0] as object)).toEqual(['country', 'role', 'username', 'password', 'clientId']);
      expect(file.samples).toMatchObject({ records: { country: 'AR' }, none: { country: 'AR' }, ambiguous: {} });
    });

    it('has a year of statistics, and its nodes keep to what was published for them', async () => {
      const { parties } = await written<Parties>('parties.json');
      const tokens = async (party: string, query: string): Promise<string[]> => {
        const env = parties.find(({ id }) => id === party)?.env ?? {};
        const url = (await readFile(env['CREX_DATABASE_URL_FILE'] ?? '', 'utf8')).trim();
        const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'demo-e2e' });
        const rows = await sqlOf(database.manager).query<{ token: string }>(query);
        await database.destroy();
        return rows.map(({ token }) => token);
      };
      const published = await tokens(BROKER, 'SELECT token FROM member_statistics ORDER BY month DESC, member');
      expect(published).toHaveLength(4 * 12);
      const kept = await tokens('JM', 'SELECT token FROM member_statistics ORDER BY month DESC, member');
      expect(kept).toEqual(published);
      const own = await tokens('AR', 'SELECT token FROM published_statistics WHERE delivered_at IS NOT NULL');
      expect(own).toEqual(published.slice(0, 1));
      const purposes = await tokens('AR', 'SELECT month AS token FROM purpose_statistics');
      expect(purposes).toHaveLength(12);
    });

    it('lives on: its officials go on asking, and a console has something to show', async () => {
      const { nodes } = await written<DemoFile>('demo.json');
      const investigator = (await crex('token', '--country', 'AR', '--role', 'investigator')).text.trim();
      const headers = { authorization: `Bearer ${investigator}` };
      const asked = async () => {
        const response = await fetch(`${nodes['AR']?.api ?? ''}/api/v1/requests`, { headers });
        return ((await response.json()) as { requests: readonly object[] }).requests.length;
      };
      while ((await asked()) < 3) await sleep(500); // one of the story
    }, 120_000);

    it.each([
      ['records', 'RECORDS'],
      ['none', 'NO_RECORD'],
      ['ambiguous', null], // asked back: it waits for the asker
    ] as const)('its sample %s, posted with a token of crex token, ends as %s', async (name, outcome) => {
      const { nodes, samples } = await written<DemoFile>('demo.json');
      const { country, role, body } = samples[name];
      token = (await crex('token', '--country', country, '--role', role)).text.trim();
      const response = await fetch(`${nodes[country]?.api ?? ''}/api/v1/requests`, {
        method: 'POST',
        headers: {
          ...{
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            prefer: `wait=${outcome === null ? 5 : 30}`,
          },
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(outcome === null ? 202 : 200);
      const state = outcome === null ? { state: 'AWAITING_INFO' } : {};
      expect(await response.json()).toMatchObject({ questions: [{ outcome, ...state }] });
    });

    it('has its documentation where it says', async () => {
      const { nodes } = await written<DemoFile>('demo.json');
      expect(demo.text).toContain(`${nodes['AR']?.api ?? ''}/api/docs`);
      expect((await fetch(`${nodes['AR']?.api ?? ''}/api/docs`)).status).toBe(200);
    });

    it('confirms every id that it printed', async () => {
      const { parties } = await written<Parties>('parties.json');
      const databases = await Promise.all(
        parties.map(async ({ id, env }) => {
          const url = (await readFile(env['CREX_DATABASE_URL_FILE'] ?? '', 'utf8')).trim();
          return [id, await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'demo-e2e' })] as const;
        }),
      );
      // what `crex show` asks of each party's admin entry, without a process for each
      const isKnownTo = async ([party, database]: readonly [MemberId, Database], id: string): Promise<boolean> => {
        if (party === BROKER) return new ShowMessage(database).run(id).then(() => true, () => false); // prettier-ignore
        const { questions, outbox, inbox, entries } = await show(database, id);
        return questions.length + outbox.length + inbox.length + entries.length > 0;
      };
      const ids = new Set([MESSAGE_ID, UUID, DIGEST].flatMap((form) => demo.text.match(form) ?? []));
      const unknown: string[] = [];
      for (const id of ids) {
        const known = await Promise.all(databases.map((each) => isKnownTo(each, id)));
        if (!known.includes(true)) unknown.push(id);
      }
      await Promise.all(databases.map(([, database]) => database.destroy()));
      expect([ids.size > 60, unknown]).toEqual([true, []]);
    });

    it(
      'crex show accounts for an id of each kind, and ends with 1 when nobody knows it',
      async () => {
        const { questions } = await written<{ questions: { id: string; requestId: string; messageId: string }[] }>(
          'summary.json',
        );
        const { id, requestId, messageId } = questions[0] as (typeof questions)[number];
        const [digest = ''] = demo.text.match(DIGEST) ?? [];
        for (const known of [id, requestId, digest]) expect(await crex('show', known)).toMatchObject({ code: 0 });
        const { code, text } = await crex('show', messageId);
        expect(code).toBe(0);
        for (const party of ['The broker', 'Argentina', 'Brazil']) expect(text).toContain(party);
        for (const entry of ['DISCLOSURE', 'RELAYED', 'TAKEN']) expect(text).toContain(`log entry ${entry}`);
        const dashed = `-h${'x'.repeat(41)}`;
        expect(await crex('show', dashed)).toEqual({
          code: 1,
          text: expect.stringContaining(`Nobody knows ${dashed}`) as string,
        });
      },
      WITHIN_MS,
    );

    it('is not disturbed by a second one in the same folder', async () => {
      const second = RunningDemo.start(output, '--once');
      expect(await second.ends()).toBe(1);
      expect(second.text).toContain('a demo is running');
    });

    it('ends everything it started on SIGTERM', async () => {
      expect((await processes()).length).toBeGreaterThan(5);
      expect(await demo.ends('SIGTERM')).toBe(0);
      expect(await processes()).toEqual([]);
    });
  });

  describe('with --once, where another one was killed before', () => {
    let killed: Parties;
    beforeAll(async () => {
      start();
      await demo.says('ten processes');
      killed = await written<Parties>('parties.json');
      await demo.ends('SIGKILL');
      start('--once');
      await demo.ends();
    }, 2 * WITHIN_MS);

    it('ends what that one left running, replaces it, ends with 0 and leaves nothing running', async () => {
      expect([demo.child.exitCode, demo.text]).toEqual([0, expect.stringContaining('is replaced')]);
      expect(await processes(killed)).toEqual([]);
      expect(await processes()).toEqual([]);
      expect(existsSync(killed.postgres.dataDirectory)).toBe(false);
    });

    it(
      'still accounts for its ids',
      async () => {
        const [message = ''] = demo.text.match(MESSAGE_ID) ?? [];
        const { code, text } = await crex('show', message);
        expect([code, text]).toEqual([0, expect.stringContaining('RELAYED')]);
        expect(await processes()).toEqual([]);
      },
      WITHIN_MS,
    );

    it('has no token to give any more, and says why', async () => {
      expect(await crex('token', '--country', 'AR', '--role', 'clerk')).toMatchObject({ code: 1, text: '' });
    });
  });

  it(
    'ended while it sets up, ends everything too',
    async () => {
      start();
      await demo.says('key ceremony');
      await sleep(1500);
      expect(await demo.ends('SIGTERM')).toBe(143);
      expect(await processes()).toEqual([]);
    },
    WITHIN_MS,
  );

  it('refuses a folder with something else in it', async () => {
    const foreign = RunningDemo.start('docs', '--once');
    expect(await foreign.ends()).toBe(1);
    expect(foreign.text).toContain('something that no demo has written');
  });
});
