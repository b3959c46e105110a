import { createHash } from 'node:crypto';
import type { Sql } from '#libs/platform';
import { COUNTRIES, PURPOSES } from '#libs/protocol';

export interface LogToFill {
  readonly entries: number;
  readonly country: string;
  readonly origin: string;
  readonly pseudonymKey: Uint8Array;
  /** Seconds: the first and the last entry. */
  readonly from: number;
  readonly to: number;
}

/** Average number of entries that one exchange below leaves in this country's log. */
const ENTRIES_OF_EXCHANGE = 3.09;
const LEGAL_BASES = ['NASSAU-1992', 'SAN-LUIS-1996', 'MERCOSUR-ASSOCIATES-2002', 'BILATERAL'];
const OUTCOMES = ['NO_RECORD', 'RECORDS', 'MULTIPLE_CANDIDATES', 'PARTIAL', 'NOT_IDENTIFIED', 'REFUSED', 'TIMED_OUT'];
/** 81 % of answers are negative (ECRIS 2019). */
const OUTCOME_SHARES = [0.81, 0.95, 0.97, 0.98, 0.99, 0.997];

/**
 * Fills a migrated, empty log with a country's years, straight into the tables as their owner: half the exchanges are
 * its own questions (ASK, SENT, RECEIVED, OUTCOME and, with records, VIEW), half are answers (DISCLOSURE, NO_RECORD or
 * WITHHELD, and SENT). Countries, purposes, officials, persons and cases are skewed: few of them have most entries, and
 * one case stands in a thirtieth of all. Leaves, facets and pseudonyms are what audit_append would have written; what
 * lies in the parts is not (nobody opens them here), and of audit_reference only the erasures are there.
 */
export async function fillLog(owner: Sql, log: LogToFill, say: (line: string) => void): Promise<void> {
  const steps: readonly (readonly [string, string])[] = [
    ['exchanges', exchanges(log)],
    ['entries', entries(log)],
    ['facets', FACETS],
    ['pseudonyms', pseudonyms(log)],
    ['parts', PARTS],
    ['keys and indexes', INDEXES],
  ];
  await owner.query(`SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'`);
  await owner.query(WITHOUT_INDEXES);
  for (const [name, text] of steps) {
    const started = performance.now();
    await owner.query(text);
    say(`  ${name} ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  await owner.query('DROP TABLE bench_entry');
  for (const table of [
    'audit_entry',
    'audit_search',
    'audit_facet',
    'audit_pseudonym',
    'audit_detail',
    'audit_reference',
  ]) {
    await owner.query(`VACUUM (ANALYZE) ${table}`);
  }
}

const list = (values: readonly string[]): string => `ARRAY[${values.map((value) => `'${value}'`).join(', ')}]`;
/** A member of a list, the first ones far more often. */
const skewed = (values: readonly string[]): string =>
  `(${list(values)})[1 + floor(${values.length} * power(random(), 2.5))::int]`;
const digest = (seed: string): string =>
  `translate(rtrim(encode(sha256(convert_to(${seed}, 'UTF8')), 'base64'), '='), '+/', '-_')`;

const WITHOUT_INDEXES = `
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_event_id_type_key;
  ALTER TABLE audit_search DROP CONSTRAINT audit_search_pkey;
  ALTER TABLE audit_pseudonym DROP CONSTRAINT audit_pseudonym_pkey;
  DROP INDEX audit_pseudonym_of_entry;
  ALTER TABLE audit_detail DROP CONSTRAINT audit_detail_pkey;
  INSERT INTO audit_dek (month, "group", kek_id, wrapped)
    SELECT to_char(m, 'YYYY-MM'), g, 'bench', '\\x00' FROM generate_series(now() - interval '4 years', now() + interval '1 month', '1 month') m,
      unnest(ARRAY['subject', 'actor', 'detail']) g ON CONFLICT DO NOTHING`;

function exchanges({ entries: wanted, country, from, to }: LogToFill): string {
  const count = Math.round(wanted / ENTRIES_OF_EXCHANGE);
  const others = COUNTRIES.filter((each) => each !== country);
  const outcome = OUTCOME_SHARES.map((share, index) => `WHEN dice < ${share} THEN '${OUTCOMES[index]}'`).join(' ');
  return `SELECT setseed(0.42);
    CREATE UNLOGGED TABLE bench_exchange AS
    SELECT i, gen_random_uuid() AS event_id, i % 2 = 0 AS ours, ${from} + floor(${to - from} * (i::float8 / ${count}))::bigint AS at,
      ${skewed(others)} AS partner, ${skewed(PURPOSES)} AS purpose, ${skewed(LEGAL_BASES)} AS basis,
      CASE ${outcome} ELSE 'TIMED_OUT' END AS outcome, floor(2000 * power(random(), 3))::int AS official,
      floor(1500000 * power(random(), 1.3))::int AS subject,
      CASE WHEN random() < 0.033 THEN 'GENERAL' ELSE 'IPP-' || floor(800000 * power(random(), 1.2))::int END AS case_reference
    FROM (SELECT i, random() AS dice FROM generate_series(1, ${count}) i) d`;
}

/** The entries of exchange i have the numbers 6 i to 6 i + 5. */
function entries({ country, origin }: LogToFill): string {
  const commitments = (...groups: string[]): string =>
    `'{' || ${groups.map((group) => `'"${group}":"' || ${digest(`x.i || '${group}'`)} || '"'`).join(` || ',' || `)} || '}'`;
  const all = commitments('actor', 'detail', 'subject');
  const message = (fromOurs: boolean): string =>
    fromOurs
      ? `'${country}-' || x.partner || '-1-' || lpad(x.i::text, 12, '0')`
      : `x.partner || '-${country}-1-' || lpad(x.i::text, 12, '0')`;
  const leaf = (...members: readonly (readonly [string, string])[]): string =>
    `'{' || ${members.map(([name, value]) => `'"${name}":' || ${value}`).join(` || ',' || `)} || '}'`;
  const quoted = (value: string): string => `'"' || ${value} || '"'`;
  const ownEvent = 'gen_random_uuid()';
  const of = (
    number: number,
    type: string,
    at: string,
    event: string,
    when: string,
    words: Readonly<Record<string, string>>,
  ) => {
    const fixed = { at, eventId: quoted('event'), origin: `'"${origin}"'`, type: `'"${type}"'`, v: `'1'` };
    const members = Object.entries({ ...words, ...fixed }).sort(([left], [right]) => (left < right ? -1 : 1));
    return `SELECT x.i * 6 + ${number} AS entry_id, event AS event_id, '${type}' AS type, ${leaf(...members)} AS leaf
      FROM (SELECT x.*, ${event} AS event FROM bench_exchange x WHERE ${when}) x`;
  };
  const own = quoted(`'${country}'::text`);
  const partner = quoted('x.partner');
  const hash = (name: string): string => quoted(digest(`x.i || '${name}'`));
  const why = { purpose: quoted('x.purpose'), legalBasis: quoted('x.basis') };
  const answer = {
    from: own,
    to: partner,
    ...why,
    requestDigest: hash('rq'),
    bodyDigest: hash('b'),
    policyDigest: hash('p'),
    c: all,
  };
  const sent = {
    c: `'{}'`,
    messageId: quoted(message(true)),
    from: own,
    to: partner,
    contentDigest: hash('ct'),
    slipDigest: hash('s'),
  };
  const text = [
    of(0, 'ASK', 'x.at', 'x.event_id', 'x.ours', { c: all, from: own, to: partner, ...why, bodyDigest: hash('b') }),
    of(1, 'SENT', 'x.at + 1', 'x.event_id', 'x.ours', { ...sent, class: quoted(`'request'::text`) }),
    of(2, 'RECEIVED', 'x.at + x.i % 900', ownEvent, `x.ours AND x.outcome <> 'TIMED_OUT'`, {
      ...{ c: `'{}'`, class: quoted(`'reply'::text`), messageId: quoted(message(false)), from: partner, to: own },
      ...{ contentDigest: hash('an'), requestDigest: hash('ct'), peerLeaf: hash('pl') },
    }),
    of(3, 'OUTCOME', 'x.at + x.i % 900', 'x.event_id', 'x.ours', {
      ...{ c: `'{}'`, from: own, to: partner, outcome: quoted('x.outcome'), requestDigest: hash('ct') },
    }),
    of(4, 'VIEW', 'x.at + 1000', ownEvent, `x.ours AND x.outcome IN ('RECORDS', 'PARTIAL')`, {
      ...{ c: commitments('actor'), count: `'1'`, object: quoted(`'ANSWER'::text`), target: quoted('x.event_id') },
    }),
    of(0, 'DISCLOSURE', 'x.at', 'x.event_id', `NOT x.ours AND x.outcome IN ('RECORDS', 'PARTIAL')`, {
      ...{ ...answer, outcome: quoted('x.outcome') },
    }),
    of(0, 'NO_RECORD', 'x.at', 'x.event_id', `NOT x.ours AND x.outcome IN ('NO_RECORD', 'TIMED_OUT')`, answer),
    of(
      0,
      'WITHHELD',
      'x.at',
      'x.event_id',
      `NOT x.ours AND x.outcome NOT IN ('RECORDS', 'PARTIAL', 'NO_RECORD', 'TIMED_OUT')`,
      {
        ...{ ...answer, outcome: quoted('x.outcome') },
      },
    ),
    of(1, 'SENT', 'x.at + 1', 'x.event_id', 'NOT x.ours', { ...sent, class: quoted(`'reply'::text`) }),
    // one event in 500 of all but the last year has lost its subject part
    of(
      5,
      'ERASURE',
      'x.at + 31000000',
      ownEvent,
      `x.i % 500 = 0 AND x.at + 31000000 < (SELECT max(at) FROM bench_exchange)`,
      {
        ...{
          c: commitments('actor'),
          target: quoted('x.event_id'),
          group: quoted(`'subject'::text`),
          ground: quoted(`'RETENTION'::text`),
        },
      },
    ),
  ].join('\nUNION ALL\n');
  return `INSERT INTO audit_entry (entry_id, event_id, type, leaf, leaf_hash) OVERRIDING SYSTEM VALUE
      SELECT entry_id, event_id, type, convert_to(leaf, 'UTF8'), sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) FROM (${text}) made;
    SELECT setval(pg_get_serial_sequence('audit_entry', 'entry_id'), (SELECT max(entry_id) FROM audit_entry));
    INSERT INTO audit_reference (reference, entry_id)
      SELECT x.event_id::text, e.entry_id FROM audit_entry e JOIN bench_exchange x ON x.i = e.entry_id / 6 WHERE e.type = 'ERASURE'`;
}

const FACETS = `
  CREATE UNLOGGED TABLE bench_entry AS
    SELECT p.entry_id, p.entry_type, p.i, f.*
    FROM (SELECT e.entry_id, e.type AS entry_type, x.i, convert_from(e.leaf, 'UTF8')::jsonb AS entry,
            CASE e.type WHEN 'OUTCOME' THEN jsonb_build_object('purpose', x.purpose, 'legalBasis', x.basis) END AS question
          FROM audit_entry e JOIN bench_exchange x ON x.i = e.entry_id / 6 OFFSET 0) p
    CROSS JOIN LATERAL audit_facet_of(p.entry, p.question) f;
  INSERT INTO audit_facet SELECT DISTINCT facet, type, sender, recipient, purpose, legal_basis, outcome FROM bench_entry;
  INSERT INTO audit_search SELECT facet, at, entry_id FROM bench_entry`;

/** HMAC-SHA-256 in SQL: SHA-256(key ^ opad || SHA-256(key ^ ipad || label || reference)). @see RFC 2104 */
function pseudonyms({ pseudonymKey }: LogToFill): string {
  const padded = (byte: number): string =>
    Buffer.from(Buffer.concat([Buffer.from(pseudonymKey), Buffer.alloc(32)]).map((each) => each ^ byte)).toString(
      'hex',
    );
  const pseudonym = (kind: string, reference: string): string => {
    const label = Buffer.from(`crex.audit.pseudonym.${kind}.v1\0`).toString('hex');
    return `sha256('\\x${padded(0x5c)}'::bytea || sha256('\\x${padded(0x36)}${label}'::bytea || convert_to(${reference}, 'UTF8')))`;
  };
  const questions = `e.entry_type IN ('ASK', 'OUTCOME', 'DISCLOSURE', 'NO_RECORD', 'WITHHELD')`;
  const kept = `x.i % 500 <> 0`;
  const of = (group: string, kind: string, reference: string, when: string): string =>
    `SELECT '${group}', ${pseudonym(kind, reference)}, e.facet, e.at, e.entry_id
     FROM bench_entry e JOIN bench_exchange x USING (i) WHERE ${when}`;
  const text = [
    of('subject', 'subject', `'number:AR:AR_DNI:' || 10000000 + x.subject`, `${questions} AND ${kept}`),
    of(
      'subject',
      'subject',
      `'name:PERSONA ' || translate(x.subject::text, '0123456789', 'ABCDEFGHIJ') || ':1980-01-01'`,
      `${questions} AND ${kept}`,
    ),
    of('actor', 'actor', `'AR-' || x.official`, `${questions} OR e.entry_type IN ('VIEW', 'ERASURE')`),
    of('detail', 'case', 'x.case_reference', questions),
  ].join('\nUNION ALL\n');
  return `INSERT INTO audit_pseudonym ("group", pseudonym, facet, at, entry_id) ${text}`;
}

const PARTS = `
  INSERT INTO audit_detail (entry_id, "group", dek_id, ciphertext)
  SELECT e.entry_id, g."group", k.id, '\\x${createHash('sha512').update('part').digest('hex').repeat(3)}'::bytea
  FROM bench_entry e CROSS JOIN unnest(ARRAY['subject', 'actor', 'detail']) AS g ("group")
  JOIN audit_dek k ON k.month = to_char(to_timestamp(e.at) AT TIME ZONE 'UTC', 'YYYY-MM') AND k."group" = g."group"
  WHERE (e.entry_type IN ('ASK', 'DISCLOSURE', 'NO_RECORD', 'WITHHELD') AND NOT (g."group" = 'subject' AND e.i % 500 = 0))
    OR (e.entry_type IN ('VIEW', 'ERASURE') AND g."group" = 'actor')`;

const INDEXES = `
  ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_event_id_type_key UNIQUE (event_id, type);
  ALTER TABLE audit_search ADD PRIMARY KEY (facet, at, entry_id);
  ALTER TABLE audit_pseudonym ADD PRIMARY KEY (pseudonym, facet, at, entry_id);
  CREATE INDEX audit_pseudonym_of_entry ON audit_pseudonym (entry_id);
  ALTER TABLE audit_detail ADD PRIMARY KEY (entry_id, "group")`;
