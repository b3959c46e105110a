import type { EntryType } from '#libs/audit';

/** An entry with its parts opened and its proof, as the auditor's API shows it: what the story reads of it. */
export interface ShownEntry {
  readonly eventId: string;
  readonly type: EntryType;
  readonly at: string;
  readonly leaf: Readonly<Record<string, string | number>>;
  /** Base64. */
  readonly leafBytes: string;
  readonly parts: Readonly<Partial<Record<'subject' | 'actor' | 'detail', { readonly value?: unknown }>>>;
  readonly proof: { readonly status: 'pending' } | { readonly status: 'proven'; index: number; file: string };
}

export type FoundEntry = Pick<ShownEntry, 'eventId' | 'type' | 'at' | 'leaf'>;

/** A search, as the body of POST /api/v1/log/entries. */
export interface LogSearch {
  readonly from: string;
  readonly to: string;
  readonly types: readonly EntryType[];
  readonly official?: { readonly id: string };
}

/** An auditor at the API of the country's node. Every call names the mandate, and is an entry of the log. */
export class AuditorApi {
  constructor(
    private readonly api: string,
    private readonly token: string,
    private readonly mandate: string,
  ) {}

  /** Newest first. */
  async search(search: LogSearch): Promise<readonly FoundEntry[]> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ ...search, limit: 100 }) };
    return (await this.call<{ entries: FoundEntry[] }>('entries', init)).entries;
  }

  read({ eventId, type }: Pick<FoundEntry, 'eventId' | 'type'>): Promise<ShownEntry> {
    return this.call(`entries/${eventId}/${type}`, {});
  }

  private async call<T>(path: string, init: { method?: string; headers?: Record<string, string>; body?: string }) {
    const headers = { ...init.headers, authorization: `Bearer ${this.token}`, 'crex-mandate': this.mandate };
    const response = await fetch(`${this.api}/api/v1/log/${path}`, { ...init, headers });
    const body = (await response.json()) as T & { code?: string; detail?: string };
    if (!response.ok) throw new Error(`the log answers ${response.status} ${body.code ?? ''}: ${body.detail ?? ''}`);
    return body;
  }
}
