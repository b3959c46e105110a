import { readFileSync } from 'node:fs';
import { softwareVersion } from '#libs/platform';

it('the software knows its version', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await softwareVersion()).toBe(version);
});
