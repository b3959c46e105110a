import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRoleMap } from './role-map.js';

describe('the map of claim values to roles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crex-roles-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    const path = join(folder, 'roles.json');
    writeFileSync(path, text);
    return readRoleMap(path);
  };

  it('is a JSON object, whatever the values are called', () => {
    const map = read('{"/police/detectives": "investigator", "CN=fiscales,OU=AR": "prosecutor"}');
    expect([...map]).toEqual([['/police/detectives', 'investigator'], ['CN=fiscales,OU=AR', 'prosecutor']]); // prettier-ignore
  });

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '["investigator"]',
    '{"a": "admin"}',
    '{"a": ["clerk"]}',
    '{"a": null}',
    '{"a": "toString"}',
  ])('is not %s', (text) => {
    expect(() => read(text)).toThrow('is no map of claim values to roles');
  });
});
