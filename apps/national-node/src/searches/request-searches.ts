import { inTransaction, type Database } from '#libs/platform';
import { COUNTRIES, CrexError, faultsOf, lineSchema, type CountryCode, type JsonSchema } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import { closed, listOf } from '../log/log-schemas.js';
import type { SavedSearch, SavedSearchStore } from './saved-search.store.js';

/** Which of one's own requests are looked at; what is not named is not looked at. */
export interface RequestQuery {
  readonly show?: 'unread' | 'attention' | 'open' | 'done';
  readonly kind?: 'REQ' | 'QUERY';
  readonly country?: CountryCode;
}

const queryFields = {
  show: { type: 'string', enum: ['unread', 'attention', 'open', 'done'] },
  kind: { type: 'string', enum: ['REQ', 'QUERY'] },
  country: { type: 'string', enum: COUNTRIES, description: 'who was asked' },
} as const;

/** JSON Schema of one saved search of requests. */
export const requestSearchSchema: JsonSchema = closed({
  name: lineSchema(100),
  query: closed(queryFields, Object.keys(queryFields)),
});
export const requestSearchesSchema: JsonSchema = closed({ searches: listOf(requestSearchSchema) });

/** What an official has sent, read. @throws ask.invalid-input with a pointer to each element at fault, never a value */
export function readRequestSearch(input: unknown): SavedSearch<RequestQuery> {
  const pointers = faultsOf(requestSearchSchema, input);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'the input does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return input as SavedSearch<RequestQuery>;
}

/** The looks at their own requests that an official has named. They say about nobody, so none is an entry of the log. */
export class RequestSearches {
  constructor(
    private readonly database: Database,
    private readonly searches: SavedSearchStore<RequestQuery>,
    private readonly home: Home,
  ) {}

  saved({ id }: Official): Promise<SavedSearch<RequestQuery>[]> {
    return inTransaction(this.database, (tx) => this.searches.of(tx, id));
  }

  async save({ id }: Official, search: SavedSearch<RequestQuery>): Promise<void> {
    await inTransaction(this.database, (tx) => this.searches.save(tx, id, search, this.home.nowSeconds()));
  }

  /** @throws ask.not-found */
  async forget({ id }: Official, name: string): Promise<void> {
    const isGone = await inTransaction(this.database, (tx) => this.searches.forget(tx, id, name));
    if (!isGone) throw new CrexError('ask.not-found', 'you have no such saved search');
  }
}
