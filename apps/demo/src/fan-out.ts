import { COUNTRY_NAMES } from '#libs/catalogue';
import { COUNTRIES, type CountryCode } from '#libs/protocol';
import type { DomesticApi, NewRequest } from './domestic-api.js';
import type { Logs } from './evidence.js';
import { duration, type Narrator } from './narrator.js';
import { namesOf } from './questions.js';

/** Who asks around, about whom, and what each country must say. */
export interface FanOut {
  readonly from: CountryCode;
  readonly query: Omit<NewRequest, 'to'>;
  readonly expected: Readonly<Partial<Record<CountryCode, string>>>;
}

/** An official asks all members at once who holds something, and sees each answer arrive. */
export async function tellFanOut(fanOut: FanOut, api: DomesticApi, logs: Logs, narrator: Narrator): Promise<void> {
  const { from, query, expected } = fanOut;
  const asked = Object.keys(expected) as CountryCode[];
  narrator.paragraph(
    `The same prosecutor of ${COUNTRY_NAMES[from].en} asks all members at once who holds something about that person: ` +
      `a hit or none, no record. Members with a node here are ${namesOf(asked)}; the Alliance has ${COUNTRIES.length}, ` +
      'and npm run bench:fan-out starts them all. The lines come as the server’s events come.',
  );
  const startedAt = performance.now();
  const { id } = await api.query({ ...query, to: 'ALL' });
  narrator.did(from, 'asked all members, in query', id);
  const seen = new Set<string>();
  for await (const { country, state } of api.statesOfQuery(id)) {
    narrator.did(country, `${state.padEnd(12)}${duration(performance.now() - startedAt)}`);
    seen.add(country);
  }
  const { countries } = await api.viewQuery(id);
  for (const { id: part, country, result, proof } of countries) {
    if (result === null || result !== expected[country])
      throw new Error(`${country} says ${result ?? 'nothing'}, not ${expected[country] ?? 'that it was asked'}`);
    if (!seen.has(country)) throw new Error(`no event told of ${country}`);
    await logs.demand(from, { type: 'OUTCOME', eventId: part, to: country });
    await logs.demand(country, { eventId: proof.promise?.eventId, leafHash: proof.promise?.leafHash, to: from });
    narrator.outcome(country, result, 'in both logs', part);
  }
  if (countries.length !== asked.length)
    throw new Error(`${countries.length} countries were asked, not ${asked.length}`);
}
