import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = process.cwd();

/** What must not be: a file, what it imports, and the rule that refuses it. */
const VIOLATIONS = [
  ['libs/pki/src/planted-1.ts', "import '#libs/audit';", 'trust-libs-do-not-import-each-other'],
  ['libs/protocol/src/planted-2.ts', "import '#libs/pki';", 'protocol-catalogue-matching-stand-alone'],
  ['libs/audit/src/planted-3.ts', "import 'typeorm';", 'pure-libs-know-no-framework'],
  ['libs/matching/src/planted-4.ts', "import 'node:fs';", 'pure-libs-know-no-network-or-files'],
  ['libs/pki/src/planted-5.ts', "import '../../../apps/broker/src/main.js';", 'no-lib-imports-an-app'],
  ['apps/broker/src/planted-6.ts', "import '../../cli/src/main.js';", 'no-app-imports-an-app'],
  ['apps/broker/src/mailbox/planted-7.ts', "import 'typeorm';", 'typeorm-only-in-stores'],
  ['apps/broker/src/mailbox/planted-8.ts', "import 'pg';", 'only-platform-opens-connections'],
  ['apps/broker/src/planted-9.ts', "import '#libs/testing';", 'product-imports-no-tests'],
  ['apps/broker/src/planted-10.ts', "import '../../../libs/protocol/src/error.js';", 'libs-through-their-front-door'],
  ['libs/audit/src/planted-11.ts', "import '../../protocol/src/error.js';", 'libs-through-their-front-door-lib'],
  ['apps/broker/src/planted-12.ts', "import '#libs/ceremony';", 'ceremony-only-where-an-alliance-is-made'],
  ['libs/ceremony/src/planted-13.ts', "import '#libs/audit';", 'ceremony-builds-on-pki-and-directory'],
  ['libs/pki/src/planted-14.ts', "import './planted-15.js';", 'no-circles'],
  ['apps/log-signer/src/planted-16.ts', "import '#libs/platform';", 'log-signer-stands-on-plain-platform'],
  ['apps/console/src/planted-17.tsx', "import '#libs/platform';", 'console-takes-pure-libs-alone'],
] as const;

/** A copy of the sources with planted files; node_modules is linked, nothing in the tree is touched. */
function houseWith(planted: readonly (readonly [string, string, string])[]): string {
  const house = mkdtempSync(join(tmpdir(), 'crex-boundaries-'));
  for (const part of ['apps', 'libs', 'test', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  // the other half of the circle; which half is reported is the gate's choice
  if (planted.length > 0) writeFileSync(join(house, 'libs/pki/src/planted-15.ts'), "import './planted-14.js';\n");
  for (const [path, text] of planted) {
    mkdirSync(join(house, path, '..'), { recursive: true });
    writeFileSync(join(house, path), `${text}\n`);
  }
  return house;
}

/** "rule file" of each violation that the gate reports. */
async function gate(house: string): Promise<string[]> {
  const cruise = ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs'];
  // into a file: the program ends before megabytes have gone through a pipe
  const report = ['--output-type', 'json', '--output-to', 'report.json', 'apps', 'libs', 'test'];
  try {
    // that there are violations is no failure here, that there is no report is
    await run('node', [...cruise, ...report], { cwd: house }).catch(() => undefined);
    const { summary } = JSON.parse(readFileSync(join(house, 'report.json'), 'utf8')) as Report;
    return summary.violations.map(({ from, rule }) => `${rule.name} ${from.replace('planted-15', 'planted-14')}`);
  } finally {
    rmSync(house, { recursive: true });
  }
}

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

describe('the boundary gate', () => {
  it('passes the house as it is, and refuses every kind of planted violation', async () => {
    expect(await gate(houseWith([]))).toEqual([]);
    const found = await gate(houseWith(VIOLATIONS));
    const expected = VIOLATIONS.map(([path, , rule]) => `${rule} ${path}`);
    expect(expected.filter((violation) => !found.includes(violation))).toEqual([]);
  });
});
