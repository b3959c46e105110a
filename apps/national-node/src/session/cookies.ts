import type { CountryCode } from '#libs/protocol';

const VALUE = /^[A-Za-z0-9_-]{43}$/;
const MAX_HEADER = 16_384;

/**
 * The cookies of a node. On https they carry the prefix `__Host-`, so that no other host and no plain HTTP can set them;
 * on http (a demo on one machine) the country's code, because ports share cookies.
 */
export class Cookies {
  readonly session: string;
  readonly signIn: string;

  constructor(
    country: CountryCode,
    readonly isSecure: boolean,
  ) {
    const stem = isSecure ? '__Host-crex' : `crex-${country.toLowerCase()}`;
    this.session = stem;
    this.signIn = `${stem}-sign-in`;
  }

  /** The value of one of them; nothing when it is absent, twice there or of another form. */
  read(header: string | undefined, name: string): string | undefined {
    if (header === undefined || header.length > MAX_HEADER) return undefined;
    const values = header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1));
    const [value, ...others] = values;
    return value !== undefined && others.length === 0 && VALUE.test(value) ? value : undefined;
  }

  /** A line Set-Cookie. @param maxAgeSeconds without it the cookie ends with the browser; 0 deletes it */
  set(name: string, value: string, maxAgeSeconds?: number): string {
    const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
    return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${this.isSecure ? '; Secure' : ''}${age}`;
  }
}
