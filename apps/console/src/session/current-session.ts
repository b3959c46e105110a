/** Who is signed in, as the node says it. @see GET /auth/me */
export interface Who {
  readonly subject: string;
  readonly name: string;
  readonly authority: string;
  readonly country: string;
  readonly languages: readonly string[];
  readonly roles: readonly string[];
  readonly signedInAt: string;
  readonly idleEndsAt: string;
  readonly endsAt: string;
  readonly csrfToken: string;
}

interface CurrentSession {
  readonly csrfToken?: string;
  /** The role in which the person works now, of those that they have. */
  readonly role?: string;
}

let current: CurrentSession = {};

/** What every call to the node carries. In memory alone. */
export function session(): CurrentSession {
  return current;
}

export function keepSession({ csrfToken, roles }: Who): void {
  const role = current.role !== undefined && roles.includes(current.role) ? current.role : roles[0];
  current = { csrfToken, role };
}

export function workAs(role: string): void {
  current = { ...current, role };
}
