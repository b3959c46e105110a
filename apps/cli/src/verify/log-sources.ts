import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesPath, tilePath, type LogSource } from '#libs/audit';
import { CrexError } from '#libs/protocol';

/** A log as somebody gave it to us: its signed checkpoint, and its files. Nothing in it is trusted. */
export interface GivenLog extends LogSource {
  checkpoint(): Promise<Uint8Array>;
}

const LONGEST_FETCH_MS = 30_000;
/** A full bundle of the largest entries. */
const MOST_BYTES = 256 * 65_537;

/** A folder in the C2SP tlog-tiles layout, as `crex log export` writes it, or the address of a log. */
export function givenLog(where: string): GivenLog {
  return /^https?:\/\//.test(where) ? addressed(new URL(where.endsWith('/') ? where : `${where}/`)) : inFolder(where);
}

function inFolder(folder: string): GivenLog {
  const read = async (path: string): Promise<Uint8Array> => {
    try {
      return await readFile(join(folder, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw missing(path);
      throw error;
    }
  };
  return {
    checkpoint: () => read('checkpoint'),
    tile: (level, index, width) => read(tilePath(level, index, width)),
    entries: (index, width) => read(entriesPath(index, width)),
  };
}

/** Addresses serve hashes to everybody and entries to nobody but auditors: what is there is verified. */
function addressed(address: URL): GivenLog {
  const fetchFile = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(new URL(path, address), { signal: AbortSignal.timeout(LONGEST_FETCH_MS) });
    if (response.status === 404) throw missing(path);
    if (!response.ok) throw new CrexError('cli.log-unreachable', `the log answers ${response.status} for ${path}`);
    return readAtMost(response, MOST_BYTES);
  };
  return {
    checkpoint: () => fetchFile('checkpoint'),
    tile: (level, index, width) => fetchFile(tilePath(level, index, width)),
  };
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > most) throw new CrexError('cli.log-unreachable', 'the log sends more than any of its files can have');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function missing(path: string): CrexError {
  return new CrexError('audit.file-missing', `the log has no file ${path}`);
}
