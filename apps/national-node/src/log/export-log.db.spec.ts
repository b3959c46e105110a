import { createHash, randomUUID } from 'node:crypto';
import {
  leafHashOf,
  logVerifier,
  openLogProof,
  opensTo,
  readLeaf,
  verifyExport,
  type Group,
  type JsonObject,
} from '#libs/audit';
import type { Subject } from '#libs/protocol';
import { createTestDatabase } from '#libs/testing';
import { domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { AuditorSuite, ORIGIN, PERIOD } from './auditor-suite.jest.js';

const person: Subject = {
  names: [{ full: 'Juan', kind: 'legal' }],
  documents: [{ country: 'AR', type: 'AR_DNI', number: '7' }],
};

interface Line {
  entry?: {
    leaf: string;
    proof: string;
    parts: Record<string, { status: string; value: JsonObject; salt: string; by: string }>;
  };
  erasure?: { leaf: string; proof: string };
  end?: { entries: number; erasures: number; digest: string };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe('the file of exported entries', () => {
  let suite: AuditorSuite;
  beforeAll(async () => {
    suite = await AuditorSuite.start(await createTestDatabase({ migrations: domesticMigrations }));
  });
  afterAll(() => suite.close());

  const exported = async (body: object = {}) => {
    const response = await suite.send('exports', { ...PERIOD, ...body });
    expect(response.status).toBe(200);
    return { response, text: await response.text() };
  };
  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const leafOf = (item: { leaf: string } | undefined) => readLeaf(Buffer.from(item?.leaf ?? '', 'base64'));

  it('verifies by its own words and the key of the log', async () => {
    const [question, erased] = [await suite.asked(person), await suite.asked(person)];
    await suite.outcome(question, 'NO_RECORD');
    const erasure = await suite.erase(erased, 'subject');
    const verifier = logVerifier(await suite.signTree());
    const late = await suite.asked(person); // not in the tree yet
    const query = { subject: { documents: person.documents!.map((each) => ({ ...each })) } };
    const { response, text } = await exported({ ...query, open: ['subject', 'detail'] });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="log-ar-1795348800.crex-log.ndjson"',
    );
    const [header, ...lines] = linesOf(text);
    const access = (await suite.accesses()).at(-1)!;
    expect(header).toEqual({
      ...{ format: 'crex-log-export', v: 1, country: 'AR', madeAt: 1_795_348_800, access: access.eventId },
      ...{ entries: 3, open: ['subject', 'detail'] },
    });
    expect(access).toMatchObject({ scope: 'DETAIL', count: 3 });

    const body = text.slice(0, text.trimEnd().lastIndexOf('\n') + 1);
    const end = { entries: 3, erasures: 0, digest: createHash('sha256').update(body).digest('base64url') };
    expect(lines.at(-1)).toEqual({ end });
    const entries = lines.slice(0, -1).map(({ entry }) => entry!);
    expect(entries.map((entry) => `${leafOf(entry).eventId} ${leafOf(entry).type}`)).toEqual([
      ...[`${late} ASK`, `${question} OUTCOME`, `${question} ASK`],
    ]);
    expect(entries[0]!.proof).toBe('PENDING');
    for (const { leaf, proof } of entries.slice(1)) {
      const { checkpoint } = openLogProof(proof, leafHashOf(Buffer.from(leaf, 'base64')), verifier, []);
      expect(checkpoint.origin).toBe(ORIGIN);
    }
    const { c } = leafOf(entries[2]);
    const { subject, actor, detail } = entries[2]!.parts;
    expect([subject?.status, actor, detail?.status]).toEqual(['open', { status: 'closed' }, 'open']);
    for (const [group, part] of Object.entries({ subject, detail })) {
      expect(opensTo(c[group as Group]!, group as Group, part!.value, Buffer.from(part!.salt, 'base64url'))).toBe(true);
    }
    expect(entries[1]!.parts).toEqual({});

    const policy = { logs: [{ vkey: await suite.signTree() }], witnesses: [], groups: [], quorum: 'none' };
    const verdict = await verifyExport(bytesOf(text), [policy]);
    expect(verdict).toMatchObject({ entries: 3, erasures: 0, pending: 1, isWhole: true, faults: [] });
    expect(verdict.parts).toEqual({ open: 4, closed: 2, erased: 0, missing: 0 });

    const whole = linesOf((await exported({ types: ['ASK'] })).text);
    const gone = whole.find(({ entry }) => entry !== undefined && leafOf(entry).eventId === erased);
    expect(gone?.entry?.parts['subject']).toEqual({ status: 'erased', by: erasure!.leaf.eventId });
    expect(JSON.stringify(whole)).not.toContain('salt'); // nothing was opened
    const told = whole.filter((line) => line.erasure !== undefined);
    expect(told.map((line) => leafOf(line.erasure))).toEqual([erasure!.leaf]);
    openLogProof(told[0]!.erasure!.proof, leafHashOf(Buffer.from(told[0]!.erasure!.leaf, 'base64')), verifier, []);
    expect(whole.at(-1)!.end).toMatchObject({ erasures: 1 });
    const again = whole.map((line) => `${JSON.stringify(line)}\n`).join('');
    expect(await verifyExport(bytesOf(again), [policy])).toMatchObject({
      erasures: 1,
      faults: [],
      parts: { erased: 1 },
    });
  });

  it('has the cosignatures of the checkpoint that most witnesses have seen', async () => {
    await suite.asked(person);
    await suite.signTree();
    const cosign = (size: string, witness: string) =>
      suite.database.owner.query(
        `INSERT INTO tlog_cosignature (epoch, size, witness, time, line)
         SELECT 1, ${size}, '${witness}', t, '— ${witness} ' || t || E'\\n' FROM generate_series(1, 2) t ON CONFLICT DO NOTHING`,
      );
    await cosign('(SELECT max(size) FROM tlog_checkpoint)', 'w/br');
    await cosign('(SELECT max(size) FROM tlog_checkpoint)', 'w/cl');
    await suite.asked(person);
    await suite.signTree(); // newer, and seen by nobody yet
    const proofs = linesOf((await exported({ types: ['ASK'] })).text).flatMap(({ entry }) => entry?.proof ?? []);
    expect(proofs[0]).not.toContain('— w/');
    expect(proofs[1]).toMatch(/— log\.ar\.crex\.example\/audit\/1 \S+\n— w\/br 2\n— w\/cl 2\n$/);
  });

  it('is written down before its first byte, and holds what was chosen then', async () => {
    const before = (await suite.accesses()).length;
    const made = await suite.asked(person, { caseReference: 'stream' });
    const response = await suite.send('exports', { ...PERIOD, caseReference: 'stream', open: ['detail'] });
    await suite.asked(person, { caseReference: 'stream' });
    const reader = response.body!.getReader();
    await reader.read();
    expect(await suite.accesses()).toHaveLength(before + 1);
    await reader.cancel();
    const { text } = await exported({ caseReference: 'stream', to: '2026-11-22T12:00:01Z' });
    expect(linesOf(text).flatMap(({ entry }) => (entry === undefined ? [] : [leafOf(entry).eventId]))).toContain(made);
  });

  it('of nothing is a file too', async () => {
    const { text } = await exported({ types: ['KEY_EVENT'] });
    expect(linesOf(text)).toMatchObject([{ entries: 0 }, { end: { entries: 0, erasures: 0 } }]);
  });

  it('without its end was cut off: a fault on the way ends it there', async () => {
    const made = await Promise.all(Array.from({ length: 3 }, () => suite.asked(person, { caseReference: 'cut' })));
    const change = (to: string) =>
      suite.database.owner.query(
        `UPDATE audit_detail d SET ciphertext = ${to} FROM audit_entry e WHERE e.entry_id = d.entry_id AND e.event_id = '${made[0]}'`,
      );
    await suite.database.owner.query('ALTER TABLE audit_detail DISABLE TRIGGER no_update');
    await change(`'\\x00' || ciphertext`);
    const response = await suite.send('exports', { ...PERIOD, caseReference: 'cut', open: ['detail'] });
    await expect(response.text()).rejects.toThrow();
    await change('substring(ciphertext FROM 2)');
    await suite.database.owner.query('ALTER TABLE audit_detail ENABLE ALWAYS TRIGGER no_update');
    expect((await exported({ caseReference: 'cut', open: ['detail'] })).text).toContain('"end"');
  });

  it('is not made of more than ten thousand entries, nor of more than 400 days', async () => {
    const entry = { type: 'VIEW', object: 'REGISTER', count: 1 } as const;
    for (let batch = 0; batch < 10; batch++) {
      const views = Array.from({ length: 1001 }, () => ({ eventId: randomUUID(), entry, actor: { id: 'x' } }));
      await suite.append(...views);
    }
    const before = await suite.api.counts();
    const problem = await problemOf(await suite.send('exports', { ...PERIOD, types: ['VIEW'] }));
    expect(problem).toMatchObject({ status: 422, code: 'log.too-much' });
    const long = await suite.send('exports', { ...PERIOD, from: '2025-10-01T00:00:00Z', types: ['ASK'] });
    expect(await problemOf(long)).toMatchObject({ status: 422, pointers: [{ pointer: '/to' }] });
    expect(await suite.api.counts()).toEqual(before);
  });
});
