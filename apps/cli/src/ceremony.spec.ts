import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrexError } from '#libs/protocol';
import { ceremonyCommand } from './ceremony.js';
import { explain } from './explain.js';
import { revocationsCommand } from './revocations.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command; answers what it printed, or the code of the refusal. */
async function run(...words: string[]): Promise<string> {
  const printed: string[] = [];
  const output = { writeOut: (text: string) => printed.push(text), writeErr: () => undefined };
  try {
    await ceremonyCommand().exitOverride().configureOutput(output).parseAsync(words, { from: 'user' });
    return printed.join('');
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

describe('crex ceremony', () => {
  it('writes the Alliance that was asked for', async () => {
    const out = join(folder, 'alliance');
    const printed = await run('--env', 'demo', '--members', 'ar,GY', '--suspended', 'GY', '--broker-host', 'b.example,::1', '--out', out); // prettier-ignore
    expect(printed).toContain('the demo Alliance of AR active, GY suspended, BROKER active');
    const index = JSON.parse(await readFile(join(out, 'alliance.json'), 'utf8')) as Record<string, unknown>;
    expect(index).toMatchObject({
      env: 'demo',
      members: {
        GY: { status: 'suspended' },
        BROKER: { hosts: ['localhost', '127.0.0.1', 'b.example', '::1'] },
      },
    });
  });

  it('refuses production with a code and a next step', async () => {
    expect(await run('--env', 'production', '--out', join(folder, 'x'))).toBe('ceremony.production-refused');
  });

  it.each([
    [['--env', 'staging'], 'commander.invalidArgument'],
    [['--env', 'demo', '--members', 'AR,XX'], 'commander.invalidArgument'],
    [[], 'commander.missingMandatoryOptionValue'],
  ])('refuses %p', async (words, code) => {
    expect(await run(...words, '--out', join(folder, 'x'))).toBe(code);
  });
});

describe('crex revocations', () => {
  const revocations = async (...words: string[]) => {
    const printed: string[] = [];
    const output = { writeOut: (text: string) => printed.push(text), writeErr: () => undefined };
    const command = revocationsCommand().exitOverride().configureOutput(output);
    const done = command.parseAsync(words, { from: 'user' }).then(() => printed.join(''));
    return done.catch((error: unknown) => String((error as { code?: string }).code));
  };

  it('writes the next list, and says where it is', async () => {
    const out = join(folder, 'revoking');
    await run('--env', 'demo', '--members', 'AR', '--out', out);
    const certificate = join(out, 'ar', 'certificates', 'extract-seal.pem');
    const printed = await revocations('ar', '--alliance', out, '--certificate', certificate, '--reason', 'superseded');
    expect(printed).toContain(`${join(out, 'ar', 'crls', '2.crl')}: list 2 of AR, 1 revoked in all, good until 2`);
    expect(await revocations('AR', '--alliance', out)).toContain('list 3 of AR, 1 revoked');
    expect(await revocations('AR', '--alliance', out, '--certificate', join(out, 'alliance.json'))).toBe(
      'cli.no-certificate',
    );
  });

  it.each([
    [['XX', '--alliance', 'x'], 'commander.invalidArgument'],
    [['AR', '--alliance', 'x', '--reason', 'boredom'], 'commander.invalidArgument'],
    [['AR'], 'commander.missingMandatoryOptionValue'],
    [['AR', '--alliance', 'nowhere'], 'ceremony.unreadable-folder'],
  ])('refuses %p', async (words, code) => {
    expect(await revocations(...words)).toBe(code);
  });
});

describe('an error at the command line', () => {
  it('is explained by code, cause, places and next step', () => {
    const pointers = [{ pointer: '/members', rule: 'must be an object' }];
    const error = new CrexError('room.what', 'what is wrong', { nextStep: 'do this', pointers });
    expect(explain(error)).toBe('room.what: what is wrong\n  /members: must be an object\n  next step: do this\n');
  });

  it('is shown as it is when nobody expected it', () => {
    expect(explain(new TypeError('a bug'))).toContain('TypeError: a bug');
    expect(explain('text')).toBe('unexpected: text\n');
  });
});
