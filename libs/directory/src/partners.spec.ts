import { isCrexError, type PartnerId } from '#libs/protocol';
import { codeOfAsync } from '../../../test/code-of.js';
import { acceptOnline } from './accept-online.js';
import { Alliance, MemoryClient } from './alliance.jest.js';
import { readOnlineFile } from './country-files.js';
import { readMembersFile } from './members-file.js';
import {
  certificateFor,
  DAY,
  entryOf,
  HOUR,
  NOW,
  NOW_SECONDS,
  onlineOf,
  partnerEntryOf,
  sealingKey,
} from './metadata.jest.js';
import { stillShows, type DirectoryView } from './view.js';

const INTERPOL = 'INTERPOL' as PartnerId;
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

function pointersOf(code: string, read: () => unknown): string[] {
  try {
    read();
    return ['accepted'];
  } catch (error) {
    if (!isCrexError(error, code)) throw error;
    return error.pointers.map(({ pointer }) => pointer);
  }
}

describe('a partner organisation in members.json', () => {
  const list = (partners: object) => ({
    ...{ v: 1, env: 'test', members: { BROKER: entryOf('BROKER'), AR: entryOf('AR') } },
    partners,
  });
  const read = (value: unknown) => pointersOf('directory.malformed-members', () => readMembersFile(bytesOf(value)));
  const entry = partnerEntryOf(INTERPOL);

  it('has a status, a name, languages and the role statistics', () => {
    expect(readMembersFile(bytesOf(list({ INTERPOL: entry }))).partners).toEqual({ INTERPOL: entry });
  });

  it.each<[string, object, string]>([
    ['the role of the exchange', { roles: ['exchange'] }, '/roles'],
    ['both roles', { roles: ['statistics', 'exchange'] }, '/roles'],
    ['the role of the broker', { roles: ['broker'] }, '/roles'],
    ['no role', { roles: [] }, '/roles'],
    ['a log', { log: entryOf('AR').log }, ''],
    ['a witness', { witness: entryOf('AR').witness }, ''],
    ['capabilities', { capabilities: [] }, ''],
    ['an unknown status', { status: 'asleep' }, '/status'],
    ['no language', { languages: [] }, '/languages'],
    ['no name', { name: '' }, '/name'],
  ])('has not %s', (_, change, pointer) => {
    expect(read(list({ INTERPOL: { ...entry, ...change } }))).toContain(`/partners/INTERPOL${pointer}`);
  });

  it.each(['AR', 'ZZ', 'BROKER', 'interpol', 'ORG-1', 'ABCDEFGHIJKLMNOPQ', ''])('is not named %j', (id) => {
    expect(read(list({ [id]: entry }))).toEqual(['/partners']);
  });

  it('stands apart from the members, and witnesses no log', () => {
    const members = { BROKER: entryOf('BROKER'), AR: entryOf('AR'), INTERPOL: entryOf('AR') };
    expect(read({ ...list({}), members })).toEqual(['/members']);
    const witnessed = entryOf('AR');
    const log = { ...witnessed.log, witnesses: ['INTERPOL'] };
    expect(
      read({ ...list({ INTERPOL: entry }), members: { BROKER: entryOf('BROKER'), AR: { ...witnessed, log } } }),
    ).toEqual(['/members/AR/log/witnesses/0']);
  });
});

describe('the online part of a partner organisation', () => {
  const ours = { member: INTERPOL, env: 'test' } as const;
  const read = async (change: object) => {
    const file = bytesOf({ ...(await onlineOf(INTERPOL)), ...change });
    return pointersOf('directory.malformed-online', () => readOnlineFile(file, ours));
  };

  it('lists TLS certificates', async () => {
    expect(await read({})).toEqual(['accepted']);
    expect(await read({ certificates: [{ role: 'tls', der: await certificateFor(INTERPOL, 'tls') }] })).toEqual([
      'accepted',
    ]);
  });

  it('lists nothing to sign with, and nothing to seal to', async () => {
    for (const role of ['signing', 'extract-seal'] as const) {
      const certificates = [{ role, der: await certificateFor(INTERPOL, role) }];
      expect(await read({ certificates })).toEqual(['/certificates/0/role']);
    }
    expect(await read({ sealingKeys: [sealingKey(1)] })).toEqual(['/sealingKeys']);
  });

  it('is pushed like that of a member, under its own delegation alone', async () => {
    const alliance = await Alliance.founded(['AR', 'BROKER', INTERPOL]);
    const [snapshot, targets] = [alliance.file('1.snapshot.json'), alliance.file('1.targets.json')];
    const made = await alliance.addOnline(INTERPOL, 2);
    const [metadata, target] = [...made.values()] as [Uint8Array, Uint8Array];
    const now = { env: 'test', nowMs: NOW } as const;
    const push = (member: PartnerId | 'AR') =>
      acceptOnline({ targets, snapshot }, { member, metadata, target }, now).changed;
    expect(push(INTERPOL)).toBe(true);
    expect(await codeOfAsync(() => push('AR'))).toBe('directory.under-signed');
    expect(await codeOfAsync(() => push('IADB' as PartnerId))).toBe('directory.unknown-member');
  });
});

describe('a view with a partner organisation', () => {
  const founded = () => Alliance.founded(['AR', 'BROKER', INTERPOL]);
  const viewOfNew = async (alliance: Alliance) => (await new MemoryClient(alliance).refresh()) as DirectoryView;

  it('shows it apart from the members, and whose its certificates are', async () => {
    const view = await viewOfNew(await founded());
    expect(view.members.map(({ id }) => id)).toEqual(['AR', 'BROKER']);
    expect(view.partners.map(({ id, roles }) => [id, roles])).toEqual([['INTERPOL', ['statistics']]]);
    const [partner] = view.partners;
    expect(view.listed(INTERPOL)).toBe(partner);
    expect(view.listed('AR')).toBe(view.member('AR'));
    expect(view.listed('IADB' as PartnerId)).toBeUndefined();
    const [x5t] = partner!.certificates.keys();
    expect(view.ownerOfCertificate(x5t!)).toBe(partner);
    expect(partner!.caCertificates).toHaveLength(1);
  });

  it('shows none without one', async () => {
    expect((await viewOfNew(await Alliance.founded())).partners).toEqual([]);
  });

  it('changes when a part of it runs out', async () => {
    const alliance = await founded();
    await alliance.addOnline(INTERPOL, 2, NOW_SECONDS + HOUR);
    await alliance.publish();
    const view = await viewOfNew(alliance);
    expect(stillShows(view, NOW + HOUR * 1000 - 1)).toBe(true);
    expect(stillShows(view, NOW + HOUR * 1000)).toBe(false);
    expect(stillShows(await viewOfNew(await founded()), NOW + (DAY - 1) * 1000)).toBe(true);
  });

  it('is refused when a delegation is missing or too much', async () => {
    const alliance = await founded();
    const { INTERPOL: _, ...delegations } = alliance.targetsInput.delegations as Record<string, never>;
    expect(await codeOfAsync(() => alliance.addTargets({ delegations }))).toBe('directory.wrong-delegation');
    const { partners: __, ...members } = alliance.members;
    expect(await codeOfAsync(() => alliance.addTargets({ members }))).toBe('directory.wrong-delegation');
  });
});
