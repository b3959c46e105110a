import fc from 'fast-check';
import { CrexError } from '#libs/protocol';
import { createLogger, nestLogger, type Logger } from './logger.js';

interface Line extends Record<string, unknown> {
  err?: Record<string, unknown>;
}

function recorded(work: (logger: Logger) => void): { lines: Line[]; text: string } {
  const written: string[] = [];
  work(createLogger({ service: 'spec', level: 'trace', destination: { write: (line) => written.push(line) } }));
  return { lines: written.map((line) => JSON.parse(line) as Line), text: written.join('') };
}

describe('the log', () => {
  it('is one JSON line per event, with time, level, service and message', () => {
    const { lines } = recorded((logger) => logger.warn({ code: 'x.y', ms: 3 }, 'refused'));
    expect(lines).toEqual([
      {
        ...{ level: 'warn', service: 'spec', pid: process.pid, code: 'x.y', ms: 3, message: 'refused' },
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    ]);
  });

  it('drops what has a risky name at any depth, cuts texts, counts bytes, also in child loggers', () => {
    const marker = 'Ana-Marker';
    const { lines, text } = recorded((logger) => {
      logger.info({ headers: { authorization: marker }, url: marker, person: { a: marker }, count: 1n }, 'a');
      logger.info({ deep: { list: [{ givenName: marker, kept: 1 }] } }, 'b');
      logger.info({ sizes: Buffer.from(marker), long: 'x'.repeat(1000) }, 'c');
      logger.child({ token: marker, room: 'ask' }).info('d');
    });
    expect(text).not.toContain(marker);
    expect(lines[0]).toMatchObject({ count: '1' });
    expect(lines[1]).toMatchObject({ deep: { list: [{ kept: 1 }] } });
    expect(lines[2]).toMatchObject({ sizes: '10 bytes', long: `${'x'.repeat(200)}...` });
    expect(lines[3]).toMatchObject({ room: 'ask' });
  });

  it('keeps of a foreign error its kind, codes and place, not its message, its properties or its cause’s message', () => {
    const marker = 'Ana-Marker';
    const cause = Object.assign(new Error(`invalid input syntax: "${marker}"`), { code: '22P02', table: 'person' });
    const error = Object.assign(new TypeError(`about ${marker}`, { cause }), { parameters: [marker], detail: marker });
    const { lines, text } = recorded((logger) => {
      logger.error(error);
      logger.error({ err: error });
      logger.error({ err: error, code: 'a.b' }, 'failed');
      logger.error({ failure: { inner: error } }, 'nested');
      nestLogger(logger).error(error);
      nestLogger(logger).error('request failed', error.stack, 'Router');
    });
    expect(text).not.toContain(marker);
    for (const line of [lines[0], lines[1], lines[2], lines[4]]) {
      expect(line?.err).toMatchObject({ type: 'TypeError', cause: { code: '22P02', table: 'person' } });
      expect(line?.err?.['at']).toEqual(expect.arrayContaining([expect.stringContaining('logger.spec')]));
    }
    expect(lines[5]).toMatchObject({ level: 'error', message: 'request failed', context: 'Router' });
  });

  it('keeps the message of our own errors, which carry no personal data', () => {
    const { lines } = recorded((logger) => logger.error(new CrexError('a.b', 'the key is missing')));
    expect(lines[0]?.err).toMatchObject({ type: 'CrexError', code: 'a.b', message: 'the key is missing' });
  });

  it('survives whatever is thrown at it', () => {
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    const { lines } = recorded((logger) => {
      logger.error(loop, 'circular');
      logger.error({ err: 'text', odd: undefined, nothing: null }, 'odd');
      nestLogger(logger).log({ an: 'object' });
    });
    expect(lines.map((line) => line['message'])).toEqual(['circular', 'odd', 'nest']);
  });

  it('writes one readable line for any fields, none of them under a risky name', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (fields, text) => {
        const risky = { token: `<${text}>`, 'x-Authorization': `<${text}>` };
        const { lines } = recorded((logger) => logger.info({ ...fields, nested: risky, ...risky }, 'm'));
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toHaveProperty('token');
        expect(lines[0]?.['nested']).toEqual({});
      }),
    );
  });
});
