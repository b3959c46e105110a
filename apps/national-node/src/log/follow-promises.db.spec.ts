import {
  checkBrokenPromise,
  cosignatureVerifier,
  logVerifier,
  openLogProof,
  readPromiseEvidence,
  type PromiseTrust,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import type { MessageId } from '#libs/protocol';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { KeptContent } from '../courier/kept-content.js';

const MINUTE_MS = 60_000;
const MERGE_DELAY_MS = 2 * 60 * MINUTE_MS;
const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;

interface PromiseRow {
  readonly state: string;
  readonly content_digest: string;
  readonly message_id: MessageId;
  readonly event_id: string;
  readonly leaf_hash: Buffer;
  readonly log_index: number | null;
  readonly proof: string | null;
}

describe('what an answer has promised', () => {
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let asker: TestNode;
  let answerer: TestNode;
  let log: OwnTables;
  let asked = 0;

  beforeEach(async () => {
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    const settings = { maximumMergeDelayMs: MERGE_DELAY_MS };
    asker = await TestNode.start({ alliance, clock, broker, country: 'AR', settings });
    answerer = await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] });
    log = await OwnTables.start(alliance, answerer, 'BR');
    broker.shelf.show(log.origin, log);
    await look();
    clock.advance(10 * MINUTE_MS);
  });
  afterEach(async () => {
    await log.close();
    await Promise.all([asker.close(), answerer.close()]);
  });

  /** The log is signed; two countries cosign it, we among them; and we remember it. */
  async function look(): Promise<void> {
    await log.sign();
    await asker.verbs.watching.witnessLogs.run();
    await broker.shelf.witness('JM', log.origin, clock.nowMs() / 1000);
    await asker.verbs.watching.witnessLogs.run();
  }
  const follow = () => asker.verbs.watching.followPromises.run();

  /** One question and its answer, up to the broker. */
  async function answered(): Promise<void> {
    await asker.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: ['BR'] });
    await asker.verbs.deliver.run();
    await answerer.receive();
    await answerer.verbs.deliver.run();
  }
  async function exchange(): Promise<PromiseRow> {
    await answered();
    await asker.receive();
    return promise();
  }
  async function promise(): Promise<PromiseRow> {
    const rows = await asker.query<PromiseRow>('SELECT * FROM promise ORDER BY received_at DESC LIMIT 1');
    expect(rows).toHaveLength(1);
    return rows[0] as PromiseRow;
  }
  const alarms = async () =>
    asker.query<{ kind: string; key: string; detail: object; evidence: Buffer | null }>(
      'SELECT kind, key, detail, evidence FROM alarm WHERE cleared_at IS NULL ORDER BY kind',
    );
  /** The operator of the answering country takes the entry out of the queue: it never gets its place. */
  const withhold = (eventId: string) =>
    log.asOwner(
      `DELETE FROM audit_pending p USING audit_entry e WHERE e.entry_id = p.entry_id AND e.event_id = '${eventId}'`,
    );
  const witnesses = () => (['AR', 'JM'] as const).map((id) => cosignatureVerifier(alliance.entry(id).witness.vkey));

  it('is kept: index and proof are there, and the proof holds by itself', async () => {
    const made = await exchange();
    expect(made.state).toBe('PENDING');
    expect((await asker.entries('RECEIVED')).at(-1)?.['peerLeaf']).toBe(made.leaf_hash.toString('base64url'));
    await follow();
    expect((await promise()).state).toBe('PENDING');
    await look();
    await follow();
    const kept = await promise();
    expect(kept.state).toBe('KEPT');
    const key = logVerifier(alliance.entry('BR').log.vkey);
    const opened = openLogProof(kept.proof ?? '', kept.leaf_hash, key, witnesses());
    expect(opened.index).toBe(BigInt(kept.log_index ?? -1));
    expect(opened.checkpoint.cosignatures).toHaveLength(2);
    const [place] = await answerer.query<{ log_index: number }>(
      'SELECT log_index FROM tlog_leaf JOIN audit_entry USING (entry_id) WHERE event_id = $1 AND leaf_hash = $2',
      [kept.event_id, kept.leaf_hash],
    );
    expect(place?.log_index).toBe(kept.log_index);
    expect(await alarms()).toEqual([]);
  });

  it('is found, too, when the leaf was in the tree long before the answer arrived', async () => {
    await look();
    await answered();
    for (let round = 0; round < 3; round++) {
      clock.advance(20 * MINUTE_MS);
      await look();
      await follow();
    }
    await asker.receive();
    await follow();
    expect((await promise()).state).toBe('KEPT');
  });

  it('is looked for only from the tree before it was made, hash by hash from there on', async () => {
    await look();
    await answered();
    await asker.receive();
    await look();
    broker.shelf.asked.length = 0;
    await follow();
    expect((await promise()).state).toBe('KEPT');
    const tiles = broker.shelf.asked.filter((path) => path.includes('/tile/'));
    expect(tiles.length).toBeGreaterThan(0);
    expect(new Set(tiles).size).toBe(tiles.length);
  });

  it('waits for a quorum: the checkpoint of the log and our own cosignature are not enough', async () => {
    await exchange();
    await log.sign();
    await asker.verbs.watching.witnessLogs.run();
    await asker.verbs.watching.witnessLogs.run();
    await follow();
    expect((await promise()).state).toBe('PENDING');
    await broker.shelf.witness('BROKER', log.origin, clock.nowMs() / 1000);
    await asker.verbs.watching.witnessLogs.run();
    await follow();
    expect((await promise()).state).toBe('PENDING');
    await broker.shelf.witness('JM', log.origin, clock.nowMs() / 1000);
    await asker.verbs.watching.witnessLogs.run();
    await follow();
    expect((await promise()).state).toBe('KEPT');
  });

  it('calls the operator when it is late, and stops calling when it comes', async () => {
    const { event_id: eventId } = await exchange();
    clock.advance(5 * MINUTE_MS);
    await follow();
    expect(await alarms()).toEqual([]);
    clock.advance(1000);
    await follow();
    expect(await alarms()).toMatchObject([
      { kind: 'promise-late', key: log.origin, detail: { promises: 1, events: [eventId] } },
    ]);
    await look();
    await follow();
    expect(await alarms()).toEqual([]);
  });

  it('calls the operator when the log that it waits for has had no quorum for longer than a checkpoint stays fresh', async () => {
    await exchange();
    clock.advance(61 * MINUTE_MS);
    await follow();
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['checkpoint-stale', 'promise-late']);
    await look();
    await follow();
    expect(await alarms()).toEqual([]);
  });

  describe('and is never done', () => {
    const trust = (): PromiseTrust => ({
      log: {
        vkey: alliance.entry('BR').log.vkey,
        witnesses: alliance
          .entry('BR')
          .log.witnesses.map((member) => ({ member, vkey: alliance.entry(member).witness.vkey })),
      },
      rule: { owner: 'BR', parties: ['AR', 'BR'] },
      maximumMergeDelay: MERGE_DELAY_MS / 1000,
      checkAnswer: async (answer) => {
        const { Trust } = await import('../trust.js');
        await new Trust(asker.base.directory, asker.base.home).checkSigned(answer, 'BR', answer.payload.iat);
      },
    });
    const exported = async (digest: string) =>
      readPromiseEvidence(
        await asker.verbs.watching.exportEvidence.run({ kind: 'operator', id: 'op-1' }, 'promise-broken', digest),
      );

    /** Time goes by, the witnesses look, nothing comes. */
    async function pass(grows: boolean): Promise<void> {
      for (let minutes = 0; minutes <= MERGE_DELAY_MS / MINUTE_MS; minutes += 30) {
        clock.advance(30 * MINUTE_MS);
        if (grows) await answerer.database.transaction((sql) => answerer.base.log.append(sql, [IMPORT()]));
        await look();
        await follow();
      }
    }

    it.each([
      ['while the log goes on without it', true],
      ['while the log stands still', false],
    ])('is caught by the asker %s, with evidence that needs nothing from the answerer', async (_name, grows) => {
      await look();
      const made = await exchange();
      await withhold(made.event_id);
      await pass(grows);
      expect((await promise()).state).toBe('BROKEN');
      const [alarm] = await alarms();
      expect(alarm).toMatchObject({
        ...{ kind: 'promise-broken', key: made.content_digest },
        detail: { answerer: 'BR', origin: log.origin, eventId: made.event_id },
      });
      expect(await alarms()).toHaveLength(1);
      const evidence = await exported(made.content_digest);
      expect(evidence.before !== undefined).toBe(true);
      const view = { object: 'ANSWER', count: 1, contentDigest: made.content_digest };
      expect((await asker.entries('VIEW')).at(-1)).toMatchObject(view);
      expect(await checkBrokenPromise(evidence, trust())).toMatchObject({
        verdict: 'broken',
        promise: { eventId: made.event_id },
      });
      const forged = { ...evidence, answer: `${evidence.answer.slice(0, -4)}AAAA` };
      await expect(checkBrokenPromise(forged, trust())).rejects.toMatchObject({ code: 'message.wrong-signature' });
    });

    it('is shown from the empty tree when nothing was known of the log before', async () => {
      await asker.database.owner.query('DELETE FROM cosigned_checkpoint');
      const checkpoints = log.checkpoints.bind(log);
      log.checkpoints = async () => (await checkpoints()).slice(0, 1);
      const made = await exchange();
      await withhold(made.event_id);
      await answerer.database.transaction((sql) => answerer.base.log.append(sql, [IMPORT()]));
      await pass(true);
      const evidence = await exported(made.content_digest);
      expect(evidence.before).toBeUndefined();
      expect((await checkBrokenPromise(evidence, trust())).verdict).toBe('broken');
    });

    it('is no broken promise a second before the delay is over, nor by a checkpoint that was cosigned before', async () => {
      const made = await exchange();
      await withhold(made.event_id);
      const left = MERGE_DELAY_MS - 1000;
      clock.advance(left);
      await look();
      await follow();
      expect((await promise()).state).toBe('PENDING');
      clock.advance(60 * MINUTE_MS); // nobody cosigns again
      await follow();
      expect((await promise()).state).toBe('PENDING');
      await look();
      await follow();
      expect((await promise()).state).toBe('BROKEN');
    });

    it('is kept after all when the leaf comes in time, however late', async () => {
      const made = await exchange();
      await withhold(made.event_id);
      clock.advance(MERGE_DELAY_MS - 60 * MINUTE_MS);
      await look();
      await follow();
      await log.asOwner(`INSERT INTO audit_pending SELECT entry_id FROM audit_entry WHERE event_id = '${made.event_id}'
        AND NOT EXISTS (SELECT 1 FROM tlog_leaf l WHERE l.entry_id = audit_entry.entry_id)`);
      await look();
      await follow();
      expect((await promise()).state).toBe('KEPT');
      expect(await alarms()).toEqual([]);
    });

    it('leaves evidence without the answer in it: once the answer is erased, nothing can be shown', async () => {
      await look();
      const made = await exchange();
      await withhold(made.event_id);
      await pass(true);
      const [alarm] = await alarms();
      expect(readPromiseEvidence(alarm?.evidence ?? Buffer.alloc(0)).answer).toBe('');
      await asker.database.owner.query(
        `UPDATE inbox SET content = NULL, content_key = NULL WHERE content_digest = $1`,
        [made.content_digest],
      );
      await expect(exported(made.content_digest)).rejects.toMatchObject({ code: 'log.answer-erased' });
    });
  });

  it('is neither kept nor broken by tiles that are not those of the cosigned tree', async () => {
    await exchange();
    await look();
    const tile = log.tile.bind(log);
    for (const [place, code] of [
      [5, 'audit.proof-invalid'],
      [-5, 'log.tiles-differ'],
    ] as const) {
      log.tile = async (level, index, width) => {
        const hashes = Buffer.from(await tile(level, index, width));
        const at = place < 0 ? hashes.length + place : place;
        if (level === 0) hashes[at] = (hashes[at] ?? 0) ^ 1;
        return hashes;
      };
      await expect(follow()).rejects.toMatchObject({ code });
      expect((await promise()).state).toBe('PENDING');
    }
    log.tile = tile;
    await follow();
    expect((await promise()).state).toBe('KEPT');
  });

  it('in the log of somebody else is no promise that could be kept', async () => {
    await asker.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: ['JM'] });
    await asker.verbs.deliver.run();
    const [question] = await asker.query<{ messageId: string; digest: string }>(
      `SELECT message_id AS "messageId", content_digest AS digest FROM outbox WHERE recipient = 'JM'`,
    );
    await look();
    const [leaf] = await answerer.query<{ event_id: string; leaf_hash: Buffer }>(
      'SELECT event_id, leaf_hash FROM audit_entry JOIN tlog_leaf USING (entry_id) ORDER BY log_index DESC LIMIT 1',
    );
    const made = {
      ...{ eventId: leaf?.event_id, leafHash: leaf?.leaf_hash.toString('base64url') },
      ...{ origin: log.origin, time: clock.nowMs() / 1000 },
    };
    const about = { requestDigest: question?.digest ?? '', inReplyTo: question?.messageId ?? '' };
    const plan = { from: 'JM', to: 'AR', kind: 'RRS', number: 1, now: clock.nowMs() / 1000, ...about } as const;
    const twist = { content: (content: object) => ({ ...content, promise: made }) };
    broker.box('AR').envelopes = [(await hostileMessage(alliance, plan, twist)).line];
    await asker.receive();
    clock.advance(6 * MINUTE_MS);
    await look();
    await follow();
    expect((await promise()).state).toBe('PENDING');
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['promise-late']);
    clock.advance(2 * MERGE_DELAY_MS);
    await look();
    await follow();
    expect((await promise()).state).toBe('BROKEN');
    expect(await alarms()).toMatchObject([
      { kind: 'promise-broken', detail: { answerer: 'JM', origin: log.origin, evidence: 'no-checkpoint' } },
    ]);
  });

  it('that is dated ahead of the answer is broken in itself', async () => {
    await look();
    const made = await exchange();
    await withhold(made.event_id);
    const ahead = 'UPDATE promise SET promised_at = promised_at + 1000';
    await asker.database.owner.query(ahead);
    const { contents } = asker.verbs.watching;
    const answer = (await contents.ofDigest(asker.base.database.manager, made.content_digest)) ?? '';
    const [head, payload, signature] = answer.split('.') as [string, string, string];
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { promise: { time: number } };
    said.promise.time += 1000;
    const dated = [head, Buffer.from(JSON.stringify(said)).toString('base64url'), signature].join('.');
    const kept = new KeptContent(asker.base.log);
    const sealed = await kept.seal(asker.base.database.manager, made.message_id, { slip: '', content: dated });
    await asker.database.owner.query('UPDATE inbox SET content = $2, content_key = $3 WHERE content_digest = $1', [
      ...[made.content_digest, Buffer.from(sealed.ciphertext), sealed.periodKey],
    ]);
    clock.advance(MERGE_DELAY_MS + 20 * MINUTE_MS);
    await look();
    await follow();
    expect(await alarms()).toMatchObject([
      { kind: 'promise-broken', detail: { evidence: 'audit.promise-from-future' } },
    ]);
  });

  it('is given up when the log has had no quorum for twice the delay: nothing but the answer can be shown', async () => {
    const made = await exchange();
    clock.advance(2 * MERGE_DELAY_MS - 60_000);
    await follow();
    expect((await promise()).state).toBe('PENDING');
    clock.advance(60_000);
    await follow();
    expect((await promise()).state).toBe('BROKEN');
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({
      kind: 'promise-broken',
      key: made.content_digest,
      detail: { evidence: 'no-checkpoint' },
    });
    const operator = { kind: 'operator', id: 'op-1' } as const;
    const exporting = asker.verbs.watching.exportEvidence.run(operator, 'promise-broken', made.content_digest);
    await expect(exporting).rejects.toMatchObject({ code: 'log.no-evidence' });
  });

  it('lets old beginnings go, but for one in ten minutes, the newest, and those that are needed', async () => {
    const sizes = async () =>
      (await asker.query<{ size: number }>('SELECT size FROM cosigned_checkpoint ORDER BY size')).map(
        ({ size }) => size,
      );
    for (let round = 0; round < 12; round++) {
      await answerer.database.transaction((sql) => answerer.base.log.append(sql, [IMPORT()]));
      await look();
      clock.advance(2 * MINUTE_MS);
    }
    const kept = await sizes();
    expect(kept.length).toBeLessThan(10);
    expect(kept.at(-1)).toBe(Number(await log.sign()));
    clock.advance(5 * MERGE_DELAY_MS);
    await asker.verbs.watching.witnessLogs.run();
    expect(await sizes()).toEqual(kept.slice(-1));
  });
});

let imports = 0;
const IMPORT = () => ({
  eventId: `5f0c5c2e-7a8e-4d0b-9c1f-${(imports += 1).toString().padStart(12, '0')}`,
  entry: {
    ...({ type: 'IMPORT', fileDigest: 'A'.repeat(43) } as const),
    ...{ added: imports, changed: 0, removed: 0, refused: 0 },
  },
  actor: { kind: 'operator', id: 'op-1' },
});
