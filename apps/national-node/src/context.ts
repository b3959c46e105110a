import { workCalendar, type OwnDays, type WorkCalendar } from '#libs/deadline';
import { nowSeconds, type Clock, type CountryCode, type Environment, type Role } from '#libs/protocol';

/** An official of this country, as its sign-in service vouches for them. */
export interface Official {
  readonly kind: 'official';
  /** The country's own staff number. */
  readonly id: string;
  readonly role: Role;
  readonly authority: string;
}

/** Who acts; stands in the log as the `actor` part of an entry. */
export type Actor =
  | Official
  | {
      readonly kind: 'country';
      readonly country: CountryCode;
      readonly official?: { readonly role: Role; readonly id: string };
    }
  | { readonly kind: 'operator'; readonly id: string }
  | { readonly kind: 'node' };

/** Who acts, in a word: for tables that say who changed a row. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'node') return 'node';
  return `${actor.kind} ${actor.kind === 'country' ? actor.country : actor.id}`;
}

/** Which country's node this is, in which environment, by which clock. */
export class Home {
  /** When this country works: legal deadlines follow it. */
  readonly workCalendar: WorkCalendar;

  constructor(
    readonly country: CountryCode,
    readonly env: Environment,
    readonly clock: Clock,
    /** IANA time zone: deadlines and dates follow it. */
    readonly zone: string,
    ownDays: OwnDays = {},
  ) {
    this.workCalendar = workCalendar(country, zone, ownDays);
  }

  nowSeconds(): number {
    return nowSeconds(this.clock);
  }
}
