import { BROKER, type CountryCode } from '#libs/protocol';
import { scanDatabase, searchForms, wordsOf } from './blind-broker.js';
import type { DomesticApi } from './domestic-api.js';
import type { LocalAlliance } from './local-alliance.js';
import type { Narrator } from './narrator.js';
import type { StoryQuestion } from './questions.js';
import type { Story } from './story.js';

/** Where the search for names must find them, so that finding none elsewhere means something. */
const CONTROL: CountryCode = 'BR';

/** What must not be: the broker knowing a name, a country honouring another country's token. */
export async function tellClosingProofs(
  local: LocalAlliance,
  story: Story,
  questions: readonly StoryQuestion[],
  argentina: DomesticApi,
  narrator: Narrator,
  number: number,
): Promise<void> {
  narrator.heading(number, 'And what must not be');
  await story.check('the blind broker', () => proveBlindness(local, story, questions, narrator));
  await story.check('the foreign token', () => proveForeignTokenRefused(local, story, argentina, narrator));
}

async function proveBlindness(
  local: LocalAlliance,
  { told }: Story,
  questions: readonly StoryQuestion[],
  narrator: Narrator,
): Promise<void> {
  const forms = searchForms(questions.flatMap(({ request }) => wordsOf(request.subject)));
  const known = await scanDatabase(local.databaseUrls(CONTROL).owner, forms);
  if (known.hits === 0) throw new Error('the search does not even find the names where they are');
  const blind = await scanDatabase(local.databaseUrls(BROKER).owner, forms);
  if (blind.hits > 0) throw new Error(`${blind.hits} values in the broker’s database hold a name or a number`);
  narrator.paragraph(
    `Names and numbers of the people asked about, searched in ${forms.length} spellings and encodings: ${known.hits} ` +
      `values of Brazil’s database hold one, none of the ${blind.values} values of the broker’s does.`,
  );
  narrator.proven('the broker knows a message, and no name', told.at(-1)?.messageId ?? '');
}

async function proveForeignTokenRefused(
  local: LocalAlliance,
  { told }: Story,
  argentina: DomesticApi,
  narrator: Narrator,
): Promise<void> {
  const requestId = told[0]?.requestId ?? '';
  const headers = { authorization: `Bearer ${argentina.token}` };
  const ownAnswer = await fetch(`${local.api('AR')}/api/v1/requests/${requestId}`, { headers });
  if (ownAnswer.status !== 200) throw new Error(`Argentina answers its own token with ${ownAnswer.status}`);
  const answer = await fetch(`${local.api('BR')}/api/v1/requests/${requestId}`, { headers });
  if (answer.status !== 401) throw new Error(`Brazil answers Argentina’s token with ${answer.status}`);
  narrator.proven('BR refuses AR’s token (401), AR takes it', requestId);
}
