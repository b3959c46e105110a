import { readFileSync, writeFileSync } from 'node:fs';
import { API_TYPES, apiTypes } from './api-types.js';

describe('the types by which the console speaks with its node', () => {
  it('are those of the API as it describes itself (`npm run api-types` makes them anew)', async () => {
    const types = await apiTypes();
    if (process.env['CREX_WRITE_API_TYPES'] !== undefined) writeFileSync(API_TYPES, types);
    expect(readFileSync(API_TYPES, 'utf8')).toBe(types);
  });
});
