import { open, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Search } from './search.js';

const CHUNK = 16 * 1024 * 1024;

/** Searches all readable memory of a running process (proc(5): maps, mem). @returns how many bytes were searched */
export async function searchMemory(pid: number, search: Search, found: Set<string>): Promise<number> {
  const maps = await readFile(`/proc/${pid}/maps`, 'latin1');
  const memory = await open(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK + search.longest);
  let searched = 0;
  try {
    for (const line of maps.split('\n')) {
      const [, from, to, flags, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)$/.exec(line) ?? [];
      if (from === undefined || to === undefined || !flags?.startsWith('r') || /^\[v/.test(name ?? '')) continue;
      const [start, end] = [parseInt(from, 16), parseInt(to, 16)];
      for (let at = start; at < end; at += CHUNK) {
        const length = Math.min(CHUNK + search.longest, end - at);
        const read = await memory.read(buffer, 0, length, at).catch(() => undefined); // gone, or guarded
        if (read === undefined) continue;
        search.in(buffer.subarray(0, read.bytesRead), found);
        searched += Math.min(read.bytesRead, CHUNK);
      }
    }
  } finally {
    await memory.close();
  }
  return searched;
}

/** Searches every value of every table that is not PostgreSQL's own. @returns how many rows were searched */
export async function searchDatabase(url: string, search: Search, found: Set<string>): Promise<number> {
  const database = new Client({ connectionString: url, application_name: 'search' });
  await database.connect();
  let rows = 0;
  try {
    const { rows: tables } = await database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      for (const row of (await database.query<Record<string, unknown>>(`SELECT * FROM ${name}`)).rows) {
        rows += 1;
        for (const value of Object.values(row)) search.in(bytesOf(value), found);
      }
    }
  } finally {
    await database.end();
  }
  return rows;
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}
