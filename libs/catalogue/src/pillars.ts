import type { Purpose } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/**
 * What the Alliance for Security, Justice and Development works on: its three pillars, in their order.
 * @see IDB, Eighteen Latin American and Caribbean Countries Launch Regional Alliance, Bridgetown, 12 December 2024
 */
export const PILLARS = ['VULNERABLE', 'INSTITUTIONS', 'MARKETS'] as const;
export type Pillar = (typeof PILLARS)[number];

/** The pillars by name: Spanish, English and Portuguese as the IDB said them at the launch, Dutch is ours. */
export const PILLAR_ENTRIES: readonly { readonly code: Pillar; readonly labels: Labels }[] = [
  {
    code: 'VULNERABLE',
    labels: labels(
      'Proteger a las poblaciones vulnerables',
      'Protecting vulnerable populations',
      'Proteger populações vulneráveis',
      'Kwetsbare bevolkingsgroepen beschermen',
    ),
  },
  {
    code: 'INSTITUTIONS',
    labels: labels(
      'Fortalecer las instituciones de seguridad y justicia',
      'Strengthening security and justice institutions',
      'Fortalecer instituições de segurança e justiça',
      'Instellingen van veiligheid en justitie versterken',
    ),
  },
  {
    code: 'MARKETS',
    labels: labels(
      'Reducir los mercados y flujos financieros ilegales',
      'Reducing illicit markets and financial flows',
      'Reduzir mercados e fluxos financeiros ilícitos',
      'Illegale markten en geldstromen terugdringen',
    ),
  },
];

/** For which pillar a purpose asks; P1 and P5 serve the person or an ordinary procedure, and stand for none. */
const OF_PURPOSE: Readonly<Record<Purpose, Pillar | undefined>> = {
  ...{ C1: 'INSTITUTIONS', C2: 'INSTITUTIONS', C3: 'INSTITUTIONS', C4: 'INSTITUTIONS', C5: 'INSTITUTIONS' },
  ...{ E1: 'INSTITUTIONS', P1: undefined, P2: 'VULNERABLE', P3: 'INSTITUTIONS', P4: 'MARKETS' },
  ...{ P5: undefined, P6: 'VULNERABLE', P7: 'MARKETS' },
};

/** The pillar of a purpose: a proposal (`illustrative`), the Alliance assigns none. */
export function pillarOf(purpose: Purpose): Pillar | undefined {
  return OF_PURPOSE[purpose];
}
