import { CrexError, ROLES, type Role } from '#libs/protocol';
import type { Official } from '../context.js';

/**
 * Which claims of the country's own sign-in service say what we need to know: the name of a claim, or a JSON pointer
 * (RFC 6901) into them, as `/realm_access/roles`.
 */
export interface ClaimNames {
  /** An array of texts, or one text with spaces between them; what is no CREX role in it belongs to others. */
  readonly roles: string;
  /** The name of the authority that the official works for. */
  readonly authority: string;
  /** The staff number; `sub` unless said. */
  readonly staffNumber?: string;
  /** How the person is called, for the person's own eyes. */
  readonly name?: string;
  /** The country (ISO 3166-1 alpha-2) that must be this node's. */
  readonly country?: string | undefined;
  /** What stands for which role; what is not in it gives nothing. Without it the roles' own names. */
  readonly roleOf?: ReadonlyMap<string, Role> | undefined;
}

/** Who it is, as the sign-in service says. */
export interface Person {
  /** The country's own staff number. */
  readonly id: string;
  readonly authority: string;
  /** At least one. */
  readonly roles: readonly Role[];
  readonly name?: string;
  readonly locale?: string;
  readonly country?: string;
  readonly authentication: Authentication;
}

/** When and how somebody proved who they are, as far as the sign-in service says. */
export interface Authentication {
  /** Seconds since 1970. */
  readonly at?: number;
  /** Class of the authentication (`acr`). */
  readonly acr?: string;
}

const STAFF_NUMBER = /^[^\p{Cc}\s][^\p{Cc}]{0,63}$/u;
const AUTHORITY = /^[^\p{Cc}\s][^\p{Cc}]{0,399}$/u;
const LOCALE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const ACR = /^[^\p{Cc}\s]{1,200}$/u;

/**
 * The person of whom verified claims speak.
 *
 * @throws staff.unauthenticated for what is no staff number, staff.no-role
 */
export function personOf(claims: Readonly<Record<string, unknown>>, names: ClaimNames): Person {
  const id = textOf(claimOf(claims, names.staffNumber ?? 'sub'), STAFF_NUMBER);
  const authority = textOf(claimOf(claims, names.authority), AUTHORITY);
  const roles = rolesOf(claimOf(claims, names.roles), names.roleOf);
  checkStaffNumber(id);
  checkAuthority(authority, names);
  checkRoles(roles);
  const authenticatedAt = claims['auth_time'];
  const [acr, locale] = [textOf(claims['acr'], ACR), textOf(claims['locale'], LOCALE)];
  const name = textOf(names.name === undefined ? undefined : claimOf(claims, names.name), AUTHORITY);
  const country = textOf(names.country === undefined ? undefined : claimOf(claims, names.country), AUTHORITY);
  return {
    ...{ id, authority, roles },
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
    ...(country === undefined ? {} : { country }),
    authentication: {
      ...(Number.isSafeInteger(authenticatedAt) ? { at: authenticatedAt as number } : {}),
      ...(acr === undefined ? {} : { acr }),
    },
  };
}

/**
 * The official as whom a person acts. Somebody with several roles acts in one of them and says which: the log must never
 * have to guess.
 *
 * @param wantedRole the CREX-Role header; needed only with several roles, and never more than the sign-in service grants
 * @throws staff.no-role
 */
export function officialOf({ id, authority, roles }: Person, wantedRole: string | undefined): Official {
  return { kind: 'official', id, role: oneRole(roles, wantedRole), authority };
}

/** @param name of the claim, or a JSON pointer; only own members count */
function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  const steps = name.startsWith('/')
    ? name.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) // RFC 6901 §4
    : [name]; // prettier-ignore
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    claims,
  );
}

function textOf(claim: unknown, form: RegExp): string | undefined {
  return typeof claim === 'string' && form.test(claim) ? claim : undefined;
}

function rolesOf(claim: unknown, roleOf: ReadonlyMap<string, Role> | undefined): Role[] {
  const given: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const granted = roleOf === undefined ? given : given.map((value) => roleOf.get(value as string));
  return ROLES.filter((role) => granted.includes(role));
}

function oneRole(roles: readonly Role[], wanted: string | undefined): Role {
  const [role, ...others] = wanted === undefined ? roles : roles.filter((each) => each === wanted);
  if (role === undefined) {
    throw new CrexError(
      'staff.no-role',
      'the sign-in service does not give you the role that the header CREX-Role names',
    );
  }
  if (others.length > 0) {
    throw new CrexError('staff.no-role', 'you have several roles in CREX', {
      nextStep: 'name the one you act in with the header CREX-Role',
    });
  }
  return role;
}

function checkRoles(roles: readonly Role[]): void {
  if (roles.length === 0) throw new CrexError('staff.no-role', 'the sign-in service gives you no role in CREX');
}

function checkStaffNumber(id: string | undefined): asserts id is string {
  if (id === undefined) {
    throw new CrexError('staff.unauthenticated', 'the sign-in service names no staff number of at most 64 characters');
  }
}

function checkAuthority(authority: string | undefined, names: ClaimNames): asserts authority is string {
  if (authority === undefined) {
    throw new CrexError('staff.no-role', 'the sign-in service does not say which authority you work for', {
      nextStep: `the operator has it put into the claim ${names.authority}`,
    });
  }
}
