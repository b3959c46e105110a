import { MAX_ENVELOPE_BYTES, MAX_LIFE_SECONDS, readStatement } from '#libs/protocol';
import { hostileMessage, type Plan, type Twist } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'] });
const { clock } = suite;
const NOW = clock.nowMs() / 1000;

describe('what the mailbox hands over', () => {
  let number = 0;

  const plan = (more: Partial<Plan> = {}): Plan => {
    return { from: 'AR', to: 'BR', kind: 'TIMEOUT', number: (number += 1), now: NOW, ...more };
  };
  const message = (twist: Twist = {}, more: Partial<Plan> = {}) => hostileMessage(suite.alliance, plan(more), twist);

  /** Hands over one line; answers the code it was counted under and what it left. */
  async function handOver(line: Buffer) {
    const [before, oddBefore, receipts] = [
      await suite.node.rows(),
      await suite.node.oddities(),
      suite.broker.receipts.length,
    ];
    suite.broker.box('BR').envelopes = [line];
    const fresh = await suite.node.verbs.collect.run(new AbortController().signal);
    suite.broker.box('BR').envelopes = [];
    const odd = Object.entries(await suite.node.oddities()).filter(([code, count]) => count !== (oddBefore[code] ?? 0));
    const after = await suite.node.rows();
    return {
      fresh,
      codes: odd.map(([code]) => code),
      unchanged: JSON.stringify(after) === JSON.stringify(before),
      receipts: suite.broker.receipts.length - receipts,
    };
  }
  const refusedWith = (code: string) => ({ fresh: 0, codes: [code], unchanged: true, receipts: 0 });

  it('is stored and receipted when nothing is wrong with it', async () => {
    const { line, id, slipDigest, contentDigest } = await message();
    expect(await handOver(line)).toMatchObject({ fresh: 1, codes: [], receipts: 1 });
    const receipt = readStatement('taken', suite.broker.receipts.at(-1) ?? '');
    expect(receipt.payload).toMatchObject({ by: 'BR', to: 'AR', items: [{ id, slipDigest, contentDigest }] });
    expect(receipt.payload.items).toHaveLength(1);
  });

  it('has come at the time of the node’s own clock: its deadline runs from then, whatever the database thinks', async () => {
    const { line, id } = await message();
    await handOver(line);
    expect(await suite.node.query('SELECT received_at FROM inbox WHERE message_id = $1', [id])).toEqual([
      { received_at: new Date(clock.nowMs()) },
    ]);
  });

  const header = (extra: object): Twist => ({ slipHeader: (head) => ({ ...head, ...extra }) });
  const slip = (extra: object): Twist => ({ bound: (fields) => ({ ...fields, ...extra }) });
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const flipped = (bytes: Buffer) => {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return bytes;
  };

  const bad: readonly (readonly [string, string, Twist])[] = [
    ['is not JSON', 'message.malformed', { line: (text) => text.slice(0, -1) }],
    ['has a slip that is not base64url', 'message.malformed', { slipToken: (token) => `${token.slice(0, -1)}=` }],
    ['has another field', 'message.malformed', { line: (text) => text.replace('{', '{"note":"x",') }],
    ['names the slip twice', 'message.duplicate-key', { line: (text) => text.replace('{', '{"slip":"x",') }],
    ['is nested', 'message.too-deep', { line: (text) => text.replace('{', `{"more":${nested(9)},`) }],
    ['is larger than any envelope', 'message.too-large', { line: (text) => text + ' '.repeat(MAX_ENVELOPE_BYTES) }],
    ['has a slip of two parts', 'message.malformed', { slipToken: (token) => token.slice(0, token.lastIndexOf('.')) }],
    ['has a slip with a field twice', 'message.duplicate-key', { slip: () => '{"v":1,"v":1}' }],
    ['has a slip with too long a payload', 'message.too-large', { slip: () => ' '.repeat(2049) }],
    ['has a slip nested in itself', 'message.too-deep', { slip: () => `{"v":${nested(20)}}` }],
    ['has a slip without a class', 'message.malformed', slip({ class: undefined })],
    ['has a slip of another version', 'message.unknown-version', slip({ v: 2 })],
    ['has a slip of another type', 'message.wrong-type', header({ typ: 'crex-content+jws' })],
    ['brings its own key', 'message.forbidden-header', header({ jwk: { kty: 'EC' } })],
    ['names where its key is', 'message.forbidden-header', header({ jku: 'https://ar.example/keys' })],
    ['brings its own certificate', 'message.forbidden-header', header({ x5c: ['AA=='] })],
    ['asks for an extension', 'message.forbidden-header', header({ crit: ['exp'], exp: 1 })],
    ['is signed with nothing', 'message.forbidden-header', header({ alg: 'none' })],
    ['is of another environment', 'message.wrong-environment', slip({ env: 'demo' })],
    ['has an id of other parties', 'message.id-mismatch', slip({ id: 'JM-BR-1-000000000001' })],
    ['replies to other parties', 'message.id-mismatch', { ...slip({ inReplyTo: 'BR-JM-1-000000000001' }) }],
    ['is signed by another country', 'message.wrong-signature', { slipBy: 'JM' }],
    ['is sealed into no size class', 'message.wrong-padding', { sealed: (bytes) => bytes.subarray(1) }],
    [
      'was sealed as something else',
      'message.wrong-digest',
      { slip: (fields) => ({ ...fields, sealedDigest: fields['contentDigest'] }) },
    ],
    ['was changed on the way', 'message.wrong-digest', { line: (text) => swapSealed(text, flipped) }],
    ['comes from the future', 'message.from-future', slip({ iat: NOW + 61 })],
    ['has expired', 'message.expired', slip({ iat: NOW - 30, exp: NOW })],
    ['lives too long', 'message.lives-too-long', slip({ exp: NOW + MAX_LIFE_SECONDS + 1 })],
    ['expires before it was made', 'message.lives-too-long', slip({ iat: NOW + 50, exp: NOW + 50 })],
  ];

  it.each(bad)('is neither stored nor receipted when it %s (%s)', async (name, code, twist) => {
    const { line } = await message(twist, name.startsWith('replies') ? { kind: 'RCPT' } : {});
    expect(await handOver(line)).toEqual(refusedWith(code));
  });

  it("is refused with another country's certificate, even when the signature fits it", async () => {
    const theirs = suite.alliance.member('JM').signer.certificate;
    const { line } = await message({ slipBy: 'JM', ...header({ 'x5t#S256': theirs }) });
    expect(await handOver(line)).toEqual(refusedWith('pki.not-listed'));
  });

  it('is refused from a country that is no member', async () => {
    const { line } = await message(slip({ from: 'UY', id: 'UY-BR-1-000000000001' }));
    expect(await handOver(line)).toEqual(refusedWith('pki.not-listed'));
  });

  it('is refused when it is addressed to another country', async () => {
    const { line } = await message({}, { to: 'JM' });
    expect(await handOver(line)).toEqual(refusedWith('message.wrong-recipient'));
  });

  it('is receipted again, and dealt with once, when the same bytes come again', async () => {
    const { line, id } = await message();
    expect(await handOver(line)).toMatchObject({ fresh: 1, receipts: 1 });
    await suite.node.work();
    expect(await handOver(line)).toEqual({ fresh: 0, codes: [], unchanged: true, receipts: 1 });
    await suite.node.work();
    const entries = await suite.node.entries('RECEIVED');
    expect(entries.filter((entry) => JSON.stringify(entry).includes(id))).toHaveLength(1);
  });

  it('is neither stored nor receipted when its id was used by another slip; the first one stands', async () => {
    const first = await message();
    await handOver(first.line);
    const second = await message({}, { number });
    expect(second.id).toBe(first.id);
    number += 1;
    expect(await handOver(second.line)).toEqual(refusedWith('message.id-reused'));
    const rows = await suite.node.query('SELECT slip_digest FROM inbox WHERE message_id = $1', [first.id]);
    expect(rows).toEqual([{ slip_digest: first.slipDigest }]);
  });

  it('gives each sender its own receipt, and one bad message does not keep the others out', async () => {
    const lines = [await message(), await message({}, { from: 'JM' }), await message({ slipBy: 'JM' })];
    const receipts = suite.broker.receipts.length;
    suite.broker.box('BR').envelopes = lines.map(({ line }) => line);
    expect(await suite.node.verbs.collect.run(new AbortController().signal)).toBe(2);
    suite.broker.box('BR').envelopes = [];
    const named = suite.broker.receipts.slice(receipts).map((token) => readStatement('taken', token).payload);
    expect(named.map(({ to, items }) => [to, items.map(({ id }) => id)])).toEqual([
      ['AR', [lines[0]?.id]],
      ['JM', [lines[1]?.id]],
    ]);
  });

  it('is remembered in the file of highest numbers before it is receipted', async () => {
    const { line } = await message({}, { number: 400 });
    await handOver(line);
    expect(suite.node.base.highWater.current.seen).toMatchObject({ 'AR-BR-1': 400 });
  });
});

function swapSealed(text: string, change: (bytes: Buffer) => Buffer): string {
  const { slip, sealed } = JSON.parse(text) as { slip: string; sealed: string };
  return `{"slip":"${slip}","sealed":"${change(Buffer.from(sealed, 'base64url')).toString('base64url')}"}`;
}
