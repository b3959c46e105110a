import { inTransaction, type Database } from '#libs/platform';
import type { AskCountry } from '../ask/ask-country.js';
import type { AskInput } from '../ask/ask-input.js';
import { readNewRequest } from '../ask/new-request.js';
import type { Asking } from '../ask/question.store.js';
import { localDate } from '../calendar.js';
import type { Home, Official } from '../context.js';
import { readNewQuery } from '../query/new-query.js';
import type { QueryCountries, QueryInput } from '../query/query-countries.js';
import { notFound } from './not-found.js';
import { checkDraft } from './unsent-state.js';
import type { UnsentStore } from './unsent.store.js';

/** A draft becomes what it was kept for: checked in full, and asked by the same steps as a question that was never a draft. */
export class SubmitDraft {
  constructor(
    private readonly database: Database,
    private readonly unsent: UnsentStore,
    private readonly ask: AskCountry,
    private readonly query: QueryCountries,
    private readonly home: Home,
  ) {}

  /** @throws ask.not-found, ask.not-a-draft, ask.invalid-input, and as AskCountry does */
  async run(official: Official, requestId: string): Promise<Asking> {
    const draft = await inTransaction(this.database, (tx) => this.unsent.own(tx, requestId, official.id));
    if (draft === undefined) throw notFound();
    const { kind, version, body } = draft;
    checkDraft(draft.state);
    await this.ask.submit(official, { requestId, kind, version }, this.read(kind, body));
    return kind;
  }

  private read(kind: Asking, body: object): AskInput {
    const today = localDate(this.home);
    if (kind === 'REQ') return readNewRequest(body, today);
    const query: QueryInput = readNewQuery(body, today);
    return { ...query, to: this.query.countriesOf(query) };
  }
}
