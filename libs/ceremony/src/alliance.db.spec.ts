import {
  directoryMigrations,
  initialiseDirectory,
  refreshDirectory,
  type DirectoryView,
  type MemberView,
} from '#libs/directory';
import { keyOfListed, thumbprint, type LeafRole } from '#libs/pki';
import { BROKER, isCrexError, SUITE, type MemberId } from '#libs/protocol';
import { createTestDatabase } from '#libs/testing';
import { Alliance } from './alliance.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

/** A node of the Alliance: anchored in its root, fed from what the Alliance has published. */
async function nodeOf(alliance: Alliance) {
  const database = opened.use(await createTestDatabase({ migrations: directoryMigrations }));
  const { sql } = database;
  await initialiseDirectory(sql, alliance.root);
  const refresh = async (nowMs = NOW): Promise<DirectoryView> => {
    const fetch = (path: string) => Promise.resolve(alliance.files.get(path));
    return (await refreshDirectory({ sql, fetch, nowMs, env: alliance.env })).view;
  };
  return { database, sql, refresh };
}

function listed(view: DirectoryView, id: MemberId): MemberView {
  return view.member(id) as MemberView;
}

/** What the directory says of the present certificate of a role, or the code of the refusal. */
function verdict(view: DirectoryView, alliance: Alliance, id: MemberId, role: LeafRole, as: LeafRole = role): string {
  const { certificate, publicKey } = alliance.member(id).keys[role];
  const nowMs = view.asOfMs;
  try {
    const key = keyOfListed(listed(view, id), thumbprint(certificate), { env: view.env, role: as, atMs: nowMs, nowMs });
    return key.equals(publicKey) ? 'good' : 'another key';
  } catch (error) {
    return isCrexError(error) ? error.code : String(error);
  }
}

const LEAF_ROLES = ['tls', 'signing', 'extract-seal'] as const;

describe('a new Alliance', () => {
  let alliance: Alliance;
  let view: DirectoryView;

  beforeAll(async () => {
    alliance = await Alliance.create({ env: 'test', members: ['GY', 'AR', 'BR'], nowMs: NOW, suspended: ['GY'] });
    view = await (await nodeOf(alliance)).refresh();
  });

  it('is accepted by the client of the directory, with its members and their status', () => {
    expect(view).toMatchObject({ version: 1, env: 'test', expired: false });
    expect(view.members.map(({ id, status, roles }) => [id, status, roles])).toEqual([
      ['AR', 'active', ['exchange']],
      ['BR', 'active', ['exchange']],
      [BROKER, 'active', ['broker']],
      ['GY', 'suspended', ['exchange']],
    ]);
    expect(listed(view, 'BR')).toMatchObject({ languages: ['pt'], calendar: { zone: 'America/Sao_Paulo' } });
  });

  it('lists certificates that verify for their role, and for no other', () => {
    for (const { id } of alliance.members) {
      for (const role of LEAF_ROLES) {
        expect([id, role, verdict(view, alliance, id, role)]).toEqual([id, role, 'good']);
        const wrong = LEAF_ROLES.filter((other) => other !== role);
        expect(wrong.map((as) => verdict(view, alliance, id, role, as))).toEqual(wrong.map(() => 'pki.not-listed'));
      }
    }
  });

  it('keeps its online parts good for 47 hours, and the revocation lists in them for 29 days', async () => {
    const later = NOW + 47 * HOUR;
    const { refresh } = await nodeOf(alliance);
    await refresh();
    await alliance.newTimestamp(later);
    const then = await refresh(later);
    const good = alliance.members.map(() => 'good');
    expect(alliance.members.map(({ id }) => verdict(then, alliance, id, 'signing'))).toEqual(good);
    const inAMonth = { ...then, asOfMs: NOW + 29 * 24 * HOUR };
    expect(alliance.members.map(({ id }) => verdict(inAMonth, alliance, id, 'signing'))).toEqual(good);
  });

  it('lists one sealing key per member, which its opener has', async () => {
    for (const member of alliance.members) {
      const [key, ...others] = listed(view, member.id).sealingKeys;
      expect(others).toEqual([]);
      expect(key).toMatchObject({ suite: SUITE, notBefore: NOW / 1000 - 60, notAfter: NOW / 1000 - 60 + 35 * 86_400 });
      expect((await member.opener()).kid).toBe(key?.kid);
      expect(verdict(view, alliance, member.id, 'signing')).toBe('good');
      expect(member.signer.certificate).toBe(thumbprint(member.keys.signing.certificate));
    }
  });

  it('gives the broker a server certificate for localhost and its other names', async () => {
    const made = await Alliance.create({
      env: 'demo',
      members: ['AR'],
      nowMs: NOW,
      brokerHosts: ['broker.test', '::1'],
    });
    const text = Buffer.from(made.member(BROKER).keys.tls.certificate).toString('latin1');
    expect(text).toContain('localhost');
    expect(text).toContain('broker.test');
    expect(Buffer.from(made.member('AR').keys.tls.certificate).toString('latin1')).not.toContain('localhost');
  });
});
