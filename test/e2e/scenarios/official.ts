import type { CountryCode } from '#libs/protocol';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long anything of a story may take; a story waits for what must happen, never for time to pass. */
export const WITHIN_MS = 120_000;
const POLL_MS = 50;

/** Looks until it is there. @throws with what was seen last, when it does not come */
export async function until<T, S extends T>(look: () => Promise<T>, isSo: (seen: T) => seen is S): Promise<S>;
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T>;
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`it does not come; seen last: ${JSON.stringify(seen)}`);
    await sleep(POLL_MS);
  }
}

/** An answer of a node's domestic API that is no success. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    path: string,
    detail: string,
  ) {
    super(`${path}: ${status} ${code} ${detail}`);
  }
}

/** The code with which a call is refused; undefined when it is not. */
export const refusalOf = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof ApiRefusal) return error.code;
      throw error;
    },
  );

/** An official of a country at the API of its node. */
export class Official {
  constructor(
    readonly country: CountryCode,
    readonly id: string,
    private readonly api: () => string,
    private readonly token: () => Promise<string>,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>(path, {});
  }

  post<T>(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const all = { 'content-type': 'application/json', ...headers };
    return this.call<T>(path, { method: 'POST', headers: all, body: JSON.stringify(body) });
  }

  /** The events of a stream of the API, until it ends. */
  async *events(path: string): AsyncGenerator<{ readonly event: string; readonly data: Record<string, string> }> {
    const response = await fetch(`${this.api()}/api/v1/${path}`, { headers: await this.signedIn() });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== undefined) yield { event, data: JSON.parse(data ?? '{}') as Record<string, string> };
      }
    }
  }

  /** @throws ApiRefusal */
  private async call<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { ...(init.headers as Record<string, string>), ...(await this.signedIn()) };
    const response = await fetch(`${this.api()}/api/v1/${path}`, { ...init, headers });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as T & { code?: string; detail?: string };
    if (!response.ok) throw new ApiRefusal(response.status, body.code ?? '', path, body.detail ?? text);
    return body;
  }

  private async signedIn() {
    return { authorization: `Bearer ${await this.token()}`, 'crex-mandate': 'AUD-2026-1' };
  }
}
