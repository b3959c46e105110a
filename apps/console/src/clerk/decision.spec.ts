import type { ReceivedQuestion } from '../api/shapes.js';
import { MISSING_ITEMS } from '#libs/protocol';
import {
  candidatesFor,
  decided,
  ITEMS,
  kindsFor,
  leavesAlone,
  orderOf,
  startOf,
  type DecisionForm,
} from './decision.js';

const candidate = (personId: string) => ({ candidate: { personId }, mayGo: 1, held: 1 });
const question = (more: object = {}) =>
  ({
    ...{ candidates: [candidate('A'), candidate('B')], mayAsk: true, missing: ['Sex'], request: { purpose: 'C1' } },
    ...{ alone: { answer: true, refusal: false }, ...more },
  }) as unknown as ReceivedQuestion;
const form = (more: Partial<DecisionForm>): DecisionForm => ({ ...startOf(question()), ...more });

describe('what a clerk decides', () => {
  it('begins with nothing chosen, and with what the asker did not tell', () => {
    expect(startOf(question())).toMatchObject({ kind: '', personId: '', missing: ['Sex'] });
    expect(startOf(question({ candidates: [candidate('A')] })).personId).toBe('A');
    expect(startOf(question({ refusal: 'PURPOSE' }))).toMatchObject({ kind: 'REFUSED', reason: 'PURPOSE' });
  });

  it('is offered where the node takes it', () => {
    expect(kindsFor(question())).toHaveLength(9);
    expect(kindsFor(question({ purpose: 'E1' }))).not.toContain('PARTIAL');
    expect(kindsFor(question({ candidates: [{ ...candidate('A'), mayGo: 0 }] }))).not.toContain('PARTIAL');
    expect(kindsFor(question({ mayAsk: false }))).not.toContain('ASK');
    expect(kindsFor(question({ candidates: [] }))).toEqual([
      'NOBODY',
      'ASK',
      'CANNOT_TELL',
      'REFUSED',
      'NOT_COMPETENT',
    ]);
    expect(kindsFor(question({ refusal: 'PURPOSE' }))).toEqual(['REFUSED']);
  });

  it('tells a part only of whom something may be told', () => {
    const empty = { ...candidate('A'), mayGo: 0 };
    const [two, three] = [question({ candidates: [empty, candidate('B')] }), question()];
    expect(candidatesFor(two, 'PARTIAL').map(({ candidate: { personId }, number }) => [personId, number])).toEqual([
      ['B', 2],
    ]);
    expect(candidatesFor(two, 'PERSON')).toHaveLength(2);
    expect(decided(form({ personId: 'A' }), two, 'PARTIAL')).toMatchObject({ kind: 'PARTIAL', personId: 'B' });
    expect(decided(form({ personId: 'A' }), two, 'DECEASED')).toMatchObject({ kind: 'DECEASED', personId: 'A' });
    expect(decided(form({}), three, 'PARTIAL')).toMatchObject({ kind: 'PARTIAL', personId: '' });
  });

  it.each([
    [form({}), 'kind'],
    [form({ kind: 'PERSON' }), 'person'],
    [form({ kind: 'DECEASED', personId: 'B' }), { kind: 'DECEASED', personId: 'B' }],
    [form({ kind: 'PARTIAL', archives: 'Belém' }), 'person'],
    [form({ kind: 'PARTIAL', personId: 'B', archives: ' \n' }), 'archives'],
    [
      form({ kind: 'PARTIAL', personId: 'B', archives: 'Belém\n\n Óbidos ' }),
      {
        ...{ kind: 'PARTIAL', personId: 'B' },
        archives: [
          { language: 'en', value: 'Belém' },
          { language: 'en', value: 'Óbidos' },
        ],
      },
    ],
    [form({ kind: 'REFUSED' }), 'reason'],
    [form({ kind: 'REFUSED', reason: 'MINOR', personId: 'B' }), { kind: 'REFUSED', reason: 'MINOR' }],
    [form({ kind: 'ASK', missing: [] }), 'missing'],
    [form({ kind: 'ASK', note: '  ' }), { kind: 'ASK', missing: ['Sex'] }],
    [
      form({ kind: 'ASK', note: ' Which parish? ' }),
      { kind: 'ASK', missing: ['Sex'], note: { language: 'en', value: 'Which parish?' } },
    ],
    [form({ kind: 'NOBODY', personId: 'B' }), { kind: 'NOBODY' }],
  ])('%j is %j', (filled, order) => {
    expect(orderOf(filled, 'en')).toEqual(order);
  });

  it('says beforehand whether a colleague has to release it', () => {
    expect(leavesAlone({ kind: 'PERSON' }, question())).toBe(true);
    expect(leavesAlone({ kind: 'REFUSED' }, question())).toBe(false);
    expect(leavesAlone({ kind: 'ASK' }, question({ alone: { answer: false, refusal: false } }))).toBe(true);
    expect(leavesAlone({ kind: 'NOBODY' }, question({ alone: { answer: false, refusal: true } }))).toBe(false);
  });

  it('asks for items that the protocol knows, all of them', () => {
    expect([...ITEMS].sort()).toEqual([...MISSING_ITEMS].sort());
  });
});
