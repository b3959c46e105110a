import { resolve } from 'node:path';
import { readOptions, UsageError } from './options.js';

describe('the options of the demo', () => {
  it('have defaults', () => {
    const output = resolve('demo-output');
    expect(readOptions([])).toEqual({ once: false, seed: '1', persons: 3000, output });
  });

  it('are read', () => {
    const given = ['--once', '--seed', 'spring-7', '--persons=500', '--output', '/tmp/x'];
    expect(readOptions(given)).toEqual({ once: true, seed: 'spring-7', persons: 500, output: '/tmp/x' });
    expect(readOptions(['--help'])).toBe('help');
  });

  it.each([['--persons', '12'], ['--persons', 'many'], ['--seed', 'a b'], ['--forever'], ['more']])(
    'that mean nothing are refused: %s %s',
    (...given) => {
      expect(() => readOptions(given)).toThrow(UsageError);
    },
  );
});
