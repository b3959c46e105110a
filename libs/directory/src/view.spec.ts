import { createHash } from 'node:crypto';
import { SUITE } from '#libs/protocol';
import { Alliance, MemoryClient } from './alliance.jest.js';
import { DAY, HOUR, NOW, NOW_SECONDS, sealingKey } from './metadata.jest.js';
import { sealingKeyByKid, sealingKeyFor, stillShows, type DirectoryView, type MemberView } from './view.js';

async function viewOfNew(alliance?: Alliance): Promise<DirectoryView> {
  return (await new MemoryClient(alliance ?? (await Alliance.founded())).refresh()) as DirectoryView;
}

describe('a view', () => {
  it('names the snapshot by version and by the SHA-256 of its bytes', async () => {
    const alliance = await Alliance.founded();
    const hash = createHash('sha256').update(alliance.file('1.snapshot.json')).digest('base64url');
    const [first, second] = await Promise.all([viewOfNew(alliance), viewOfNew(alliance)]);
    expect([first.version, first.hash]).toEqual([1, hash]);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });

  it('finds a member by its id and by its certificates', async () => {
    const view = await viewOfNew();
    expect(view.members.map(({ id }) => id)).toEqual(['AR', 'BR', 'BROKER']);
    expect(view.member('UY')).toBeUndefined();
    for (const member of view.members) {
      for (const [x5t, { der }] of member.certificates) {
        expect(createHash('sha256').update(der).digest('base64url')).toBe(x5t);
        expect(view.ownerOfCertificate(x5t)).toBe(view.member(member.id));
      }
    }
    expect(view.ownerOfCertificate('unknown')).toBeUndefined();
  });

  it('ends with the first of what it rests on', async () => {
    const alliance = await Alliance.founded();
    await alliance.publish({ snapshot: (signed) => (signed.expires = '2026-11-22T13:00:00Z') });
    expect((await viewOfNew(alliance)).expiresAt).toBe(NOW_SECONDS + HOUR);
  });

  it('shows the same until something expires', async () => {
    const view = await viewOfNew();
    expect(stillShows(view, NOW + (DAY - 1) * 1000)).toBe(true);
    expect(stillShows(view, NOW + DAY * 1000)).toBe(false);
    const alliance = await Alliance.founded();
    await alliance.addOnline('BR', 2, NOW_SECONDS + HOUR);
    await alliance.publish();
    const other = await viewOfNew(alliance);
    expect(stillShows(other, NOW + HOUR * 1000 - 1)).toBe(true);
    expect(stillShows(other, NOW + HOUR * 1000)).toBe(false);
  });
});

describe('the key to seal to', () => {
  const member = (sealingKeys: ReturnType<typeof sealingKey>[]): MemberView => ({
    ...({ id: 'AR', onlineExpiresAt: NOW_SECONDS + DAY } as MemberView),
    sealingKeys: sealingKeys.map((key) => ({ ...key, publicKey: Buffer.from(key.publicKey, 'base64url') })),
  });
  const times = { nowSeconds: NOW_SECONDS, untilSeconds: NOW_SECONDS + DAY };

  it('is the newest that is valid and outlives the message', () => {
    const old = sealingKey(1, NOW_SECONDS - 9 * DAY, NOW_SECONDS + 9 * DAY);
    const newest = sealingKey(2, NOW_SECONDS, NOW_SECONDS + 9 * DAY);
    const future = sealingKey(3, NOW_SECONDS + 1, NOW_SECONDS + 9 * DAY);
    const short = sealingKey(4, NOW_SECONDS, NOW_SECONDS + DAY);
    const strange = sealingKey(5, NOW_SECONDS, NOW_SECONDS + 9 * DAY, 'other');
    for (const order of [
      [old, newest, future, short, strange],
      [strange, short, future, newest, old],
    ]) {
      expect(sealingKeyFor(member(order), times)?.kid).toBe(newest.kid);
    }
    expect(newest.suite).toBe(SUITE);
    expect(sealingKeyFor(member([future, short, strange]), times)).toBeUndefined();
  });

  it('is valid now, also for a message that is over', () => {
    const ended = sealingKey(1, NOW_SECONDS - 9 * DAY, NOW_SECONDS);
    expect(sealingKeyFor(member([ended]), { ...times, untilSeconds: NOW_SECONDS - DAY })).toBeUndefined();
  });

  it('is the same for everybody when two are equally new', () => {
    const [a, b] = [sealingKey(1), sealingKey(2)];
    const longer = sealingKey(3, NOW_SECONDS - DAY, NOW_SECONDS + 31 * DAY);
    expect(sealingKeyFor(member([a, b]), times)).toEqual(sealingKeyFor(member([b, a]), times));
    expect(sealingKeyFor(member([a, longer, b]), times)?.kid).toBe(longer.kid);
  });

  it('is none when the part that lists it has expired since the view was made', () => {
    const late = { nowSeconds: NOW_SECONDS + DAY, untilSeconds: NOW_SECONDS + DAY };
    expect(sealingKeyFor(member([sealingKey(1)]), late)).toBeUndefined();
  });

  it('is found by its kid, whatever its times', () => {
    const ended = sealingKey(1, NOW_SECONDS - 9 * DAY, NOW_SECONDS - DAY);
    expect(sealingKeyByKid(member([ended]), ended.kid)?.publicKey).toHaveLength(1216);
    expect(sealingKeyByKid(member([ended]), 'other')).toBeUndefined();
  });
});
