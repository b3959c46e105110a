import { absentDate, cuilOf, numberFor, slotDate } from './numbers.js';

describe('identity numbers', () => {
  it.each(['BB_NRN', 'UY_CI', 'BR_CPF', 'GT_CUI', 'HN_DNI', 'PA_CEDULA', 'SR_ID', 'GY_NID'])(
    'of type %s are each one person’s in a register of 20,000, and none is that of somebody absent',
    (type) => {
      const registered = new Set<string>();
      const absent = new Set<string>();
      for (let index = 0; index < 20_000; index += 1) {
        const owner = { seed: 's', index, slotDate: slotDate('s', index), absent: false };
        registered.add(numberFor(type, owner));
        absent.add(numberFor(type, { ...owner, slotDate: absentDate('s', index), absent: true }));
      }
      expect(registered.size).toBe(20_000);
      expect(registered.has('')).toBe(false);
      expect([...absent].filter((number) => registered.has(number))).toEqual([]);
    },
  );

  it('of an Argentine’s tax number hold the DNI and the sex', () => {
    expect(cuilOf('20123456', 1).number).toMatch(/^2020123456\d$/);
    expect(cuilOf('5123456', 2).number).toMatch(/^2705123456\d$/);
  });
});

describe('birth dates', () => {
  const all = Array.from({ length: 20_000 }, (_, index) => index);

  it('of registered persons and of absent ones are real days that never meet', () => {
    const registered = new Set(all.map((index) => slotDate('s', index)));
    const absent = new Set(all.map((index) => absentDate('s', index)));
    const isDay = (date: string): boolean => new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
    expect([...registered, ...absent].filter((date) => !isDay(date))).toEqual([]);
    expect([...absent].filter((date) => registered.has(date))).toEqual([]);
    expect(registered.size).toBeGreaterThan(10_000);
    expect(absent.size).toBeGreaterThan(1_000);
  });

  it.each([
    ['registered persons', slotDate],
    ['absent ones', absentDate],
  ])('of %s fall on every day as often as the calendar has it', (_, dateOf) => {
    const days = all.map((index) => Number(dateOf('s', index).slice(8)));
    // Of 1,461 days in four years 48 are the first of a month, 45 the 29th, 44 the 30th, 28 the 31st.
    for (const [day, among] of [
      [1, 48],
      [12, 48],
      [28, 48],
      [29, 45],
      [30, 44],
      [31, 28],
    ] as const) {
      const share = days.filter((one) => one === day).length / all.length;
      expect(Math.abs(share - among / 1_461)).toBeLessThan(0.006);
    }
  });
});
