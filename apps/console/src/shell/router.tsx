import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { HomePage } from '../home/home-page.js';
import { Frame } from './frame.js';
import { NotAllowed } from './not-allowed.js';
import { PageFailed, PageNotThere, PageToCome } from './page-failed.js';

/** A page in a file of its own. Where it is missing the router loads the window anew, which without a network empties it. */
const page: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      load().catch((error: unknown) => {
        throw navigator.onLine ? error : new PageNotThere();
      }),
    name,
  );

const root = createRootRoute({ component: Frame, notFoundComponent: NotAllowed });
const ask = page(() => import('../ask/ask-page.js'), 'AskPage');
const again = page(() => import('../ask/ask-again-page.js'), 'AskAgainPage');
const askFor = page(() => import('../ask/ask-for-page.js'), 'AskForPage');
const extracts = page(() => import('../extracts/extracts-page.js'), 'ExtractsPage');
const requests = page(() => import('../requests/list-page.js'), 'RequestsPage');
const request = page(() => import('../requests/request-page.js'), 'RequestPage');
const query = page(() => import('../requests/query-page.js'), 'QueryPage');
const drafts = page(() => import('../drafts/drafts-page.js'), 'DraftsPage');
const draft = page(() => import('../drafts/draft-page.js'), 'DraftPage');
const approvals = page(() => import('../approvals/approvals-page.js'), 'ApprovalsPage');
const approval = page(() => import('../approvals/approval-page.js'), 'ApprovalPage');
const queue = page(() => import('../clerk/queue-page.js'), 'QueuePage');
const received = page(() => import('../clerk/question-page.js'), 'QuestionPage');
const notices = page(() => import('../clerk/notices-page.js'), 'NoticesPage');
const register = page(() => import('../register/register-page.js'), 'RegisterPage');
const members = page(() => import('../members/members-page.js'), 'MembersPage');
const operations = page(() => import('../operations/operations-page.js'), 'OperationsPage');
const keys = page(() => import('../operations/keys-page.js'), 'KeysPage');
const witnesses = page(() => import('../operations/witnesses-page.js'), 'WitnessesPage');
const outages = page(() => import('../operations/outages-page.js'), 'OutagesPage');
const statistics = page(() => import('../statistics/statistics-page.js'), 'StatisticsPage');
const log = page(() => import('../auditor/log-page.js'), 'LogPage');
const logEntry = page(() => import('../auditor/entry-page.js'), 'EntryPage');
const persons = page(() => import('../auditor/persons-page.js'), 'PersonsPage');
const unusual = page(() => import('../auditor/unusual-page.js'), 'UnusualPage');
const reviews = page(() => import('../auditor/reviews-page.js'), 'ReviewsPage');
const oversight = page(() => import('../auditor/oversight-page.js'), 'OversightPage');
const confirmed = page(() => import('../session/confirmed-page.js'), 'ConfirmedPage');

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: HomePage }),
  createRoute({ getParentRoute: () => root, path: '/ask', component: ask }),
  createRoute({ getParentRoute: () => root, path: '/ask/again/$id', component: again }),
  createRoute({ getParentRoute: () => root, path: '/ask/for/$purpose', component: askFor }),
  createRoute({ getParentRoute: () => root, path: '/extracts', component: extracts }),
  createRoute({ getParentRoute: () => root, path: '/ask/$id', component: draft }),
  createRoute({ getParentRoute: () => root, path: '/requests', component: requests }),
  createRoute({ getParentRoute: () => root, path: '/requests/$id', component: request }),
  createRoute({ getParentRoute: () => root, path: '/queries/$id', component: query }),
  createRoute({ getParentRoute: () => root, path: '/drafts', component: drafts }),
  createRoute({ getParentRoute: () => root, path: '/approvals', component: approvals }),
  createRoute({ getParentRoute: () => root, path: '/approvals/$id', component: approval }),
  createRoute({ getParentRoute: () => root, path: '/queue', component: queue }),
  createRoute({ getParentRoute: () => root, path: '/queue/$id', component: received }),
  createRoute({ getParentRoute: () => root, path: '/notices', component: notices }),
  createRoute({ getParentRoute: () => root, path: '/register', component: register }),
  createRoute({ getParentRoute: () => root, path: '/members', component: members }),
  createRoute({ getParentRoute: () => root, path: '/operations', component: operations }),
  createRoute({ getParentRoute: () => root, path: '/keys', component: keys }),
  createRoute({ getParentRoute: () => root, path: '/witnesses', component: witnesses }),
  createRoute({ getParentRoute: () => root, path: '/outages', component: outages }),
  createRoute({ getParentRoute: () => root, path: '/statistics', component: statistics }),
  createRoute({ getParentRoute: () => root, path: '/log', component: log }),
  createRoute({ getParentRoute: () => root, path: '/log/$eventId/$type', component: logEntry }),
  createRoute({ getParentRoute: () => root, path: '/persons', component: persons }),
  createRoute({ getParentRoute: () => root, path: '/unusual', component: unusual }),
  createRoute({ getParentRoute: () => root, path: '/reviews', component: reviews }),
  createRoute({ getParentRoute: () => root, path: '/oversight', component: oversight }),
  createRoute({ getParentRoute: () => root, path: '/confirmed', component: confirmed }),
]);

/** Every page and its address; an address names a thing, never a person. */
export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
  defaultPendingComponent: PageToCome,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
