import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logVerifier, openCheckpoint } from '#libs/audit';
import { openDatabase, sqlOf } from '#libs/platform';
import { BROKER } from '#libs/protocol';
import { RunningProcess } from '../../apps/demo/src/child-process.js';
import { staffApi } from '../../apps/national-node/src/staff/staff-api.js';
import { criminalCase, Exchange } from './exchange.js';

describe('a question crosses a border', () => {
  const opened = new AsyncDisposableStack();
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = opened.use(await Exchange.prepare());
    await exchange.local.start();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  it.each([
    ['records', 'RECORDS'],
    ['none', 'NO_RECORD'],
  ] as const)('and a subject known as "%s" is answered with %s', async (truth, outcome) => {
    const { status, body } = await exchange.ask('AR', criminalCase(['BR'], subjectOf(truth)), { wait: 20 });
    expect(status).toBe(200);
    expect(body.questions).toMatchObject([{ country: 'BR', outcome }]);
  });

  it('and an ambiguous subject is asked back; there is no more to tell, and a clerk decides', async () => {
    const { local, issuer } = exchange;
    const call = async <T>(country: 'AR' | 'BR', role: string, path: string, body?: object): Promise<T> => {
      const subject = role === 'prosecutor' ? `${country}-INV-01` : `${country}-CL-01`;
      const token = await issuer.token({ audience: `urn:crex:test:${country}`, subject, roles: [role] });
      const response = await fetch(`${local.api(country)}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      expect(response.ok).toBe(true);
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    };
    interface View {
      readonly questions: readonly { state: string; outcome: string | null; information?: { missing: string[] } }[];
    }
    const { id } = (await exchange.ask('AR', criminalCase(['BR'], subjectOf('ambiguous')))).body;
    const until = async (isSo: (question: View['questions'][number]) => boolean) => {
      for (;;) {
        const [question] = (await call<View>('AR', 'prosecutor', `requests/${id}`)).questions;
        if (question !== undefined && isSo(question)) return question;
        await sleep(100);
      }
    };
    const asked = await until(({ state }) => state === 'AWAITING_INFO');
    expect(asked.information?.missing.length).toBeGreaterThan(0);
    await call('AR', 'prosecutor', `requests/${id}/questions/BR/information`, { response: 'NOT_AVAILABLE' });
    await until(({ state }) => state === 'IN_PROGRESS');
    interface Queue {
      readonly questions: readonly { questionId: string; queue: string }[];
    }
    let waiting: Queue['questions'] = [];
    while (waiting.length === 0) waiting = (await call<Queue>('BR', 'clerk', 'clerk/queue?queue=AMBIGUOUS')).questions;
    const path = `clerk/questions/${waiting[0]?.questionId ?? ''}`;
    await call('BR', 'clerk', `${path}/assignment`, {});
    const seen = await call<{ candidates: { candidate: { personId: string }; mayGo: number }[] }>('BR', 'clerk', path);
    const personId = seen.candidates.find(({ mayGo }) => mayGo > 0)?.candidate.personId;
    const decided = await call('BR', 'clerk', `${path}/decision`, { kind: 'PERSON', personId });
    expect(decided).toEqual({ result: 'SENT' });
    expect(await until(({ outcome }) => outcome !== null)).toMatchObject({ outcome: 'RECORDS' });
  });

  it('and what was asked is shown to who asked it, logged, and to nobody else', async () => {
    const { local, issuer } = exchange;
    const question = criminalCase(['BR'], subjectOf('none'));
    const { id, questions } = (await exchange.ask('AR', question, { wait: 20 })).body;
    const asked = async (subject: string) => {
      const token = await issuer.token({ audience: 'urn:crex:test:AR', subject, roles: ['prosecutor'] });
      return fetch(`${local.api('AR')}/api/v1/requests/${id}/asked`, { headers: { authorization: `Bearer ${token}` } });
    };
    expect((await asked('AR-INV-02')).status).toBe(404);
    const views = async () => {
      const database = await openDatabase({
        url: local.databaseUrls('AR').app,
        entities: [],
        poolSize: 1,
        applicationName: 'test',
      });
      try {
        const rows = await sqlOf(database.manager).query<{ leaf: Buffer }>(
          "SELECT leaf FROM audit_entry WHERE type = 'VIEW'",
          [],
        );
        return rows.filter(({ leaf }) => leaf.toString('utf8').includes(questions[0]?.id ?? 'none')).length;
      } finally {
        await database.destroy();
      }
    };
    expect(await views()).toBe(0);
    expect(await (await asked('AR-INV-01')).json()).toEqual({ kind: 'REQ', ...question });
    expect(await views()).toBe(1);
  });

  it('and the broker shows the log of all three, as far as their signers have signed it', async () => {
    const { alliance, signers } = exchange.local;
    for (const id of ['AR', 'BR', BROKER] as const) {
      const { origin, vkey } = alliance.entry(id).log;
      // what was signed before now; the log may go on growing
      const signed = (await signers.admin(id, ['show'])) as { folder: { size: string } };
      expect(Number(signed.folder.size)).toBeGreaterThan(3);
      let size = 0n;
      while (size < BigInt(signed.folder.size)) {
        const shown = await exchange.onBroker<{ note: string }>(
          'SELECT note FROM shelf_checkpoint WHERE origin = $1 ORDER BY size DESC LIMIT 1',
          [origin],
        );
        if (shown[0] !== undefined) size = openCheckpoint(shown[0].note, logVerifier(vkey), []).size;
        await sleep(100);
      }
    }
  });

  it('and a node shows its own log on the operator’s machine', async () => {
    const { alliance } = exchange.local;
    const { origin, vkey } = alliance.entry('BR').log;
    const port = String(exchange.local.process('BR').ready['operations']);
    const response = await fetch(`http://127.0.0.1:${port}/logs/${origin}/checkpoint`);
    expect(openCheckpoint(await response.text(), logVerifier(vkey), []).origin).toBe(origin);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(await ready.json()).toMatchObject({ checks: { numbers: 'ok', log: 'ok' } });
  });

  it('and a node describes every error that its API gives a status to', async () => {
    const described = await (await fetch(`${exchange.local.api('AR')}/api/openapi.json`)).text();
    for (const code of Object.keys(staffApi.statuses)) expect(described).toContain(`"${code}"`);
  });

  it('and officials see which countries are there, and an outage that one has announced', async () => {
    const { local, issuer } = exchange;
    const token = await issuer.token({ audience: 'urn:crex:test:AR', subject: 'AR-CL-01', roles: ['clerk'] });
    const seen = async () => {
      const response = await fetch(`${local.api('AR')}/api/v1/members`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { members } = (await response.json()) as { members: { country: string; state: string }[] };
      return members.find(({ country }) => country === 'BR');
    };
    expect((await fetch(`${local.api('AR')}/api/v1/members`)).status).toBe(401);
    while ((await seen())?.state !== 'ACTIVE') await sleep(250);
    expect(await seen()).toMatchObject({ country: 'BR', outages: [], waiting: 0, oldest: 0 });
    const year = new Date().getUTCFullYear() + 1;
    const planned = await local.admin('BR', ['outage', 'plan', `${year}-05-01T22:00Z`, `${year}-05-02T04:00Z`]);
    expect(planned).toHaveLength(1);
    await expect(local.admin('BR', ['outage', 'plan', 'tomorrow', 'later'])).rejects.toThrow(/node.invalid-outage/);
    expect(await local.admin('BR', ['outage', 'cancel', `${year}-05-01T22:00Z`, `${year}-05-02T04:00Z`])).toEqual([]);
  });

  it('and auditors read what members have published of the last month, and nobody else does', async () => {
    const { local, issuer } = exchange;
    const read = async (role: string, query = '') => {
      const token = await issuer.token({ audience: 'urn:crex:test:AR', subject: 'AR-ST-01', roles: [role] });
      return fetch(`${local.api('AR')}/api/v1/statistics${query}`, { headers: { authorization: `Bearer ${token}` } });
    };
    const published = async () =>
      ((await (await read('auditor')).json()) as { statistics: { by: string; pairs: object[]; signed: string }[] })
        .statistics;
    while ((await published()).length === 0) await sleep(250);
    expect(await published()).toContainEqual(expect.objectContaining({ by: 'AR', pairs: [] }));
    const csv = await read('operator', '?format=csv&country=AR');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(await csv.text()).toMatch(/^month,by,other,side,kind,questions,/);
    expect((await read('clerk')).status).toBe(403);
    expect((await read('auditor', '?month=2026-13')).status).toBe(422);
  });

  it('and whoever oversees the Alliance reads who asks whom, without a word about anybody', async () => {
    const { local, folder } = exchange;
    const out = join(folder, 'governance.html');
    const month = new Date().toISOString().slice(0, 7);
    const said = await local.admin(BROKER, ['governance', month, '--language', 'pt', '--out', out]);
    expect(said).toMatchObject({ month, pairs: expect.any(Number) as number });
    const page = await readFile(out, 'utf8');
    for (const word of ['lang="pt"', 'Argentina', 'Brasil', month.slice(0, 4)]) expect(page).toContain(word);
    for (const { names } of [subjectOf('records'), subjectOf('none')])
      expect(page).not.toContain(names[0]?.full ?? '?');
    await expect(local.admin(BROKER, ['governance', '2026-13', '--out', out])).rejects.toThrow(
      /governance.invalid-month/,
    );
  });

  it('is dealt with by one process of a country alone; a second one says so, waits, and takes over', async () => {
    const { local, folder } = exchange;
    const logFile = join(folder, 'second.log');
    const second = await RunningProcess.start({
      ...{ name: 'second', entry: 'dist/apps/national-node/src/main.js', logFile },
      env: { ...local.adminEnvironment('BR'), CREX_BROKER_URL: local.brokerAddress(), CREX_PORT: '0' },
    });
    opened.defer(() => second.stop());
    const says = async (words: string) => {
      while (!(await readFile(logFile, 'utf8')).includes(words)) await sleep(100);
    };
    await says('another process is the courier of this database');
    const ready = `http://127.0.0.1:${String(second.ready['operations'])}/health/ready`;
    expect(await (await fetch(ready)).json()).toMatchObject({ checks: { numbers: 'failed' } });

    const ask = () => exchange.ask('AR', criminalCase(['BR'], subjectOf('none')), { wait: 20 });
    expect((await ask()).body.questions).toMatchObject([{ outcome: 'NO_RECORD' }]);
    await local.process('BR').stop('SIGKILL');
    await says('this process is the courier now');
    expect((await ask()).body.questions).toMatchObject([{ outcome: 'NO_RECORD' }]);
  });

  function subjectOf(truth: 'records' | 'none' | 'ambiguous') {
    const sample = exchange.samples('BR').find((each) => each.kind === truth);
    if (sample === undefined) throw new Error(`no sample of ${truth}`);
    return sample.subject;
  }
});
