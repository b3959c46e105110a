import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyEvents, type AuditLog, type KeyEvent } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { sealingKeyFor, type MemberView, type OnlineFile } from '#libs/directory';
import { sqlOf, type Database } from '#libs/platform';
import { MAX_LIFE_SECONDS, MAX_SKEW_SECONDS } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { plainKeyFiles, TestNode } from '../../../../test/hostile/test-node.js';
import { rawSeal } from '../../../../test/vectors/raw-message.js';
import { InboxStore } from '../courier/inbox.store.js';
import { KeptContent } from '../courier/kept-content.js';
import { CurrentDirectory } from '../current-directory.js';
import { OnlinePart } from './online-part.js';
import { RecordKeys } from './record-keys.js';
import { RenewOnline } from './renew-online.js';
import { RenewSealingKey } from './renew-sealing-key.js';
import { SealingKeys } from './sealing-keys.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEP = 12 * HOUR;
const START_MS = Date.UTC(2026, 10, 22, 12);

/** The process dies after something has happened for good: on the disk, in the database, at the broker. */
class Death extends Error {}

/** Kills the process after the next effect, while it is armed. */
class Fuse {
  isArmed = false;
  readonly deaths = new Map<string, number>();
  private readonly burnt = new Set<string>();

  /** @param once what is done again after a restart kills once, or the process would never get further */
  burn(effect: string, once?: string): void {
    if (!this.isArmed || this.burnt.has(`${effect} ${once ?? ''}`)) return;
    if (once !== undefined) this.burnt.add(`${effect} ${once}`);
    this.deaths.set(effect, (this.deaths.get(effect) ?? 0) + 1);
    throw new Death(effect);
  }

  /** The same thing, whose methods are followed by death. */
  on<T extends object>(thing: T, names: readonly (keyof T & string)[], once: (parameter: unknown) => string): T {
    return new Proxy(thing, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const method = value as (...parameters: unknown[]) => unknown;
        if (!(names as readonly (string | symbol)[]).includes(name)) return method.bind(target);
        return async (...parameters: unknown[]) => {
          const result = await method.apply(target, parameters);
          this.burn(String(name), once(parameters.at(-1)));
          return result;
        };
      },
    });
  }
}

describe('a year of sealing keys, the node dying after every step', () => {
  const clock = fixedClock(START_MS);
  const fuse = new Fuse();
  /** The secret of every key that was ever written, as its file holds it. */
  const seeds = new Map<string, string>();
  const now = () => clock.nowMs() / 1000;
  let alliance: Alliance;
  let node: TestNode;
  let process: ReturnType<typeof start> extends Promise<infer P> ? P : never;

  beforeAll(async () => {
    alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: START_MS });
    node = await TestNode.start({ alliance, clock, broker: new StandInBroker(alliance, clock), country: 'BR' });
    process = await start();
  });
  afterAll(() => node.close());

  /** What a start makes anew, from the disk and the database alone; each edge of the world is followed by death. */
  async function start() {
    const { home, logger, broker: connection } = node.base;
    const cipher = { ...plainKeyFiles, encrypt: remember };
    const kid = (of: unknown) => (typeof of === 'string' ? of : (of as { kid: string }).kid);
    const files = ['add', 'condemn', 'overwrite', 'remove'] as const;
    const keys = fuse.on(await SealingKeys.open(join(node.folder, 'keys'), cipher), files, kid);
    const kids = (target: unknown) => (JSON.parse(String(target)) as OnlineFile).sealingKeys.map(kid).join();
    const { database, log } = mortalDatabase();
    const directory = new CurrentDirectory(database, (path) => Promise.resolve(alliance.files.get(path)), home);
    await directory.load();
    const all = { ...node.base.keys, sealing: keys };
    const part = new OnlinePart(database, directory, all, home);
    return {
      ...{ keys, directory },
      renewSealingKey: new RenewSealingKey(database, keys, new InboxStore(new KeptContent(log)), log, logger, home),
      recordKeys: new RecordKeys(database, directory, all, log, home),
      renewOnline: new RenewOnline(part, directory, fuse.on(connection, ['pushOnline'], kids), home),
    };
  }

  async function remember(pair: Parameters<typeof plainKeyFiles.encrypt>[0]): Promise<string> {
    seeds.set(pair.kid, Buffer.from(pair.privateKey).toString('base64'));
    return plainKeyFiles.encrypt(pair);
  }

  /** A commit counts when something was written. */
  function mortalDatabase(): { database: Database; log: AuditLog } {
    let written = 0;
    const { database, log } = node.base;
    return {
      log: new Proxy(log, {
        get: (target, name) => {
          if (name !== 'append') return Reflect.get(target, name, target) as unknown;
          return (...[sql, entries]: Parameters<AuditLog['append']>) => {
            written += entries.length;
            return target.append(sql, entries);
          };
        },
      }),
      database: new Proxy(database, {
        get: (target, name) => {
          if (name !== 'transaction') return Reflect.get(target, name, target) as unknown;
          return async (...parameters: Parameters<Database['transaction']>) => {
            const before = written;
            const result = await target.transaction(...parameters);
            if (written > before) fuse.burn('commit');
            return result;
          };
        },
      }),
    };
  }

  async function round(): Promise<void> {
    await process.renewSealingKey.run();
    await process.recordKeys.run();
    await process.directory.refresh();
    await process.renewOnline.run();
  }

  /** Rounds until one does nothing, the process dying after each single thing that one does. */
  async function diesUntilDone(): Promise<void> {
    for (;;) {
      fuse.isArmed = true;
      try {
        await round();
        return;
      } catch (error) {
        if (!(error instanceof Death)) throw error;
      } finally {
        fuse.isArmed = false;
      }
      await expectSound();
      process = await start();
    }
  }

  const events = () => keyEvents(sqlOf(node.base.database.manager));
  const ownEntry = async () => (await process.directory.refresh()).member('BR') as MemberView;

  /** What must hold at every moment, whatever has just died. */
  async function expectSound(): Promise<void> {
    const logged = (await events()).filter(({ keyRole }) => keyRole === 'sealing');
    const of = (action: KeyEvent['action']) => logged.filter((each) => each.action === action).map((each) => each.keyDigest); // prettier-ignore
    for (const action of ['CREATED', 'RETIRED', 'DESTROYED'] as const) {
      expect(new Set(of(action)).size).toBe(of(action).length); // once
    }
    for (const kid of of('DESTROYED')) {
      const life = logged.filter(({ keyDigest }) => keyDigest === kid).map(({ action }) => action);
      expect(life).toEqual(['CREATED', 'RETIRED', 'DESTROYED']);
    }
    const listed = alliance.member('BR').online.sealingKeys.map(({ kid }) => kid);
    expect(of('CREATED')).toEqual(expect.arrayContaining(listed)); // nobody can seal to what the log does not know
    const folder = join(node.folder, 'keys');
    const onDisk = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')));
    expect(onDisk.length).toBeLessThanOrEqual(3);
    for (const kid of of('DESTROYED')) expect(onDisk.join()).not.toContain(seeds.get(kid)); // gone means gone
  }

  it('has always a key to seal to, opens whatever arrives, and leaves nothing behind', async () => {
    const [first] = alliance.member('BR').online.sealingKeys;
    if (first === undefined) throw new Error('the ceremony has made no sealing key');
    await remember(alliance.member('BR').keys.sealing);
    const ends = new Map<string, number>();
    const sealed: { kid: string; exp: number; bytes: Uint8Array }[] = [];
    const seen: { at: number; entry: MemberView }[] = [];
    const aad = Buffer.from('aad');

    for (let at = 0; at < 365 * DAY; at += STEP) {
      clock.advance(STEP * 1000);
      // the offices sign their list anew in good time; the broker its timestamp every day
      await alliance.republish(at === 180 * DAY ? { BR: 'active' } : {}, clock.nowMs());
      await diesUntilDone();
      await expectSound();

      // a sender whose copy of the directory is a day old seals the longest message that there is
      seen.push({ at: now(), entry: await ownEntry() });
      const known = seen.filter((each) => each.at <= now() - DAY).at(-1);
      if (known === undefined) continue;
      const exp = now() + MAX_LIFE_SECONDS;
      const key = sealingKeyFor(known.entry, { nowSeconds: now(), untilSeconds: exp });
      if (key === undefined) throw new Error(`nobody can seal to this country on day ${at / DAY}`);
      ends.set(key.kid, key.notAfter);
      sealed.push({ kid: key.kid, exp, bytes: await rawSeal(key, Buffer.from(`day ${at / DAY}`), aad) });
      // which arrives when its life is over, at the last moment
      for (const message of sealed.filter((each) => each.exp + MAX_SKEW_SECONDS >= now())) {
        expect(process.keys.openers.has(message.kid)).toBe(true);
        if (message.exp - now() < STEP) await process.keys.openers.get(message.kid)?.open(message.bytes, aad);
      }
    }

    const life = (action: KeyEvent['action']) => (all: readonly KeyEvent[]) =>
      all.filter((each) => each.keyRole === 'sealing' && each.action === action).map((each) => each.keyDigest);
    const all = await events();
    expect(life('CREATED')(all)).toHaveLength(1 + 12); // the ceremony's, and one every thirty days
    expect(life('RETIRED')(all)).toHaveLength(12);
    expect(life('DESTROYED')(all)).toHaveLength(11);
    for (const { keyDigest, at } of all.filter(({ action }) => action === 'DESTROYED')) {
      const waited = at - (ends.get(keyDigest) ?? first.notAfter);
      expect(waited).toBeGreaterThanOrEqual(MAX_LIFE_SECONDS + MAX_SKEW_SECONDS);
      expect(waited).toBeLessThanOrEqual(MAX_LIFE_SECONDS + MAX_SKEW_SECONDS + STEP);
    }
    // every kind of step has been the last one of some process
    expect(Object.fromEntries(fuse.deaths)).toMatchObject({
      ...{ add: 12, condemn: 11, overwrite: 11, remove: 11 },
      pushOnline: 1 + 12 + 11,
    });
    expect(fuse.deaths.get('commit')).toBeGreaterThanOrEqual(12 + 12 + 11);
  }, 600_000);
});
