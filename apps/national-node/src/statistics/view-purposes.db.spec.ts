import { randomUUID } from 'node:crypto';
import { codeOfAsync } from '../../../../test/code-of.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';

/** October in São Paulo, by the first and the last second of it. */
const FIRST = Date.UTC(2026, 9, 1, 3) / 1000;
const LAST = Date.UTC(2026, 10, 1, 3) / 1000 - 1;

describe('the purposes of a month', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR'] });
  let planted = 0;

  const answered = async (purpose: string, times: number, endedAt: number) => {
    for (let count = 0; count < times; count += 1) {
      planted += 1;
      const id = `BR-AR-1-${String(planted).padStart(12, '0')}`;
      await suite.node.database.owner.query(
        `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, received_at, state)
         VALUES ($1, 'BR', 'BR-AR-1', $2, 'request', 0, $1, $1, now(), 'DONE')`,
        [id, planted],
      );
      await suite.node.database.owner.query(
        `INSERT INTO received_question (question_id, message_id, asker, content_digest, priority, purpose, urgency, state,
           received_at, clock_started_at, due_at, subject_message, ended_at)
         VALUES ($1, $2, 'BR', $2, 0, $3, 'ROUTINE', 'LAPSED', $4, $4, $4, $2, $4)`,
        [randomUUID(), id, purpose, endedAt],
      );
    }
  };
  const asked = async (sender: string, purpose: string, times: number, at: number) => {
    planted += 1;
    await suite.node.database.owner.query(
      `INSERT INTO audit_facet VALUES ($1, 'OUTCOME', $2, 'BR', $3, 'X', 'RECORDS')`,
      [...[planted, sender, purpose]],
    );
    await suite.node.database.owner.query(
      'INSERT INTO audit_search SELECT $1, $2, n FROM generate_series($3::bigint, $3::bigint + $4 - 1) n',
      [planted, at, planted * 1_000, times],
    );
  };

  it('are counted on both sides, within the month of the time zone, and small numbers are hidden', async () => {
    await answered('C1', 12, FIRST);
    await answered('C1', 3, FIRST - 1);
    await answered('P2', 11, LAST);
    await answered('P2', 5, LAST + 1);
    await answered('C5', 9, LAST);
    await answered('P4', 14, LAST);
    await answered('P7', 13, LAST);
    await asked('AR', 'C1', 20, FIRST);
    await asked('AR', 'E1', 15, LAST);
    await asked('AR', 'C1', 4, LAST + 1);
    await asked('BR', 'C1', 50, FIRST);
    expect(await suite.node.verbs.statistics.viewPurposes.run('2026-10')).toEqual({
      month: '2026-10',
      asked: { C1: 20, E1: 15 },
      // nine alone would follow from the sum
      answered: { C1: 12, P4: 14, P7: 13 },
      // of what is shown: neither C5 nor P2 is in it, so no pillar tells of them
      pillars: { asked: { INSTITUTIONS: 35 }, answered: { INSTITUTIONS: 12, MARKETS: 27 } },
    });
    expect(await suite.node.verbs.statistics.viewPurposes.run()).toMatchObject({ month: '2026-10' });
    expect(await suite.node.verbs.statistics.viewPurposes.run('2026-09')).toMatchObject({ asked: {}, answered: {} });
  });

  it('are counted once: what comes late makes no difference from which a small number follows', async () => {
    const before = await suite.node.verbs.statistics.viewPurposes.run('2026-10');
    await answered('P4', 3, FIRST);
    await asked('AR', 'C1', 4, LAST);
    expect(await suite.node.verbs.statistics.viewPurposes.run('2026-10')).toEqual(before);
  });

  it('are told of a month that is over, and of no other', async () => {
    for (const month of ['2026-11', '2027-01']) {
      expect(await codeOfAsync(suite.node.verbs.statistics.viewPurposes.run(month))).toBe('statistics.invalid-input');
    }
  });
});
