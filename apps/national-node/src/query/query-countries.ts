import { canonicalJson, COUNTRIES, digestOf, type CountryCode } from '#libs/protocol';
import type { AskCountry } from '../ask/ask-country.js';
import type { AskInput } from '../ask/ask-input.js';
import type { Home, Official } from '../context.js';
import { isActive, type Trust } from '../trust.js';

/** Whom to ask: these countries, or every other member that takes part. */
export type QueryInput = Omit<AskInput, 'to'> & { readonly to: readonly CountryCode[] | 'ALL' };

/**
 * An official asks several countries at once whether they hold something about a person. By the same rights, and logged
 * alike, as a question; each country answers by itself and none waits for another.
 */
export class QueryCountries {
  constructor(
    private readonly ask: AskCountry,
    private readonly trust: Trust,
    private readonly home: Home,
  ) {}

  /** @throws as AskCountry does */
  async run(official: Official, idempotencyKey: string, input: QueryInput): Promise<{ readonly requestId: string }> {
    const to = this.countriesOf(input);
    // of the input as it was given: who repeats it means the same, whoever is a member by then
    const inputDigest = digestOf(canonicalJson({ asked: 'QUERY', ...input }));
    return this.ask.run(official, idempotencyKey, { ...input, to }, { kind: 'QUERY', inputDigest });
  }

  /** Whom a query asks, as the directory is now. */
  countriesOf({ to }: QueryInput): readonly CountryCode[] {
    if (to !== 'ALL') return to;
    const view = this.trust.view();
    return COUNTRIES.filter((country) => country !== this.home.country && isActive(view.member(country)));
  }
}
