import type { CountryCode, Person } from '#libs/protocol';
import { until } from './official.js';
import { convictionBy, stranger, subjectOf } from './people.js';
import type { Asked, Scenario } from './scenario.js';
import type { Story } from './stories.js';

/** Nationals of Argentina whom its register holds: one alive, one dead. */
const [national, dead, unknown] = [stranger('AR', 1), stranger('AR', 2), stranger('AR', 3)];
/** Somebody with a record in Brazil alone. */
const told = stranger('BR', 4);
/** Who stands in the registers besides the made-up persons. */
export const MORE: Partial<Record<CountryCode, readonly Person[]>> = {
  AR: [national, { ...dead, deceased: '2024-05-01' }],
  BR: [convicted(dead, 'BR-n2', 2), convicted(unknown, 'BR-n3', 3), convicted(told, 'BR-r1', 4)],
};

/** From an hour ago to an hour from now, to the minute. */
const outage = [-1, 1].map((hours) => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16)}Z`);

function convicted(person: Person, personId: string, number: number): Person {
  return { ...person, personId, convictions: [convictionBy('BR', number)] };
}
const changed = (person: Person, fileNumber: string): Person => ({
  ...person,
  convictions: person.convictions.map((conviction) => ({ ...conviction, fileNumber })),
});

async function correct(scenario: Scenario, person: Person, reason = 'CLERICAL-ERROR'): Promise<void> {
  await scenario.operate('BR', ['register', 'correct', '--reason', reason, '--record-file'], person);
}

/** What a country has said to Brazil of notifications and recalls so far, oldest first. */
async function acknowledged(scenario: Scenario, country: CountryCode): Promise<string[]> {
  const found = await scenario.entries('BR', { types: ['ACKNOWLEDGEMENT'], countries: [country] });
  return found.map(({ leaf }) => `${leaf['result'] ?? ''}${leaf['reason'] === undefined ? '' : ` ${leaf['reason']}`}`).reverse(); // prettier-ignore
}

/** Waits until it has said this much more. */
async function says(scenario: Scenario, country: CountryCode, before: readonly string[], more: readonly string[]) {
  const seen = await until(
    () => acknowledged(scenario, country),
    (all) => all.length >= before.length + more.length,
  );
  expect(seen.slice(before.length).sort()).toEqual([...more].sort());
}

/** The file number of the only conviction that an answer tells. */
const fileOf = async (asked: Asked) => (await asked.ends()).answer?.record?.convictions[0]?.fileNumber;

/** Convictions that are told without a question. */
export const notifications: readonly Story[] = [
  {
    title: 'Brazil convicts a national of Argentina; Argentina stores it, and tells Jamaica of it',
    tells: ['NOT', 'NRS', 'NOT CONVICTION', 'NRS STORED'],
    tell: async (scenario) => {
      const person = convicted(national, 'BR-n1', 1);
      await scenario.operate('BR', ['register', 'create', '--reason', 'NEW-RECORD', '--record-file'], person);
      await says(scenario, 'AR', [], ['STORED']);
      const asked = await scenario.ask({ from: 'JM', to: 'AR', subject: subjectOf(national) });
      const { answer } = await asked.ends();
      expect(answer?.record?.convictions).toMatchObject([{ convictingCountry: 'BR', id: person.convictions[0]?.id }]);
      await asked.logged();
      const ofIt = { types: ['NOTIFICATION'] };
      const logs = await Promise.all([scenario.entries('BR', ofIt), scenario.entries('AR', ofIt)]);
      for (const entries of logs) expect(entries).toMatchObject([{ leaf: { action: 'CONVICTION', version: 1 } }]);
      expect(logs[0][0]?.leaf['bodyDigest']).toBe(logs[1][0]?.leaf['bodyDigest']);
    },
  },
  {
    title: 'Brazil corrects it twice, once while Argentina is away: both come in their order, and Jamaica is told that its answer no longer holds', // prettier-ignore
    tells: ['NOT UPDATE'],
    tell: async (scenario) => {
      const asking = { from: 'JM', to: 'AR', subject: subjectOf(national) } as const;
      const earlier = await scenario.ask(asking);
      await earlier.ends();
      const before = await acknowledged(scenario, 'AR');
      await scenario.local.process('AR').stop();
      await scenario.operate('AR', ['outage', 'plan', ...outage]);
      await correct(scenario, changed(convicted(national, 'BR-n1', 1), '2'));
      // what has not left yet would be replaced by what is newer
      const sent = () => scenario.entries('BR', { types: ['NOTIFICATION'] });
      await until(sent, ([newest]) => newest?.leaf['version'] === 2);
      await correct(scenario, changed(convicted(national, 'BR-n1', 1), '3'));
      await scenario.local.startOne('AR');
      await says(scenario, 'AR', before, ['STORED', 'STORED']);
      const entries = await scenario.entries('AR', { types: ['NOTIFICATION'] });
      expect(entries.map(({ leaf }) => `${leaf['action']} ${leaf['version']}`).reverse()).toEqual([
        ...['CONVICTION 1', 'UPDATE 2', 'UPDATE 3'],
      ]);
      expect(await fileOf(await scenario.ask(asking))).toBe('3');
      const { state, recalls: shown } = await earlier.until((question) => question.recalls.length === 2);
      expect([state, ...shown.map(({ reason }) => reason)]).toEqual(['RECALLED', 'CORRECTED', 'CORRECTED']);
    },
  },
  {
    title: 'Argentina has said that it is out today: officials of Brazil see it, and are answered all the same', // prettier-ignore
    tells: ['STATUS'],
    tell: async (scenario) => {
      const officials = scenario.official('BR', 'prosecutor');
      const seen = async () => {
        const { members } = await officials.get<{ members: { country: string; state: string }[] }>('members');
        return members.find(({ country }) => country === 'AR');
      };
      const [from, to] = outage.map((at) => at.replace(/Z$/, ':00Z'));
      expect(await until(seen, (member) => member?.state === 'OUT')).toMatchObject({ outages: [{ from, until: to }] });
      const asked = await scenario.ask({ from: 'BR', to: 'AR', subject: scenario.subject('AR', 'none') });
      expect(await asked.ends()).toMatchObject({ outcome: 'NO_RECORD' });
      expect(await scenario.operate('AR', ['outage', 'cancel', ...outage])).toEqual([]);
    },
  },
  {
    title: 'Brazil annuls it: Argentina deletes it, and has nothing to tell any more',
    tells: ['NOT DELETE'],
    tell: async (scenario) => {
      const before = await acknowledged(scenario, 'AR');
      await correct(scenario, { ...national, personId: 'BR-n1', convictions: [] }, 'COURT-ORDER');
      await says(scenario, 'AR', before, ['STORED']);
      const asked = await scenario.ask({ from: 'JM', to: 'AR', subject: subjectOf(national) });
      expect(await asked.ends()).toMatchObject({ outcome: 'NO_RECORD' });
      const [newest] = await scenario.entries('AR', { types: ['NOTIFICATION'] });
      expect(newest?.leaf).toMatchObject({ action: 'DELETE', version: 4 });
    },
  },
  {
    title: 'of a national who has died Argentina takes no conviction; one whom it does not know waits for its clerk',
    tells: ['NRS REFUSED', 'NRS WAITING'],
    tell: async (scenario) => {
      const before = await acknowledged(scenario, 'AR');
      // both came with an import that told nobody
      await scenario.operate('BR', ['register', 'notify', 'due']);
      await says(scenario, 'AR', before, ['REFUSED DECEASED', 'WAITING']);
      expect(await scenario.operate('BR', ['register', 'notify', 'show'])).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ country: 'AR', state: 'REFUSED' }),
          expect.objectContaining({ country: 'AR', state: 'WAITING' }),
        ]),
      );
    },
  },
];

/** What was told, called back. */
export const recalls: readonly Story[] = [
  {
    title:
      'Brazil corrects a record, and everyone who was told of it marks its copy; who was told nothing hears nothing',
    tells: ['RECALL', 'RECALLR', 'RECALLR MARKED'],
    tell: async (scenario) => {
      const person = convicted(told, 'BR-r1', 4);
      const asking = { to: 'BR', subject: subjectOf(told) } as const;
      const askers = await Promise.all((['AR', 'JM'] as const).map((from) => scenario.ask({ ...asking, from })));
      const vetting = await scenario.ask({ ...asking, from: 'SR', role: 'registrar', purpose: 'P4' });
      const isTold = (await vetting.ends()).outcome === 'RECORDS';
      for (const asked of askers) expect((await asked.ends()).outcome).toBe('RECORDS');
      const before = { AR: await acknowledged(scenario, 'AR'), JM: await acknowledged(scenario, 'JM') };
      await correct(scenario, changed(person, 'corrected'));
      for (const asked of askers) {
        const { recalls: shown } = await asked.reaches('RECALLED');
        expect(shown).toMatchObject([{ reason: 'CORRECTED', convictionIds: [person.convictions[0]?.id] }]);
        const { country } = asked.official;
        await says(scenario, country, before[country as 'AR' | 'JM'], ['MARKED']);
        const [found] = await scenario.entries(country, { types: ['RECALL'], countries: ['BR'] });
        const entry = await scenario.entry(country, found?.eventId ?? '', 'RECALL');
        expect(entry.parts.subject?.value).toEqual({ convictionIds: [person.convictions[0]?.id] });
      }
      await until(
        () => scenario.entries('SR', { types: ['RECALL'] }),
        (found) => found.length === (isTold ? 1 : 0),
      );
    },
  },
  {
    title: 'Argentina has erased its copy by order: of the next recall it says so, and keeps who no longer may be known out of it', // prettier-ignore
    tells: ['RECALLR ERASED'],
    tell: async (scenario) => {
      const [document] = told.documents;
      const reference = `number:${document?.country ?? ''}:${document?.type ?? ''}:${document?.number ?? ''}`;
      await scenario.operate('AR', ['log', 'erase', '--ground', 'COURT-ORDER', '--reference-file'], reference);
      const before = { AR: await acknowledged(scenario, 'AR'), JM: await acknowledged(scenario, 'JM') };
      await correct(scenario, { ...told, personId: 'BR-r1', convictions: [] }, 'COURT-ORDER');
      await says(scenario, 'AR', before.AR, ['ERASED']);
      await says(scenario, 'JM', before.JM, ['MARKED']);
      const [entry] = await scenario.entries('BR', { types: ['RECALL'], countries: ['JM'] });
      expect(entry?.leaf).toMatchObject({ reason: 'ANNULLED' });
    },
  },
];

/** Two countries compare what one has sent with what the other holds. */
export const reconciliation: readonly Story[] = [
  {
    title: 'Argentina states all that it sent, each country compares it with what it holds, and nothing is missing',
    tells: ['RECON', 'RECR'],
    tell: async (scenario) => {
      const states = (await scenario.operate('AR', ['reconcile', '--wait', '60'])) as { comparedAt: unknown }[];
      expect(states.length).toBeGreaterThan(0);
      for (const state of states)
        expect(state).toMatchObject({ differing: 0, comparedAt: expect.anything() as unknown });
    },
  },
];
