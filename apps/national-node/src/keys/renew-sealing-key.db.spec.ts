import { readdir, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyEvents } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { MAX_LIFE_SECONDS, MAX_SKEW_SECONDS, SEALING_KEY_LIFE_SECONDS } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('a sealing key', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let alliance: Alliance;
  let broker: StandInBroker;
  let node: TestNode;
  let first: string;

  beforeEach(async () => {
    alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: clock.nowMs() });
    broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'BR' });
    first = alliance.member('BR').keys.sealing.kid;
  });
  afterEach(() => node.close());

  const sealing = () => node.base.keys.sealing;
  const events = async () =>
    (await keyEvents(node.database.sql))
      .filter(({ keyRole }) => keyRole === 'sealing')
      .map(({ action, keyDigest }) => `${action} ${keyDigest === first ? 'first' : 'next'}`);
  const files = () => readdir(join(node.folder, 'keys'));
  /** To the first moment at which nothing sealed to the first key can arrive. */
  const toItsEnd = () => {
    const { notAfter } = alliance.member('BR').keys.sealing;
    clock.advance((notAfter + MAX_LIFE_SECONDS + MAX_SKEW_SECONDS) * 1000 - clock.nowMs());
  };

  it('is logged at the first look, once', async () => {
    await node.verbs.renewSealingKey.run();
    await node.verbs.renewSealingKey.run();
    expect(await events()).toEqual(['CREATED first']);
    expect(await files()).toEqual(['sealing.jwe']);
  });

  it('is made when there is none: a node without a ceremony’s key makes its own', async () => {
    clock.advance(400 * DAY_MS); // whatever it has is over
    await node.verbs.renewSealingKey.run();
    const [only, ...more] = sealing().held;
    expect([only?.kid === first, more]).toEqual([false, []]);
    expect((only?.notAfter ?? 0) - (only?.notBefore ?? 0)).toBe(SEALING_KEY_LIFE_SECONDS);
    expect(only?.notBefore).toBe(clock.nowMs() / 1000 - MAX_SKEW_SECONDS);
    expect((await events()).sort()).toEqual(['CREATED first', 'CREATED next', 'DESTROYED first', 'RETIRED first']);
  });

  it('stays while a question that was sealed to it waits in the inbox, which says so once; then it goes', async () => {
    const lines: string[] = [];
    const warn = node.base.logger.warn.bind(node.base.logger);
    node.base.logger.warn = (...parameters: unknown[]) => {
      lines.push(JSON.stringify(parameters));
      warn(parameters[0], parameters[1] as string);
    };
    const message = await hostileMessage(alliance, { from: 'AR', to: 'BR', kind: 'REQ', number: 1, now: clock.nowMs() / 1000 }); // prettier-ignore
    broker.box('BR').envelopes = [message.line];
    await node.receive(); // the register has never been imported: the question is held
    toItsEnd();
    await node.verbs.renewSealingKey.run();
    await node.verbs.renewSealingKey.run();
    expect(sealing().openers.has(first)).toBe(true);
    expect(lines.filter((line) => line.includes(first))).toHaveLength(1);

    await node.query(`UPDATE inbox SET state = 'DONE', line = NULL, kind = 'REQ'`);
    await node.verbs.renewSealingKey.run();
    expect(sealing().openers.has(first)).toBe(false);
    expect(await events()).toContain('DESTROYED first');
  });

  it('whose file somebody took away is missed, aloud, and not listed any more', async () => {
    const lines: string[] = [];
    node.base.logger.error = (...parameters: unknown[]) => lines.push(JSON.stringify(parameters));
    await node.verbs.renewSealingKey.run();
    await rename(join(node.folder, 'keys', 'sealing.jwe'), join(node.folder, 'elsewhere'));
    await sealing().load(); // as the loop does that follows another process
    await node.verbs.renewSealingKey.run();
    await node.verbs.renewSealingKey.run();
    expect(lines).toEqual([expect.stringContaining(first)]);
    await node.verbs.renewOnline.run();
    expect(
      node.base.directory
        .view()
        .member('BR')
        ?.sealingKeys.map(({ kid }) => kid),
    ).toEqual([sealing().held[0]?.kid]);
    expect(await events()).toEqual(['CREATED first', 'CREATED next']); // not DESTROYED: nobody knows that
  });

  it('is not let go a second too early', async () => {
    toItsEnd();
    clock.advance(-1000);
    await node.verbs.renewSealingKey.run();
    expect(sealing().openers.has(first)).toBe(true);
    clock.advance(1000);
    await node.verbs.renewSealingKey.run();
    expect(sealing().openers.has(first)).toBe(false);
  });

  it('whose file was half overwritten, or was cut off, when the power failed is finished', async () => {
    await node.verbs.renewSealingKey.run();
    toItsEnd();
    const path = join(node.folder, 'keys', `sealing-${first}.condemned`);
    await sealing().condemn(first);
    await truncate(path, 100);
    await writeFile(join(node.folder, 'keys', `sealing-${first}.jwe.new`), 'half of a new key');
    await utimes(join(node.folder, 'keys', `sealing-${first}.jwe.new`), 0, 0);
    await node.verbs.renewSealingKey.run();
    expect((await events()).filter((each) => each === 'DESTROYED first')).toHaveLength(1);
    expect((await files()).filter((name) => name.includes(first))).toEqual([]);
  });

  it('is listed when the log knows it, and not before', async () => {
    const listed = async () => {
      await node.base.directory.refresh();
      return node.base.directory
        .view()
        .member('BR')
        ?.sealingKeys.map(({ kid }) => kid === first);
    };
    clock.advance(31 * DAY_MS);
    await alliance.renew(clock.nowMs());
    await node.base.directory.refresh();

    const renewed = await alliance.member('BR').changed({ replace: ['sealing'] }, clock.nowMs());
    await sealing().add(renewed.keys.sealing);
    await node.verbs.renewOnline.run();
    expect(await listed()).toEqual([true]);
    await node.verbs.renewSealingKey.run();
    expect(await node.verbs.renewOnline.run()).toBe(true);
    expect(await listed()).toEqual([true, false]);
    expect(await node.verbs.renewOnline.run()).toBe(false);
  });
});
