import fc from 'fast-check';
import { readLogPath, type LogObject } from './log-path.js';
import { entriesPath, tilePath } from './tile.js';

const ORIGIN = 'log.ar.crex.example/audit/1';

describe('a path of a log', () => {
  it.each([
    [`${ORIGIN}/checkpoint`, 'checkpoint'],
    [`${ORIGIN}/checkpoints`, 'checkpoints'],
    [`${ORIGIN}/cosignature`, 'cosignature'],
    [`${ORIGIN}/tile/entries/x001/000`, { level: 'entries', index: 1000n, width: 256 }],
    [`${ORIGIN}/tile/0/x001/x234/067`, { level: 0, index: 1234067n, width: 256 }],
    [`${ORIGIN}/tile/2/000.p/7`, { level: 2, index: 0n, width: 7 }],
  ])('%s names a log and something of it', (path, object) => {
    expect(readLogPath(path)).toEqual({ origin: ORIGIN, object });
  });

  it('is read from its end: an origin may hold what looks like another path', () => {
    expect(readLogPath('a/tile/0/000/checkpoint')).toEqual({ origin: 'a/tile/0/000', object: 'checkpoint' });
    expect(readLogPath('a/checkpoint/tile/0/000')).toMatchObject({ origin: 'a/checkpoint', object: { level: 0 } });
  });

  it.each([
    ...['', '/', 'checkpoint', '/checkpoint', ORIGIN, `${ORIGIN}/`, `${ORIGIN}/checkpoint/`, `${ORIGIN}/entries`],
    ...[`${ORIGIN}/tile/0/0`, `${ORIGIN}/tile/0/000.p/0`, `${ORIGIN}/tile/0/000.p/256`, `${ORIGIN}/tile/-1/000`],
    ...[`${ORIGIN}/tile/0/x000/000`, `${ORIGIN}/tile/0/000/`, `${ORIGIN}/tile/00/000`, `${ORIGIN}/tile/99/000`],
    ...['../checkpoint', '/etc/checkpoint', 'LOG/checkpoint', 'a b/checkpoint', 'a\0/checkpoint', 'a%00/checkpoint'],
    ...["a'/checkpoint", 'a\n/checkpoint', `${'a'.repeat(201)}/checkpoint`, '/tile/0/000', 'tile/0/000'],
  ])('%j is none', (path) => {
    expect(readLogPath(path)).toBeUndefined();
  });

  it('whatever it is, is read back as it was written, or is none', () => {
    const parts = fc.constantFrom('tile', '0', '000', 'x001', 'entries', 'checkpoint', '.p', '..', 'a', ORIGIN, '%2e');
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts).map((all) => all.join('/')),
    );
    fc.assert(
      fc.property(pieces, (path) => {
        const read = readLogPath(path);
        if (read === undefined) return;
        expect(`${read.origin}/${spelled(read.object)}`).toBe(path);
      }),
    );
  });
});

function spelled(object: LogObject): string {
  if (typeof object === 'string') return object;
  const { level, index, width } = object;
  return level === 'entries' ? entriesPath(index, width) : tilePath(level, index, width);
}
