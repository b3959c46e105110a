import { COUNTRIES } from '#libs/protocol';
import { ICCS, NATIONAL_OFFENCES, nationalOffencesOf, titleIn } from '#libs/catalogue';

describe('the offences of national law', () => {
  it('exist for every country, each code once, with an ICCS code of the table, a source, and no claim to be verified', () => {
    expect([...new Set(NATIONAL_OFFENCES.map(({ country }) => country))].sort()).toEqual([...COUNTRIES].sort());
    const keys = NATIONAL_OFFENCES.map(({ country, code }) => `${country} ${code}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(NATIONAL_OFFENCES.filter(({ iccsCode }) => !ICCS.codes.has(iccsCode))).toEqual([]);
    expect(NATIONAL_OFFENCES.filter(({ source }) => source === '')).toEqual([]);
    expect([...new Set(NATIONAL_OFFENCES.map(({ status }) => status))].sort()).toEqual(['illustrative', 'unverified']);
  });

  it('hold on the days on which they are in force', () => {
    expect(nationalOffencesOf('EC', '2014-08-09')).toEqual([]);
    expect(nationalOffencesOf('EC', '2014-08-10').map(({ code }) => code)).toContain('COIP 144');
    expect(nationalOffencesOf('AR', '1999-01-01').map(({ code }) => code)).toContain('CP 79');
  });

  it('keep their own title in their language and mark every other as a translation', () => {
    const [murder] = nationalOffencesOf('AR', '2026-11-22');
    expect(titleIn(murder!, 'es')).toEqual({ language: 'es', value: 'Homicidio simple' });
    expect(titleIn(murder!, 'en')).toEqual({ language: 'en', value: 'Intentional homicide', translated: 'Y' });
  });
});
