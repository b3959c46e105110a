import type { Database } from '#libs/platform';
import type { Home } from '../context.js';
import type { Receiver } from '../courier/work-inbox.js';
import { CountryBudget, WithinBudget } from './country-budget.js';
import { OfficialBudget } from './official-budget.js';

/** The settings of the budgets: questions. */
export interface BudgetSettings {
  readonly officialPerHour: number;
  readonly officialPerDay: number;
  readonly countryPerHour: number;
  readonly countryPerDay: number;
}

/** What our officials may ask, and what other countries may ask of us. */
export function wireBudgets(database: Database, home: Home, settings: BudgetSettings) {
  const { officialPerHour, officialPerDay, countryPerHour, countryPerDay } = settings;
  const ofCountry = new CountryBudget(database, { perHour: countryPerHour, perDay: countryPerDay });
  return {
    ofOfficial: new OfficialBudget({ perHour: officialPerHour, perDay: officialPerDay }, home),
    withinBudget: (receiver: Receiver): Receiver => new WithinBudget(ofCountry, receiver),
  };
}
