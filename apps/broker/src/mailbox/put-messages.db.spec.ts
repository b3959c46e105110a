import { Alliance } from '#libs/ceremony';
import { issueCertificate, createCsr, generateP256KeyPair } from '#libs/pki';
import { digestOf, MAX_ENVELOPE_BYTES, type CountryCode } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { MessageMaker, type Bend } from '../../../../test/broker/messages.js';
import { countRows, random32, signerOf, TestBroker, type MemberClient } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
let maker: MessageMaker;
let ar: MemberClient;

const opened = new AsyncDisposableStack();
beforeAll(async () => {
  database = opened.use(await createTestDatabase({ migrations: brokerMigrations }));
  const members = ['AR', 'BR', 'CL', 'CR', 'GY', 'UY'] as const;
  alliance = await Alliance.create({ env: 'test', members, suspended: ['GY'], nowMs: Date.now() });
  broker = opened.use(
    await TestBroker.start({ alliance, databaseUrl: database.url, settings: { CREX_MAX_HELD_PER_PAIR: '3' } }),
  );
  await broker.govern({ CR: { roles: ['statistics'] } });
  maker = new MessageMaker(alliance, broker.clock);
  ar = broker.client('AR');
});
afterAll(() => opened.disposeAsync());

const now = () => Math.floor(broker.clock.nowMs() / 1000);

/** A signing certificate of AR's own CA with this validity, counted from now (seconds). */
async function certified([from, to]: readonly [number, number]) {
  const { ca } = alliance.member('AR').keys;
  const pair = await generateP256KeyPair();
  const csr = await createCsr(pair, { member: 'AR', organization: 'Test', commonName: 'AR CREX signing' });
  const period = { notBefore: now() + from, notAfter: now() + to };
  return {
    ...pair,
    certificate: await issueCertificate({ ca, csr, role: 'signing', env: 'test', member: 'AR', ...period }),
  };
}

async function push(client: MemberClient, member: ReturnType<Alliance['member']>): Promise<void> {
  const answer = await client.json('/v1/directory/online', await broker.onlinePart(member));
  expect(answer.status).toBe(200);
}

interface Case {
  readonly code: string;
  readonly line: () => Promise<Uint8Array | string>;
  readonly from?: CountryCode;
  /** Whether the sender was certain when it was refused: then, and only then, the log keeps it. */
  readonly logged?: boolean;
}

const bent =
  (bend: Bend, to: CountryCode = 'BR') =>
  async () =>
    (await maker.make('AR', to, bend)).line;
const slip = (fields: Readonly<Record<string, unknown>>, to?: CountryCode) => bent({ slip: fields }, to);

const CASES: Readonly<Record<string, Case>> = {
  'that is not JSON': { code: 'broker.malformed', line: () => Promise.resolve('not json') },
  'that is not UTF-8': { code: 'broker.malformed', line: () => Promise.resolve(Buffer.from([0x7b, 0xff, 0x7d])) },
  'with more members than slip and sealed': {
    code: 'broker.malformed',
    line: async () => {
      const { line } = await maker.make('AR', 'BR');
      return `${line.toString().slice(0, -1)},"more":"1"}`;
    },
  },
  'that is too large': {
    code: 'broker.too-large',
    line: () => Promise.resolve(Buffer.alloc(MAX_ENVELOPE_BYTES + 1, ' ')),
  },
  'that is too deep': { code: 'broker.too-deep', line: () => Promise.resolve('{"slip":{"a":{}},"sealed":""}') },
  'that names a key twice': {
    code: 'broker.duplicate-key',
    line: async () => {
      const { line } = await maker.make('AR', 'BR');
      return `{"sealed":"",${line.toString().slice(1)}`;
    },
  },
  'of an unknown version': { code: 'broker.unknown-version', line: slip({ v: 2 }) },
  'of another environment': { code: 'broker.wrong-environment', line: slip({ env: 'demo' }) },
  'whose slip is another signed object': {
    code: 'broker.wrong-type',
    line: bent({ header: { typ: 'crex-content+jws' } }),
  },
  'whose header brings its own key': { code: 'broker.forbidden-header', line: bent({ header: { jwk: {} } }) },
  'whose id names other parties': { code: 'broker.id-mismatch', line: slip({ id: 'AR-CL-1-000000000001' }) },
  'of another than the TLS peer': {
    code: 'broker.wrong-sender',
    line: bent({}),
    from: 'BR',
  },
  'whose signature is of another key': {
    code: 'broker.wrong-signature',
    line: () => {
      const { certificate } = alliance.member('AR').signer;
      return bent({ signer: { ...alliance.member('BR').signer, certificate } })();
    },
  },
  'signed with a certificate of another country': {
    code: 'broker.certificate-not-listed',
    line: () => bent({ signer: alliance.member('BR').signer })(),
  },
  'signed with a certificate for TLS': {
    code: 'broker.certificate-not-listed',
    line: () => bent({ signer: signerOf(alliance.member('AR').keys.tls) })(),
  },
  'signed with a certificate that is not listed': {
    code: 'broker.certificate-not-listed',
    line: async () => bent({ signer: signerOf(await certified([-50, 3600])) })(),
  },
  'from a suspended sender': {
    code: 'broker.sender-suspended',
    line: async () => (await maker.make('GY', 'BR')).line,
    from: 'GY',
  },
  'whose sealed bytes are not those of the slip': {
    code: 'broker.wrong-digest',
    line: bent({ carried: Buffer.alloc(5232) }),
    logged: true,
  },
  'that is not padded to a size class': { code: 'broker.wrong-padding', line: bent({ sealed: Buffer.alloc(5233) }) },
  'that is a reply in the size of a question': {
    code: 'broker.wrong-padding',
    line: slip({ class: 'reply', inReplyTo: 'BR-AR-1-000000000001' }),
  },
  'that has expired': {
    code: 'broker.expired',
    line: () => slip({ iat: now() - 100, exp: now() - 1 })(),
    logged: true,
  },
  'from the future': {
    code: 'broker.from-future',
    line: () => slip({ iat: now() + 120, exp: now() + 3600 })(),
    logged: true,
  },
  'that lives too long': {
    code: 'broker.lives-too-long',
    line: () => slip({ exp: now() + 73 * 3600 })(),
    logged: true,
  },
  'to a suspended recipient': { code: 'broker.recipient-suspended', line: bent({}, 'GY'), logged: true },
  'to a country that is no member': {
    code: 'broker.recipient-suspended',
    line: () => slip({ id: 'AR-PE-1-000000000001', to: 'PE' })(),
    logged: true,
  },
  'to a member without the exchange role': { code: 'broker.recipient-suspended', line: bent({}, 'CR'), logged: true },
  'of an unknown suite': { code: 'broker.unknown-suite', line: slip({ suite: 'HPKE-OTHER' }), logged: true },
  'sealed to an unknown key': {
    code: 'broker.unknown-sealing-key',
    line: () => slip({ kid: random32() })(),
    logged: true,
  },
};

describe('a message is refused, with nothing stored and the broker’s signature on it,', () => {
  it.each(Object.entries(CASES))('%s', async (_, { code, line, from = 'AR', logged = false }) => {
    const bytes = Buffer.from(await line());
    const before = await countRows(database.sql);
    const refusalsBefore = await refusals(code);
    const answer = await broker.client(from).put(bytes);
    expect(answer.status).toBe(200);
    const { stored, refused } = JSON.parse(answer.body.toString()) as { stored: string[]; refused: string[] };
    expect(stored).toEqual([]);
    const { items } = await broker.verified('refused', refused[0] ?? '', from);
    expect(items).toEqual([expect.objectContaining({ code, lineDigest: digestOf(bytes) })]);
    expect(await countRows(database.sql)).toEqual(before);
    expect((await refusals(code)) - refusalsBefore).toBe(logged ? 1 : 0);
  });

  it('signed with a certificate that was not yet, or is no more, in force', async () => {
    const [early, late] = [await certified([600, 3600]), await certified([-50, -10])];
    const uy = alliance.member('AR');
    const listed = [early, late].map(({ certificate }) => ({
      role: 'signing' as const,
      der: Buffer.from(certificate).toString('base64'),
    }));
    await push(ar, uy.listing({ ...uy.online, certificates: [...uy.online.certificates, ...listed] }));
    for (const [key, code] of [
      [early, 'broker.certificate-not-yet-valid'],
      [late, 'broker.certificate-expired'],
    ] as const) {
      const { stored, refused } = await ar.putRead((await maker.make('AR', 'BR', { signer: signerOf(key) })).line);
      expect([stored, refused.map((item) => item.code)]).toEqual([[], [code]]);
    }
  });

  it('signed with a certificate that has been revoked, from the moment the list is published', async () => {
    const client = broker.client('UY');
    expect((await client.putRead((await maker.make('UY', 'BR')).line)).stored).toHaveLength(1);
    await push(client, await alliance.member('UY').changed({ revoke: ['signing'] }, broker.clock.nowMs()));
    const { stored, refused } = await client.putRead((await maker.make('UY', 'BR')).line);
    expect([stored, refused.map((item) => item.code)]).toEqual([[], ['broker.certificate-revoked']]);
  });

  it('one by one: the good ones of a batch are held', async () => {
    const good = await maker.make('AR', 'CL');
    const { stored, refused } = await ar.putRead('not json', good.line, await slip({ v: 2 })());
    expect(refused.map(({ code }) => code)).toEqual(['broker.malformed', 'broker.unknown-version']);
    const receipt = await broker.verified('stored', stored[0] ?? '', 'AR');
    expect(receipt.items).toEqual([{ id: good.id, slipDigest: good.slipDigest, contentDigest: good.contentDigest }]);
  });
});

async function refusals(code: string): Promise<number> {
  const [row] = await database.sql.query<{ count: number }>(
    `SELECT count(*) FROM audit_entry WHERE convert_from(leaf, 'UTF8')::jsonb @> $1`,
    [JSON.stringify({ type: 'REFUSAL', code })],
  );
  return row?.count ?? 0;
}

describe('an id', () => {
  const other = async (id: string) => (await maker.make('AR', 'CL', { slip: { id } })).line;

  it('with the same slip gets the same receipt, to the byte, and one log entry', async () => {
    const { line, id } = await maker.make('AR', 'UY');
    const first = await ar.putRead(line);
    const rows = await countRows(database.sql);
    expect(await ar.putRead(line)).toEqual(first);
    expect(await countRows(database.sql)).toEqual(rows);
    const both = await ar.putRead(line, (await maker.make('AR', 'UY')).line, line);
    expect(both.stored).toHaveLength(2);
    expect(both.stored).toContain(first.stored[0]);
    expect(await entriesOf(id)).toEqual(['RELAYED']);
  });

  it('with the same slip gets its receipt even when the message would no longer be accepted', async () => {
    const { line } = await maker.make('AR', 'BR', { slip: { exp: now() + 600 } });
    const first = await ar.putRead(line);
    expect(first.refused).toEqual([]);
    broker.clock.shiftMs += 601_000;
    try {
      expect(await ar.putRead(line)).toEqual(first);
    } finally {
      broker.clock.shiftMs -= 601_000;
    }
  });

  it('with another slip is refused, and the log says so', async () => {
    const { line, id, slipDigest } = await maker.make('AR', 'CL');
    await ar.put(line);
    const reused = await other(id);
    expect(await ar.putRead(reused)).toEqual({
      stored: [],
      refused: [{ code: 'broker.id-reused', id, lineDigest: digestOf(reused) }],
    });
    expect(await entriesOf(id)).toEqual(['RELAYED', 'REFUSAL']);
    const [row] = await database.sql.query('SELECT slip_digest FROM mailbox_message WHERE message_id = $1', [id]);
    expect(row).toEqual({ slip_digest: slipDigest });
  });

  it('with another slip is refused within one batch', async () => {
    await takeAll('CL');
    const { line, id } = await maker.make('AR', 'CL');
    const { stored, refused } = await ar.putRead(line, await other(id));
    expect([stored.length, refused.map(({ code }) => code)]).toEqual([1, ['broker.id-reused']]);
  });

  it('is held once, whoever of those that bring it at the same time comes first', async () => {
    await takeAll('CL');
    const { line, id } = await maker.make('AR', 'CL');
    const reused = await other(id);
    const answers = await Promise.all([line, reused, line, reused, line].map((each) => ar.putRead(each)));
    const receipts = new Set(answers.flatMap(({ stored }) => stored));
    expect(receipts.size).toBe(1);
    const refused = answers.flatMap((answer) => answer.refused.map(({ code }) => code));
    expect(new Set(refused)).toEqual(new Set(['broker.id-reused']));
    expect((await entriesOf(id)).filter((type) => type === 'RELAYED')).toHaveLength(1);
  });
});

describe('what is held', () => {
  it('is bounded for each pair, and neither other senders nor other recipients feel it', async () => {
    await takeAll('CL');
    const lines = [];
    for (let index = 0; index < 4; index++) lines.push((await maker.make('AR', 'CL')).line);
    for (const line of lines.slice(0, 3)) expect((await ar.putRead(line)).refused).toEqual([]);
    const full = await ar.putRead(lines[3] ?? '');
    expect(full.refused).toMatchObject([{ code: 'broker.mailbox-full' }]);
    expect((await broker.client('BR').putRead((await maker.make('BR', 'CL')).line)).refused).toEqual([]);
    expect((await ar.putRead((await maker.make('AR', 'UY')).line)).refused).toEqual([]);
    // a repeat is answered, and room that is made is used
    expect((await ar.putRead(lines[0] ?? '')).stored).toHaveLength(1);
    await takeAll('CL');
    expect((await ar.putRead(lines[3] ?? '')).refused).toEqual([]);
  });

  it('has its log entry, each and every one', async () => {
    const [row] = await database.sql.query<{ messages: number; without: number }>(
      `SELECT count(*) AS messages, count(*) FILTER (WHERE NOT EXISTS (
         SELECT 1 FROM audit_entry e WHERE e.event_id = m.event_id AND e.type = 'RELAYED')) AS without
       FROM mailbox_message m`,
    );
    expect(row?.messages).toBeGreaterThan(5);
    expect(row?.without).toBe(0);
  });

  it('is nothing when the log cannot be written, and no receipt leaves', async () => {
    await takeAll('CL');
    const { line } = await maker.make('AR', 'CL');
    const before = await countRows(database.sql);
    await database.owner.query('REVOKE EXECUTE ON FUNCTION audit_append FROM crex_app');
    const answer = await ar.put(line);
    await database.owner.query('GRANT EXECUTE ON FUNCTION audit_append TO crex_app');
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([500, 'broker.internal']);
    expect(await countRows(database.sql)).toEqual(before);
    expect((await ar.putRead(line)).stored).toHaveLength(1);
  });
});

async function takeAll(member: CountryCode): Promise<void> {
  const client = broker.client(member);
  await database.owner.query('DELETE FROM mailbox_statement');
  const held = await database.sql.query<{ id: string; from: CountryCode; slipDigest: string; contentDigest: string }>(
    `SELECT message_id AS id, sender AS from, slip_digest AS "slipDigest", content_digest AS "contentDigest"
     FROM mailbox_message WHERE recipient = $1 AND line IS NOT NULL`,
    [member],
  );
  const tokens = await Promise.all(held.map((message) => maker.taken(member, message.from, [message])));
  expect((await client.take(tokens)).status).toBe(204);
}

async function entriesOf(id: string): Promise<string[]> {
  const rows = await database.sql.query<{ type: string }>(
    `SELECT e.type FROM audit_named r JOIN audit_entry e USING (entry_id) WHERE reference = $1 ORDER BY entry_id`,
    [id],
  );
  return rows.map(({ type }) => type);
}
