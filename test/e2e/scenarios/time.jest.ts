import { until } from './official.js';
import { convictionBy, stranger, subjectOf } from './people.js';
import type { Asked, Scenario } from './scenario.js';
import type { Story } from './stories.js';

/** Somebody whom Jamaica knows, and tells of at once. */
const known = { ...stranger('JM', 1), personId: 'JM-k1', convictions: [convictionBy('JM', 1)] };
/** Who stands in the registers besides the made-up persons. */
export const MORE = { JM: [known] };

const DAY_MS = 24 * 3_600_000;

/** Asked on the first day, and never told more about: the question of the last story. */
let neglected: Asked | undefined;

async function stop(scenario: Scenario, ...countries: ('AR' | 'JM' | 'SR')[]): Promise<void> {
  await Promise.all(countries.map((country) => scenario.local.process(country).stop()));
}

/** What happens because time passes. One story after the other: the clock goes ahead only. */
export const time: readonly Story[] = [
  {
    title: 'a clerk of Jamaica does not get to an urgent question: it is announced late, overdue on both sides, and answered all the same', // prettier-ignore
    tells: ['RDL', 'RCPT', 'RRS'],
    tell: async (scenario) => {
      neglected = await scenario.ask({ from: 'AR', to: 'SR', subject: scenario.subject('SR', 'ambiguous') });
      await neglected.reaches('AWAITING_INFO');
      const asked = await scenario.ask({
        ...{ from: 'AR', to: 'JM', urgency: 'URGENT', subject: scenario.subject('JM', 'ambiguous') },
      });
      expect(await asked.reaches('IN_PROGRESS')).toMatchObject({ clock: 'RUNNING' });
      const clerk = scenario.official('JM', 'clerk');
      const questionId = await scenario.waiting(clerk, 'AMBIGUOUS', 'AR');
      const deadlines = async () => {
        const queue = await clerk.get<{ questions: { deadline: string; state: string }[] }>('clerk/queue?country=AR');
        return queue.questions.map(({ deadline, state }) => `${state} ${deadline}`);
      };
      expect(await deadlines()).toEqual(['IN_PROGRESS RUNNING']);

      await scenario.passDays(1.5); // of two days, more than 70 %
      expect(await asked.reaches('DELAYED')).toMatchObject({ clock: 'AT_RISK', delay: { reason: 'WORKLOAD' } });
      expect(await deadlines()).toEqual(['DELAYED AT_RISK']);

      await scenario.passDays(0.75);
      expect(await asked.until(({ clock }) => clock === 'OVERDUE')).toMatchObject({ state: 'DELAYED', outcome: null });
      expect(await deadlines()).toEqual(['DELAYED OVERDUE']);

      await clerk.post(`clerk/questions/${questionId}/assignment`, {});
      await clerk.post(`clerk/questions/${questionId}/decision`, { kind: 'NOBODY' });
      const { answer } = (await asked.ends()) as unknown as { answer: { dueAt: string; receivedAt: string } };
      expect(Date.parse(answer.dueAt) - Date.parse(answer.receivedAt)).toBe(48 * 3_600_000); // the deadline has not moved
      expect(Date.parse(answer.dueAt)).toBeLessThan(scenario.nowMs);
      await asked.logged();
    },
  },
  {
    title: 'Jamaica falls silent: Suriname states the silence after five days, and takes the late answer beside it',
    tells: ['TIMEOUT', 'end TIMED_OUT'],
    tell: async (scenario) => {
      const subject = scenario.subject('JM', 'ambiguous', 1);
      const asked = await scenario.ask({ from: 'SR', to: 'JM', urgency: 'FLASH', subject });
      await asked.reaches('IN_PROGRESS');
      const clerk = scenario.official('JM', 'clerk');
      const questionId = await scenario.waiting(clerk, 'AMBIGUOUS', 'SR');
      await stop(scenario, 'JM');
      await scenario.passDays(5.2);
      const { id } = await asked.reaches('TIMED_OUT');
      const { type, leaf } = await scenario.entry('SR', id, 'OUTCOME');
      expect([type, leaf['outcome']]).toEqual(['OUTCOME', 'TIMED_OUT']);
      expect(await scenario.entries('SR', { types: ['TIMEOUT'] })).toMatchObject([{ leaf: { to: 'JM' } }]);

      await scenario.local.startOne('JM');
      await scenario.hasReceived('JM', 'TIMEOUT', 'SR', () => scenario.hurry('SR'));
      await until(
        () => clerk.get<{ questions: object[] }>('clerk/queue?country=SR').catch(() => ({ questions: [] })),
        ({ questions }) => questions.length > 0,
      );
      await clerk.post(`clerk/questions/${questionId}/assignment`, {});
      await clerk.post(`clerk/questions/${questionId}/decision`, { kind: 'NOBODY' });
      const late = await asked.until((question) => question.late.length > 0);
      expect(late).toMatchObject({ outcome: 'TIMED_OUT', late: [{ outcome: 'NO_RECORD' }] });
      expect(await scenario.entries('SR', { types: ['LATE'] })).toMatchObject([{ leaf: { outcome: 'NO_RECORD' } }]);
    },
  },
  {
    title: 'a question and its recantation wait for Jamaica; only the recantation is in time, and nothing is known of a question', // prettier-ignore
    tells: ['VOID', 'CANR UNKNOWN', 'CAN', 'CANR', 'end UNDELIVERABLE'],
    tell: async (scenario) => {
      await stop(scenario, 'JM');
      const askedMs = scenario.nowMs;
      const asked = await scenario.ask({ from: 'AR', to: 'JM', subject: scenario.subject('JM', 'none') });
      const { messageId } = await asked.reaches('ROUTED');
      await scenario.passDays(0.5);
      await asked.cancel('DUPLICATE');
      const look = () => scenario.query<{ state: string }>('AR', `SELECT state FROM outbox WHERE kind = 'CAN'`);
      await until(look, ([can]) => can?.state === 'STORED');
      // its transport life is a day; five minutes later Argentina would call it TIMED_OUT by itself
      await scenario.passUntil(askedMs + DAY_MS + 60_000);
      // the broker states that nobody has taken it, signed and logged
      const { outcome, code } = await asked.ends();
      expect(outcome).toBe('UNDELIVERABLE');
      expect(code).toMatch(/^(broker|requester).expired$/); // whoever looks first
      await until(
        () => scenario.query<{ leaf: string }>('BROKER', `SELECT convert_from(leaf, 'UTF8') AS leaf FROM audit_entry WHERE type = 'EXPIRED'`), // prettier-ignore
        (entries) => entries.some(({ leaf }) => (JSON.parse(leaf) as { messageId: string }).messageId === messageId),
      );

      await scenario.local.startOne('JM');
      await scenario.hasReceived('AR', 'CANR', 'JM');
      await scenario.hasReceived('JM', 'CAN', 'AR');
      await scenario.hasReceived('JM', 'VOID', 'AR'); // the number was given out, and will never be used
      expect(await asked.view()).toMatchObject({ outcome: 'UNDELIVERABLE', late: [] });
      const clerk = scenario.official('JM', 'clerk');
      expect(await clerk.get('clerk/queue?country=AR')).toEqual({ questions: [] });
    },
  },
  {
    title: 'an answer that Suriname never took is recalled: it says that it knows of none',
    tells: ['RECALL', 'RECALLR', 'RECALLR UNKNOWN'],
    tell: async (scenario) => {
      await stop(scenario, 'JM');
      const asked = await scenario.ask({ from: 'SR', to: 'JM', subject: subjectOf(known) });
      await asked.reaches('ROUTED');
      await stop(scenario, 'SR');
      await scenario.local.startOne('JM');
      const answered = () => scenario.entries('JM', { types: ['DISCLOSURE'], countries: ['SR'] });
      await until(answered, (found) => found.length > 0);
      await until(
        () =>
          scenario.query<{ state: string }>('JM', `SELECT state FROM outbox WHERE kind = 'RRS' AND recipient = 'SR'`),
        (rows) => rows.some(({ state }) => state === 'STORED'),
      );
      await scenario.passDays(1.1);
      await until(
        () =>
          scenario.query<{ state: string }>('JM', `SELECT state FROM outbox WHERE kind = 'RRS' AND recipient = 'SR'`),
        (rows) => rows.some(({ state }) => state === 'EXPIRED'),
      );
      const corrected = { ...known, convictions: [] };
      await scenario.operate('JM', ['register', 'correct', '--reason', 'COURT-ORDER', '--record-file'], corrected);
      await scenario.local.startOne('SR');
      const acknowledged = () => scenario.entries('JM', { types: ['ACKNOWLEDGEMENT'], countries: ['SR'] });
      const [entry] = await until(acknowledged, (found) => found.length > 0);
      expect(entry?.leaf).toMatchObject({ from: 'SR', to: 'JM', result: 'UNKNOWN' });
      expect((await asked.view()).recalls).toEqual([]);
    },
  },
  {
    title: 'Suriname asked back on the first day; Argentina says nothing for ten working days, and the question lapses there and here', // prettier-ignore
    tells: ['RAI', 'end LAPSED'],
    tell: async (scenario) => {
      const asked = neglected!;
      const { state, information } = await asked.view();
      expect(state).toBe('AWAITING_INFO');
      await scenario.passUntil(Date.parse(information?.respondBy ?? '') + 60_000);
      const { id } = await asked.reaches('LAPSED');
      expect((await scenario.entry('AR', id, 'OUTCOME')).leaf).toMatchObject({ outcome: 'LAPSED' });
      const stateThere = async () => {
        const [row] = await scenario.query<{ state: string }>('SR', `SELECT state FROM received_question WHERE asker = 'AR' ORDER BY received_at LIMIT 1`); // prettier-ignore
        return row?.state;
      };
      expect(await stateThere()).toBe('AWAITING_INFO'); // an answer that was sent in time may be under way for three days
      await scenario.passDays(3.1);
      await until(stateThere, (state) => state === 'LAPSED');
    },
  },
  {
    title:
      'Suriname takes so many questions an hour from one country: the next one is returned, and an hour later answered',
    tells: ['FEM', 'end REJECTED', 'REQ'],
    tell: async (scenario) => {
      const ask = (round: number) =>
        scenario.ask({ from: 'JM', to: 'SR', subject: scenario.subject('SR', 'none', round) });
      for (const round of [0, 1])
        expect(await (await ask(round)).ends()).toMatchObject({ outcome: 'NO_RECORD', code: null });
      const refused = await ask(2);
      const { id } = await refused.until(
        ({ outcome, code }) => outcome === 'REJECTED' && code === 'responder.over-budget',
      );
      expect((await scenario.entry('JM', id, 'OUTCOME')).leaf).toMatchObject({ outcome: 'REJECTED' });
      expect(await scenario.entries('SR', { types: ['REFUSAL'] })).toMatchObject([
        { leaf: { code: 'responder.over-budget' } },
      ]);
      await scenario.passDays(0.1);
      expect((await (await ask(2)).ends()).outcome).toBe('NO_RECORD');
    },
  },
];
