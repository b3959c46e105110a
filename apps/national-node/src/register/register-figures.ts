import { LEAST_COUNTED_PERSONS, RegisterStatistics } from '#libs/matching';
import type { KeyHeat, StatisticRow } from '#libs/matching';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import type { RegisterState, SearchStore } from './search.store.js';

/** How often what stands in this register, as it was counted last. */
export interface Figures {
  readonly statistics: RegisterStatistics;
  readonly heat: KeyHeat;
  /** Some of those who have a record, drawn by lot: read in place of whoever is not there. */
  readonly standIns: readonly string[];
}

const STAND_INS = 500;
/** The first so many rows are drawn from: an order over the whole register would take too long. */
const DRAWN_FROM = 50_000;

/**
 * Holds the figures in memory: a search asks for hundreds of them. They are read again once they have been counted anew,
 * by whoever sees it first, a search or {@link refresh}; a node whose figures are old searches longer, never wrongly.
 */
export class RegisterFigures {
  private held: { readonly of: string; readonly figures: Promise<Figures> } | undefined;

  constructor(private readonly search: SearchStore) {}

  /** Reads them if they have been counted anew, so that no search has to wait for it. */
  async refresh(database: Database): Promise<void> {
    await inTransaction(database, async (tx) => this.of(tx, await this.search.begin(tx)));
  }

  /** Those that belong to this state. */
  async of(tx: Transaction, state: RegisterState): Promise<Figures> {
    const of = `${state.normaliserVersion} ${state.statisticsAt?.getTime() ?? 0}`;
    if (this.held?.of !== of) {
      const figures = load(tx, state);
      this.held = { of, figures };
      // whoever waits for it fails with it; the next one tries again
      figures.catch(() => {
        if (this.held?.figures === figures) this.held = undefined;
      });
    }
    return this.held.figures;
  }
}

async function load(tx: Transaction, { persons }: RegisterState): Promise<Figures> {
  const sql = sqlOf(tx);
  const counted = await sql.query<StatisticRow>(
    `SELECT kind, value, persons FROM register_statistic WHERE persons > $1`,
    [LEAST_COUNTED_PERSONS],
  );
  const hot = await sql.query<{ key: number; persons: number }>('SELECT key, persons FROM hot_key');
  const personsOf = new Map(hot.map(({ key, persons: count }) => [key, count]));
  const draw = (table: 'conviction' | 'person') =>
    sql.query<{ personId: string }>(
      `SELECT person_id AS "personId" FROM (SELECT person_id FROM ${table} LIMIT ${DRAWN_FROM}) first
       ORDER BY random() LIMIT ${STAND_INS}`,
    );
  const convicted = await draw('conviction');
  // where records are kept by another system, everybody may have one
  const drawn = convicted.length > 0 ? convicted : await draw('person');
  return {
    statistics: new RegisterStatistics(persons, counted),
    heat: (key) => personsOf.get(key) ?? 0,
    standIns: drawn.map(({ personId }) => personId),
  };
}
