const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * One value as a field of a line of PostgreSQL's COPY text format; undefined is NULL.
 *
 * @see PostgreSQL documentation, COPY, "Text Format"
 */
export function copyField(value: string | undefined): string {
  if (value === undefined) return '\\N';
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (special) => ESCAPED[special] as string) : value;
}
