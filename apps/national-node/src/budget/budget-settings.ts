import { integer } from '#libs/platform';

const questionsIn = (name: string, whom: string, usual: number) =>
  integer({
    name,
    meaning: `questions that ${whom}; a query counts once a country`,
    min: 1,
    max: 10_000_000,
    default: usual,
  });

/** How many questions an official, and another country, may put. */
export const budgetSettings = {
  officialPerHour: questionsIn(
    'CREX_OFFICIAL_QUESTIONS_PER_HOUR',
    'an official may ask other countries in an hour',
    600,
  ),
  officialPerDay: questionsIn('CREX_OFFICIAL_QUESTIONS_PER_DAY', 'an official may ask other countries in a day', 3_000),
  countryPerHour: questionsIn('CREX_COUNTRY_QUESTIONS_PER_HOUR', 'one country may ask this one in an hour', 20_000),
  countryPerDay: questionsIn('CREX_COUNTRY_QUESTIONS_PER_DAY', 'one country may ask this one in a day', 100_000),
};
