import { approvingStories } from './approving.jest.js';
import { auditorsStories } from './auditor.jest.js';
import { clerksStories } from './clerk.jest.js';
import { ConsoleSite } from './console.jest.js';
import { officersStories } from './officer.jest.js';
import { operatorsStories } from './operator.jest.js';
import { pagesStories } from './pages.jest.js';
import { prosecutorsStories } from './prosecutor.jest.js';
import { registrarsStories } from './registrar.jest.js';
import { statisticsStories } from './statistics.jest.js';

// one Alliance and one browser for all stories: starting them costs more than a story
describe('before the console', () => {
  const opened = new AsyncDisposableStack();
  let site: ConsoleSite;
  beforeAll(async () => {
    site = opened.use(await ConsoleSite.open());
  }, 180_000);
  afterAll(() => opened.disposeAsync());
  // no error in any page, nothing that the policy for contents refused, nobody else asked
  afterEach(() => {
    expect(site.troubles.splice(0)).toEqual([]);
  });

  describe('an officer', () => {
    officersStories(() => site);
  });
  describe('an officer with a colleague', () => {
    approvingStories(() => site);
  });
  describe('a clerk', () => {
    clerksStories(() => site);
  });
  describe('a prosecutor', () => {
    prosecutorsStories(() => site);
  });
  describe('a registrar', () => {
    registrarsStories(() => site);
  });
  describe('an operator', () => {
    operatorsStories(() => site);
    statisticsStories(() => site);
  });
  describe('an auditor', () => {
    auditorsStories(() => site);
  });
  // last: by now there is something in the lists
  describe('everybody', () => {
    pagesStories(() => site);
  });
});
