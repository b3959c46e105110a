import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { NodeApi, type Caller } from '../staff/node-api.jest.js';

const ana: Caller = { id: 'AR-ANA', role: 'investigator', authority: 'Policía Federal' };
const eva: Caller = { id: 'AR-EVA', role: 'clerk', authority: 'Registro Nacional' };

describe('saved searches of one’s own requests', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR'] });
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const save = (by: Caller, search: unknown, path = 'request-searches') => api.call(by, path, search);
  const saved = async (by: Caller, path = 'request-searches') => (await api.call(by, path)).body['searches'];

  it('are each official’s own, by name; the same name replaces one, and another list has names of its own', async () => {
    const entries = await suite.node.entries('VIEW');
    const open = { name: 'open', query: { show: 'open', country: 'BR' } };
    expect((await save(ana, { ...open, query: {} })).status).toBe(204);
    expect((await save(ana, open)).status).toBe(204);
    expect(await saved(ana)).toEqual([open]);
    expect(await saved(eva)).toEqual([]);
    const waiting = { name: 'open', query: { queue: 'RELEASE' } };
    const own = { name: 'open', query: { kind: 'QUERY' } };
    expect((await save(eva, waiting, 'clerk/searches')).status).toBe(204);
    expect((await save(eva, own)).status).toBe(204);
    expect([await saved(eva, 'clerk/searches'), await saved(eva)]).toEqual([[waiting], [own]]);
    const forget = (by: Caller, name: string) =>
      api.call(by, `request-searches/${name}`, undefined, { method: 'DELETE' });
    expect(await forget(ana, 'closed')).toMatchObject({ status: 404, body: { code: 'ask.not-found' } });
    expect((await forget(eva, 'open')).status).toBe(204);
    expect([await saved(ana), await saved(eva), await saved(eva, 'clerk/searches')]).toEqual([[open], [], [waiting]]);
    expect(await suite.node.entries('VIEW')).toEqual(entries);
  });

  it('take words of lists alone, and are for those who ask', async () => {
    for (const search of [{}, { name: '', query: {} }, { name: 'x', query: { surname: 'Zzmarker' } }]) {
      const { status, body } = await save(ana, search);
      expect([status, body['code']]).toEqual([422, 'ask.invalid-input']);
      expect(JSON.stringify(body)).not.toContain('Zzmarker');
    }
    for (const role of ['auditor', 'operator'] as const) {
      expect(await api.call({ ...ana, role }, 'request-searches')).toMatchObject({
        ...{ status: 403, body: { code: 'staff.no-role' } },
      });
    }
  });
});
