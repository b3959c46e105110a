/** How many questions may be put in any hour and in any day. A query counts once for each country. */
export interface Budget {
  readonly perHour: number;
  readonly perDay: number;
}

export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

/** What has been used in the last hour and in the last day. */
export interface Used {
  readonly lastHour: number;
  readonly lastDay: number;
}

/** Whether more was used than there is. */
export function isOver({ perHour, perDay }: Budget, { lastHour, lastDay }: Used): boolean {
  return lastHour > perHour || lastDay > perDay;
}
