import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErasureManifest } from '#libs/audit';
import { ERASURE_GROUNDS, RETENTION_RULES } from '#libs/catalogue';
import type { Sql } from '#libs/platform';

/** Columns that the manifest and the migrated database do not have in common: `unlisted ...`, `gone ...`, `twice ...`. */
export async function columnFaults(sql: Sql, { personal, other }: ErasureManifest): Promise<string[]> {
  const rows = await sql.query<{ column: string }>(
    `SELECT c.table_name || '.' || c.column_name AS "column"
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND t.table_type = 'BASE TABLE'`,
  );
  const present = new Set(rows.map(({ column }) => column));
  const impersonal = Object.entries(other).flatMap(([table, columns]) =>
    columns.split(/\s+/).map((column) => `${table}.${column}`),
  );
  const listed = [...personal.map(({ column }) => column), ...impersonal];
  const names = new Set(listed);
  return [
    ...[...present].filter((column) => !names.has(column)).map((column) => `unlisted ${column}`),
    ...[...names].filter((column) => !present.has(column)).map((column) => `gone ${column}`),
    ...listed.filter((column, index) => listed.indexOf(column) !== index).map((column) => `twice ${column}`),
  ].sort();
}

/** Lines that name a rule or a ground that is not published, or a period key where there is none. */
export function lineFaults({ personal }: ErasureManifest): string[] {
  const rules = RETENTION_RULES.map(({ code }) => code);
  const grounds = ERASURE_GROUNDS.map(({ code }) => code);
  return personal
    .filter(
      (line) =>
        !rules.includes(line.ends) ||
        line.grounds.some((ground) => !grounds.includes(ground)) ||
        (line.form === 'period-key') !== (line.periodKey !== undefined) ||
        line.about.length === 0 ||
        line.erasedBy === '',
    )
    .map(({ column }) => column);
}

/** Rows that docs/protocol/erasure.md has about a party under this heading, and those that the manifest makes. */
export function pageRows(heading: string, { personal }: ErasureManifest): { page: string[]; manifest: string[] } {
  const page = readFileSync('docs/protocol/erasure.md', 'utf8');
  const section = page.split(`\n### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  const manifest = personal.map(({ column, holds, about, form, periodKey, ends }) => {
    const key = periodKey === 'own' ? 'its own group' : (periodKey ?? '');
    const how = form === 'period-key' ? `period key of ${key}` : form;
    return `| \`${column}\` | ${holds} | ${about.join(', ')} | ${how} | \`${ends}\` |`;
  });
  return { page: section.split('\n').filter((line) => line.startsWith('| `')), manifest };
}

const WRITES =
  /\b(?:open|writeFile|appendFile|rename|mkdir|mkdtemp|copyFile|cp|symlink|link|truncate|createWriteStream)(?:Sync)?\b/;

const DURABLE = /\b(?:create|replace|rename|overwrite|remove)Durably\b/;

/**
 * Source files of these folders that can write files: what they import from node:fs, or of platform's durable files, says
 * so. Reading needs none of these names (`readFile`, `readdir`, `createReadStream`).
 */
export function writersIn(folders: readonly string[]): string[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.(spec|jest)\.ts$/.test(name))
      .map((name) => join(folder, name)),
  );
  const imported = /import\s*(?:\*\s*as\s+\w+|\w+|\{[^}]*\})\s*from\s*'(?:node:)?fs(?:\/promises)?'/g;
  return sources.filter((path) => {
    const source = readFileSync(path, 'utf8');
    const imports = [...source.matchAll(imported)].map(([text]) => text);
    return DURABLE.test(source) || imports.some((text) => !text.includes('{') || WRITES.test(text));
  });
}
