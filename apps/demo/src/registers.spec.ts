import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personSchema, faultsOf, type Person } from '#libs/protocol';
import { storyQuestions } from './questions.js';
import { knownOnlyIn, subjectsOf, writeRegister } from './registers.js';

describe('the registers of the demo', () => {
  const registers = { seed: '5', persons: 500 };

  it('are files of one person a line, with one more where one is given, and their digest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crex-registers-'));
    const { person } = knownOnlyIn('BR', registers);
    const file = join(folder, 'BR.ndjson');
    const written = await writeRegister('BR', registers, file, person);
    const text = await readFile(file, 'utf8');
    const persons = text.trim().split('\n').map((line) => JSON.parse(line) as Person); // prettier-ignore
    expect(written).toEqual({
      ...{ persons: 501, convictions: persons.flatMap(({ convictions }) => convictions).length },
      digest: createHash('sha256').update(text).digest('base64url'),
    });
    expect(persons.at(-1)).toEqual(person);
    await rm(folder, { recursive: true });
  });

  it.each(['1', '2', 'x', 'spring'])(
    'give one country a person whom the schema takes, with convictions (seed %s)',
    (seed) => {
      const { person, subject } = knownOnlyIn('BR', { ...registers, seed });
      expect(faultsOf(personSchema, person)).toEqual([]);
      expect(person.convictions.length).toBeGreaterThan(0);
      expect(subjectsOf('BR', { ...registers, seed }, 'none').slice(0, 3)).not.toContainEqual(subject);
    },
  );

  it('change the story with the seed, and not without', () => {
    const story = (seed: string) =>
      storyQuestions({ ...registers, seed }, knownOnlyIn('BR', { ...registers, seed }).subject).map(
        ({ request }) => request,
      );
    expect(story('1')).toEqual(story('1'));
    expect(story('1')).not.toEqual(story('2'));
    for (const { legalBasis } of story('1')) expect(legalBasis).not.toBe('');
  });
});
