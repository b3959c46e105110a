import fc from 'fast-check';
import { tilePath } from '#libs/audit';
import { isCrexError } from '#libs/protocol';
import { readLogPath } from './log-path.js';

const ORIGIN = 'log.ar.crex.example/audit/1';

describe('a path below /logs/', () => {
  it.each([
    [`${ORIGIN}/checkpoint`, 'checkpoint'],
    [`${ORIGIN}/checkpoints`, 'checkpoints'],
    [`${ORIGIN}/cosignature`, 'cosignature'],
    [`${ORIGIN}/tile/entries/x001/000`, 'entries'],
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
  ])('%j is refused', (path) => {
    expect(() => readLogPath(path)).toThrow('no log has anything');
  });

  it('whatever it is, is read back as it was written, or refused with the one code', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('tile', '0', '000', 'x001', 'entries', 'checkpoint', '.p', '..', 'a', ORIGIN, '%2e'))
        .map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(pieces, (path) => {
        try {
          const { origin, object } = readLogPath(path);
          if (object === 'entries') return;
          const rest = typeof object === 'object' ? tilePath(object.level, object.index, object.width) : object;
          expect(`${origin}/${rest}`).toBe(path);
        } catch (error) {
          expect(isCrexError(error, 'logs.not-found')).toBe(true);
        }
      }),
    );
  });
});
