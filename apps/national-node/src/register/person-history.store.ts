import { sqlOf, type Transaction } from '#libs/platform';

/** What persons were before, and which ids became one. Versions are only ever added, and end by rule or with the person. */
export class PersonHistory {
  /** Every id that was merged into this one, directly or through another. */
  async mergedInto(tx: Transaction, personId: string): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ personId: string }>(
      `WITH RECURSIVE merged AS (
         SELECT person_id FROM person_merged WHERE into_id = $1
         UNION SELECT m.person_id FROM person_merged m JOIN merged ON m.into_id = merged.person_id)
       SELECT person_id AS "personId" FROM merged ORDER BY person_id`,
      [personId],
    );
    return rows.map((row) => row.personId);
  }

  /** Forgets persons who have left the register, with what they were and the ids that were merged into them. */
  async forgetPersons(tx: Transaction, personIds: readonly string[]): Promise<void> {
    await sqlOf(tx).query('DELETE FROM person_merged WHERE person_id = ANY($1)', [personIds]);
    for (const personId of personIds) await sqlOf(tx).query('SELECT register_forget_person($1)', [personId]);
  }

  /** Forgets versions that ended before the first of a month so many months ago. @returns how many */
  async forgetOld(tx: Transaction, now: Date, retentionMonths: number): Promise<number> {
    const [row] = await sqlOf(tx).query<{ forgotten: number }>(
      `SELECT register_forget_history(
         date_trunc('month', $1::timestamptz, 'UTC') - make_interval(months => $2)) AS forgotten`,
      [now, retentionMonths],
    );
    return row?.forgotten ?? 0;
  }
}
