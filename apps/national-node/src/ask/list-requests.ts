import { Gauge, type Registry } from 'prom-client';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import { answeredBefore } from '../calendar.js';
import type { Home, Official } from '../context.js';
import type { Asking } from './question.store.js';
import type { ListedRequest, Listing, RequestListStore } from './request-list.store.js';

/** Working days of this country after which an official is reminded of an answer that they have not looked at. */
const REMIND_AFTER_WORKING_DAYS = 5;
/** What is listed at once. */
export const MAX_LISTED = 100;

/** A list of an official's requests, and which of them they are reminded of. */
export interface RequestList {
  readonly requests: readonly ListedRequest[];
  /** Whoever was answered by then and has not looked is reminded. */
  readonly remindedBefore: Date;
}

/** Lists an official's own requests: what for, states and times, no word about a person, so it is no entry of the log. */
export class ListRequests {
  constructor(
    private readonly database: Database,
    private readonly lists: RequestListStore,
    private readonly home: Home,
    registry: Registry,
  ) {
    const reminded = () => this.remindedBefore();
    new Gauge({
      name: 'crex_answers_unread',
      help: 'Answers that the official who asked has not looked at, and those of them after five working days',
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        const counted = await lists.countUnread(sqlOf(database.manager), reminded());
        this.set({ state: 'unread' }, counted.unread);
        this.set({ state: 'reminded' }, counted.reminded);
      },
    });
  }

  async run({ id }: Official, listing: Listing): Promise<RequestList> {
    const requests = await inTransaction(this.database, (tx) => this.lists.ofOfficial(tx, id, listing, MAX_LISTED));
    return { requests, remindedBefore: this.remindedBefore() };
  }

  private remindedBefore(): Date {
    return new Date(answeredBefore(this.home, REMIND_AFTER_WORKING_DAYS) * 1000 + 999);
  }
}

/** The parameters of the list: without a kind those for the record, as ever. @throws ask.invalid-input */
export function readListing(unread: unknown, kind: unknown = 'REQ'): Listing {
  checkOneOf('unread', unread ?? 'false', ['true', 'false']);
  checkOneOf('kind', kind, ['REQ', 'QUERY', 'ALL']);
  return { unread: unread === 'true', kind: kind === 'ALL' ? undefined : (kind as Asking) };
}

function checkOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) {
    throw new CrexError('ask.invalid-input', 'the input does not have the form that it must have', {
      pointers: [{ pointer: `/${name}`, rule: allowed.join(' or ') }],
      nextStep: 'correct the elements that the pointers name',
    });
  }
}
