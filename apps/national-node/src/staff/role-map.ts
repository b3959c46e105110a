import { readFileSync } from 'node:fs';
import { CrexError, ROLES, type Role } from '#libs/protocol';

/**
 * Reads which value of the roles claim stands for which role: a JSON object, as `{"/police/detectives": "investigator"}`.
 *
 * @throws node.invalid-role-map
 */
export function readRoleMap(path: string): ReadonlyMap<string, Role> {
  const entries = Object.entries(parsed(readFileSync(path, 'utf8')));
  checkRoles(entries.map(([, role]) => role));
  return new Map(entries as [string, Role][]);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid();
  return value as Record<string, unknown>;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function checkRoles(roles: readonly unknown[]): void {
  if (roles.length === 0 || !roles.every((role) => ROLES.includes(role as Role))) throw invalid();
}

function invalid(): CrexError {
  return new CrexError('node.invalid-role-map', 'the file of CREX_OIDC_ROLES_FILE is no map of claim values to roles', {
    nextStep: `write a JSON object whose values are among ${ROLES.join(', ')}`,
  });
}
