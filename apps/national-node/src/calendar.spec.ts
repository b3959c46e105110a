import { dueAtHome, localDate, localDays, nightOf } from './calendar.js';
import { Home } from './context.js';

const at = (time: string): number => Date.parse(time) / 1000;
const home = (own = {}): Home => new Home('BR', 'test', { nowMs: () => 0 }, 'America/Sao_Paulo', own);
const received = at('2026-11-16T15:00:00Z');

describe('the deadline of a question', () => {
  it('follows the purpose, in this country’s working days', () => {
    expect(dueAtHome(home(), received, 'C1', 'ROUTINE')).toBe(at('2026-12-02T02:59:59Z'));
    expect(dueAtHome(home(), received, 'P1', 'ROUTINE')).toBe(at('2026-12-16T02:59:59Z'));
    expect(dueAtHome(home({ closed: ['2026-11-17'] }), received, 'C1', 'ROUTINE')).toBe(at('2026-12-03T02:59:59Z'));
    expect(dueAtHome(home({ open: ['2026-11-20'] }), received, 'C1', 'ROUTINE')).toBe(at('2026-12-01T02:59:59Z'));
  });

  it('is 48 hours when urgent, one hour for FLASH and for purposes that are always so', () => {
    expect(dueAtHome(home(), received, 'C1', 'URGENT')).toBe(received + 48 * 3600);
    expect(dueAtHome(home(), received, 'C1', 'FLASH')).toBe(received + 3600);
    expect(dueAtHome(home(), received, 'C4', 'ROUTINE')).toBe(received + 3600);
  });
});

describe('days of this country', () => {
  it('begin and end in its zone; a night belongs to the day on which it ends', () => {
    expect(localDate(home(), at('2026-11-17T02:59:59Z'))).toBe('2026-11-16');
    expect(nightOf(home(), at('2026-11-17T05:59:59Z'))).toBe('2026-11-16');
    expect(nightOf(home(), at('2026-11-17T06:00:00Z'))).toBe('2026-11-17');
    expect(localDays(home(), at('2026-11-16T15:00:00Z'), at('2026-11-18T03:00:01Z'))).toEqual([
      { day: '2026-11-16', from: at('2026-11-16T15:00:00Z') },
      { day: '2026-11-17', from: at('2026-11-17T03:00:00Z') },
      { day: '2026-11-18', from: at('2026-11-18T03:00:00Z') },
    ]);
  });
});
