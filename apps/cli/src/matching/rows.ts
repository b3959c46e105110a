import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { CrexError } from '#libs/protocol';

/** No row of a table of names is longer: an open quote does not swallow the rest of a file. */
const MOST_BYTES_OF_ROW = 64 * 1024;

/** One row of a table. */
export interface Row {
  /** Where it ends, from 1, empty lines counted. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * The rows of a CSV file (RFC 4180), the one that names the columns first; empty lines are left out.
 *
 * @throws CrexError `cli.malformed-csv` with the number of the line, never a value of it
 */
export function rowsOf(path: string): Row[] {
  try {
    const rows = parse(readFileSync(path), {
      ...{ bom: true, trim: true, skip_empty_lines: true, info: true },
      max_record_size: MOST_BYTES_OF_ROW,
    });
    return (rows as unknown as readonly ParsedRow[]).map(({ info, record }) => ({ line: info.lines, fields: record }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // The parser's own words quote what it read: they are left behind.
    throw new CrexError('cli.malformed-csv', `line ${lineOf(cause)}: ${FAULTS[cause.code] ?? 'is not a row of CSV'}`);
  }
}

/** A row with `info`, which the types of the library know of the streaming form alone. */
interface ParsedRow {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has not as many fields as the first row',
  CSV_INVALID_CLOSING_QUOTE: 'has something behind the closing quote of a field',
  INVALID_OPENING_QUOTE: 'has a quote inside a field that is not quoted',
  CSV_QUOTE_NOT_CLOSED: 'a quote is open at the end of the file',
  CSV_MAX_RECORD_SIZE: `is longer than ${MOST_BYTES_OF_ROW} bytes`,
};

const lineOf = (error: CsvError): number => (error as CsvError & { readonly lines: number }).lines;
