import {
  ANSWER_OUTCOMES,
  checkBody,
  digestOf,
  HIT_RESULTS,
  KINDS,
  type Content,
  type HitResult,
  type Kind,
} from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { sampleContent } from '../../../test/vectors/raw-message.js';
import { sampleBodies } from '../../../test/vectors/sample-bodies.js';

type Loose = Record<string, unknown>;
const codeFor = (kind: Kind, body: object) => codeOf(() => checkBody({ ...sampleContent(kind), body } as Content));
const but = (kind: Kind, change: Loose) => codeFor(kind, { ...sampleBodies[kind], ...change });
const GOOD = 'accepted';
const BAD = 'message.malformed-body';

describe('a body', () => {
  it.each(KINDS)('of %s has every field of its kind and no other', (kind) => {
    expect(codeFor(kind, sampleBodies[kind])).toBe(GOOD);
    for (const name of Object.keys(sampleBodies[kind])) {
      const rest = Object.fromEntries(Object.entries(sampleBodies[kind]).filter(([key]) => key !== name));
      expect(codeFor(kind, rest)).toBe(name === 'evidence' ? GOOD : BAD);
    }
    expect(but(kind, { more: 'x' })).toBe(BAD);
    expect(but(kind, { salt: 'short' })).toBe(BAD);
  });

  it('of one kind is not that of another', () => {
    // a query is put like a question; which of the two it is stands in the content, and is signed with it
    const isAlike = (...kinds: readonly Kind[]) => kinds.every((kind) => kind === 'REQ' || kind === 'QUERY');
    for (const kind of KINDS)
      for (const other of KINDS)
        if (kind !== other) expect(codeFor(kind, sampleBodies[other])).toBe(isAlike(kind, other) ? GOOD : BAD);
  });

  it('says where it is wrong, never what stood there', () => {
    const content = { ...sampleContent('REQ'), body: { ...sampleBodies.REQ, purpose: 'secret-value', more: 'x' } };
    expect.assertions(2);
    try {
      checkBody(content as unknown as Content);
    } catch (error) {
      expect(error).toMatchObject({ pointers: [{ pointer: '' }, { pointer: '/purpose' }] });
      expect(JSON.stringify(error)).not.toContain('secret-value');
    }
  });

  it('is described by at most 20 places', () => {
    const names = Array.from({ length: 10 }, () => ({ full: '', kind: 'x', more: 1 }));
    expect.assertions(1);
    try {
      checkBody({ ...sampleContent('REQ'), body: { ...sampleBodies.REQ, subject: { names } } } as unknown as Content);
    } catch (error) {
      expect(error).toHaveProperty('pointers.length', 20);
    }
  });
});

describe('a request', () => {
  it.each<[string, Loose]>([
    ['no purpose of the list', { purpose: 'C9' }],
    ['a legal basis that is a sentence', { legalBasis: 'because we ask' }],
    ['an empty case', { caseReference: '' }],
    ['a blank case', { caseReference: '  ' }],
    ['a case of 51 characters', { caseReference: 'x'.repeat(51) }],
    ['a case with a line break', { caseReference: 'a\nb' }],
    ['another urgency', { urgency: 'NOW' }],
    ['a blank authority', { authority: ' ' }],
    ['another role', { official: { role: 'journalist', id: '1' } }],
    ['the name of the official', { official: { role: 'clerk', id: '1', name: 'x' } }],
    ['nobody to ask for', { subject: { names: [] } }],
    ['a name without kind', { subject: { names: [{ full: 'A B' }] } }],
    ['a sex outside ISO 5218', { subject: { names: [{ full: 'A B', kind: 'legal' }], sex: 3 } }],
    ['a month 13', { subject: { names: [{ full: 'A B', kind: 'legal' }], birthDate: '1980-13' } }],
  ])('is refused with %s', (_, wrong) => {
    expect(but('REQ', wrong)).toBe(BAD);
  });
});

describe('an answer', () => {
  const { record, salt, receivedAt, dueAt } = sampleBodies.RRS;
  const archives = [{ language: 'es', value: 'Archivo provincial de Salta' }];
  const fields = { record, reason: 'MINOR', candidates: 2, missing: ['BirthDate'], archives };
  const goesWith: Record<keyof typeof fields, readonly string[]> = {
    record: ['RECORDS', 'PARTIAL'],
    reason: ['REFUSED'],
    candidates: ['MULTIPLE_CANDIDATES'],
    missing: ['NOT_IDENTIFIED'],
    archives: ['PARTIAL'],
  };

  it.each(ANSWER_OUTCOMES)('%s carries exactly what belongs to it', (outcome) => {
    const right = Object.fromEntries(
      Object.entries(fields).filter(([name]) => goesWith[name as keyof typeof fields].includes(outcome)),
    );
    expect(codeFor('RRS', { salt, receivedAt, dueAt, outcome, ...right })).toBe(GOOD);
    for (const [name, value] of Object.entries(fields)) {
      const { [name]: taken, ...rest } = right;
      const other = taken === undefined ? { ...right, [name]: value } : rest;
      const isAllowed = name === 'missing' && outcome === 'MULTIPLE_CANDIDATES';
      expect([name, codeFor('RRS', { salt, receivedAt, dueAt, outcome, ...other })]).toEqual([
        name,
        isAllowed ? GOOD : BAD,
      ]);
    }
  });

  it.each<[string, Loose]>([
    ['an outcome that only the asker can set', { outcome: 'TIMED_OUT' }],
    ['no candidate', { outcome: 'MULTIPLE_CANDIDATES', record: undefined, candidates: 0 }],
    ['an item missing twice', { outcome: 'NOT_IDENTIFIED', record: undefined, missing: ['Sex', 'Sex'] }],
    ['nothing missing', { outcome: 'NOT_IDENTIFIED', record: undefined, missing: [] }],
    ['no archive', { outcome: 'PARTIAL', archives: [] }],
    ['an archive without a language', { outcome: 'PARTIAL', archives: [{ value: 'Salta' }] }],
    ['no conviction', { record: { ...record, convictions: [] } }],
    [
      "the register's own id of the person",
      { record: { ...record, identity: { ...record?.identity, personId: '1' } } },
    ],
    ['a due date that is no time', { dueAt: -1 }],
  ])('is refused with %s', (_, wrong) => {
    expect(codeFor('RRS', JSON.parse(JSON.stringify({ ...sampleBodies.RRS, ...wrong })) as Loose)).toBe(BAD);
  });
});

describe('the answer to a query', () => {
  const { salt, receivedAt } = sampleBodies.HITS;
  const fields = { reason: 'MINOR', missing: ['BirthDate'] };
  const goesWith: Partial<Record<HitResult, keyof typeof fields>> = { REFUSED: 'reason', MORE_INFORMATION: 'missing' };

  it.each(HIT_RESULTS)('%s carries exactly what belongs to it', (result) => {
    for (const given of [[], ['reason'], ['missing'], ['reason', 'missing']] as const) {
      const body = { salt, receivedAt, result, ...Object.fromEntries(given.map((name) => [name, fields[name]])) };
      const own = goesWith[result];
      const isRight = JSON.stringify(given) === JSON.stringify(own === undefined ? [] : [own]);
      expect([given, codeFor('HITS', body)]).toEqual([given, isRight ? GOOD : BAD]);
    }
  });

  it.each<[string, Loose]>([
    ['a result that a question has', { result: 'NO_RECORD' }],
    ['how many', { candidates: 2 }],
    ['a record', { record: sampleBodies.RRS.record }],
    ['a deadline', { dueAt: receivedAt }],
    ['a time before 1970', { receivedAt: -1 }],
  ])('is refused with %s', (_, wrong) => {
    expect(but('HITS', wrong)).toBe(BAD);
  });
});

describe('control and fault bodies', () => {
  const stated = (number: number) => ({ number, contentDigest: digestOf('x') });
  it.each<[Kind, string, Loose]>([
    ['RCPT', 'a time before 1970', { receivedAt: -1 }],
    ['FEM', 'a code in the name of the broker', { code: 'broker.expired' }],
    ['FEM', 'a code without origin', { code: 'malformed' }],
    ['FEM', 'more than 20 places', { pointers: Array.from({ length: 21 }, () => ({ pointer: '', rule: '' })) }],
    ['FEM', 'a value beside a place', { pointers: [{ pointer: '', rule: '', value: 'x' }] }],
    ['RAI', 'a fourth round', { round: 4 }],
    ['RAI', 'round 0', { round: 0 }],
    ['RAI', 'nothing missing', { missing: [] }],
    ['RAI', 'an item missing twice', { missing: ['Sex', 'Sex'] }],
    ['RAI', 'a note of two lines', { note: { language: 'pt', value: 'a\nb' } }],
    ['RAI', 'a note in another language', { note: { language: 'fr', value: 'a' } }],
    ['RAR', 'another response', { response: 'LATER' }],
    ['RAR', 'something provided that is not there', { subject: undefined }],
    ['RAR', 'something not available that is there', { response: 'NOT_AVAILABLE' }],
    ['RDL', 'a reason of its own', { reason: 'HOLIDAYS' }],
    ['RDL', 'a date that is no time', { announcedAt: -1 }],
    ['CAN', 'no digest', { cancels: 'x' }],
    ['CAN', 'a reason of its own', { reason: 'BORED' }],
    ['CANR', 'another result', { result: 'DONE' }],
    ['NOT', 'no conviction', { conviction: undefined }],
    ['NOT', 'a DELETE with the conviction', { action: 'DELETE' }],
    [
      'NOT',
      'the conviction of another country',
      { conviction: { ...sampleBodies.NOT.conviction, convictingCountry: 'BR' } },
    ],
    [
      'NOT',
      'another conviction than it names',
      { conviction: { ...sampleBodies.NOT.conviction, id: 'AR:TOC5:00078:2019' } },
    ],
    ['NOT', 'version 0', { version: 0 }],
    ['NRS', 'REFUSED without reason', { reason: undefined }],
    ['NRS', 'STORED with reason', { result: 'STORED' }],
    ['RECALL', 'an empty id', { convictionIds: [''] }],
    ['RECALL', 'a conviction twice', { convictionIds: ['AR:1', 'AR:1'] }],
    ['RECALLR', 'another result', { result: 'LOST' }],
    ['VOID', 'number 0', { numbers: [0] }],
    ['VOID', 'a number of 13 digits', { numbers: [1_000_000_000_000] }],
    ['VOID', 'no number', { numbers: [] }],
    ['VOID', 'a number twice', { numbers: [1, 1] }],
    ['VOID', 'epoch 0', { epoch: 0 }],
    ['VOID', 'a reason that is a sentence', { reason: 'We lost them.' }],
    ['TIMEOUT', 'no digest', { contentDigest: 'x' }],
    ['TIMEOUT', 'a message in the other direction', { messageId: 'BR-AR-1-000000000120' }],
    ['TIMEOUT', "another pair's message", { messageId: 'AR-CL-1-000000000120' }],
    ['RECON', 'a number twice', { messages: [stated(118), stated(118)] }],
    ['RECON', 'numbers that descend', { messages: [stated(119), stated(118)] }],
    ['RECON', 'a number before the first', { messages: [stated(117)] }],
    ['RECON', 'a number after the last', { messages: [stated(123)] }],
    ['RECON', 'a run of 10001 numbers', { last: 10_118 }],
    ['RECON', 'a run that ends before it begins', { last: 117, messages: [] }],
    ['RECR', 'a kind of difference that there is not', { differences: [{ number: 119, kind: 'LOST' }] }],
  ])('%s is refused with %s', (kind, _, wrong) => {
    expect(but(kind, wrong)).toBe(BAD);
  });

  it('a RAI and a RAR may carry a note; a RAR that has nothing to tell carries no subject', () => {
    const note = { language: 'es', value: 'Hay tres personas con este nombre.', translated: 'N' };
    expect(but('RAI', { note })).toBe(GOOD);
    expect(but('RAR', { note })).toBe(GOOD);
    expect(codeFor('RAR', { salt: sampleBodies.RAR.salt, response: 'NOT_AVAILABLE', note })).toBe(GOOD);
  });

  it('a NOT of a deletion carries no conviction; it may say what happened', () => {
    const { conviction: _conviction, ...rest } = sampleBodies.NOT;
    expect(codeFor('NOT', { ...rest, action: 'DELETE', change: 'REMOVED' })).toBe(GOOD);
    expect(codeFor('NRS', { salt: sampleBodies.NRS.salt, result: 'STORED' })).toBe(GOOD);
  });

  it('a RECON may list nothing, one number, or a run of 10000', () => {
    expect(but('RECON', { messages: [] })).toBe(GOOD);
    expect(but('RECON', { first: 118, last: 118, messages: [stated(118)] })).toBe(GOOD);
    expect(but('RECON', { last: 10_117 })).toBe(GOOD);
  });

  it('a TIMEOUT speaks of a question that its sender asked', () => {
    expect(but('TIMEOUT', { contentDigest: digestOf('another') })).toBe(GOOD);
  });
});
