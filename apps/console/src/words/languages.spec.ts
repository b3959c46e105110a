import { firstLanguage } from './languages.js';

describe('the language of the first page', () => {
  it.each([
    ['pt', ['es-AR', 'en'], 'pt'],
    [null, ['es-419', 'en'], 'es'],
    [null, ['srn', 'nl-SR', 'en'], 'nl'],
    ['xx', ['fr', 'de'], 'en'],
    [null, [], 'en'],
  ] as const)('%p chosen, %j preferred: %s', (kept, preferred, language) => {
    expect(firstLanguage(kept, preferred)).toBe(language);
  });
});
