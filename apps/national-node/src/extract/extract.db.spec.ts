import { createHash } from 'node:crypto';
import { claimsOf, developmentAuthority, type DevelopmentAuthority } from '#libs/extract';
import { CrexError, type Person } from '#libs/protocol';
import { sampleEvidence } from '#libs/synthetic';
import type { FixedClock } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { convicted, TwoNodes } from '../../../../test/hostile/two-nodes.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { registerVerbs } from '../register/register-verbs.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const colleague = { ...prosecutor, id: 'AR-78' } as const;
const operator = { kind: 'operator', id: 'op-1' } as const;
const about = { legalBasis: 'NASSAU-1992', caseReference: 'FSM 1/2026', urgency: 'ROUTINE' } as const;

const TWO_RELEASE = `
@id("br-two-release") @title("Two people release an answer") @source("Invented for the test") @status("illustrative")
@reason("SECOND_PERSON")
forbid (principal, action == Action::"releaseAlone", resource);`;

describe('a certified extract', () => {
  let nodes: TwoNodes;
  let asked = 0;
  let silent = false;
  const people = Array.from({ length: 15 }, (_, index) => convicted(index));

  /** An authority that can fall silent. */
  async function authority(clock: FixedClock): Promise<DevelopmentAuthority> {
    const real = await developmentAuthority(clock);
    const timeStamp: DevelopmentAuthority['timeStamp'] = async (...query) => {
      if (silent) throw new CrexError('extract.time-stamp-unavailable', 'nobody answers');
      return real.timeStamp(...query);
    };
    return { ...real, timeStamp };
  }

  beforeAll(async () => {
    nodes = await TwoNodes.start({ br: people, timeStamps: authority });
  }, 60_000);
  afterAll(() => nodes[Symbol.asyncDispose]());

  async function ask({ names, birthDate, birthPlace, documents }: Person, purpose: 'E1' | 'C1' = 'E1') {
    const subject = { names, birthPlace, documents, ...(birthDate !== undefined && { birthDate }) };
    const input = { ...about, purpose, evidence: sampleEvidence(purpose), to: ['BR' as const], subject };
    return (await nodes.ar.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, input)).requestId;
  }
  async function answered(person: Person): Promise<string> {
    const requestId = await ask(person);
    await nodes.exchange();
    return requestId;
  }
  const nobody = (): Person => ({ ...convicted(20), documents: [] });
  const view = () => nodes.ar.verbs.extractsOfOthers.viewExtract;
  const list = (requestId: string) => view().list(prosecutor, requestId);
  const document = (requestId: string, number?: string) => view().document(prosecutor, requestId, number);
  const claims = async (requestId: string) => claimsOf((await document(requestId)).pdf);
  const question = async (requestId: string) =>
    (await nodes.ar.verbs.viewRequest.run(prosecutor, requestId)).questions[0]!;
  const issued = (number: string) =>
    nodes.br.query<Record<string, unknown>>('SELECT * FROM extract WHERE number = $1', [number]);
  const numberOf = async (requestId: string) => (await list(requestId))[0]!.number;
  const status = (number: string, code: string) => nodes.br.verbs.issuing.tellStatus.run(number, code);
  const count = async (table: string) =>
    (await nodes.br.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

  it('certifies the records that were told: number, log entry, register, verified by the asker, shown with a log entry', async () => {
    const requestId = await answered(people[0]!);
    const [extract] = await list(requestId);
    expect(extract).toMatchObject({ verdict: 'GOOD', status: 'VALID', country: 'BR', recalledFor: null });
    expect(extract!.findings.filter(({ result }) => result === 'fault')).toEqual([]);

    const before = await nodes.ar.entries('VIEW');
    const served = await document(requestId);
    expect(await nodes.ar.entries('VIEW')).toHaveLength(before.length + 1);
    expect(served).toMatchObject({ number: extract!.number, status: 'VALID' });
    const says = await claimsOf(served.pdf);
    const { answer, promise, messageId } = await question(requestId);
    expect(says).toMatchObject({ variant: 'RECORDS', number: extract!.number, languages: ['pt', 'es'], log: promise });
    expect(says.convictions).toEqual((answer as { record?: { convictions: object[] } }).record!.convictions);
    expect(says.recipient.request.id).toBe(messageId);

    const [entry] = await nodes.br.entries('EXTRACT');
    expect(entry).toMatchObject({
      ...{ number: extract!.number, eventId: promise!.eventId, extractDigest: extract!.extractDigest },
      ...{ from: 'BR', to: 'AR', validUntil: says.validUntil },
    });
    const [row] = await issued(extract!.number);
    expect(row).toMatchObject({ state: 'SEALED', status: 'VALID', content: null, content_key: null });
    // the asker has the accepted receipt
    expect((await question(requestId)).acceptedAt).not.toBeNull();
  });

  it('tells whoever has number and code how it stands, and keeps the code nowhere in the clear', async () => {
    const requestId = await answered(people[1]!);
    const { number, verification } = await claims(requestId);
    expect(await status(number, verification.code)).toBe('VALID');
    expect(
      await status(
        number,
        verification.code.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      ),
    ).toBe('UNKNOWN');
    expect(await status('BR-2026-999999', verification.code)).toBe('UNKNOWN');
    const [row] = await issued(number);
    const digest = createHash('sha256').update(`${number}\0${verification.code}`).digest();
    expect(row!['code_digest']).toEqual(digest);
    for (const table of ['extract', 'outbox', 'audit_entry']) {
      const found = await nodes.br.query(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [
        verification.code,
      ]);
      expect([table, found.length]).toEqual([table, 0]);
    }
  });

  it('of nobody names the person as the question does, whoever the register holds', async () => {
    const person = nobody();
    const requestId = await answered(person);
    expect(await claims(requestId)).toMatchObject({
      variant: 'NO_RECORD',
      convictions: [],
      person: { names: person.names },
    });
  });

  it('is issued for no other purpose, and not where the policy refuses', async () => {
    const before = await count('extract');
    const other = await ask(people[2]!, 'C1');
    await nodes.exchange();
    expect((await question(other)).outcome).toBe('RECORDS');
    expect(await list(other)).toEqual([]);
    await expect(document(other)).rejects.toMatchObject({ code: 'ask.no-extract' });

    const { evidence: _, ...withoutCourt } = { ...sampleBodies.REQ, purpose: 'E1' };
    const plan = { from: 'UY', to: 'BR', kind: 'REQ', number: 1, now: nodes.clock.nowMs() / 1000 } as const;
    const made = await hostileMessage(nodes.alliance, { ...plan, body: withoutCourt });
    nodes.broker.box('BR').envelopes.push(made.line);
    await nodes.br.receive();
    const [{ outcome } = { outcome: '' }] = await nodes.br.query<{ outcome: string }>(
      `SELECT convert_from(leaf, 'UTF8')::jsonb ->> 'outcome' AS outcome FROM audit_entry WHERE type = 'WITHHELD'`,
    );
    expect(outcome).toBe('REFUSED');
    expect(await count('extract')).toBe(before);
  });

  it('waits, seen by the operator, while the time-stamp authority is silent; then one arrives', async () => {
    silent = true;
    const requestId = await ask(people[3]!);
    await nodes.exchange();
    await nodes.br.hurry();
    await nodes.exchange();
    expect(await question(requestId)).toMatchObject({ outcome: null, state: 'IN_PROGRESS' });
    const [waiting] = await nodes.br.verbs.issuing.extracts.list(nodes.br.database.sql, 1);
    expect(waiting).toMatchObject({ state: 'WAITING', code: 'extract.time-stamp-unavailable' });
    const [kept] = await nodes.br.query<{ content: Buffer }>('SELECT content FROM extract WHERE content IS NOT NULL');
    expect(kept!.content.toString('latin1')).not.toMatch(/eyJ/); // no JWS in the clear
    nodes.clock.advance(11 * 60_000);
    await nodes.br.verbs.issuing.sealExtracts.run();
    const open = await nodes.br.query(`SELECT 1 FROM alarm WHERE kind = 'extracts-waiting' AND cleared_at IS NULL`);
    expect(open).toHaveLength(1);

    silent = false;
    nodes.clock.advance(16 * 60_000);
    await nodes.exchange();
    expect(await question(requestId)).toMatchObject({ outcome: 'RECORDS', late: [] });
    expect(await list(requestId)).toMatchObject([{ number: waiting!.number, status: 'VALID' }]);
    expect(await nodes.br.query('SELECT 1 FROM outbox WHERE extract IS NOT NULL OR awaits_extract')).toEqual([]);
    expect(await nodes.br.query('SELECT 1 FROM extract WHERE content IS NOT NULL')).toEqual([]);
    expect(
      await nodes.br.query(`SELECT 1 FROM alarm WHERE kind = 'extracts-waiting' AND cleared_at IS NULL`),
    ).toHaveLength(0);
  });

  it('is sealed by the next process when one has died over it, and by one of two at the same time', async () => {
    const requestId = await ask(people[4]!);
    for (const node of [nodes.ar, nodes.br]) await node.verbs.deliver.run();
    await nodes.br.receive();
    const { issuing } = nodes.br.verbs;
    const claimed = await issuing.extracts.claimWaiting(
      nodes.br.base.database.manager,
      nodes.br.base.home.nowSeconds(),
      9,
    );
    expect(claimed).toHaveLength(1);
    const [one, two] = [nodes.br.restartedVerbs().issuing, nodes.br.restartedVerbs().issuing];
    const done = await Promise.all([one.sealExtracts.run(), two.sealExtracts.run()]);
    expect(done[0] + done[1]).toBe(1);
    await nodes.exchange();
    expect(await list(requestId)).toMatchObject([{ number: claimed[0]!.number, verdict: 'GOOD' }]);
    expect((await question(requestId)).late).toEqual([]);
  });

  it('is sealed again when what was sealed could not be kept, and leaves once', async () => {
    const { owner } = nodes.br.database;
    await owner.query('ALTER TABLE outbox ADD CONSTRAINT refuse CHECK (extract IS NULL) NOT VALID');
    const requestId = await answered(people[13]!);
    expect((await question(requestId)).outcome).toBeNull();
    await owner.query('ALTER TABLE outbox DROP CONSTRAINT refuse');
    expect(await nodes.br.restartedVerbs().issuing.sealExtracts.run()).toBe(1);
    await nodes.exchange();
    expect(await question(requestId)).toMatchObject({ outcome: 'RECORDS', late: [] });
    expect(await list(requestId)).toMatchObject([{ status: 'VALID' }]);
  });

  it('has numbers without gaps, also when a decision does not commit', async () => {
    await nodes.br.database.owner.query(`ALTER TABLE outbox ADD CONSTRAINT refuse CHECK (kind <> 'RCPT') NOT VALID`);
    const failed = await ask(people[5]!);
    await nodes.exchange();
    expect((await question(failed)).outcome).toBeNull();
    await nodes.br.database.owner.query('ALTER TABLE outbox DROP CONSTRAINT refuse');
    await nodes.br.hurry();
    await nodes.exchange();
    expect((await question(failed)).outcome).toBe('RECORDS');
    const rows = await nodes.br.query<{ number: string }>('SELECT number FROM extract ORDER BY number');
    const expected = rows.map((_, at) => `BR-2026-${String(at + 1).padStart(6, '0')}`);
    expect(rows.map(({ number }) => number)).toEqual(expected);
  });

  it('is shown to nobody else', async () => {
    const requestId = await answered(people[6]!);
    await expect(view().list(colleague, requestId)).rejects.toMatchObject({ code: 'ask.not-found' });
    await expect(view().document(colleague, requestId, undefined)).rejects.toMatchObject({ code: 'ask.not-found' });
    await expect(view().proof(prosecutor, requestId, undefined)).rejects.toMatchObject({ code: 'ask.no-proof-yet' });
  });

  it('is not shown once the copy has been altered in the database', async () => {
    const [one, two] = [await answered(people[7]!), await answered(people[8]!)];
    const [{ messageId: first }, { messageId: second }] = [(await list(one))[0]!, (await list(two))[0]!];
    const { owner } = nodes.ar.database;
    const kept = async (id: string) => (await owner.query('SELECT content, content_digest FROM inbox WHERE message_id = $1', [id]))[0]!; // prettier-ignore
    const put = (id: string, content: unknown) => owner.query('UPDATE inbox SET content = $2 WHERE message_id = $1', [id, content]); // prettier-ignore
    const mine = (await kept(first)) as { content: Buffer };
    const flipped = Buffer.from(mine.content);
    flipped[flipped.length >> 1]! ^= 1;
    await put(first, flipped);
    await expect(document(one)).rejects.toMatchObject({ code: 'ask.extract-altered' });
    await put(first, ((await kept(second)) as { content: Buffer }).content);
    await expect(document(one)).rejects.toMatchObject({ code: 'ask.extract-altered' });
    await put(first, mine.content);
    await document(one);
    // the finding of the arrival moved to another document
    await owner.query('UPDATE received_extract SET number = $2 WHERE message_id = $1', [first, 'BR-2026-900000']);
    await expect(document(one)).rejects.toMatchObject({ code: 'ask.extract-altered' });
  });

  it('that does not verify is shown to nobody, and calls the operator; the answer stands', async () => {
    const [br] = await nodes.ar.query<{ ca_certificates: Buffer[] }>(
      'SELECT ca_certificates FROM received_extract LIMIT 1',
    );
    expect(br!.ca_certificates).toHaveLength(1);
    const requestId = await ask(people[9]!);
    for (const node of [nodes.ar, nodes.br]) await node.verbs.deliver.run();
    await nodes.br.receive();
    await nodes.br.verbs.issuing.sealExtracts.run();
    // BR's own node is made to send another document
    await nodes.br.database.owner.query(
      `UPDATE outbox SET extract = jsonb_set(extract, '{pdf}', to_jsonb(overlay(extract ->> 'pdf' PLACING 'AAAA' FROM 4001)))
       WHERE extract IS NOT NULL`,
    );
    await nodes.exchange();
    expect((await question(requestId)).outcome).toBe('RECORDS');
    const [extract] = await list(requestId);
    expect(extract).toMatchObject({ verdict: 'FAULT', status: 'FAULT' });
    await expect(document(requestId)).rejects.toMatchObject({ code: 'ask.extract-refused' });
    const open = await nodes.ar.query(`SELECT key FROM alarm WHERE kind = 'extract-fault' AND cleared_at IS NULL`);
    expect(open).toEqual([{ key: extract!.number }]);
  });

  it('is revoked when the record is corrected: register, status, and the copy of its holder', async () => {
    const person = people[10]!;
    const requestId = await answered(person);
    const { number, verification } = await claims(requestId);
    const annulled = { ...person, convictions: [] };
    await registerVerbs(nodes.br.base).correctPerson.run(operator, annulled, 'COURT-ORDER');
    expect(await status(number, verification.code)).toBe('REVOKED');
    await nodes.exchange();
    expect(await list(requestId)).toMatchObject([{ number, status: 'REVOKED', recalledFor: 'ANNULLED' }]);
    expect((await document(requestId)).status).toBe('REVOKED');
    expect(await nodes.br.entries('EXTRACT_ENDED')).toMatchObject([{ number, status: 'REVOKED', reason: 'ANNULLED' }]);

    const { reissue } = nodes.br.verbs.endingExtracts;
    await reissue.run(operator, number, 'CLERICAL-ERROR'); // now there is nothing to tell
    await nodes.exchange();
    const [fresh, old] = await list(requestId);
    expect(fresh).toMatchObject({ status: 'VALID', supersedes: number });
    expect(old).toMatchObject({ number, status: 'REVOKED', supersededBy: fresh!.number });
    expect(await claimsOf((await document(requestId)).pdf)).toMatchObject({ variant: 'NO_RECORD', supersedes: number });
    await expect(reissue.run(operator, number, 'CLERICAL-ERROR')).rejects.toMatchObject({ code: 'extract.has-ended' });
  });

  it('is revoked, or gets a successor, by the operator: its holder is told', async () => {
    const { revoke, reissue } = nodes.br.verbs.endingExtracts;
    const requestId = await answered(people[11]!);
    const number = await numberOf(requestId);
    await expect(revoke.run(operator, number, 'because')).rejects.toMatchObject({ code: 'extract.unknown-reason' });
    await expect(revoke.run(operator, 'BR-2026-888888', 'COURT-ORDER')).rejects.toMatchObject({ code: 'extract.unknown-number' }); // prettier-ignore

    await reissue.run(operator, number, 'CLERICAL-ERROR');
    await nodes.exchange();
    const [fresh, old] = await list(requestId);
    expect(old).toMatchObject({ number, status: 'SUPERSEDED', supersededBy: fresh!.number });
    expect(fresh).toMatchObject({ status: 'VALID', supersedes: number });
    expect(await question(requestId)).toMatchObject({ late: [{ outcome: 'RECORDS' }] });
    expect((await document(requestId)).number).toBe(fresh!.number);
    expect((await document(requestId, number)).status).toBe('SUPERSEDED');
    await expect(revoke.run(operator, number, 'COURT-ORDER')).rejects.toMatchObject({ code: 'extract.has-ended' });

    await revoke.run(operator, fresh!.number, 'COURT-ORDER');
    await nodes.exchange();
    expect(await list(requestId)).toMatchObject([{ status: 'REVOKED', recalledFor: 'EXTRACT_REVOKED' }, {}]);
    expect(await nodes.br.query(`SELECT 1 FROM recall WHERE state <> 'ACKNOWLEDGED'`)).toEqual([]);
  });

  it('gets no successor by command where a clerk must release it, or where it is no longer certain who it is', async () => {
    const person = people[14]!;
    const number = await numberOf(await answered(person));
    const stricter = nodes.br.restartedVerbs({ name: 'br.cedar', text: TWO_RELEASE, narrows: true });
    const refused = stricter.endingExtracts.reissue.run(operator, number, 'CLERICAL-ERROR');
    await expect(refused).rejects.toMatchObject({ code: 'extract.needs-release' });

    await registerVerbs(nodes.br.base).createPerson.run(
      operator,
      { ...person, personId: 'BR-999999913' },
      'NEW-RECORD',
    );
    const { reissue } = nodes.br.verbs.endingExtracts;
    await expect(reissue.run(operator, number, 'CLERICAL-ERROR')).rejects.toMatchObject({
      code: 'extract.not-certain',
    });
    expect(await issued(number)).toMatchObject([{ status: 'VALID' }]);
  });

  it('that fits no message is not made, and the answer says so', async () => {
    const [conviction] = people[12]!.convictions;
    const convictions = Array.from({ length: 400 }, (_, at) => ({ ...conviction!, id: `BR:TJSP:99-${at}:2015` }));
    await registerVerbs(nodes.br.base).correctPerson.run(operator, { ...people[12]!, convictions }, 'NEW-RECORD');
    const requestId = await answered(people[12]!);
    expect((await question(requestId)).outcome).toBe('RECORDS');
    expect(await list(requestId)).toMatchObject([{ status: 'NOT_MADE', code: 'responder.extract-too-large' }]);
    expect(await issued(await numberOf(requestId))).toMatchObject([{ state: 'FAILED', content: null }]);
    await expect(document(requestId)).rejects.toMatchObject({ code: 'ask.extract-refused' });
  });
});
