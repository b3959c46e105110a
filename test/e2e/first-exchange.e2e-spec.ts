import { setTimeout as sleep } from 'node:timers/promises';
import { logVerifier, openCheckpoint } from '#libs/audit';
import { BROKER } from '#libs/protocol';
import { criminalCase, Exchange } from './exchange.js';

describe('a question crosses a border', () => {
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = await Exchange.prepare();
    await exchange.local.start();
  }, 120_000);
  afterAll(() => exchange.close());

  it.each([
    ['records', 'RECORDS'],
    ['none', 'NO_RECORD'],
    ['ambiguous', 'MULTIPLE_CANDIDATES'],
  ] as const)('and a subject known as "%s" is answered with %s', async (truth, outcome) => {
    const sample = exchange.samples('BR').find((each) => each.kind === truth);
    if (sample === undefined) throw new Error(`no sample of ${truth}`);
    const { status, body } = await exchange.ask('AR', criminalCase(['BR'], sample.subject), { wait: 20 });
    expect(status).toBe(200);
    expect(body.questions).toMatchObject([{ country: 'BR', outcome }]);
  });

  it('and the broker shows the log of all three, as far as their signers have signed it', async () => {
    const { alliance, signers } = exchange.local;
    for (const id of ['AR', 'BR', BROKER] as const) {
      const { origin, vkey } = alliance.entry(id).log;
      // what was signed before now; the log may go on growing
      const signed = (await signers.admin(id, ['show'])) as { folder: { size: string } };
      expect(Number(signed.folder.size)).toBeGreaterThan(3);
      let size = 0n;
      while (size < BigInt(signed.folder.size)) {
        const shown = await exchange.onBroker<{ note: string }>(
          'SELECT note FROM shelf_checkpoint WHERE origin = $1 ORDER BY size DESC LIMIT 1',
          [origin],
        );
        if (shown[0] !== undefined) size = openCheckpoint(shown[0].note, logVerifier(vkey), []).size;
        await sleep(100);
      }
    }
  });

  it('and a node shows its own log on the operator’s machine', async () => {
    const { alliance } = exchange.local;
    const { origin, vkey } = alliance.entry('BR').log;
    const port = String(exchange.local.process('BR').ready['operations']);
    const response = await fetch(`http://127.0.0.1:${port}/logs/${origin}/checkpoint`);
    expect(openCheckpoint(await response.text(), logVerifier(vkey), []).origin).toBe(origin);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(await ready.json()).toMatchObject({ checks: { numbers: 'ok', log: 'ok' } });
  });
});
