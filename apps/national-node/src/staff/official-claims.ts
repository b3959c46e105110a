import { CrexError, ROLES, type Role } from '#libs/protocol';
import type { Official } from '../context.js';

/** Which claims of the country's own sign-in service say what we need to know. */
export interface ClaimNames {
  /** An array of texts, or one text with spaces between them; what is no CREX role in it belongs to others. */
  readonly roles: string;
  /** The name of the authority that the official works for. */
  readonly authority: string;
}

const STAFF_NUMBER = /^[^\p{Cc}\s][^\p{Cc}]{0,63}$/u;
const AUTHORITY = /^[^\p{Cc}\s][^\p{Cc}]{0,399}$/u;

/**
 * The official that verified claims speak of. Somebody with several roles acts in one of them and says which: the log
 * must never have to guess.
 *
 * @param wantedRole the CREX-Role header; needed only with several roles, and never more than the token grants
 * @throws staff.unauthenticated for a `sub` that is no staff number, staff.no-role
 */
export function officialOf(
  claims: Readonly<Record<string, unknown>>,
  names: ClaimNames,
  wantedRole: string | undefined,
): Official {
  const id = textOf(claims['sub'], STAFF_NUMBER);
  const authority = textOf(claims[names.authority], AUTHORITY);
  checkStaffNumber(id);
  checkAuthority(authority, names);
  return { kind: 'official', id, role: oneRole(rolesOf(claims[names.roles]), wantedRole), authority };
}

function textOf(claim: unknown, form: RegExp): string | undefined {
  return typeof claim === 'string' && form.test(claim) ? claim : undefined;
}

function rolesOf(claim: unknown): Role[] {
  const given: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return ROLES.filter((role) => given.includes(role));
}

function oneRole(roles: readonly Role[], wanted: string | undefined): Role {
  const [role, ...others] = wanted === undefined ? roles : roles.filter((each) => each === wanted);
  if (role === undefined) {
    throw new CrexError(
      'staff.no-role',
      wanted === undefined
        ? 'the sign-in service gives you no role in CREX'
        : 'the sign-in service does not give you the role that the header CREX-Role names',
    );
  }
  if (others.length > 0) {
    throw new CrexError('staff.no-role', 'you have several roles in CREX', {
      nextStep: 'name the one you act in with the header CREX-Role',
    });
  }
  return role;
}

function checkStaffNumber(id: string | undefined): asserts id is string {
  if (id === undefined) {
    throw new CrexError('staff.unauthenticated', 'the sub of the access token is not a staff number of 64 characters');
  }
}

function checkAuthority(authority: string | undefined, names: ClaimNames): asserts authority is string {
  if (authority === undefined) {
    throw new CrexError('staff.no-role', 'the sign-in service does not say which authority you work for', {
      nextStep: `the operator has it put into the claim ${names.authority}`,
    });
  }
}
