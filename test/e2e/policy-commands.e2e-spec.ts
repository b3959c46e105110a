import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKS_FOLDER } from '#libs/policy';
import { OperatorsDesk } from './operators-desk.js';

interface Shown {
  readonly version: string;
  readonly digest: string;
  readonly rules: readonly { readonly id: string; readonly status: string; readonly source: string }[];
}

/** The worked examples of docs/operate.md, in production: `crex` as an operator starts it, with the settings of a node. */
describe('an operator’s work on the rules of disclosure', () => {
  let desk: OperatorsDesk;
  beforeAll(async () => {
    desk = await OperatorsDesk.prepare();
    await copyFile(join(PACKS_FOLDER, 'BR.cedar'), desk.file('BR.cedar'));
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  type Country = Parameters<OperatorsDesk['crex']>[0];
  const refusal = (code: string) => ({ stderr: expect.stringContaining(code) as string });
  const show = async (country: Country, more?: Record<string, string>) =>
    (await desk.crex(country, ['policy', 'show'], more)) as Shown;
  const sign = (country: Country, from: string, to: string) =>
    desk.crex(country, ['policy', 'sign', desk.file(from), '--as-version', '2026-1', '--out', desk.file(to)]);

  it('shows the default rules, signs the country’s own, and shows both as those of the node from then on', async () => {
    const before = await show('BR');
    expect(before.rules.some(({ id }) => id.startsWith('br-'))).toBe(false);
    const signed = await sign('BR', 'BR.cedar', 'br.jws');
    const after = await show('BR', { CREX_POLICY_FILE: desk.file('br.jws') });
    const { digest, version, rules } = after;
    expect(signed).toEqual({ written: desk.file('br.jws'), version, digest, rules: rules.length });
    expect(digest).not.toBe(before.digest);
    expect(rules).toEqual(expect.arrayContaining([...before.rules]));
    expect(rules.find(({ id }) => id === 'br-threat-two-people-release')).toMatchObject({ status: 'illustrative' });
  });

  it('signs nothing that does not load', async () => {
    await writeFile(desk.file('open.cedar'), '@id("all")\n@title("All")\n@source("None")\n@status("illustrative")\npermit (principal, action, resource);'); // prettier-ignore
    await expect(sign('BR', 'open.cedar', 'open.jws')).rejects.toMatchObject(refusal('"code":"policy.'));
    await expect(readFile(desk.file('open.jws'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes none in production that is not signed, or is signed by or for another country', async () => {
    const unsigned = show('BR', { CREX_POLICY_FILE: desk.file('BR.cedar') });
    await expect(unsigned).rejects.toMatchObject(refusal('node.file-not-signed'));
    await expect(show('BR', { CREX_POLICY_FOLDER: desk.file('BR') })).rejects.toMatchObject(
      refusal('node.policy-not-signed'),
    );
    await expect(show('AR', { CREX_POLICY_FILE: desk.file('br.jws') })).rejects.toMatchObject(
      refusal('node.file-foreign'),
    );
  });

  it('signs a list of task forces and shows it; a malformed one it does not sign', async () => {
    const list = {
      v: 1,
      taskForces: [
        {
          ...{ code: 'TF-1', title: [{ language: 'es', value: 'Grupo de prueba' }], members: ['AR', 'JM'] },
          ...{ purposes: ['C2'], from: 1_790_000_000, until: 1_790_600_000 },
        },
      ],
    };
    const taskForces = (command: readonly string[], more?: Record<string, string>) =>
      desk.crex('AR', ['task-forces', ...command], more);
    await writeFile(desk.file('list.json'), JSON.stringify(list));
    const written = desk.file('list.jws');
    const signed = await taskForces(['sign', desk.file('list.json'), '--out', written]);
    expect(signed).toEqual({ written, taskForces: ['TF-1'] });
    expect(await taskForces(['show'])).toEqual([]);
    expect(await taskForces(['show'], { CREX_TASK_FORCES_FILE: written })).toEqual(list.taskForces);
    await writeFile(desk.file('none.json'), JSON.stringify({ v: 1, taskForces: [{ code: 'TF-2' }] }));
    await expect(taskForces(['sign', desk.file('none.json'), '--out', desk.file('none.jws')])).rejects.toMatchObject(
      refusal('policy.malformed-task-forces'),
    );
  });
});
