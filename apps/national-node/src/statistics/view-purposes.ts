import { sqlOf, type Database } from '#libs/platform';
import { CrexError, monthIn, monthsAfter, SMALLEST_CELL, type Counts } from '#libs/protocol';
import type { Home } from '../context.js';
import { suppress } from './suppress.js';

/** What ended in a month for each purpose; absent where it was fewer than ten, or hidden beside such a number. */
export interface PurposeFigures {
  readonly month: string;
  /** Questions of this country to others. */
  readonly asked: Counts;
  /** Questions for a record of others to this country. */
  readonly answered: Counts;
}

/** Questions of this country are found by their outcome in the log, which takes over the purpose of its question. */
const ASKED = `
  SELECT f.purpose, count(*)::int AS questions
  FROM month m, (SELECT DISTINCT ON (facet) * FROM audit_facet) f JOIN audit_search s USING (facet)
  WHERE f.type = 'OUTCOME' AND f.sender = $3 AND f.purpose IS NOT NULL AND s.at >= m.first AND s.at < m.beyond
  GROUP BY 1`;

const ANSWERED = `
  SELECT q.purpose, count(*)::int AS questions FROM month m, received_question q
  WHERE q.ended_at >= m.first AND q.ended_at < m.beyond GROUP BY 1`;

/** What this country asked and answered for in a month that is over. Other countries are not told: it stays here. */
export class ViewPurposes {
  constructor(
    private readonly database: Database,
    private readonly home: Home,
  ) {}

  /** Of the month before this one unless it is named. @throws statistics.invalid-input for one that is not over */
  async run(month?: string): Promise<PurposeFigures> {
    const present = monthIn(this.home.zone, this.home.nowSeconds());
    const named = month ?? monthsAfter(present, -1);
    checkIsOver(named, present);
    return { month: named, asked: await this.count(ASKED, named), answered: await this.count(ANSWERED, named) };
  }

  private async count(statement: string, month: string): Promise<Counts> {
    const rows = await sqlOf(this.database.manager).query<{ purpose: string; questions: number }>(
      `WITH month AS (
         SELECT extract(epoch FROM ($1 || '-01')::timestamp AT TIME ZONE $2)::bigint AS first,
                extract(epoch FROM (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE $2)::bigint AS beyond
         WHERE $3::text IS NOT NULL
       ) ${statement} ORDER BY 1`,
      [month, this.home.zone, this.home.country],
    );
    const counts = Object.fromEntries(rows.map(({ purpose, questions }) => [purpose, questions]));
    const all = rows.reduce((sum, { questions }) => sum + questions, 0);
    return all < SMALLEST_CELL ? {} : suppress(counts);
  }
}

/** A month that grows would tell by tomorrow what it hides today. */
function checkIsOver(month: string, present: string): void {
  if (month >= present) {
    throw new CrexError('statistics.invalid-input', 'this month is not over', {
      nextStep: 'ask for an earlier one',
      pointers: [{ pointer: '/month', rule: 'a month that is over' }],
    });
  }
}
