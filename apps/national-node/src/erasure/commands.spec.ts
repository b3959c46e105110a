import { Command } from 'commander';
import { addErasureCommands } from './commands.js';

const EVENT = '00000000-0000-4000-8000-000000000000';

/** Runs a command line without a node: what is refused here is refused before anything is opened. */
async function refusal(...args: readonly string[]): Promise<string | undefined> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const reached = () => Promise.reject(Object.assign(new Error('a node'), { code: 'a node was opened' }));
  addErasureCommands(program, {
    actor: { kind: 'operator', id: 'op-1' },
    withRecords: reached,
    print: () => undefined,
  });
  return program.parseAsync(['node', 'admin', ...args]).then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code,
  );
}

describe('an order on the command line', () => {
  it.each([
    ['nothing', []],
    ['no ground', ['--event', EVENT, '--group', 'actor']],
    ['no group of an event', ['--event', EVENT, '--ground', 'COURT-ORDER']],
    ['no target', ['--group', 'actor', '--ground', 'COURT-ORDER']],
    ['two targets', ['--event', EVENT, '--reference-file', 'x', '--group', 'actor', '--ground', 'COURT-ORDER']],
  ])('with %s is unclear', async (_what, args) => {
    expect(await refusal('log', 'erase', ...args)).toBe('erasure.unclear-order');
  });

  it('names groups of the list only, and a person’s reference by its file only', async () => {
    const order = ['log', 'erase', '--event', EVENT, '--ground', 'COURT-ORDER'];
    expect(await refusal(...order, '--group', 'subject', 'body')).toBe('commander.invalidArgument');
    expect(await refusal('log', 'erase', '--reference', 'x')).toBe('commander.unknownOption');
    expect(await refusal('log', 'erase', '--reference-file', '/no/such/file', '--ground', 'X')).toBe('ENOENT');
  });

  it.each([
    [['log', 'erase', '--due']],
    [['log', 'erase', '--event', EVENT, EVENT, '--group', 'subject', 'detail', '--ground', 'COURT-ORDER']],
    [['log', 'erase', '--reference-file', import.meta.filename, '--ground', 'COURT-ORDER']],
  ])('that is clear goes to the node: %j', async (args) => {
    expect(await refusal(...args)).toBe('a node was opened');
  });
});
