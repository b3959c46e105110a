import { COUNTRY_NAMES } from '#libs/catalogue';
import type { CountryCode, Person } from '#libs/protocol';
import type { DomesticApi, NewRequest } from './domestic-api.js';
import type { Logs } from './evidence.js';
import type { LocalAlliance } from './local-alliance.js';
import type { Narrator } from './narrator.js';
import type { OutputFolder } from './output-folder.js';

/** What the two sections work with. */
export interface Surroundings {
  readonly local: LocalAlliance;
  readonly logs: Logs;
  readonly narrator: Narrator;
  readonly folder: OutputFolder;
}

/** A message that waits for the node's next round, and its answer (ms). */
const WITHIN_MS = 30_000;

/** A national of one country, convicted in another; a third country asks the first. */
export interface Notified {
  readonly convicting: CountryCode;
  readonly nationality: CountryCode;
  readonly person: Person;
  readonly question: NewRequest;
}

/** A conviction is told to the country of nationality, which nobody has asked; it tells of it when it is asked. */
export async function tellNotification(
  { convicting, nationality, person, question }: Notified,
  api: DomesticApi,
  surroundings: Surroundings,
): Promise<void> {
  const { logs, narrator } = surroundings;
  const [here, there] = [COUNTRY_NAMES[convicting].en, COUNTRY_NAMES[nationality].en];
  narrator.paragraph(
    `A court of ${here} convicts ${person.names[0]?.full ?? ''}, a national of ${there}. Nobody asks; ${here} tells it.`,
  );
  const { eventId } = await register(surroundings, convicting, 'create', 'NEW-RECORD', person);
  narrator.did(convicting, 'put the conviction into its register', eventId);
  const said = { type: 'NOTIFICATION', from: convicting, to: nationality, action: 'CONVICTION' };
  const told = await logs.await(convicting, said, WITHIN_MS);
  narrator.did(convicting, `notified ${there}, version ${String(told['version'])}`, String(told['eventId']));
  const answered = { type: 'ACKNOWLEDGEMENT', from: nationality, to: convicting, result: 'STORED' };
  const stored = await logs.await(convicting, answered, WITHIN_MS);
  const kept = await logs.await(nationality, { ...said, bodyDigest: told['bodyDigest'] }, WITHIN_MS);
  narrator.did(nationality, 'found who it is, and stored it', String(kept['eventId']));
  narrator.proven(`${convicting} holds the word of ${nationality}: STORED`, String(stored['eventId']));

  const { id, questions } = await api.ask(question, WITHIN_MS / 1000);
  const convictions = (questions[0]?.answer?.record?.convictions ?? []) as { readonly convictingCountry: string }[];
  if (!convictions.some(({ convictingCountry }) => convictingCountry === convicting))
    throw new Error(`${nationality} does not tell of the conviction by ${convicting}`);
  narrator.did(nationality, 'tells of it when it is asked, in request', id);
}

/** Somebody of whom a country was told, as their register holds them, and the request in which it was told. */
export interface Recalled {
  readonly holder: CountryCode;
  readonly told: CountryCode;
  readonly person: Person;
  readonly requestId: string;
}

/** A record is corrected, and who was told of it learns that the answer no longer holds. */
export async function tellRecall(
  { holder, told, person, requestId }: Recalled,
  api: DomesticApi,
  surroundings: Surroundings,
): Promise<void> {
  const { logs, narrator } = surroundings;
  const [here, there] = [COUNTRY_NAMES[holder].en, COUNTRY_NAMES[told].en];
  narrator.paragraph(
    `A clerk of ${here} finds a slip in the record that ${there} was told of in section 1: the file number is wrong.`,
  );
  const convictions = person.convictions.map((each) => ({
    ...each,
    fileNumber: `${each.fileNumber ?? ''}/C`.slice(0, 50),
  }));
  const { eventId } = await register(surroundings, holder, 'correct', 'CLERICAL-ERROR', { ...person, convictions });
  narrator.did(holder, 'corrected the record', eventId);
  const recall = await logs.await(holder, { type: 'RECALL', from: holder, to: told }, WITHIN_MS);
  narrator.did(holder, `called back what ${there} was told`, String(recall['eventId']));
  const isRecalled = ({ questions }: { questions: readonly { state: string }[] }) => questions[0]?.state === 'RECALLED';
  const { questions } = await api.viewUntil(requestId, isRecalled, WITHIN_MS);
  const reason = questions[0]?.recalls[0]?.reason ?? '';
  narrator.did(told, `its official reads: RECALLED, ${reason}`, requestId);
  const marked = { type: 'ACKNOWLEDGEMENT', from: told, to: holder, result: 'MARKED' };
  const word = await logs.await(holder, marked, WITHIN_MS);
  await logs.await(told, { ...marked, requestDigest: word['requestDigest'] }, WITHIN_MS);
  narrator.proven(`${holder} holds the word of ${told}: MARKED`, String(word['eventId']));
}

/** By the operator's command, with the record in a file: a command line is seen by every user of the machine. */
async function register(
  { local, folder }: Surroundings,
  country: CountryCode,
  change: 'create' | 'correct',
  reason: string,
  person: Person,
): Promise<{ readonly eventId: string }> {
  await folder.write('record.json', person);
  const command = ['register', change, '--reason', reason, '--record-file', folder.file('record.json')];
  return (await local.admin(country, command)) as { eventId: string };
}
