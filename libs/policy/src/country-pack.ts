import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { checkShape, COUNTRIES, type CountryCode, type JsonSchema } from '#libs/protocol';
import { defaultPolicies } from './default-pack.js';
import type { PolicyPack } from './policy-set.js';
import type { TaskForce } from './task-force.js';

/** A country's own rules as it signs them: texts that narrow the default rules. */
export interface CountryPack {
  readonly v: 1;
  readonly country: CountryCode;
  /** As the country counts them. */
  readonly version: string;
  readonly policies: readonly { readonly name: string; readonly text: string }[];
}

const countryPackSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['v', 'country', 'version', 'policies'],
  properties: {
    v: { const: 1 },
    country: { enum: COUNTRIES },
    version: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$' },
    policies: {
      ...{ type: 'array', minItems: 1, maxItems: 20 },
      items: {
        ...{ type: 'object', additionalProperties: false, required: ['name', 'text'] },
        properties: {
          name: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\\.cedar$' },
          text: { type: 'string', minLength: 1, maxLength: 262144 },
        },
      },
    },
  },
};

/**
 * A country's pack from what it signed: its form alone, the rules are judged when they are loaded.
 *
 * @throws policy.malformed-pack
 */
export function readCountryPack(value: unknown): CountryPack {
  checkShape(countryPackSchema, value, 'policy.malformed-pack', 'the policy pack');
  return value as CountryPack;
}

/** The whole set of a country: the default rules, narrowed by its own, and the task forces that it knows. */
export function wholePack(own: Omit<CountryPack, 'v'>, taskForces: readonly TaskForce[] = []): PolicyPack {
  const narrowing = own.policies.map(({ name, text }) => ({ name, text, narrows: true }));
  return { name: own.country, version: own.version, policies: [defaultPolicies, ...narrowing], taskForces };
}

/** Where the proposals for the 18 countries lie, one file a country, in this software built or not. */
export const PACKS_FOLDER = join(dirname(findPackageJSON(import.meta.url) ?? '.'), 'libs', 'policy', 'packs');
