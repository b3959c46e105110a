import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkBody, checkContentDigest, checkContentMatchesSlip, checkSealedDigest, checkSignature, openSealed, readContent,
  readEnvelope,
} from '#libs/protocol'; // prettier-ignore
import { sealingKey, signingKey } from './test-keys.js';

const CHECKER = 'test/vectors/check.mjs';

/** Only the checker, the vectors and the schemas, in a folder that has no packages above it. */
function barePlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'crex-checker-'));
  cpSync('docs/protocol/schemas', join(place, 'docs/protocol/schemas'), { recursive: true });
  cpSync('test/vectors', join(place, 'test/vectors'), { recursive: true, filter: (name) => !name.endsWith('.ts') });
  return place;
}

function run(place: string, ...options: string[]) {
  const command = ['--disable-warning=ExperimentalWarning', CHECKER, ...options];
  // no NODE_OPTIONS: no loader, no hook
  return spawnSync(process.execPath, command, { cwd: place, env: {}, encoding: 'utf8', maxBuffer: 10_000_000 });
}

describe('the stand-alone checker', () => {
  const place = barePlace();
  afterAll(() => rmSync(place, { recursive: true }));

  it('imports Node only', () => {
    const source = readFileSync(CHECKER, 'utf8');
    const imported = [...source.matchAll(/^import .* from '(.*)';$/gm)].map(([, name]) => name);
    expect(imported).toEqual(['node:crypto', 'node:fs']);
    expect(source).not.toMatch(
      /\bimport\s*\(|^import ['"]|\brequire\b|createRequire|getBuiltinModule|\beval\b|new Function/m,
    );
  });

  it('agrees with every vector', () => {
    const { status, stdout, stderr } = run(place);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\nall vectors agree\n$/);
  });

  it('reports a difference, of a positive as of a negative', () => {
    const other = barePlace();
    const file = join(other, 'test/vectors/slips.json');
    const slips = JSON.parse(readFileSync(file, 'utf8')) as { vectors: { code?: string; digest?: string }[] };
    slips.vectors = slips.vectors.map((slip, index) =>
      index === 0 ? { ...slip, digest: 'x' } : { ...slip, code: 'message.x' },
    );
    writeFileSync(file, JSON.stringify(slips));
    const { status, stdout } = run(other);
    rmSync(other, { recursive: true });
    expect(status).toBe(1);
    expect(stdout).toContain(`${slips.vectors.length} differences`);
  });

  it('composes a message that the product reads, verifies and opens', async () => {
    const [{ opener, kid }, { publicKey }] = [await sealingKey('BR'), signingKey('AR')];
    const envelope = readEnvelope(Buffer.from(run(place, '--compose').stdout.trim()));
    checkSealedDigest(envelope);
    await checkSignature(envelope.slip, publicKey);
    const content = readContent(await openSealed(envelope, new Map([[kid, opener]])));
    checkContentDigest(content, envelope.slip.payload);
    await checkSignature(content, publicKey);
    checkContentMatchesSlip(content.payload, envelope.slip.payload);
    checkBody(content.payload);
    expect(content.payload).toMatchObject({ kind: 'REQ', from: 'AR', to: 'BR' });
  });
});
