import { canonicalJson } from '#libs/protocol';
import { Alliance } from './alliance.jest.js';
import { DAY, newSigner, NOW } from './metadata.jest.js';
import { checkRoot } from './guard.js';
import { tufKey } from './keys.js';
import { TrustedSet } from './trusted-set.js';
import { codeOfAsync } from '../../../test/code-of.js';

describe("the library's state machine", () => {
  it('runs on our clock, not on the clock of the machine', async () => {
    const alliance = await Alliance.founded();
    const at = (nowMs: number) => new TrustedSet(alliance.file('1.root.json'), nowMs);
    const timestamp = alliance.file('timestamp.json');
    for (const years of [-30, 0]) {
      expect(at(NOW + years * 365 * DAY * 1000).updateTimestamp(timestamp)?.version).toBe(1);
    }
    expect(await codeOfAsync(() => at(NOW + DAY * 1000).updateTimestamp(timestamp))).toBe('directory.expired');
    expect(at(NOW + DAY * 1000 - 1).updateTimestamp(timestamp)?.version).toBe(1);
  });

  it('takes one key under two ids for two offices, which is why the guard is there', async () => {
    const office = newSigner();
    const key = tufKey(office);
    const keys = { first: key, second: key };
    const role = { keyids: ['first', 'second'], threshold: 2 };
    const roles = { root: role, targets: role, snapshot: role, timestamp: role };
    const signed = {
      ...{ _type: 'root', spec_version: '1.0.31', version: 1, expires: '2027-11-22T12:00:00Z' },
      ...{ consistent_snapshot: true, keys, roles },
    };
    const sig = Buffer.from(await office.sign(Buffer.from(canonicalJson(signed)))).toString('hex');
    const bytes = Buffer.from(JSON.stringify({ signed, signatures: role.keyids.map((keyid) => ({ keyid, sig })) }));
    expect(new TrustedSet(bytes, NOW).root.version).toBe(1);
    expect(
      await codeOfAsync(() => {
        checkRoot(new TrustedSet(bytes, NOW).root, 2);
      }),
    ).toBe('directory.duplicate-key');
  });
});
