import { PURPOSES } from '#libs/protocol';
import { faultsOf } from '#libs/protocol';
import { catalogueResponse, catalogueSchema, LANGUAGES } from './catalogue-response.js';

describe('the catalogue of a form', () => {
  it.each(LANGUAGES)('has in %s the form that the API describes', (language) => {
    expect(faultsOf(catalogueSchema, JSON.parse(JSON.stringify(catalogueResponse('AR', language))))).toEqual([]);
  });

  it('says of every purpose what it must bring and who is offered it', () => {
    const { purposes } = catalogueResponse('AR', 'en');
    expect(purposes.map(({ code }) => code)).toEqual([...PURPOSES]);
    expect(purposes.find(({ code }) => code === 'C1')).toMatchObject({
      ...{ name: 'Ongoing criminal proceedings', deadlineWorkingDays: 10, roles: ['prosecutor'] },
      ...{ evidence: ['CASE_NUMBER', 'ACCUSED_OFFENCE', 'AUTHORITY'], urgencies: ['ROUTINE', 'FLASH', 'URGENT'] },
    });
    expect(purposes.find(({ code }) => code === 'C4')).not.toHaveProperty('deadlineWorkingDays');
  });

  it('says for which pillar of the Alliance a purpose stands, where it stands for one', () => {
    const { pillars, purposes } = catalogueResponse('AR', 'es');
    expect(pillars.map(({ name }) => name)).toContain('Reducir los mercados y flujos financieros ilegales');
    expect(purposes.find(({ code }) => code === 'P4')).toHaveProperty('pillar', 'MARKETS');
    expect(purposes.find(({ code }) => code === 'P5')).not.toHaveProperty('pillar');
  });

  it('has a legal basis for every other country, each basis once, none with itself', () => {
    const { legalBases, terms } = catalogueResponse('AR', 'es');
    expect(new Set(legalBases.map(({ code }) => code)).size).toBe(legalBases.length);
    const covered = new Set(legalBases.flatMap(({ countries }) => countries));
    expect(covered.size).toBe(17);
    expect(covered).not.toContain('AR');
    expect(terms).toHaveLength(17);
  });

  it('is as sure of a basis as of the least sure of its pairs', () => {
    const basis = catalogueResponse('AR', 'en').legalBases.find(({ code }) => code === 'MERCOSUR-ASSOCIATES-2002');
    expect(basis).toMatchObject({ countries: ['BR', 'CL', 'EC', 'PY', 'UY'], status: 'unverified' });
  });

  it('says which purposes a country refuses and where consent is wanted', () => {
    const bahamas = catalogueResponse('AR', 'en').terms.find(({ country }) => country === 'BS');
    expect(bahamas?.refuses).toEqual(['P7']);
    expect(bahamas?.consents).toContainEqual({ purpose: 'P5', consent: 'OR_LAW' });
  });
});
