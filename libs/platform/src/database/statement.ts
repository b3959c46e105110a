import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';

/** Names of prepared statements, by their text. More texts than this are composed, not written, and stay unnamed. */
const names = new Map<string, string>();
const MOST_NAMES = 500;

export interface StatementOptions {
  /** Planned for these very values each time: for a search whose best plan depends on them. */
  readonly plannedAnew?: boolean;
}

/**
 * A statement for pg. One with values is prepared once a connection, so PostgreSQL does not parse and plan it anew each
 * time, unless it is asked to.
 */
export function statementOf(
  text: string,
  values: readonly unknown[],
  { plannedAnew = false }: StatementOptions = {},
): QueryConfig<unknown[]> {
  const name = values.length === 0 || plannedAnew ? undefined : nameOf(text);
  return { text, values: [...values], ...(name === undefined ? {} : { name }) };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
