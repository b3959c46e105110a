import { BROKER, COUNTRIES, type MemberId } from '#libs/protocol';
import { Alliance } from './alliance.js';
import { witnessesOf } from './assign-witnesses.js';

const nowMs = Date.UTC(2026, 10, 22, 12);
const EVERYBODY: readonly MemberId[] = [...COUNTRIES, BROKER];

function assigned(members: readonly MemberId[], suspended: readonly MemberId[] = []) {
  const activity = new Map(members.map((id) => [id, { isActive: !suspended.includes(id) }]));
  return new Map(members.map((id) => [id, witnessesOf(id, activity)]));
}

describe('the witnesses of a log', () => {
  it('are five others, the broker one of them at most, and each member has as many logs to witness', () => {
    const all = assigned(EVERYBODY);
    for (const [owner, witnesses] of all) {
      expect(new Set([...witnesses, owner]).size).toBe(6);
    }
    const duties = EVERYBODY.map((id) => [...all.values()].filter((witnesses) => witnesses.includes(id)).length);
    expect(new Set(duties)).toEqual(new Set([5]));
  });

  it('are active, and fewer where there are fewer', () => {
    expect(assigned(['AR', 'BR', 'GY', BROKER], ['GY'])).toEqual(
      new Map<MemberId, MemberId[]>([
        ['AR', ['BR', BROKER]],
        ['BR', [BROKER, 'AR']],
        ['GY', [BROKER, 'AR', 'BR']],
        [BROKER, ['AR', 'BR']],
      ]),
    );
  });

  it('are somebody even where nobody else is active', () => {
    expect(assigned(['AR', BROKER], ['AR']).get(BROKER)).toEqual(['AR']);
  });

  it('stand in the list that the offices sign, and follow who is suspended and who comes back', async () => {
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'GY'], nowMs });
    const witnesses = () => alliance.entry('AR').log.witnesses;
    expect(witnesses()).toEqual(['BR', 'GY', BROKER]);
    await alliance.suspend('GY', nowMs);
    expect(witnesses()).toEqual(['BR', BROKER]);
    await alliance.reinstate('GY', nowMs);
    expect(witnesses()).toEqual(['BR', 'GY', BROKER]);
  });
});
