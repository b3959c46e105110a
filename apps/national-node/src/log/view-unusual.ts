import {
  sharedSubjects,
  type AuditLog,
  type EntryParts,
  type EntryPosition,
  type EntrySearch,
  type EntryType,
  type FoundEntry,
} from '#libs/audit';
import type { Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import { localDate } from '../calendar.js';
import type { Home } from '../context.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import { checkPeriod, loggedQuery, type Period } from './log-query.js';
import { findUnusual, UNUSUAL_LIMITS, type Act, type Unusual } from './unusual-rules.js';

/** Days that one look may span. */
export const MAX_UNUSUAL_DAYS = 31;
/** Acts that are looked at. */
export const MAX_ACTS = 10_000;
const BATCH = 500;
/** What officials do with data of persons. */
const LOOKS = ['ASK', 'SEARCH', 'VIEW'] as const satisfies readonly EntryType[];

/** What was looked at, and what of it is unusual. */
export interface UnusualView {
  readonly acts: number;
  readonly findings: readonly Unusual[];
}

/**
 * Looks for what is unusual in what officials did. Who did it is opened, whom it was about is not: that two entries are
 * about one person is told by their keyed pseudonyms.
 */
export class ViewUnusual {
  constructor(
    private readonly reads: AuditedRead,
    private readonly log: AuditLog,
    private readonly home: Home,
    private readonly maxActs: number = MAX_ACTS,
  ) {}

  /** @throws log.invalid-input, log.too-much, log.unavailable */
  run(auditor: Auditor, period: Period): Promise<UnusualView> {
    checkPeriod(period, MAX_UNUSUAL_DAYS);
    return this.reads.run(auditor, async (sql) => {
      const entries = await this.entries(sql, { ...period, types: [...LOOKS, 'SIGN_IN'] });
      const parts = await this.log.readParts(sql, entries, ['actor']);
      const acts = new Map(entries.flatMap((entry, index) => this.actOf(entry, parts[index] ?? {})));
      const looks = [...acts].filter(([, { isRefused }]) => !isRefused).map(([entryId]) => entryId);
      const shared = await sharedSubjects(sql, looks, UNUSUAL_LIMITS.SAME_PERSON);
      const samePerson = shared.map((ids) => ids.flatMap((id) => acts.get(id) ?? []));
      const result = { acts: acts.size, findings: findUnusual([...acts.values()], samePerson) };
      return { result, scope: 'DETAIL', count: acts.size, ...loggedQuery('UNUSUAL', period) };
    });
  }

  private async entries(sql: Sql, search: EntrySearch): Promise<FoundEntry[]> {
    const positions: EntryPosition[] = [];
    for (;;) {
      const page = await this.log.find(sql, search, { after: positions.at(-1), limit: BATCH });
      positions.push(...page);
      checkActs(positions.length, this.maxActs);
      if (page.length < BATCH) break;
    }
    const found = await this.log.entriesAt(sql, positions, search);
    return found.filter(({ leaf }) => leaf.type !== 'SIGN_IN' || leaf.action === 'REFUSED');
  }

  /** By an official of this country; what the node did, or whose part is erased, is nobody's act. */
  private actOf({ entryId, leaf }: FoundEntry, { actor }: EntryParts): [number, Act][] {
    if (actor?.status !== 'open' || actor.value['kind'] !== 'official') return [];
    const { id, authority } = actor.value;
    if (typeof id !== 'string') return [];
    const { eventId, type, at } = leaf;
    const day = localDate(this.home, at);
    const act: Act = {
      ...{ eventId, type, at, official: id, ...(typeof authority === 'string' ? { authority } : {}) },
      ...{ day, hour: this.hourOf(at), isWorkday: this.home.workCalendar.isWorkingDay(day) },
      isRefused: type === 'SIGN_IN',
    };
    return [[entryId, act]];
  }

  private hourOf(at: number): number {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: this.home.zone, hour: '2-digit', hourCycle: 'h23' });
    return Number(format.format(new Date(at * 1000)));
  }
}

function checkActs(acts: number, most: number): void {
  if (acts > most) {
    throw new CrexError('log.too-much', `officials did more than ${most} things in this period`, {
      ...{ pointers: [{ pointer: '/to', rule: 'must leave fewer entries' }], nextStep: 'choose a shorter period' },
    });
  }
}
