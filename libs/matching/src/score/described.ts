import type { NameKind } from '#libs/protocol';

/** One name, folded: tokens in order, particles dropped. */
export interface DescribedName {
  readonly kind: NameKind;
  readonly given: readonly string[];
  readonly surname: readonly string[];
  /** The boundary between given name and surname is not known: then both are empty. */
  readonly loose?: readonly string[];
  readonly married?: readonly string[];
  readonly suffix?: string;
}

/** A date as precise as it is known; `isApproximate` where the register may have made up day and month. */
export interface DescribedDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly isApproximate?: true;
}

export interface DescribedDocument {
  readonly country: string;
  readonly type: string;
  /** Canonical. */
  readonly number: string;
  /** The check digit or the form failed. */
  readonly isDoubtful?: true;
}

/** What is compared: the same for the subject and for the register's person. */
export interface Described {
  readonly names: readonly DescribedName[];
  readonly birthDates: readonly DescribedDate[];
  readonly sex?: 1 | 2;
  readonly nationalities: readonly string[];
  readonly birthCountry?: string;
  readonly birthTown?: string;
  readonly mother?: DescribedName;
  readonly father?: DescribedName;
  readonly documents: readonly DescribedDocument[];
}
