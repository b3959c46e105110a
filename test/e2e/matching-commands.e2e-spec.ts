import { readFile, writeFile } from 'node:fs/promises';
import { configurationDigest, DEFAULT_CONFIGURATION } from '#libs/matching';
import { OperatorsDesk } from './operators-desk.js';

interface Shown {
  readonly digest: string;
  readonly isBuiltIn: boolean;
  readonly configuration: typeof DEFAULT_CONFIGURATION;
}

/** The worked example of docs/operate.md, in production: `crex` as an operator starts it, with the settings of a node. */
describe('an operator’s work on the rules of identification', () => {
  let desk: OperatorsDesk;
  const file = (name: string) => desk.file(name);
  beforeAll(async () => {
    desk = await OperatorsDesk.prepare();
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  const show = async (country: 'AR' | 'BR', more?: Record<string, string>) =>
    (await desk.crex(country, ['matching', 'show'], more)) as Shown;
  const sign = (country: 'AR' | 'BR', from: string, to: string) =>
    desk.crex(country, ['matching', 'sign', file(from), '--out', file(to)]);
  const refusal = (code: string) => ({ stderr: expect.stringContaining(code) as string });

  it('shows what the software decides by, signs a changed one, and shows that one as the node’s from then on', async () => {
    const before = await show('AR');
    expect(before).toMatchObject({ isBuiltIn: true, digest: configurationDigest(DEFAULT_CONFIGURATION) });
    const mine = { ...before.configuration, version: 'ar-2026-1', maxListed: 20 };
    await writeFile(file('mine.json'), JSON.stringify(mine));
    const digest = configurationDigest(mine);
    expect(await sign('AR', 'mine.json', 'ar.jws')).toEqual({ written: file('ar.jws'), version: 'ar-2026-1', digest });
    const after = await show('AR', { CREX_MATCHING_FILE: file('ar.jws') });
    expect(after).toEqual({ digest, isBuiltIn: false, configuration: mine });
  });

  it('refuses to sign what is no configuration, and writes nothing', async () => {
    await writeFile(file('none.json'), JSON.stringify({ ...DEFAULT_CONFIGURATION, maxListed: 0 }));
    await expect(sign('AR', 'none.json', 'none.jws')).rejects.toMatchObject(
      refusal('matching.malformed-configuration'),
    );
    await expect(readFile(file('none.jws'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes none in production that is not signed, or is signed by another country', async () => {
    await expect(show('AR', { CREX_MATCHING_FILE: file('mine.json') })).rejects.toMatchObject(
      refusal('register.matching-not-signed'),
    );
    await sign('BR', 'mine.json', 'br.jws');
    await expect(show('AR', { CREX_MATCHING_FILE: file('br.jws') })).rejects.toMatchObject(
      refusal('register.matching-foreign'),
    );
  });
});
