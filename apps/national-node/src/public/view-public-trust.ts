import type { MemberView } from '#libs/directory';
import { isCountryCode } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';

/** Whose certificates count, for somebody who judges an extract in a browser. Certificates and lists are base64 of DER. */
export interface PublicTrust {
  readonly env: Home['env'];
  /** Its version, and the moment that it was looked at (seconds since 1970). */
  readonly directory: { readonly version: number; readonly at: number };
  readonly members: Readonly<Record<string, { readonly caCertificates: string[]; readonly crls: string[] }>>;
  readonly timeStampAuthorities: readonly string[];
}

/** What the directory says today about the authorities of all countries, also of those that have left; nothing secret. */
export class ViewPublicTrust {
  constructor(
    private readonly directory: Pick<CurrentDirectory, 'view'>,
    private readonly timeStampAuthorities: readonly Uint8Array[],
    private readonly home: Home,
  ) {}

  /** @throws directory.none, directory.expired */
  run(): PublicTrust {
    const { version, members } = this.directory.view();
    const countries = members.filter(({ id }) => isCountryCode(id));
    return {
      env: this.home.env,
      directory: { version, at: this.home.nowSeconds() },
      members: Object.fromEntries(countries.map((member) => [member.id, authorityOf(member)])),
      timeStampAuthorities: this.timeStampAuthorities.map(base64),
    };
  }
}

function authorityOf({ caCertificates, crls }: MemberView) {
  return { caCertificates: caCertificates.map(base64), crls: crls.map(base64) };
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}
