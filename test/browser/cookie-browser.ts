/** Where a walk through redirects has ended. */
export interface Visit {
  readonly at: URL;
  readonly response: Response;
  readonly text: string;
}

const MOST_REDIRECTS = 12;

/** A browser without scripts: keeps cookies as one does (a host's, whatever the port), and follows redirects. */
export class CookieBrowser {
  readonly cookies = new Map<string, string>();
  /** Every address it has been led to. */
  readonly visited: string[] = [];

  /** One request, without following. */
  async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    this.visited.push(String(url));
    const response = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line) || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Goes there and on, until a page comes; `stop` ends the walk before an address. */
  async open(from: string | URL, init: RequestInit = {}, stop: (to: URL) => boolean = () => false): Promise<Visit> {
    let [at, next] = [new URL(from), init];
    for (let count = 0; count < MOST_REDIRECTS; count += 1) {
      const response = await this.fetch(at, next);
      const location = response.headers.get('location');
      if (location === null) return { at, response, text: await response.text() };
      at = new URL(location, at);
      if (stop(at)) return { at, response, text: '' };
      next = {};
    }
    throw new Error('too many redirects');
  }

  /** Fills in the form of a page. */
  submit(page: URL, form: Readonly<Record<string, string>>, stop?: (to: URL) => boolean): Promise<Visit> {
    return this.open(page, { method: 'POST', body: new URLSearchParams(form) }, stop);
  }

  /** A call of a console's page, with the CSRF token where it changes something. */
  async call(
    console: string,
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Said; response: Response }> {
    const headers = new Headers(init.headers);
    if (init.method !== undefined && !headers.has('crex-csrf')) headers.set('crex-csrf', await this.csrfToken(console));
    const response = await this.fetch(console + path, { ...init, headers });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Said, response };
  }

  async csrfToken(console: string): Promise<string> {
    const response = await this.fetch(`${console}/auth/me`);
    return ((await response.json()) as { csrfToken?: string }).csrfToken ?? '';
  }
}

export type Said = Record<string, unknown>;

/** Signs in at a console through the demo's issuer. @returns where it ended */
export async function signIn(
  browser: CookieBrowser,
  console: string,
  { username, password }: { readonly username: string; readonly password: string },
  returnTo = '/',
): Promise<Visit> {
  const page = await browser.open(`${console}/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  return page.at.origin === new URL(console).origin ? page : browser.submit(page.at, { username, password });
}
