import { access, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTestAlliance, writeAlliance } from '#libs/testing';

describe('a test Alliance', () => {
  it('is made once for the same arguments, in whatever order', async () => {
    const [one, same, other] = await Promise.all([
      createTestAlliance({ members: ['AR', 'BR'] }),
      createTestAlliance({ members: ['BR', 'AR'], suspended: [] }),
      createTestAlliance({ members: ['AR', 'BR'], suspended: ['BR'] }),
    ]);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect([one.env, one.status('BR'), other.status('BR')]).toEqual(['test', 'active', 'suspended']);
  });

  it('is written into a folder of its own', async () => {
    const folder = await writeAlliance(await createTestAlliance({ members: ['AR'] }));
    await access(join(folder, 'alliance.json'));
    await rm(dirname(folder), { recursive: true });
  });
});
