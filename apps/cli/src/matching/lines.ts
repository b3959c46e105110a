import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { CrexError } from '#libs/protocol';

const CHUNK = 1 << 20;

/** The lines of a text file that are not empty, one at a time. */
export function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield line;
    }
    if (rest.trim() !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

/** The values of an NDJSON file. @throws CrexError `cli.malformed-line` with the number of the line */
export function* valuesOf(path: string): Generator {
  let number = 0;
  for (const line of linesOf(path)) {
    number += 1;
    yield parsed(line, number);
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new CrexError('cli.malformed-line', `line ${number} is not JSON`, { cause });
  }
}

/** The rows of a CSV file (RFC 4180): fields between commas, quoted where they hold one. */
export function* rowsOf(path: string): Generator<readonly string[]> {
  for (const line of linesOf(path)) {
    const fields = [...line.replace(/\r$/, '').matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g)];
    yield fields.map(([, quoted, bare]) => (quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"')).trim());
  }
}
