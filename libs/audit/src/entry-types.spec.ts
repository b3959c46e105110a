import { readFileSync } from 'node:fs';
import { ANSWER_OUTCOMES, COUNTRIES, UNANSWERED_OUTCOMES } from '#libs/protocol';
import { ENTRY_TYPES, isEntryType, SETTINGS, type EntryType } from './index.js';
import { shapeOf } from './entry-types.js';
import * as kinds from './field-kinds.js';
import { code, digest, member, messageId, month, origin, partiesOf, seconds, uuid } from './field-kinds.js';

const page = readFileSync('docs/protocol/log-entries.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** "`from` `outcome: A B` `code?`" as the page writes the fields of a type. */
function written(type: EntryType): string {
  return Object.entries(shapeOf(type).fields)
    .map(([name, kind]) => {
      const words = kind.form.startsWith('one of ') ? `: ${kind.form.slice('one of '.length)}` : '';
      return `\`${name}${'optional' in kind ? '?' : ''}${words}\``;
    })
    .sort()
    .join(' ');
}

describe('docs/protocol/log-entries.md', () => {
  const typeRows = rows.filter(([type]) => isEntryType(type));

  it('lists the types of the code, each once', () => {
    expect(typeRows.map(([type]) => type).sort()).toEqual(Object.keys(ENTRY_TYPES).sort());
  });

  it.each(Object.keys(ENTRY_TYPES) as EntryType[])('gives %s the fields and parts that the code gives it', (type) => {
    const [, meaning, fields, parts] = typeRows.find(([name]) => name === type) ?? [];
    expect((fields?.match(/`[^`]+`/g) ?? []).sort().join(' ')).toBe(written(type));
    expect(parts).toBe(shapeOf(type).commits.join(', '));
    expect(meaning).toMatch(/ Why: |rule 11/);
  });

  it('gives each field the form that the code gives it', () => {
    const forms = new Map(
      rows.flatMap(([names, form]) =>
        (names?.match(/`[^`]+`/g) ?? []).map((name) => [name.slice(1, -1), form] as const),
      ),
    );
    for (const type of Object.keys(ENTRY_TYPES) as EntryType[]) {
      for (const [name, kind] of Object.entries(shapeOf(type).fields)) {
        if (!kind.form.startsWith('one of ')) expect([name, forms.get(name)]).toEqual([name, kind.form]);
      }
    }
    expect([forms.get('at'), forms.get('eventId'), forms.get('origin')]).toEqual([
      seconds.form,
      uuid.form,
      origin.form,
    ]);
  });

  it('lists the settings of the code, each once', () => {
    const table = page.split('### Settings')[1]?.split('\n## ')[0] ?? '';
    expect([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, setting]) => setting)).toEqual([...SETTINGS]);
    for (const setting of SETTINGS) expect(code.holds(setting)).toBe(true);
  });

  it('names the members', () => {
    expect(page).toContain(`Members are ${COUNTRIES.join(' ')} BROKER.`);
  });

  it('shows a leaf that is a vector, with its hash', () => {
    const vectors = JSON.parse(readFileSync('test/vectors/log-entries.json', 'utf8')) as {
      entries: { canonical: string; leafHash: string }[];
    };
    const shown = vectors.entries.find(({ canonical }) => page.includes(`\n${canonical}\n`));
    expect(page).toContain(`leaf hash is \`${shown?.leafHash ?? 'missing'}\``);
  });
});

describe('the types', () => {
  it('know every outcome that travels', () => {
    const { OUTCOME, LATE } = ENTRY_TYPES;
    for (const outcome of [...ANSWER_OUTCOMES, ...UNANSWERED_OUTCOMES]) {
      expect(OUTCOME.fields.outcome.holds(outcome)).toBe(true);
    }
    for (const outcome of ANSWER_OUTCOMES) expect(LATE.fields.outcome.holds(outcome)).toBe(true);
  });

  it('answer each outcome by exactly one type', () => {
    const { DISCLOSURE, WITHHELD } = ENTRY_TYPES;
    for (const outcome of ANSWER_OUTCOMES) {
      const types = [
        DISCLOSURE.fields.outcome.holds(outcome),
        WITHHELD.fields.outcome.holds(outcome),
        outcome === 'NO_RECORD',
      ];
      expect([outcome, types.filter(Boolean)]).toEqual([outcome, [true]]);
    }
  });

  it('give NO_RECORD no field that could tell "nothing held" from "nothing disclosable"', () => {
    expect(Object.keys(ENTRY_TYPES.NO_RECORD.fields).sort()).toEqual([
      'bodyDigest',
      'from',
      'legalBasis',
      'matchingDigest',
      'policyDigest',
      'purpose',
      'requestDigest',
      'to',
    ]);
  });

  it('do not include what every object has', () => {
    expect(isEntryType('constructor')).toBe(false);
    expect(isEntryType(undefined)).toBe(false);
  });
});

describe('the forms', () => {
  it.each([
    [member, ['AR', 'BROKER'], ['ZZ', 'ar', 'ARBR', 'AR ', 1, null]],
    [
      code,
      ['C1', 'SAN-LUIS-1996', 'requester.malformed-body', 'a', 'A'.repeat(64)],
      ['', '-a', 'a.', 'a b', 'á', 'a/b', 'A'.repeat(65)],
    ],
    [digest, ['A'.repeat(43)], ['A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}B`, `${'A'.repeat(43)}\n`]],
    [month, ['2026-11', '2026-01'], ['2026-00', '2026-13', '2026-1', '26-11']],
    [
      origin,
      ['log.ar.crex.example/audit/1', 'localhost', 'a'.repeat(200)],
      ['', 'Log.ar', '.ar', 'a//b', 'a/', 'a+b', 'a b', 'a'.repeat(201), 'a\n'],
    ],
    [
      messageId,
      ['AR-BR-1-000000000123', 'BROKER-AR-999999-999999999999'],
      ['AR-AR-1-000000000123', 'AR-BR-1-000000000000', 'AR-BR-01-000000000001'],
    ],
    [
      kinds.metadataRole,
      ['root', 'members/BROKER/online', 'members/INTERPOL/online'],
      ['members/ZZ/online', 'members/interpol/online', 'members/AR', 'mirror'],
    ],
    [seconds, [0, 253_402_300_799], [-1, 0.5, 253_402_300_800, '0', NaN]],
    [kinds.count, [0, Number.MAX_SAFE_INTEGER], [-1, 0.5, 2 ** 53, Infinity]],
    [kinds.epoch, [1, 999_999], [0, 1_000_000]],
    [kinds.messageNumber, [1, 999_999_999_999], [0, 1_000_000_000_000]],
    [
      uuid,
      ['0b0a6f4e-8f0e-4c1b-9a6d-0d7a2f1c5e11'],
      ['0b0a6f4e-8f0e-7c1b-9a6d-0d7a2f1c5e11', '0B0A6F4E-8F0E-4C1B-9A6D-0D7A2F1C5E11'],
    ],
  ])('hold what they should and nothing else: $form', (kind, good, bad) => {
    expect(good.filter((value) => !kind.holds(value))).toEqual([]);
    expect((bad as unknown[]).filter((value) => kind.holds(value))).toEqual([]);
  });

  it('read the parties of a message id', () => {
    expect(partiesOf('AR-BR-1-000000000123')).toEqual({ from: 'AR', to: 'BR' });
    expect(partiesOf('AR-BR')).toBeUndefined();
  });
});
