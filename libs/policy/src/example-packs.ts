import { defaultPolicies } from './default-pack.js';
import type { PolicyPack } from './policy-set.js';

const jamaica = `// Jamaica, for the demonstration only: what it adds to the default rules. It may forbid, not permit.

@id("jm-no-migration")
@title("Jamaica does not answer for migration purposes")
@source("Invented for the demonstration")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action == Action::"answer", resource)
when { context.purpose == Purpose::"P5" };

@id("jm-old-convictions-not-for-vetting")
@title("Convictions that became final ten or more years ago do not leave for public employment and public contracts")
@source("Invented for the demonstration")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action == Action::"disclose", resource)
when {
  [Purpose::"P3", Purpose::"P7"].contains(context.purpose) &&
  resource.yearsSinceFinal >= 10
};
`;

/** Packs of the demonstration: Argentina has the default rules, Jamaica adds its own. No statement about their law. */
export const examplePacks = {
  AR: { name: 'AR', version: '1', policies: [defaultPolicies] },
  JM: {
    name: 'JM',
    version: '1',
    policies: [defaultPolicies, { name: 'jm.cedar', text: jamaica, narrows: true }],
  },
} as const satisfies Readonly<Record<string, PolicyPack>>;
