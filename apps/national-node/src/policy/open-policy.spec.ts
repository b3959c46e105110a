import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskForceRuns } from '#libs/policy';
import { isCrexError, signJws, TYP, type Signer } from '#libs/protocol';
import { createTestAlliance } from '#libs/testing';
import { openPolicy, POLICY, TASK_FORCES, type PolicySettings } from './open-policy.js';
import { signValue } from './signed-file.js';

const text = `@id("ar-none") @title("x") @source("x") @status("illustrative") @reason("PURPOSE")
forbid (principal, action == Action::"answer", resource) when { context.purpose == Purpose::"P7" };`;
const pack = { v: 1, country: 'AR', version: '7', policies: [{ name: 'ar.cedar', text }] };
const force = {
  ...{ code: 'TF-CARIBE', title: [{ language: 'es', value: 'Huracán' }], members: ['AR', 'JM'], purposes: ['C2'] },
  ...{ from: 1000, until: 2000 },
};
const settings: PolicySettings = {
  ...{ env: 'production', country: 'AR' },
  ...{ policyFile: undefined, policyFolder: undefined, taskForcesFile: undefined },
};
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'taken',
    (error: unknown) => (isCrexError(error) ? error.code : String(error)),
  );

describe('the policy by which a node decides', () => {
  let folder: string;
  let signer: Signer;
  let stranger: Signer;
  let der: Uint8Array;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-policy-'));
    const alliance = await createTestAlliance({ members: ['AR', 'BR'] });
    signer = alliance.member('AR').signer;
    stranger = alliance.member('BR').signer;
    der = alliance.member('AR').keys.signing.certificate;
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = async (content: string, name = 'signed.jws') => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it('is the default one, where the country has signed none', async () => {
    expect(await openPolicy(settings, der)).toMatchObject({ name: 'AR', version: 'default' });
  });

  it('is narrowed by what the country has signed, whatever lies in the folder', async () => {
    const policyFile = await file(await signValue(POLICY, pack, signer));
    const set = await openPolicy({ ...settings, policyFile, policyFolder: '/nowhere' }, der);
    expect(set.version).toBe('7');
    expect(set.rules.has('ar-none')).toBe(true);
    expect(set.rules.has('needs-case')).toBe(true);
  });

  it('is never unsigned in production; elsewhere the folder is enough', async () => {
    await file(text, 'ar.cedar');
    expect(await codeOf(openPolicy({ ...settings, policyFolder: folder }, der))).toBe('node.policy-not-signed');
    const set = await openPolicy({ ...settings, env: 'test', policyFolder: folder }, der);
    expect(set.rules.has('ar-none')).toBe(true);
  });

  it('is refused unsigned, changed, of another kind, of another signer, country or form', async () => {
    const token = await signValue(POLICY, pack, signer);
    const [header = '', , signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...pack, version: '8' })).toString('base64url');
    const borrowed = { certificate: signer.certificate, sign: (data: Uint8Array) => stranger.sign(data) };
    const cases: [string, string][] = [
      [JSON.stringify(pack), 'node.file-not-signed'],
      [`${header}.${other}.${signature}`, 'node.file-not-signed'],
      [(await signJws(TYP.matching, pack, signer)).token, 'node.file-not-signed'],
      [await signValue(POLICY, pack, borrowed), 'node.file-not-signed'],
      [await signValue(POLICY, pack, stranger), 'node.file-foreign'],
      [await signValue(POLICY, { ...pack, country: 'BR' }, signer), 'node.policy-of-other-country'],
      [await signValue(POLICY, { ...pack, more: 1 }, signer), 'policy.malformed-pack'],
      [
        await signValue(
          POLICY,
          {
            ...pack,
            policies: [{ name: 'a.cedar', text: text.replace('forbid', 'permit').replace('@reason("PURPOSE")', '') }],
          },
          signer,
        ),
        'policy.invalid',
      ],
    ];
    for (const [content, code] of cases) {
      expect(await codeOf(openPolicy({ ...settings, policyFile: await file(content) }, der))).toBe(code);
    }
  });

  it('knows the task forces that the country has signed: members, purposes, times', async () => {
    const taskForcesFile = await file(
      await signValue(TASK_FORCES, { v: 1, taskForces: [force] }, signer),
      'forces.jws',
    );
    const set = await openPolicy({ ...settings, taskForcesFile }, der);
    const runs = (more: object, now = 1000) =>
      taskForceRuns(set, { taskForce: 'TF-CARIBE', purpose: 'C2', countries: ['AR', 'JM'], ...more }, now);
    expect(runs({})).toBe(true);
    expect([runs({}, 999), runs({}, 1999), runs({}, 2000)]).toEqual([false, true, false]);
    expect([runs({ purpose: 'C1' }), runs({ countries: ['AR', 'BR'] }), runs({ taskForce: 'TF-2' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect(set.digest).not.toBe((await openPolicy(settings, der)).digest);
    const unsigned = await file(JSON.stringify({ v: 1, taskForces: [force] }), 'plain.json');
    expect(await codeOf(openPolicy({ ...settings, taskForcesFile: unsigned }, der))).toBe('node.file-not-signed');
    const wrong = await file(
      await signValue(TASK_FORCES, { v: 1, taskForces: [{ ...force, members: ['AR'] }] }, signer),
      'w.jws',
    );
    expect(await codeOf(openPolicy({ ...settings, taskForcesFile: wrong }, der))).toBe('policy.malformed-task-forces');
  });
});
