import { createHash } from 'node:crypto';
import { inTransaction } from '#libs/platform';
import { canonicalJson, digestOf } from '#libs/protocol';
import {
  DAY_MS,
  digests,
  everywhere,
  filesOfServer,
  input,
  KEY,
  leavesOf,
  official,
  partsOf,
  person,
  Planted,
  references,
  texts,
  writtenBy,
} from '../../../../test/erasure/planted.js';
import { RECALL_SECONDS, RecordRecipients, type RecordRecipient } from '../answer/record-recipients.store.js';
import { registerVerbs } from '../register/register-verbs.js';
import { SearchRebuildStore } from '../register/search-rebuild.store.js';
import { nodeManifest } from './manifest.js';
import { ReportBackup } from './report-backup.js';
import { StateKekDestroyed } from './state-kek-destroyed.js';

const operator = { kind: 'operator', id: 'op-1' } as const;

/** The Merkle tree head of leaves, straight from RFC 9162 §2.1.1. */
function rootOf(leaves: readonly Uint8Array[]): Buffer {
  const hash = (prefix: number, ...parts: readonly Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat([Buffer.of(prefix), ...parts])).digest(); // prettier-ignore
  if (leaves.length === 1) return hash(0, leaves[0] as Uint8Array);
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return hash(1, rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/**
 * Numbers in which no text can be found, a pseudonym of a whole record, what is filled only where a country's own database
 * is followed and nobody imported, what waits for a time-stamp (extract/extract.db.spec.ts), and sessions of browsers
 * (test/sign-in/sign-in.db.spec.ts).
 */
const NOT_HERE = [
  ...['person_search.keys', 'notification.told', 'record_source.cursor', 'extract.content', 'outbox.extract'],
  ...['session.content', 'session.issuer_session', 'session.issuer_subject'],
];
/** Filled by corrections, merges and rebuilds alone. */
const CHANGES = /^(notification|person_history|person_merged|register_change)/;

/** The person is corrected, merged with others, and the search is being built anew: every table of it holds something. */
async function changeRegister({ answerer }: Planted): Promise<readonly RecordRecipient[]> {
  const { correctPerson, createPerson, mergePersons } = registerVerbs(answerer.base);
  const meddler = { kind: 'operator', id: official.id } as const;
  const { recallsDue } = await correctPerson.run(meddler, { ...person, sex: 9 }, 'CLERICAL-ERROR');
  await inTransaction(answerer.base.database, (tx) => new SearchRebuildStore().begin(tx));
  for (const personId of ['BR-OTHER-1', 'BR-OTHER-2']) {
    const convictions = person.convictions.map((each) => ({ ...each, id: `${each.id}:${personId}` }));
    await createPerson.run(meddler, { ...person, personId, convictions }, 'NEW-RECORD');
  }
  await mergePersons.run(meddler, person.personId, 'BR-OTHER-1', 'SAME-PERSON');
  await mergePersons.run(meddler, 'BR-OTHER-2', person.personId, 'SAME-PERSON');
  return recallsDue;
}

describe('a person and an official, after a whole exchange', () => {
  let planted: Planted;
  let before: { leaves: Buffer[] }[];

  async function prepare(): Promise<void> {
    planted = await Planted.exchange();
    before = await Promise.all(
      [planted.asker, planted.answerer].map(async (node) => ({ leaves: await leavesOf(node) })),
    );
  }

  describe('are known', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());

    it('to those who change the register, and the country that was told is owed a recall', async () => {
      expect(await changeRegister(planted)).toMatchObject([{ country: 'AR' }]);
      await planted.look();
    });

    it('in every column of the manifest that holds personal data, at its time', () => {
      const columns = nodeManifest.personal.map(({ column }) => column).filter((column) => !NOT_HERE.includes(column));
      expect([...planted.seen].sort()).toEqual(columns.sort());
    });

    it('to the search, where they are readable', async () => {
      for (const text of texts) {
        if (text === KEY || text === official.id) expect((await everywhere(planted.asker)).join('\n')).toContain(text);
        else if (!/Zzyzxquil|ZZCASE/.test(text))
          expect((await everywhere(planted.answerer)).join('\n')).toContain(text);
      }
      expect((await everywhere(planted.asker)).join('\n')).toContain('a digest');
    });

    it('but not from the tables of the exchange once it is over: what they keep is encrypted', async () => {
      const readable = [...(await everywhere(planted.asker))].filter((found) => !/^(a digest|AR-ZQ|zzkey)/.test(found));
      expect(readable).toEqual([]);
      for (const node of [planted.asker, planted.answerer]) {
        const [row] = await node.query('SELECT 1 FROM outbox WHERE body IS NOT NULL OR line IS NOT NULL');
        // the silence stated to JM waits for its turn: it names nobody; so do the recalls of the register's changes
        if (row !== undefined) expect(await node.query(`SELECT 1 FROM outbox WHERE body IS NOT NULL AND kind NOT IN ('TIMEOUT', 'RECALL')`)).toEqual([]); // prettier-ignore
      }
    });
  });

  describe('are erased by order', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());
    const ground = 'COURT-ORDER';

    it('but not on a ground that is not published, nor by hand on the ground of a rule', async () => {
      const { eraseByOrder, removePerson } = planted.asker.verbs;
      const of = { events: [] };
      for (const wrong of ['BECAUSE', 'RETENTION-ENDED', '']) {
        const code = { code: 'erasure.unknown-ground' };
        await expect(eraseByOrder.run(operator, { of, groups: ['subject'], ground: wrong })).rejects.toMatchObject(
          code,
        );
        expect(() => removePerson.run(operator, person.personId, wrong)).toThrow(
          expect.objectContaining(code) as Error,
        );
      }
    });

    it('not while the exchange is under way, and nothing of it', async () => {
      const { asker, clock } = planted;
      const { requestId } = await asker.verbs.ask.run(official, 'open', { ...input, to: ['BR'] });
      const [open] = await asker.query<{ id: string }>('SELECT question_id AS id FROM question WHERE request_id = $1', [
        requestId,
      ]);
      const order = { of: { events: [open!.id] }, groups: ['subject', 'actor', 'detail'], ground } as const;
      const rows = await asker.rows();
      const refused = { erased: [], underWay: [open!.id], unsent: { ended: 0, deletions: 0 }, backupsSince: null };
      expect(await asker.verbs.eraseByOrder.run(operator, order)).toEqual(refused);
      await asker.verbs.deliver.run();
      expect(await asker.verbs.eraseByOrder.run(operator, order)).toEqual(refused);
      expect((await asker.rows()).audit_entry).toBe(rows.audit_entry + 1); // SENT
      clock.advance(2 * DAY_MS);
      await asker.verbs.deliver.endOverdue();
      expect((await asker.verbs.eraseByOrder.run(operator, order)).erased).toHaveLength(3);
    });

    it('at the asker: parts, pseudonyms, contents and requests, each with its entry and ground', async () => {
      const { asker } = planted;
      const { eraseByOrder, viewRequest } = asker.verbs;
      const bySubject = { group: 'subject', reference: references.number } as const;
      const about = await eraseByOrder.run(operator, { of: bySubject, groups: ['subject', 'detail'], ground });
      expect(about.underWay).toEqual([]);
      expect(about.erased.map(({ group }) => group)).toEqual(
        // three questions, and two requests that asked for a second person
        Array.from({ length: 5 }, () => ['subject', 'detail']).flat(),
      );
      expect(about.backupsSince).toBe(Date.UTC(2026, 10, 22, 12) / 1000);
      // what was asked and answered is gone; that it was asked, and how it ended, is still shown to who asked
      const { questions } = await viewRequest.run(official, planted.requestId);
      expect(questions).toMatchObject([
        { outcome: 'RECORDS', answer: null, promise: { origin: 'log.br.crex.example/audit/1' } },
      ]);

      const byActor = { group: 'actor', reference: references.official } as const;
      const by = await eraseByOrder.run(operator, { of: byActor, groups: ['actor'], ground });
      expect(by.erased).toHaveLength(6); // three questions, a view, a request and an approval; the fourth question was erased above
      await expect(viewRequest.run(official, planted.requestId)).rejects.toMatchObject({ code: 'ask.not-found' });
      expect(await asker.entries('ERASURE')).toHaveLength(3 + 10 + 6);
      expect(await everywhere(asker)).toEqual([]);
    });

    it('at the answerer: the register, too', async () => {
      const { answerer } = planted;
      const { eraseByOrder, removePerson } = answerer.verbs;
      const [answer] = await answerer.query<{ id: string }>(`SELECT event_id AS id FROM outbox WHERE kind = 'RRS'`);
      const of = { events: [answer!.id, answer!.id] };
      const erased = await eraseByOrder.run(operator, { of, groups: ['subject', 'detail', 'actor'], ground });
      // the record that was sent and the question that asked for it stand in one content each
      expect(erased.erased.map(({ group, rows }) => [group, rows])).toEqual([['subject', 3], ['detail', 1], ['actor', 4]]); // prettier-ignore
      expect(await answerer.query('SELECT 1 FROM inbox WHERE content IS NOT NULL AND kind = $1', ['REQ'])).toEqual([]);

      const removed = await removePerson.run(operator, person.personId, 'RECORD-REMOVED');
      const [sent] = await answerer.query<{ contentDigest: string }>(
        `SELECT content_digest AS "contentDigest" FROM outbox WHERE kind = 'RRS'`,
      );
      const recall = { country: 'AR', eventId: answer!.id, contentDigest: sent!.contentDigest };
      const convictionIds = person.convictions.map(({ id }) => id);
      expect(removed).toEqual({ convictions: 1, recallsDue: [{ ...recall, convictionIds }] });
      await planted.recall();
      expect((await answerer.entries('CORRECTION')).at(-1)).toMatchObject({ action: 'REMOVED' });
      await expect(removePerson.run(operator, person.personId, 'RECORD-REMOVED')).rejects.toMatchObject({
        code: 'register.unknown-person',
      });
      const bySubject = { group: 'subject', reference: references.number } as const;
      await eraseByOrder.run(operator, { of: bySubject, groups: ['subject', 'detail'], ground: 'RECORD-REMOVED' });
      expect(await everywhere(answerer)).toEqual([]);
    });

    it('and with every key of both nodes nothing of them opens any more, but who was told', async () => {
      expect(await planted.columnsNow()).toEqual(['foreign_conviction.conviction', 'record_recipient.record']);
    });

    it('and every part that told of them is announced as erased; the others still open', async () => {
      const [asked, answered] = [await partsOf(planted.asker), await partsOf(planted.answerer)];
      const about = [...asked, ...answered].filter(({ type }) => /ASK|DISCLOSURE|VIEW|CORRECTION/.test(type));
      for (const part of about.filter(({ type, group }) => !`${type} ${group}`.match(/VIEW detail|CORRECTION actor/))) {
        const by = { type: 'ERASURE', ground: expect.stringMatching(/^(COURT-ORDER|RECORD-REMOVED)$/) as string };
        expect(part).toMatchObject({ status: 'erased', erasure: by });
      }
      const kept = [...asked, ...answered].filter(({ type }) => /ERASURE|IMPORT/.test(type));
      expect(kept.length).toBeGreaterThan(10);
      for (const part of kept) expect(part.status).toBe('open');
    });

    it('while every leaf stays as it was, and with it every proof', async () => {
      for (const [index, node] of [planted.asker, planted.answerer].entries()) {
        const { leaves } = before[index] as { leaves: Buffer[] };
        const now = await leavesOf(node);
        expect(now.slice(0, leaves.length)).toEqual(leaves);
        expect(rootOf(now.slice(0, leaves.length))).toEqual(rootOf(leaves));
        const hashes = await node.query<{ hash: Buffer }>(
          'SELECT leaf_hash AS hash FROM audit_entry ORDER BY entry_id',
        );
        expect(hashes.map(({ hash }) => hash)).toEqual(now.map((leaf) => createHash('sha256').update(Buffer.of(0)).update(leaf).digest())); // prettier-ignore
      }
    });

    it('nothing twice: the same order again finds nothing, and logs nothing', async () => {
      for (const { verbs, rows } of [planted.asker, planted.answerer].map((node) => ({ verbs: node.verbs, rows: () => node.rows() }))) {
        const entries = (await rows()).audit_entry;
        const of = { group: 'subject', reference: references.number } as const;
        const again = await verbs.eraseByOrder.run(operator, { of, groups: ['subject', 'detail'], ground });
        expect(again).toEqual({ erased: [], underWay: [], unsent: { ended: 0, deletions: 0 }, backupsSince: null });
        expect((await rows()).audit_entry).toBe(entries);
      }
    }); // prettier-ignore

    it('and an old question that comes again is still known, and not answered again', async () => {
      const { answerer } = planted;
      const rows = await answerer.rows();
      await answerer.base.broker.put([planted.envelope]);
      await answerer.receive();
      expect(await answerer.rows()).toEqual(rows);
    });

    it('and backups are named by their day, keys that are gone by what was retired', async () => {
      const { database, log } = planted.answerer.base;
      for (const day of ['yesterday', '2026-13-01', '2026-11-22T00:00:00Z', '']) {
        await expect(new ReportBackup(database).run(day)).rejects.toMatchObject({ code: 'erasure.no-day' });
      }
      const report = await new ReportBackup(database).run('2026-11-24');
      expect(report).toMatchObject({ day: '2026-11-24', kek: { state: 'IN_USE' }, opens: true, periods: [] });
      expect(report.parts).toBeGreaterThan(0);
      expect(report.readable).toContain('request.input_digest');
      const present = new StateKekDestroyed(database, log).run(operator, report.kek.id);
      await expect(present).rejects.toMatchObject({ code: 'erasure.kek-not-retired' });
    });

    it('not who was told of the record, as long as a recall may be due; then that, too', async () => {
      const { answerer, clock } = planted;
      const recipients = new RecordRecipients(answerer.base.log);
      const of = (convictionIds: string[], personId: string = person.personId) =>
        inTransaction(answerer.base.database, (tx) =>
          recipients.of(tx, { persons: [personId], convictions: convictionIds.map((id) => ({ personId, id })) }),
        );
      expect(await of(['BR:ZZPLANTED:0'])).toMatchObject([{ country: 'AR' }]);
      expect(await of([], 'BR-SOMEBODY')).toEqual([]);
      const [{ until }] = (await answerer.query('SELECT max(kept_until) AS until FROM record_recipient')) as [
        { until: number },
      ];
      expect(until).toBe(Date.UTC(2026, 10, 22, 12) / 1000 + RECALL_SECONDS);
      clock.advance((until - 1) * 1000 - clock.nowMs());
      await answerer.base.log.preparePeriodKeys(answerer.database.sql);
      expect((await answerer.verbs.eraseDue.run({ kind: 'node' })).recipients).toBe(0);
      expect(await of([])).toHaveLength(1);
      clock.advance(1000);
      expect((await answerer.verbs.eraseDue.run({ kind: 'node' })).recipients).toBe(2); // the person, the conviction
      expect(await of([])).toEqual([]);
    });

    it('out of the server’s own files only when the owner compacts the tables', async () => {
      const { asker } = planted;
      const left = await filesOfServer(asker);
      expect(left.join('\n')).toContain(official.id); // rows that were changed lie there until they are overwritten
      const tables = new Set(nodeManifest.personal.map(({ column }) => column.split('.')[0]));
      for (const table of tables) await asker.database.owner.query(`VACUUM FULL ${table}`);
      expect(await filesOfServer(asker)).toEqual([]);
    });
  });

  describe('are erased by rule', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());

    /** The daily run of both nodes. */
    const runBoth = async () => {
      const reports = [];
      for (const { base, database, verbs } of [planted.asker, planted.answerer]) {
        await base.log.preparePeriodKeys(database.sql);
        reports.push(await verbs.eraseDue.run({ kind: 'node' }));
      }
      return reports;
    };

    it('not a day before the retention is over', async () => {
      planted.clock.advance(Date.UTC(2029, 11, 1) - 1000 - planted.clock.nowMs());
      const nothing = { erased: [], recipients: 0, notifications: 0, foreignConvictions: 0, versions: 0 };
      for (const report of await runBoth()) expect(report).toEqual(nothing);
      expect(await everywhere(planted.asker)).not.toEqual([]);
    });

    it('then by the destruction of their period keys, each with its entry', async () => {
      planted.clock.advance(1000);
      const [asked, answered] = await runBoth();
      expect(asked!.erased.map(({ month, group, rows }) => [month, group, rows])).toEqual(
        expect.arrayContaining([
          ['2026-11', 'subject', expect.any(Number)],
          ['2026-11', 'actor', 8],
          ['2026-11', 'detail', 0],
        ]),
      );
      expect(answered!.erased).toHaveLength(3);
      const entries = await planted.asker.entries('PERIOD_ERASURE');
      expect(entries).toMatchObject(
        ['subject', 'actor', 'detail'].map((group) => ({ month: '2026-11', group, ground: 'RETENTION-ENDED' })),
      );
      for (const report of await runBoth()) expect(report.erased).toEqual([]);
      expect(await everywhere(planted.asker)).toEqual([]);
      expect(await planted.asker.query('SELECT 1 FROM inbox WHERE content IS NOT NULL')).toEqual([]);
    });

    it('so that with every key of both nodes only the register still names them, and who was told', async () => {
      const { personal } = nodeManifest;
      const kept = personal
        .filter(({ ends }) => ends === 'REGISTER' || ends === 'RECALL')
        .filter(({ column }) => !NOT_HERE.includes(column) && !CHANGES.test(column));
      expect(await planted.columnsNow()).toEqual(kept.map(({ column }) => column).sort());
    });

    it('all but the register, which has a law of its own', async () => {
      const { answerer } = planted;
      expect(await everywhere(answerer)).not.toEqual([]);
      for (const table of ['person', 'person_search', 'person_document', 'foreign_conviction']) {
        await answerer.database.owner.query(`DELETE FROM ${table} WHERE person_id = '${person.personId}'`);
      }
      expect(await everywhere(answerer)).toEqual([]);
    });

    it('and no file of theirs is left that the manifest does not name', async () => {
      const patterns = nodeManifest.files.map(({ path }) =>
        path.replace(/^CREX_(STATE|KEYS)_FOLDER\//, '').replace('*', ''),
      );
      for (const node of [planted.asker, planted.answerer]) {
        const written = await writtenBy(node);
        expect(written.map(({ name }) => name).sort()).toEqual(['high-water.json', 'keys/sealing.jwe']);
        for (const { name } of written) expect(patterns.some((each) => name.startsWith(each))).toBe(true);
      }
    });

    it('while every leaf stays, and says which entry erased its parts', async () => {
      for (const [index, node] of [planted.asker, planted.answerer].entries()) {
        const { leaves } = before[index] as { leaves: Buffer[] };
        expect((await leavesOf(node)).slice(0, leaves.length)).toEqual(leaves);
        const parts = (await partsOf(node)).filter(({ type }) => type !== 'PERIOD_ERASURE');
        expect(parts.length).toBeGreaterThan(3);
        for (const part of parts) expect(part).toMatchObject({ status: 'erased', erasure: { type: 'PERIOD_ERASURE' } });
      }
    });
  });
});

it('digests are told as the node tells them', () => {
  expect(digestOf(canonicalJson(person))).toBe(digests.at(-1)?.toString('base64url'));
});
