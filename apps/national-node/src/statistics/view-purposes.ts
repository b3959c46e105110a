import { pillarOf } from '#libs/catalogue';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError, monthIn, monthsAfter, PURPOSES, SMALLEST_CELL, suppress, type Counts } from '#libs/protocol';
import type { Home } from '../context.js';
import type { ShownPurposes, StatisticsStore } from './statistics.store.js';

/** What ended in a month for each purpose; absent where it was fewer than ten, or hidden beside such a number. */
export interface PurposeFigures extends ShownPurposes {
  readonly month: string;
  /** The same by pillar of the Alliance: so many at least. */
  readonly pillars: ShownPurposes;
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

/**
 * What this country asked and answered for in a month that is over. Other countries are not told: it stays here. Counted
 * when it is first looked at and never anew, so that what comes late leaves no difference from which a small number follows.
 */
export class ViewPurposes {
  constructor(
    private readonly database: Database,
    private readonly store: StatisticsStore,
    private readonly home: Home,
  ) {}

  /** Of the month before this one unless it is named. @throws statistics.invalid-input for one that is not over */
  async run(month?: string): Promise<PurposeFigures> {
    const present = monthIn(this.home.zone, this.home.nowSeconds());
    const named = month ?? monthsAfter(present, -1);
    checkIsOver(named, present);
    const { asked, answered } = (await this.store.purposesOf(named)) ?? (await this.countOnce(named));
    return { month: named, asked, answered, pillars: { asked: pillarsOf(asked), answered: pillarsOf(answered) } };
  }

  /** What two looks at once have counted is what the first of them has kept. */
  private async countOnce(month: string): Promise<ShownPurposes> {
    const counted = { asked: await this.count(ASKED, month), answered: await this.count(ANSWERED, month) };
    await this.store.keepPurposes(month, counted);
    return (await this.store.purposesOf(month)) ?? counted;
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

/** By pillar: sums of what is shown, so they tell nothing that it does not tell; what is hidden is in none of them. */
function pillarsOf(shown: Counts): Counts {
  const pillars: Record<string, number> = {};
  for (const purpose of PURPOSES) {
    const [pillar, count] = [pillarOf(purpose), shown[purpose]];
    if (pillar !== undefined && count !== undefined) pillars[pillar] = (pillars[pillar] ?? 0) + count;
  }
  return pillars;
}
