import { canonicalJson, checkShape, digestOf, type Digest } from '#libs/protocol';

/**
 * Every weight and threshold by which a person is identified, as published and signed. Integers only, so that the JSON
 * has one canonical form: `weights` in hundredths of a bit (log2 of "how many times likelier when it is the same
 * person"), `shares` in millionths.
 */
export interface MatchingConfiguration {
  /** Names this set of numbers in every log entry; `built-in-...` comes with the software. */
  readonly version: string;
  readonly shares: Readonly<Record<keyof typeof SHARES, number>>;
  /** The most candidates that a clerk is shown. */
  readonly maxListed: number;
  readonly weights: {
    readonly [Group in keyof typeof WEIGHTS]: Readonly<Record<keyof (typeof WEIGHTS)[Group], number>>;
  };
}

const SHARES = {
  /** Prior probability that the person asked about is in the register at all. */
  present: 500_000,
  /** A match needs at least this probability, and no guard against it. */
  match: 999_000,
  /** The same where another number of the same type contradicts. */
  matchAgainstNumber: 999_900,
  /** Whoever is at least this probable is listed for a clerk. */
  listed: 20_000,
  /** How often the same person's name, sex, nationality, town is written the same way twice. */
  nameSame: 900_000,
  sexSame: 990_000,
  nationalitySame: 900_000,
  townSame: 850_000,
  /** A value rarer than this in the register weighs no more than this share. */
  rarest: 2,
  /** A word with this share of a like one's bearers is a name of its own, not a slip of the pen. */
  established: 300,
  /** What remains of the weight of a doubtful number, and of a parent's given name. */
  doubtful: 500_000,
  parent: 800_000,
};

const WEIGHTS = {
  names: {
    /** Less than exact: same sound, or one letter apart. `Least`: what is left at least. */
    close: -350,
    closeLeast: 150,
    /** Further apart, an initial, a name cut off. */
    distant: -600,
    distantLeast: 50,
    /** Agrees, in another place of the name. */
    otherPlace: -70,
    /** On one side only: second names and second surnames are left out every day. */
    givenLeftOut: -80,
    surnameLeftOut: -100,
    /** Something else on the other side. */
    givenConflict: -500,
    surnameConflict: -600,
    /** Given name and surname changed places. */
    exchanged: -300,
    suffixSame: 200,
    suffixDiffers: -500,
    /** Names that come together more often than chance: the most that is taken away. */
    togetherMost: 1_200,
    /** The name of one identity with the date of another. */
    identitiesMixed: -300,
  },
  dates: {
    same: 1_420,
    sameFirstOfJanuary: 700,
    dayMonthExchanged: 850,
    yearOneOff: 750,
    yearOneDigit: 700,
    yearOther: 300,
    oneDigit: 500,
    monthOrDay: 150,
    yearAlone: -250,
    differs: -700,
    /** Where one side knows no more than the year, or the month. */
    yearKnownSame: 590,
    yearKnownNear: 100,
    yearKnownDiffers: -600,
    monthKnownSame: 920,
    monthKnownDiffers: -400,
    /**
     * A date of at least this weight may carry a match. Day and month of another year are not enough: many are named after
     * the saint of their day, or after a grandparent, as their cousins are.
     */
    strong: 800,
    /** The same where a parent's given name or a number agrees. */
    strongWithParent: 500,
  },
  documents: {
    same: 2_400,
    oneCharacterOff: 900,
    /** Another number of a type of which people have one, or several (passports). */
    differs: -600,
    anotherOfSeveral: -50,
    /** The number agrees, country or type does not. */
    numberAlone: 1_200,
    /** How seldom a sound number is given for somebody who is not its holder (forged, copied, mistaken). */
    reused: -1_000,
  },
  /** How likely it is that the subject is a relative of the candidate instead. */
  relatives: {
    /** Close relatives of a person, other than twins. */
    persons: 150,
    twins: -600,
    /** A relative bears the same given name: parent and child, within one generation, twins. */
    namesake: -400,
    namesakeOfOneGeneration: -1_000,
    namesakeTwin: -2_000,
    /** The first given name is only alike, or is the other's second: so twins are named, and so people are asked about. */
    namedAlike: -100,
    /** Persons of the same full name who are no relatives, however rare it is. */
    namesakesElsewhere: -230,
    /** Maria José and Maria Luisa. */
    partOfNameShared: -330,
    /** A relative's number is given for the subject's. */
    numberConfused: -1_500,
  },
  origin: {
    sexDiffers: -450,
    nationalityDiffers: -200,
    townDiffers: -250,
    townClose: -250,
    countryDiffers: -250,
    /** Place and nationality follow from each other: together at most this. */
    most: 1_000,
  },
  parents: {
    differs: -400,
    /** One parent, and both together, at most. */
    most: 1_000,
    bothMost: 1_400,
    /** The mother's first surname is the second surname, by Spanish custom. */
    motherSurnameSame: 200,
    motherSurnameDiffers: -400,
  },
};

/** What the software decides by until a country signs a configuration of its own. */
export const DEFAULT_CONFIGURATION: MatchingConfiguration = {
  version: 'built-in-2',
  shares: SHARES,
  maxListed: 50,
  weights: WEIGHTS,
};

const closed = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const integers = (names: object, minimum: number, maximum: number) =>
  closed(Object.fromEntries(Object.keys(names).map((name) => [name, { type: 'integer', minimum, maximum }])));

const share = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });

/** JSON Schema (2020-12) of a {@link MatchingConfiguration}; closed: a misspelt weight is an error, not a default. */
export const matchingConfigurationSchema = closed({
  version: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' },
  shares: closed({
    ...integers(SHARES, 1, 1_000_000).properties,
    present: share(1, 999_999),
    // Nobody can sign away the care that an automatic answer needs.
    match: share(990_000, 999_999),
    matchAgainstNumber: share(990_000, 1_000_000),
    listed: share(1, 100_000),
  }),
  maxListed: { type: 'integer', minimum: 1, maximum: 200 },
  weights: closed(
    Object.fromEntries(Object.entries(WEIGHTS).map(([group, names]) => [group, integers(names, -10_000, 10_000)])),
  ),
});

/**
 * Checks a configuration from outside.
 *
 * @throws matching.malformed-configuration
 */
export function readMatchingConfiguration(value: unknown): MatchingConfiguration {
  checkShape(
    matchingConfigurationSchema,
    value,
    'matching.malformed-configuration',
    'the configuration of identification',
  );
  return value as MatchingConfiguration;
}

/** Names exactly these numbers: SHA-256 of the canonical JSON (RFC 8785). */
export function configurationDigest(configuration: MatchingConfiguration): Digest {
  return digestOf(canonicalJson(configuration));
}
