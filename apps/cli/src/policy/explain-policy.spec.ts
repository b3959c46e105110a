import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicySet, PACKS_FOLDER, wholePack } from '#libs/policy';
import { COUNTRIES, PURPOSES, type CountryCode } from '#libs/protocol';
import { explainPolicy } from './explain-policy.js';

const today = '2026-11-22';
const setOf = (country: CountryCode) => {
  const text = readFileSync(join(PACKS_FOLDER, `${country}.cedar`), 'utf8');
  return loadPolicySet(wholePack({ country, version: 'proposed', policies: [{ name: `${country}.cedar`, text }] }));
};

describe('crex policy explain', () => {
  it('says for every country and purpose what is answered and what leaves', () => {
    for (const country of COUNTRIES) {
      const asking = country === 'AR' ? 'BR' : 'AR';
      const text = explainPolicy(setOf(country), { asking, country, today });
      for (const purpose of PURPOSES) expect(text).toMatch(new RegExp(`^${purpose}  .*: (answered|refused)$`, 'm'));
      expect(text).not.toContain('leaves: nothing');
    }
  });

  it('says what a purpose must bring, which parts leave, and who else must agree', () => {
    const text = explainPolicy(setOf('BR'), { asking: 'AR', country: 'BR', purposes: ['P2', 'P7', 'C4', 'C5'], today });
    expect(text.split('\n').slice(1)).toEqual([
      'P2  Work with children or vulnerable persons: answered',
      '    on MERCOSUR-SAN-LUIS-1996, not without CONSENT POSITION',
      '    leaves: identity core file offences sanctions decisions',
      'P7  Public contracts: answered',
      '    on MERCOSUR-SAN-LUIS-1996, not without CONSENT',
      '    leaves: identity core sanctions decisions',
      'C4  Identity check in detention: answered',
      '    on MERCOSUR-SAN-LUIS-1996, not without REASON PLACE',
      '    leaves: hit or no hit',
      'C5  Immediate and serious threat to public security: answered',
      '    on MERCOSUR-SAN-LUIS-1996, not without REASON',
      '    leaves: identity core file offences sanctions decisions',
      '    a second person releases it',
      '',
    ]);
  });

  it('names the rules that refuse, with source and status', () => {
    const text = explainPolicy(setOf('SR'), { asking: 'JM', country: 'SR', purposes: ['P7'], evidence: [], today });
    expect(text).toContain('P7  Public contracts: refused');
    expect(text).toContain(
      '    PURPOSE by sr-no-public-contracts: Suriname does not answer for public contracts (Made up',
    );
    expect(text).toMatch(/PURPOSE by needs-consent: .*; illustrative\)/);
    const treaty = { asking: 'JM', country: 'SR', purposes: ['C1'], legalBasis: 'NO-TREATY', today } as const;
    expect(explainPolicy(setOf('SR'), treaty)).toContain('    a person confirms the refusal');
  });
});
