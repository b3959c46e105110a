import { maySee, PAGES, pagesOf, ROLES } from './navigation.js';

describe('who sees which page', () => {
  it('shows a role exactly what it may open', () => {
    for (const role of ROLES) {
      const shown = pagesOf(role).map(({ path }) => path);
      expect(PAGES.filter(({ path }) => maySee(role, path)).map(({ path }) => path)).toEqual(shown);
    }
  });

  it.each([
    ['auditor', '/ask', false],
    ['operator', '/requests/5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c', false],
    ['investigator', '/requests/5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c', true],
    ['auditor', '/queries/5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c', false],
    ['prosecutor', '/queries/5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c', true],
    ['registrar', '/approvals/x', true],
    ['investigator', '/extracts', false],
    ['prosecutor', '/extracts', true],
    ['clerk', '/queue/5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c', true],
    ['investigator', '/queue', false],
    ['registrar', '/notices', false],
    ['operator', '/confirmed', true],
    ['minister', '/', false],
    ['clerk', '/nowhere', false],
  ])('%s at %s: %p', (role, path, sees) => {
    expect(maySee(role, path)).toBe(sees);
  });
});
