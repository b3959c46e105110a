import { Client, escapeIdentifier } from 'pg';
import type { Subject } from '#libs/protocol';

/**
 * The forms in which somebody's name or number could stand in a database: as written, in small letters, without
 * accents, and each of these in UTF-16, hex, and base64 at its three offsets.
 */
export function searchForms(words: readonly string[]): Buffer[] {
  const spellings = words.flatMap((word) => {
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
    return [word, word.toUpperCase(), word.toLowerCase(), plain, plain.toLowerCase(), plain.toUpperCase()];
  });
  const forms = [...new Set(spellings)].flatMap((spelling) => {
    const bytes = Buffer.from(spelling, 'utf8');
    const encoded = [...base64Forms(bytes, 'base64'), ...base64Forms(bytes, 'base64url'), bytes.toString('hex')];
    return [bytes, Buffer.from(spelling, 'utf16le'), ...encoded.map((text) => Buffer.from(text, 'ascii'))];
  });
  return [...new Map(forms.map((form) => [form.toString('latin1'), form])).values()];
}

/** What of these bytes is the same in base64 whatever stands before and after them, at each of the three offsets. */
function base64Forms(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = Math.floor(padded.length / 3) * 3;
    return padded
      .subarray(0, whole)
      .toString(encoding)
      .slice(Math.ceil((offset * 4) / 3));
  });
}

/** Names and numbers of a person, long enough not to be found by chance. */
export function wordsOf({ names, documents = [] }: Subject): string[] {
  const parts = names.flatMap(({ full, surname1 }) => [full, surname1 ?? '']);
  return [...parts, ...documents.map(({ number }) => number)].filter((word) => word.length >= 6);
}

/** Looks for these forms in every value of every table. @returns how many values were read and how many hold one */
export async function scanDatabase(url: string, forms: readonly Buffer[]): Promise<{ values: number; hits: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    let values = 0;
    let hits = 0;
    for (const { name } of tables) {
      // as the server's own bytes: bytea as it is, everything else as its text
      const { rows } = await client.query<unknown[]>({
        text: `SELECT * FROM ${escapeIdentifier(name)}`,
        rowMode: 'array',
      });
      for (const value of rows.flat()) {
        if (value === null || typeof value === 'boolean' || typeof value === 'number') continue;
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(textOf(value), 'utf8');
        values += 1;
        if (forms.some((form) => bytes.includes(form))) hits += 1;
      }
    }
    return { values, hits };
  } finally {
    await client.end();
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
