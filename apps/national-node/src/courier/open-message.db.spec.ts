import { Registry } from 'prom-client';
import { digestOf, isCrexError, type Opener } from '#libs/protocol';
import {
  hostileMessage,
  type HostileMessage,
  type Plan,
  type Twist,
} from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { inTransaction, sqlOf } from '#libs/platform';
import { SignedContents } from '../log/signed-contents.store.js';
import { subjectReferences } from '../log/references.js';
import { KeptContent } from './kept-content.js';
import type { InboxMessage } from './inbox.store.js';
import { CompareDirectories } from './compare-directories.js';
import { OpenMessage } from './open-message.js';
import { Trust } from '../trust.js';

const HOUR_MS = 3_600_000;

describe('a message that was taken and is opened', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM', 'GY'], ownAlliance: true });
  const { clock } = suite;
  let number = 0;

  const now = () => clock.nowMs() / 1000;
  const message = (twist: Twist = {}, more: Partial<Plan> = {}) => {
    const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: (number += 1), now: now(), ...more } as const;
    return hostileMessage(suite.alliance, plan, twist);
  };
  async function take({ line }: HostileMessage): Promise<void> {
    suite.broker.box('BR').envelopes = [line];
    await suite.node.verbs.collect.run(new AbortController().signal);
    suite.broker.box('BR').envelopes = [];
  }
  const inboxRow = async ({ id }: HostileMessage) => {
    const text = 'SELECT state, code, line, content, kind FROM inbox WHERE message_id = $1';
    return (await suite.node.query<{ state: string; code: string | null; line: Buffer | null }>(text, [id]))[0];
  };
  /** What of it is kept as evidence. */
  const keptOf = async ({ id }: HostileMessage) => {
    const { database, log } = suite.node.base;
    const contents = new SignedContents('inbox', new KeptContent(log));
    return inTransaction(database, (tx) => contents.ofMessage(tx, id));
  };
  const faultsTo = (id: string) =>
    suite.node.query<{ kind: string; recipient: string; body: { code: string; pointers: object[] } }>(
      'SELECT kind, recipient, body FROM outbox WHERE in_reply_to = $1',
      [id],
    );

  const field = (extra: object): Twist => ({ content: (content) => ({ ...content, ...extra }) });
  const bound = (extra: object): Twist => ({ bound: (slip) => ({ ...slip, ...extra }) });
  const header = (extra: object): Twist => ({ contentHeader: (head) => ({ ...head, ...extra }) });

  const bad: readonly (readonly [string, string, Twist])[] = [
    ['is sealed to another country', 'unsealable', { sealTo: 'JM', bound: (slip) => ({ ...slip, kid: '' }) }],
    ['is sealed to a key that this node does not hold', 'unknown-sealing-key', { sealTo: 'JM' }],
    ['names another sealing suite', 'unknown-suite', bound({ suite: 'HPKE-NONE' })],
    ['has another slip than was sealed', 'unsealable', { slip: (slip) => ({ ...slip, priority: 1 }) }],
    ['has something hidden in its padding', 'wrong-padding', { padded: () => Buffer.alloc(4096, 1) }],
    ['has no content JWS inside', 'malformed', { contentToken: () => 'nothing' }],
    ['has a content of another type', 'wrong-type', header({ typ: 'crex-slip+jws' })],
    ['has a content that brings its own key', 'forbidden-header', header({ jwk: {} })],
    ['has a content of another version', 'unknown-version', field({ v: 2 })],
    ['has a content of another shape', 'malformed', field({ more: 1 })],
    ['has a content with a key twice', 'duplicate-key', { content: () => '{"v":1,"v":1}' }],
    ['has a content nested too deep', 'too-deep', { content: () => `{"v":${'['.repeat(20)}${']'.repeat(20)}}` }],
    ['is of an unknown kind', 'unknown-kind', field({ kind: 'COSIGN' })],
    [
      'has another contentDigest than its content',
      'wrong-digest',
      { bound: (slip) => ({ ...slip, contentDigest: slip['kid'] }) },
    ],
    ['has a content signed by another country', 'wrong-signature', { contentBy: 'JM' }],
    ['has a content of another environment', 'slip-mismatch', field({ env: 'demo' })],
    ['has a content from another country', 'slip-mismatch', field({ from: 'JM' })],
    ['has a content to another country', 'slip-mismatch', field({ to: 'JM' })],
    ['has a content with another id', 'slip-mismatch', field({ id: 'AR-BR-1-000000000999' })],
    ['has a content with another beginning', 'slip-mismatch', field({ iat: 1_700_000_000 })],
    ['has a content with another end', 'slip-mismatch', field({ exp: 2_000_000_000 })],
    ['announces another class', 'wrong-class', field({ kind: 'VOID', body: sampleBodies.VOID })],
    ['answers something without being a reply', 'malformed', field({ requestDigest: sampleBodies.REQ.salt })],
    ['has a body of another shape', 'malformed-body', field({ body: { ...sampleBodies.REQ, purpose: 'C9' } })],
  ];

  it.each(bad)('is refused when it %s (%s)', async (name, what, twist) => {
    const before = await suite.node.rows();
    const kid = suite.alliance.member('BR').keys.sealing.kid;
    const made = await message(name === 'is sealed to another country' ? { sealTo: 'JM', ...bound({ kid }) } : twist);
    await take(made);
    expect(await inboxRow(made)).toMatchObject({ state: 'NEW' });
    await suite.node.work();

    expect(await inboxRow(made)).toEqual({
      ...{ state: 'REFUSED', code: `responder.${what}`, line: null, content: expect.anything() as Buffer, kind: null },
    });
    expect(await keptOf(made)).toEqual({ slip: made.slip }); // what was signed in the clear, and nothing that is not believed
    expect(await faultsTo(made.id)).toMatchObject([
      { kind: 'FEM', recipient: 'AR', body: { code: `responder.${what}` } },
    ]);
    const entry = { from: 'AR', to: 'BR', messageId: made.id, slipDigest: made.slipDigest, code: `responder.${what}` };
    expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject(entry);
    const after = await suite.node.rows();
    expect(after).toEqual({
      ...before,
      ...{ inbox: before.inbox + 1, outbox: before.outbox + 1, audit_entry: before.audit_entry + 1 },
    });
  });

  it('tells the asker where its body is wrong, and no value', async () => {
    const subject = { names: [{ full: 'Zoltán Quispe', kind: 'stage' }] };
    const made = await message(field({ body: { ...sampleBodies.REQ, subject } }));
    await take(made);
    await suite.node.work();
    const [fault] = await faultsTo(made.id);
    expect(fault?.body.pointers).toMatchObject([{ pointer: '/subject/names/0/kind' }]);
    expect(JSON.stringify(fault)).not.toMatch(/Quispe|stage/);
  });

  it.each([
    ['a reply', { kind: 'FEM' }],
    ['a control message', { kind: 'VOID', body: { salt: 'x' } }],
  ] as const)('is refused without a word when it is %s: no fault answers a fault', async (_, more) => {
    const made = await message({}, more);
    await take(made);
    const before = await suite.node.rows();
    await suite.node.work();
    expect(await inboxRow(made)).toMatchObject({ state: 'REFUSED', line: null });
    expect(await suite.node.rows()).toEqual({ ...before, audit_entry: before.audit_entry + 1 });
  });

  it('is refused once: nobody says it again', async () => {
    const made = await message({ contentBy: 'JM' });
    await take(made);
    await suite.node.work();
    const before = await suite.node.rows();
    await take(made);
    await suite.node.hurry();
    await suite.node.work();
    expect(await suite.node.rows()).toEqual(before);
  });

  describe('by the list of checks alone', () => {
    const opened: string[] = [];
    async function codeOf(made: HostileMessage): Promise<string> {
      const counting = [...suite.node.base.keys.sealing.openers.values()].map((opener): [string, Opener] => [
        opener.kid,
        { kid: opener.kid, open: (sealed, aad) => (opened.push('opened'), opener.open(sealed, aad)) },
      ]);
      const { directory, home, logger } = suite.node.base;
      const open = new OpenMessage(
        new Trust(directory, home),
        new CompareDirectories(directory, logger, new Registry()),
        () => new Map(counting),
        { take: () => undefined },
      );
      opened.length = 0;
      try {
        await open.run({ line: made.line } as unknown as InboxMessage);
        return 'opened';
      } catch (error) {
        if (isCrexError(error)) return error.code;
        throw error;
      }
    }

    it('opens when nothing is wrong', async () => {
      expect(await codeOf(await message())).toBe('opened');
    });

    it.each([
      ['a slip that another has signed', 'message.wrong-signature', { slipBy: 'JM' }],
      [
        'other sealed bytes than the slip says',
        'message.wrong-digest',
        { slip: (slip) => ({ ...slip, sealedDigest: slip['kid'] }) },
      ],
    ] as readonly (readonly [string, string, Twist])[])('does not open %s', async (_, code, twist) => {
      expect(await codeOf(await message(twist))).toBe(code);
      expect(opened).toEqual([]);
    });

    it('does not even open what a suspended member sends', async () => {
      await suite.alliance.suspend('GY');
      await suite.node.base.directory.refresh();
      expect(await codeOf(await message({}, { from: 'GY' }))).toBe('message.sender-suspended');
      expect(opened).toEqual([]);
    });
  });

  it('is refused when its sender was suspended after it was taken', async () => {
    const made = await message({}, { from: 'JM' });
    await take(made);
    await suite.alliance.suspend('JM');
    await suite.node.base.directory.refresh();
    await suite.node.work();
    expect(await inboxRow(made)).toMatchObject({ state: 'REFUSED', code: 'responder.sender-suspended' });
    await suite.alliance.reinstate('JM');
    await suite.node.base.directory.refresh();
  });

  it('makes this node fetch a newer directory first, and heeds it', async () => {
    const { version } = suite.node.base.directory.view();
    await suite.alliance.suspend('JM');
    const made = await message({}, { from: 'JM', directoryVersion: version + 1 });
    await take(made);
    await suite.node.work();
    expect(suite.node.base.directory.view().version).toBe(version + 1);
    expect(await inboxRow(made)).toMatchObject({ state: 'REFUSED', code: 'responder.sender-suspended' });
    await suite.alliance.reinstate('JM');
    await suite.node.base.directory.refresh();
  });

  describe('names a version of the directory that this node holds with another hash', () => {
    const counted = async () => {
      const metrics = await suite.node.base.registry.getMetricsAsJSON();
      const { values } = metrics.find(({ name }) => name === 'crex_directory_differs_total') ?? { values: [] };
      const ofSenders = values as { value: number; labels: { country?: string } }[];
      return ofSenders.find(({ labels }) => labels.country === 'AR')?.value ?? 0;
    };

    it.each(['the present one', 'an earlier one'])(
      '%s: it is refused, counted, and said to the operator once',
      async (which) => {
        const said: unknown[] = [];
        const other = digestOf(`another than ${which}`);
        suite.node.base.logger.error = (fields: unknown) => said.push(fields);
        const { version, hash } = suite.node.base.directory.view();
        if (which === 'an earlier one') {
          await suite.alliance.republish({}, clock.nowMs());
          await suite.node.base.directory.refresh();
        }
        const before = await counted();
        for (const _ of [1, 2]) {
          const made = await message({}, { directoryVersion: version, directoryHash: other });
          await take(made);
          await suite.node.work();
          expect(await inboxRow(made)).toMatchObject({ state: 'REFUSED', code: 'responder.directory-differs' });
          expect(await faultsTo(made.id)).toMatchObject([{ body: { code: 'responder.directory-differs' } }]);
          // its sender has certainly asked: the question is kept, and the attempt is found by the person
          expect(await keptOf(made)).toEqual({ slip: made.slip, content: made.content });
          const { log, database: db } = suite.node.base;
          const reference = subjectReferences(sampleBodies.REQ.subject)[0] ?? '';
          const found = await log.entriesFoundBy(sqlOf(db.manager), 'subject', reference);
          expect(found.map(({ leaf }) => leaf)).toContainEqual(
            expect.objectContaining({ type: 'REFUSAL', messageId: made.id }),
          );
        }
        expect(await counted()).toBe(before + 2);
        const code = 'message.directory-differs';
        expect(said).toEqual([{ code, peer: 'AR', version, ours: hash, theirs: other }]);
      },
    );

    it('is no alarm for a version that this node has never held', async () => {
      const made = await message(
        {},
        { directoryVersion: suite.node.base.directory.view().version + 100, directoryHash: digestOf('unknown') },
      );
      await take(made);
      await suite.node.work();
      expect(await inboxRow(made)).toMatchObject({ state: 'HELD' });
    });
  });

  it('waits while the directory has expired, and is opened when there is a newer one', async () => {
    const made = await message();
    await take(made);
    const before = await suite.node.rows();
    clock.advance(25 * HOUR_MS);
    await suite.node.work();
    expect(await inboxRow(made)).toMatchObject({ state: 'NEW' });
    expect(await suite.node.rows()).toEqual(before);
    await suite.alliance.renew(clock.nowMs());
    await suite.node.base.directory.refresh();
    await suite.node.hurry();
    await suite.node.work();
    expect(await inboxRow(made)).toMatchObject({ state: 'HELD' });
  });

  it('is refused when its certificate was revoked after it was taken', async () => {
    const made = await message();
    await take(made);
    await suite.alliance.revoke('AR', 'signing', clock.nowMs());
    await suite.node.base.directory.refresh();
    await suite.node.work();
    expect(await inboxRow(made)).toMatchObject({ state: 'REFUSED', code: 'responder.certificate-revoked' });
    const next = await message();
    const before = await suite.node.rows();
    await take(next);
    expect(await suite.node.rows()).toEqual(before);
    expect(await suite.node.oddities()).toMatchObject({ 'pki.certificate-revoked': 1 });
  });
});
