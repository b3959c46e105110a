import { randomUUID } from 'node:crypto';
import type { Language } from '#libs/catalogue';
import { faultsOf, type Subject } from '#libs/protocol';
import { createTestDatabase } from '#libs/testing';
import { domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { AuditorSuite, digest, PERIOD } from './auditor-suite.jest.js';
import { reportSchema } from './log-schemas.js';
import type { DisclosureReport } from './report-items.js';

const number = { country: 'AR', type: 'AR_DNI', number: '30123456' };
const person: Subject = {
  names: [{ full: 'Juana Ejemplo Muñoz', kind: 'legal' }],
  birthDate: '1984-02-29',
  documents: [number],
};
const asked = { documents: [number], names: ['Juana Ejemplo Muñoz'], birthDate: '1984-02-29' };
const byNumber = { by: 'document', ...number };
const byName = { by: 'name', name: 'JUANA EJEMPLO MUNOZ', birthDate: '1984-02-29' };

describe('the report of who saw a record', () => {
  let suite: AuditorSuite;
  beforeEach(async () => {
    suite = await AuditorSuite.start(await createTestDatabase({ migrations: domesticMigrations }));
  });
  afterEach(() => suite.close());

  const report = async (change: object = {}, language: Language = 'en'): Promise<DisclosureReport> => {
    const response = await suite.send('disclosure-reports', { ...PERIOD, subject: asked, language, ...change });
    const body = (await response.json()) as DisclosureReport;
    expect([response.status, faultsOf(reportSchema, body)]).toEqual([200, []]);
    return body;
  };
  const viewed = (target: string, official: string) =>
    suite.append({
      ...{ eventId: randomUUID(), entry: { type: 'VIEW', object: 'ANSWER', count: 1, target } },
      actor: { kind: 'official', id: official, role: 'investigator', authority: 'Policía Federal' },
      findBy: { actor: [official] },
    });
  const time = '2026-11-22T12:00:00Z';

  it('says it by country: what each was told, what each was asked, how it ended and who looked', async () => {
    const question = await suite.asked(person);
    await suite.outcome(question, 'RECORDS');
    await viewed(question, 'AR-4711');
    const timedOut = await suite.asked(person, { to: 'CL', purpose: 'C1', caseReference: 'F 1' });
    const requestDigest = await suite.outcome(timedOut, 'TIMED_OUT', 'CL');
    const late = { requestDigest, contentDigest: digest(), outcome: 'NO_RECORD' } as const;
    await suite.append({ eventId: randomUUID(), entry: { type: 'LATE', from: 'AR', to: 'CL', ...late } });
    const open = await suite.asked({ names: person.names, birthDate: '1984-02-29' }, { to: 'CL' });
    const disclosure = await suite.told(person, 'CL', 'RECORDS');
    const refusal = await suite.told(person, 'UY', 'REFUSED');
    await suite.told({ names: [{ full: 'Otra', kind: 'legal' }] }, 'UY', 'RECORDS'); // somebody else

    const { partners, others, references, summary: _, ...rest } = await report();
    expect(rest).toEqual({ v: 1, country: 'AR', madeAt: time, ...PERIOD });
    expect(references).toEqual([byNumber, byName]);
    const official = { authority: 'Policía Federal', official: 'AR-4711', role: 'investigator' };
    const foreign = { authority: 'Ministerio', official: 'X-1', role: 'prosecutor' };
    const both = { foundBy: [byNumber, byName], erased: [] };
    const ask = { at: time, type: 'ASK', by: official, legalBasis: 'NASSAU-1992' };
    const answer = { at: time, by: foreign, caseReference: 'F 9', purpose: 'P3', legalBasis: 'SAN-LUIS-1996', ...both };
    const records = [{ id: 'c-1', version: 2 }];
    const seen = {
      at: time,
      eventId: expect.any(String) as string,
      type: 'VIEW',
      by: official,
      foundBy: [],
      erased: [],
    };
    expect(partners).toEqual([
      {
        country: 'BR',
        told: [],
        asked: [
          {
            ...{ ...ask, eventId: question, purpose: 'C2', caseReference: 'IPP 1/2026', ...both },
            ...{ outcome: { outcome: 'RECORDS', at: time }, late: [], seen: [seen] },
          },
        ],
      },
      {
        country: 'CL',
        told: [{ ...answer, eventId: disclosure, type: 'DISCLOSURE', outcome: 'RECORDS', records }],
        asked: [
          {
            ...{ ...ask, eventId: timedOut, purpose: 'C1', caseReference: 'F 1', ...both },
            ...{ outcome: { outcome: 'TIMED_OUT', at: time }, late: [{ outcome: 'NO_RECORD', at: time }], seen: [] },
          },
          {
            ...{ ...ask, eventId: open, purpose: 'C2', caseReference: 'IPP 1/2026', foundBy: [byName], erased: [] },
            ...{ late: [], seen: [] },
          },
        ],
      },
      {
        country: 'UY',
        told: [{ ...answer, eventId: refusal, type: 'WITHHELD', outcome: 'REFUSED', records }],
        asked: [],
      },
    ]);
    expect(others).toEqual([]);
    expect((await report()).others).toMatchObject([
      { type: 'ACCESS_TO_LOG', mandate: 'AUD-2026-017', by: { official: 'AR-AUD-01' }, foundBy: [byNumber, byName] },
    ]);
  });

  it.each<[Language, string[]]>([
    [
      'en',
      [
        'Who saw the criminal record of this person, by the disclosure log of Argentina, from 2026-10-31 to 2026-11-30:',
        '2026-11-22: Our authority (Policía Federal) asked Brazil. Answer: Records found. Purpose: Police investigation. Legal basis: NASSAU-1992. Case: IPP 1/2026. Answer seen: 2026-11-22.',
        '2026-11-22: Chile (authority: Ministerio) asked us. Answer: No record. Purpose: Public employment or security clearance. Legal basis: SAN-LUIS-1996. Case: F 9.',
      ],
    ],
    [
      'es',
      [
        'Nuestra autoridad (Policía Federal) preguntó a Brasil. Respuesta: Con antecedentes. Finalidad: Investigación policial.',
      ],
    ],
    [
      'pt',
      [
        'Nossa autoridade (Policía Federal) consultou Brasil. Resposta: Com antecedentes. Finalidade: Investigação policial.',
      ],
    ],
    ['nl', ['Onze autoriteit (Policía Federal) vroeg Brazilië. Antwoord: Gegevens gevonden. Doel: Politieonderzoek.']],
  ])('has a summary for the person, in %s, without officials and numbers', async (language, lines) => {
    const question = await suite.asked(person);
    await suite.outcome(question, 'RECORDS');
    await viewed(question, 'AR-4711');
    await viewed(question, 'AR-4712');
    await suite.told(person, 'CL', 'NO_RECORD');
    const { summary } = await report({}, language);
    for (const line of lines) expect(summary).toContain(line);
    for (const hidden of ['AR-4711', 'AR-4712', 'X-1', '30123456', 'Juana', question])
      expect(summary).not.toContain(hidden);
    expect(summary.split('\n')).toHaveLength(3);
  });

  it('says which entry erased what, when and on what ground, and in the summary that something was', async () => {
    const question = await suite.asked(person);
    const erasure = await suite.erase(question, 'actor');
    await suite.erase(question, 'detail');
    const { partners, summary } = await report();
    const [item] = partners[0]!.asked;
    expect(item).not.toHaveProperty('by');
    expect(item).not.toHaveProperty('caseReference');
    expect(item!.erased).toEqual([
      `actor: erased by entry ${erasure!.leaf.eventId}/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER`,
      expect.stringMatching(/^detail: erased by entry .*, ground COURT-ORDER$/),
    ]);
    expect(summary).toContain('Our authority (not stated) asked Brazil. Answer: none yet.');
    expect(summary).toContain('Some of what was logged has been erased by law');
    await suite.erase(question, 'subject');
    expect((await report()).partners).toEqual([]); // what was erased as the person's is not found as theirs any more
  });

  it('warns where a name alone led to an entry, and says when there is none', async () => {
    expect((await report()).summary).toContain('The log holds no entry about this person.');
    await suite.told({ names: person.names, birthDate: '1984-02-29' }, 'CL', 'RECORDS');
    const { partners, summary } = await report();
    expect(partners[0]!.told[0]!.foundBy).toEqual([byName]);
    expect(summary).toContain('may be about another person of the same name');
    expect((await report({ subject: { documents: [number] } })).partners).toEqual([]);
  });

  it('lists searches in the register, looks at who may be meant, corrections, recalls and uses by other authorities', async () => {
    const parts = {
      subject: { subject: { id: 'p-1' } },
      actor: { id: 'AR-REG-01', role: 'registrar', authority: 'Registro' },
    };
    const findBy = { subject: [`number:AR:AR_DNI:30123456`] };
    const make = (entry: Parameters<AuditorSuite['append']>[0]['entry']) =>
      suite.append({ eventId: randomUUID(), entry, ...parts, detail: { why: 'x' }, findBy });
    await make({ type: 'SEARCH', purpose: 'C2', decision: 'MATCH', count: 1, matchingDigest: digest() });
    await make({ type: 'VIEW', object: 'QUESTION', count: 2, target: randomUUID(), contentDigest: digest() });
    await make({ type: 'CORRECTION', action: 'CORRECTED' });
    await make({ type: 'RECALL', from: 'AR', to: 'BR', contentDigest: digest(), reason: 'CORRECTED' });
    await make({ type: 'SECONDARY_DISSEMINATION', contentDigest: digest(), purpose: 'C1', legalBasis: 'L1' });
    const { others, summary } = await report();
    expect(others.map(({ type, by }) => [type, by?.official])).toEqual([
      ['SEARCH', 'AR-REG-01'],
      ['VIEW', 'AR-REG-01'],
      ['CORRECTION', 'AR-REG-01'],
      ['RECALL', 'AR-REG-01'],
      ['SECONDARY_DISSEMINATION', 'AR-REG-01'],
    ]);
    expect(others[0]).toMatchObject({ purpose: 'C2' });
    expect(summary).toContain('2026-11-22: the register was corrected.');
    expect(summary).toContain('2026-11-22: an official of this country saw this person, or one alike, among those');
  });

  it('finds a question of the period whole, though it was asked before or ended after', async () => {
    const at = (day: string) => (suite.api.clock.ms = Date.parse(`${day}T12:00:00Z`));
    at('2026-11-21');
    const question = await suite.asked(person);
    at('2026-11-23');
    await suite.outcome(question, 'RECORDS');
    await viewed(question, 'AR-4711');
    at('2026-11-22');
    const of = async (from: string, to: string) => {
      const { partners } = await report({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` });
      return partners
        .flatMap((partner) => partner.asked)
        .map(({ eventId, outcome, seen }) => [eventId, outcome?.outcome, seen.length]);
    };
    expect(await of('2026-11-21', '2026-11-22')).toEqual([[question, 'RECORDS', 0]]);
    expect(await of('2026-11-23', '2026-11-24')).toEqual([[question, 'RECORDS', 1]]);
    expect(await of('2026-11-22', '2026-11-23')).toEqual([]);
  });

  it.each<[object, string]>([
    [{ subject: undefined }, '/subject'],
    [{ subject: {} }, '/subject'],
    [{ subject: { documents: [{ ...number, number: 'S/N' }] } }, '/subject'], // written where there is no number
    [{ language: 'fr' }, '/language'],
    [{ from: '2020-01-01T00:00:00Z' }, '/to'],
  ])('is not made for %j', async (change, pointer) => {
    const before = await suite.api.counts();
    const sent = suite.send('disclosure-reports', { ...PERIOD, subject: asked, language: 'en', ...change });
    const problem = await problemOf(await sent);
    expect(problem.status).toBe(422);
    expect(problem.pointers?.map((each) => each.pointer)).toContain(pointer);
    expect(await suite.api.counts()).toEqual(before);
  });

  it('is not made of more entries than a person can read', async () => {
    const findBy = { subject: ['number:AR:AR_DNI:30123456'] };
    const entry = { type: 'CORRECTION', action: 'CORRECTED' } as const;
    for (let batch = 0; batch < 4; batch++) {
      const more = Array.from({ length: 501 }, () => ({
        ...{ eventId: randomUUID(), entry, subject: { x: 1 }, actor: { x: 1 }, detail: { x: 1 }, findBy },
      }));
      await suite.append(...more);
    }
    const before = await suite.api.counts();
    const sent = suite.send('disclosure-reports', { ...PERIOD, subject: asked, language: 'en' });
    expect(await problemOf(await sent)).toMatchObject({ status: 422, code: 'log.too-much' });
    expect(await suite.api.counts()).toEqual(before);
  });
});
