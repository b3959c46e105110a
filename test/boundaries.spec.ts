import { execFile } from 'node:child_process';
import { mkdtempSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = process.cwd();

/** A copy of the sources with one planted file; node_modules is linked, nothing in the tree is touched. */
function houseWith(path: string, text: string): string {
  const house = mkdtempSync(join(tmpdir(), 'crex-boundaries-'));
  for (const part of ['apps', 'libs', 'test', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  mkdirSync(join(house, path, '..'), { recursive: true });
  writeFileSync(join(house, path), text);
  return house;
}

async function gate(house: string): Promise<string> {
  try {
    await run('node', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test'], { cwd: house }); // prettier-ignore
    return 'passed';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(house, { recursive: true });
  }
}

describe('the boundary gate', () => {
  it('passes the house as it is', async () => {
    expect(await gate(houseWith('libs/protocol/src/planted.ts', 'export const planted = 1;\n'))).toBe('passed');
  });

  it.each([
    ['a trust-bearing lib that imports another', 'libs/pki/src/planted.ts', "import '#libs/audit';\n", 'trust-libs-do-not-import-each-other'],
    ['protocol importing a lib of ours', 'libs/protocol/src/planted.ts', "import '#libs/pki';\n", 'protocol-catalogue-matching-stand-alone'],
    ['a trust-bearing lib that imports typeorm', 'libs/audit/src/planted.ts', "import 'typeorm';\n", 'pure-libs-know-no-framework'],
    ['a lib that imports an app', 'libs/pki/src/planted.ts', "import '../../../apps/broker/src/main.js';\n", 'no-lib-imports-an-app'],
    ['typeorm outside a store', 'apps/broker/src/mailbox/planted.ts', "import 'typeorm';\n", 'typeorm-only-in-stores'],
    ['a server that reaches the ceremony', 'apps/broker/src/planted.ts', "import '#libs/ceremony';\n", 'ceremony-only-where-an-alliance-is-made'],
    ['a ceremony that imports another lib', 'libs/ceremony/src/planted.ts', "import '#libs/audit';\n", 'ceremony-builds-on-pki-and-directory'],
    ['a side door into a lib', 'apps/broker/src/planted.ts', "import '../../../libs/protocol/src/error.js';\n", 'libs-through-their-front-door'],
  ])('refuses %s', async (_what, path, text, rule) => {
    expect(await gate(houseWith(path, text))).toContain(rule);
  }); // prettier-ignore
});
