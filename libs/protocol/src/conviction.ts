import type { BirthPlace, IdentityDocument, PersonName, Sex, YesNoUnknown } from './subject.js';
import type { Text } from './text.js';

/** "Antecedentes" means different things: what kind of record this is decides whether it may travel at all. */
export type RecordKind =
  'FINAL_CONVICTION' | 'NON_FINAL' | 'PENDING_CASE' | 'POLICE_ENTRY' | 'ACQUITTAL' | 'ADMINISTRATIVE';

/** A court or other authority: its national code and its name. */
export interface Authority {
  readonly code: string;
  readonly name: readonly Text[];
}

/** What happened after the first judgment (rehabilitation, parole, pardon ...), with ECRIS `DCH-00-x` change types. */
export interface Decision {
  readonly id: string;
  readonly changeTypes: readonly string[];
  readonly date: string;
  readonly finalDate?: string;
  readonly authority?: Authority;
  readonly deleteConvictionFromRegister: YesNoUnknown;
  readonly remarks?: readonly Text[];
}

/** One offence of a conviction: the common codes and always the national article and title, never a code alone. */
export interface Offence {
  readonly id: string;
  /** ICCS code, level 2 or deeper. */
  readonly iccsCode: string;
  /** Six-digit ECRIS category derived from it. */
  readonly ecrisCode?: string;
  readonly nationalCode: string;
  readonly nationalTitle: readonly Text[];
  readonly legalProvisions: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly place?: BirthPlace;
  readonly occurrences?: number;
  readonly isContinuous?: YesNoUnknown;
  /** C completed, A attempt or preparation, U not told. */
  readonly completion: 'C' | 'A' | 'U';
  /** M perpetrator, H aider, abettor, instigator, organiser or conspirator, U not told. */
  readonly participation: 'M' | 'H' | 'U';
  /** S insanity or diminished responsibility, N none. */
  readonly exemptionFromResponsibility?: 'S' | 'N';
  /** R recidivist, N not. */
  readonly recidivism?: 'R' | 'N';
  readonly formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
}

/** A stretch of time: start and end as dates, duration as ISO 8601 (`P2Y6M`). */
export interface Period {
  readonly start?: string;
  readonly duration?: string;
  readonly end?: string;
  readonly exact?: YesNoUnknown;
}

/** An amount in minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** One penalty or measure: the common code and always the national title. */
export interface Sanction {
  readonly id: string;
  readonly nationalCode: string;
  readonly nationalTitle: readonly Text[];
  readonly remarks?: readonly Text[];
  /** P penalty, M measure. */
  readonly nature: 'P' | 'M';
  /** Four or five digits, ECRIS sanction table. */
  readonly commonCategory: string;
  readonly alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
  readonly multiplier?: number;
  readonly specificToMinor: YesNoUnknown;
  readonly sentencedPeriod?: Period;
  readonly executionPeriod?: Period;
  /** `count` is the number of day fines. */
  readonly fine?: Money & { readonly count?: number };
  readonly suspension?: {
    readonly type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
    readonly start?: string;
    readonly duration?: string;
    readonly end?: string;
    readonly probationDuration?: string;
    readonly suspendedPartDuration?: string;
    readonly suspendedAmount?: Money;
    readonly remarks?: readonly Text[];
  };
  readonly interruptions?: readonly (Omit<Period, 'exact'> & { readonly remarks?: readonly Text[] })[];
}

/** A link between parts of a conviction, by their ids; `type` says how two sanctions relate. */
export interface Relationship {
  readonly kind:
    'DECISION_SANCTIONS' | 'DECISION_OFFENCES' | 'SANCTION_SANCTIONS' | 'SANCTION_OFFENCES' | 'CONVICTION_CONVICTIONS';
  readonly from: string;
  readonly to: readonly string[];
  readonly type?: string;
}

/** One file of one court. Dates are `YYYY-MM-DD`; `sourceUpdatedAt` is UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
export interface Conviction {
  /** Global id, `CC:authority:file:year` and what makes it unique. */
  readonly id: string;
  readonly convictingCountry: string;
  readonly recordKind: RecordKind;
  readonly fileNumber?: string;
  readonly decisionDate: string;
  readonly finalDate: string;
  readonly decidingAuthority: Authority;
  readonly isNonCriminalRuling?: YesNoUnknown;
  readonly retentionEndDate?: string;
  readonly transmittable: { readonly criminal: YesNoUnknown; readonly other: YesNoUnknown };
  readonly minorAtOffence: YesNoUnknown;
  readonly decisions: readonly Decision[];
  readonly offences: readonly Offence[];
  readonly sanctions: readonly Sanction[];
  readonly relationships?: readonly Relationship[];
  readonly version: number;
  readonly sourceUpdatedAt: string;
}

/** A person as the register holds them. */
export interface Person {
  /** The register's own stable id. */
  readonly personId: string;
  readonly names: readonly PersonName[];
  readonly sex: Sex;
  /** Absent where the register does not know it. `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate?: string;
  readonly birthPlace: BirthPlace;
  readonly nationalities: readonly string[];
  readonly mother?: PersonName;
  readonly father?: PersonName;
  readonly documents: readonly IdentityDocument[];
  /** Date of death. */
  readonly deceased?: string;
  readonly convictions: readonly Conviction[];
}
