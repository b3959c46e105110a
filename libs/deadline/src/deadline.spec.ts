import fc from 'fast-check';
import { COUNTRIES } from '#libs/protocol';
import {
  atRiskFrom,
  dueAt,
  holidaysOf,
  restartClock,
  startClock,
  stateOfClock,
  stopClock,
  workCalendar,
} from './index.js';

const at = (time: string): number => Date.parse(time) / 1000;
const brazil = workCalendar('BR', 'America/Sao_Paulo');

describe('public holidays', () => {
  it('every country has some, each once, in its year', () => {
    for (const country of COUNTRIES) {
      const days = holidaysOf(country, 2026).map(({ day }) => day);
      expect([country, days.length >= 6 && days.length <= 25]).toEqual([country, true]);
      expect(days.filter((day) => !day.startsWith('2026-'))).toEqual([]);
      for (const everywhere of ['2026-01-01', '2026-04-03', '2026-12-25']) {
        // Uruguay and others call these days by other names; nobody works on them
        expect([country, everywhere, days.includes(everywhere)]).toEqual([country, everywhere, true]);
      }
    }
  });

  it('are national days, in the country’s own calendar', () => {
    const days = (country: 'BR' | 'CL' | 'JM' | 'SR') => holidaysOf(country, 2026).map(({ day }) => day);
    expect(days('BR')).toEqual(expect.arrayContaining(['2026-09-07', '2026-11-20']));
    expect(days('CL')).toContain('2026-09-18');
    expect(days('JM')).toContain('2026-08-06');
    expect(days('SR')).toContain('2026-07-01');
  });
});

describe('working days', () => {
  it('are Monday to Friday but for holidays', () => {
    expect(brazil.isWorkingDay('2026-11-19')).toBe(true); // Thursday
    expect(brazil.isWorkingDay('2026-11-20')).toBe(false); // Consciência Negra
    expect(brazil.isWorkingDay('2026-11-21')).toBe(false); // Saturday
    expect(brazil.isWorkingDay('2026-11-22')).toBe(false); // Sunday
  });

  it('a country states its own days: closed wins over open, open over the table', () => {
    const own = workCalendar('BR', 'America/Sao_Paulo', {
      closed: ['2026-11-19', '2026-11-23'],
      open: ['2026-11-20', '2026-11-23'],
    });
    expect(['2026-11-19', '2026-11-20', '2026-11-23'].map((day) => own.isWorkingDay(day))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('a deadline', () => {
  it('ends with the last second of the last working day, counted from the day after receipt', () => {
    // Monday 16 November, 12:00 in São Paulo (UTC-3): ten working days without the 20th end on Tuesday 1 December
    expect(dueAt(brazil, at('2026-11-16T15:00:00Z'), { workingDays: 10 })).toBe(at('2026-12-02T02:59:59Z'));
    // received late on Sunday there, though it is Monday in UTC
    expect(dueAt(brazil, at('2026-11-16T01:00:00Z'), { workingDays: 1 })).toBe(at('2026-11-17T02:59:59Z'));
  });

  it('is counted in hours when it is urgent', () => {
    expect(dueAt(brazil, at('2026-11-20T23:00:00Z'), { hours: 48 })).toBe(at('2026-11-22T23:00:00Z'));
  });

  it('ends with the day also where the clock is changed that night', () => {
    const chile = workCalendar('CL', 'America/Santiago');
    // clocks go back at midnight after Saturday 4 April 2026: that Saturday has 25 hours
    expect(dueAt(chile, at('2026-04-02T15:00:00Z'), { workingDays: 1 })).toBe(at('2026-04-07T03:59:59Z'));
    const saturday = workCalendar('CL', 'America/Santiago', { open: ['2026-04-04'] });
    expect(dueAt(saturday, at('2026-04-02T15:00:00Z'), { workingDays: 1 })).toBe(at('2026-04-05T03:59:59Z'));
  });

  it('is later the later it starts and the longer it is, and ends on a working day', () => {
    const time = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 30 }), (from, more, days) => {
        const due = dueAt(brazil, from, { workingDays: days });
        expect(due).toBeGreaterThan(from);
        expect(dueAt(brazil, from + more, { workingDays: days })).toBeGreaterThanOrEqual(due);
        expect(dueAt(brazil, from, { workingDays: days + 1 })).toBeGreaterThan(due);
        const day = new Intl.DateTimeFormat('sv-SE', { timeZone: brazil.zone }).format(new Date(due * 1000));
        expect(brazil.isWorkingDay(day)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the clock of a deadline', () => {
  const received = at('2026-11-16T15:00:00Z');
  const term = { workingDays: 10 };
  const clock = startClock(brazil, received, term);

  it('runs, is at risk when 70 % of the time has gone, and is overdue after its last second', () => {
    expect(atRiskFrom(clock)).toBe(received + Math.floor((clock.dueAt - received) * 0.7));
    const states = [received, atRiskFrom(clock) - 1, atRiskFrom(clock), clock.dueAt, clock.dueAt + 1];
    expect(states.map((now) => stateOfClock(clock, now))).toEqual([
      'RUNNING',
      'RUNNING',
      'AT_RISK',
      'AT_RISK',
      'OVERDUE',
    ]);
  });

  it('stands still while more information is awaited, and then starts in full', () => {
    const stopped = stopClock(clock, received + 1000);
    expect(stateOfClock(stopped, clock.dueAt + 1)).toBe('STOPPED');
    expect(stopClock(stopped, received + 5000)).toEqual(stopped);
    const back = at('2026-12-14T12:00:00Z');
    const restarted = restartClock(brazil, stopped, back, term);
    expect(restarted).toEqual({ startedAt: back, dueAt: dueAt(brazil, back, term) });
    expect(restartClock(brazil, clock, back, term)).toEqual(clock);
  });
});
