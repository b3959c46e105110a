import { inTransaction } from '#libs/platform';
import { readStatistics, signStatistics, type CountryCode, type Person, type Statistics } from '#libs/protocol';
import { sampleEvidence } from '#libs/synthetic';
import type { TestNode } from '../../../../test/hostile/test-node.js';
import { convicted, TwoNodes } from '../../../../test/hostile/two-nodes.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { countMonth, type MonthCounts } from './count-month.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const about = { purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'FSM 1/2026', urgency: 'ROUTINE' } as const;
const { salt: _, official: __, authority: ___, ...query } = sampleBodies.QUERY;
/** What ties the copies of rows to others; here numbers alone matter. */
const TIES = [
  'question_question_id_fkey question',
  'question_request_id_country_key question',
  'received_question_message_id_fkey received_question',
  'received_question_message_id_key received_question',
] as const;

const away = (_token: string): Promise<void> => Promise.reject(new Error('away'));

describe('the statistics of a month', () => {
  let nodes: TwoNodes;
  beforeAll(async () => {
    nodes = await TwoNodes.start({ br: [convicted(0)] });
  });
  afterAll(() => nodes[Symbol.asyncDispose]());

  const now = () => Math.floor(nodes.clock.nowMs() / 1000);
  const november = (node: TestNode, zone = 'America/Sao_Paulo', month = '2026-11'): Promise<MonthCounts[]> =>
    inTransaction(node.base.database, (tx) => countMonth(tx, month, zone));
  const subjectOf = ({ names, birthDate, birthPlace, documents }: Person) => ({
    ...{ names, birthPlace, documents },
    ...(birthDate === undefined ? {} : { birthDate }),
  });
  /** The only row of a table, so often as said, with another word in some column. */
  const copy = async (node: TestNode, table: string, id: string, times: number, change: object) => {
    const [{ rows } = { rows: [] }] = await node.database.owner.query<{ rows: string[] }>(
      `SELECT array_agg(${id}::text) AS rows FROM ${table}${table === 'question' ? ` WHERE outcome = 'RECORDS'` : ''}`,
    );
    await node.database.owner.query(
      `INSERT INTO ${table}
       SELECT (jsonb_populate_record(t, $1::jsonb || jsonb_build_object($2::text, gen_random_uuid()))).*
       FROM ${table} t, generate_series(1, $3) WHERE t.${id}::text = $4`,
      [JSON.stringify(change), id, times, rows[0]],
    );
  };
  const publish = (node: TestNode) => node.verbs.statistics.publishStatistics.run();
  const at = (country: CountryCode, month = '2026-11') => nodes.broker.statistics.get(`${month} ${country}`) ?? '';

  it('count what ended, on both sides, by what the rows and the log say', async () => {
    const subject = subjectOf(convicted(0));
    const { ask, querying } = nodes.ar.verbs;
    await ask.run(prosecutor, 'key 1', { ...about, evidence: sampleEvidence('C1'), to: ['BR'], subject });
    await querying.queryCountries.run(prosecutor, 'key 2', { ...query, ...about, to: ['BR'], evidence: sampleEvidence('C1'), subject }); // prettier-ignore
    await nodes.exchange();
    await nodes.br.database.owner.query(
      `UPDATE outbox o SET created_at = i.received_at + interval '3 s' FROM inbox i WHERE i.message_id = o.in_reply_to AND o.kind = 'HITS'`,
    );
    const one = { other: 'BR', side: 'ASKED', questions: 1, informed: 0, refusals: {} } as const;
    expect(await november(nodes.ar)).toEqual([
      { ...one, kind: 'QUERY', outcomes: { HIT: 1 }, inTime: 0, medianSeconds: 0, p95Seconds: 0 },
      { ...one, kind: 'REQ', outcomes: { RECORDS: 1 }, inTime: 1, medianSeconds: 0, p95Seconds: 0 },
    ]);
    const theirs = { ...one, other: 'AR', side: 'ANSWERED' } as const;
    expect(await november(nodes.br)).toMatchObject([
      { ...theirs, kind: 'QUERY', outcomes: { HIT: 1 }, medianSeconds: 3 },
      { ...theirs, kind: 'REQ', outcomes: { RECORDS: 1 }, inTime: 1 },
    ]);
    expect(await november(nodes.br, 'America/Sao_Paulo', '2026-10')).toEqual([]);
  });

  it('know what ended without an answer, and the edges of the month in the time zone', async () => {
    for (const tie of TIES) {
      const [name, table] = tie.split(' ');
      for (const node of [nodes.ar, nodes.br])
        await node.database.owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    }
    const first = Date.UTC(2026, 11, 1, 3) / 1000; // midnight in São Paulo
    const lapsed = { state: 'LAPSED', in_time: null, answer_event: null };
    await copy(nodes.br, 'received_question', 'question_id', 4, { ...lapsed, ended_at: first - 1 });
    await copy(nodes.br, 'received_question', 'question_id', 2, { ...lapsed, ended_at: first });
    const ofRequests = async (zone: string) => (await november(nodes.br, zone)).find(({ kind }) => kind === 'REQ');
    expect(await ofRequests('America/Sao_Paulo')).toMatchObject({ questions: 5, outcomes: { RECORDS: 1, LAPSED: 4 } });
    expect(await ofRequests('America/Panama')).toMatchObject({ questions: 7 });
    expect((await ofRequests('Etc/UTC'))?.questions).toBe(1);
  });

  it('are published when the month is over, without small numbers, and never otherwise', async () => {
    await publish(nodes.ar);
    expect([at('AR'), nodes.broker.statistics.get('2026-10 AR')]).toEqual(['', expect.any(String)]);
    await copy(nodes.ar, 'question', 'question_id', 11, {});
    await copy(nodes.ar, 'question', 'question_id', 30, { outcome: 'NO_RECORD', due_at: 0 });
    await copy(nodes.ar, 'question', 'question_id', 9, { outcome: 'TIMED_OUT' });
    await nodes.advanceDays(12);
    await publish(nodes.ar);
    const said = readStatistics(at('AR')).payload;
    expect(said).toMatchObject({ by: 'AR', month: '2026-11', env: 'test', time: now() });
    expect(said.pairs).toEqual([
      {
        ...{ other: 'BR', side: 'ASKED', kind: 'REQ', questions: 51, outcomes: { NO_RECORD: 30 }, refusals: {} },
        ...{ inTime: 12, medianSeconds: 0 },
      },
    ]);
    const before = at('AR');
    await copy(nodes.ar, 'question', 'question_id', 50, {});
    await publish(nodes.ar);
    expect(at('AR')).toBe(before);
  });

  it('are found again by a node that has forgotten them: what is out stays what it is', async () => {
    const before = at('AR');
    await nodes.ar.database.owner.query('DELETE FROM published_statistics');
    await nodes.ar.database.owner.query('DELETE FROM member_statistics');
    await publish(nodes.ar);
    expect(at('AR')).toBe(before);
    expect(await nodes.ar.query('SELECT token FROM published_statistics')).toEqual([{ token: before }]);
  });

  it('are made up for after a time away, one for each month, and sent again until they are there', async () => {
    await nodes.advanceDays(62);
    const connection: Record<'putStatistics', typeof away> = nodes.ar.base.broker;
    const { putStatistics } = connection;
    connection.putStatistics = away;
    await expect(publish(nodes.ar)).rejects.toThrow('away');
    connection.putStatistics = putStatistics;
    const kept = await nodes.ar.query<{ month: string; token: string }>(
      'SELECT month, token FROM published_statistics WHERE delivered_at IS NULL ORDER BY month',
    );
    expect(kept.map(({ month }) => month)).toEqual(['2026-12', '2027-01']);
    await publish(nodes.ar);
    for (const { month, token } of kept) expect(nodes.broker.statistics.get(`${month} AR`)).toBe(token);
    expect(await nodes.ar.query('SELECT 1 FROM published_statistics WHERE delivered_at IS NULL')).toEqual([]);
  });

  describe('of others', () => {
    const say = async (
      by: CountryCode,
      month: string,
      change: Partial<Statistics> = {},
      signer: CountryCode = by,
    ): Promise<string> => {
      const said = { env: 'test', by, time: now(), month, pairs: [], ...change } as const;
      const token = await signStatistics(said, nodes.alliance.member(signer).signer);
      nodes.broker.statistics.set(`${month} ${by}`, token);
      await nodes.br.verbs.statistics.memberStatistics.refresh();
      return token;
    };
    const seen = async (more: { month?: string; country?: CountryCode }) =>
      (await nodes.br.verbs.statistics.viewStatistics.run(more)).map(({ signed }) => signed);

    it('are kept as each has signed them, the first word for ever', async () => {
      const token = await say('UY', '2027-01');
      expect(await seen({ country: 'UY' })).toEqual([token]);
      const ours = at('AR', '2027-01');
      expect(await seen({ month: '2027-01' })).toEqual([ours, token]);
      expect(await say('UY', '2027-01', { time: now() - 1 })).not.toBe(token);
      expect(await seen({ month: '2027-01' })).toEqual([ours, token]);
      expect(await nodes.br.oddities()).toMatchObject({ 'message.published-otherwise': 1 });
    });

    it('are not what somebody else says, of another month or environment, or of the future', async () => {
      const month = '2026-12';
      await say('UY', month, {}, 'AR');
      await say('UY', month, { month: '2026-11' });
      await say('UY', month, { env: 'demo' });
      await say('UY', month, { time: now() + 120 });
      nodes.broker.statistics.set(`${month} UY`, 'no.statistics.there');
      await nodes.br.verbs.statistics.memberStatistics.refresh();
      expect(await seen({ month, country: 'UY' })).toEqual([]);
      const token = await say('UY', month);
      expect(await seen({ month, country: 'UY' })).toEqual([token]);
    });
  });
});
