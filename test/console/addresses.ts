import { ROLES, type Role } from '#libs/protocol';
import type {
  Approvals,
  DisclosureReport,
  Drafts,
  LogPage,
  Members,
  Notices,
  OutagesView,
  RequestList,
  Reviews,
  StatisticsView,
  UnusualView,
} from '../../apps/console/src/api/shapes.js';
import type { Call } from '../sign-in/who-may-call.js';

interface Address {
  /** Who may open it; nobody else is shown or served anything there. */
  readonly roles: readonly [Role, ...Role[]];
  /** What the menu calls it; a page without stands below another. */
  readonly word?: string;
  /** One such address. */
  readonly example?: string;
  /** What of the node stands behind it: what it is for first; nothing where a page is there to say something. */
  readonly calls: readonly Call[];
}

const ID = '5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c';
const ASKERS = ['investigator', 'prosecutor', 'clerk', 'registrar'] as const;

/** Every address of the console. One that is not told here fails the tests. */
export const ADDRESSES: Readonly<Record<string, Address>> = {
  '/': { roles: ROLES, word: 'home', calls: ['GET /api/v1/members'] },
  '/ask': { roles: ASKERS, word: 'ask', calls: ['POST /api/v1/requests', 'GET /api/v1/catalogue'] },
  '/ask/for/$purpose': {
    ...{ roles: ASKERS, example: '/ask/for/E1' },
    calls: ['POST /api/v1/requests', 'GET /api/v1/catalogue'],
  },
  '/ask/$id': { roles: ASKERS, example: `/ask/${ID}`, calls: ['GET /api/v1/drafts/{id}'] },
  '/ask/again/$id': { roles: ASKERS, example: `/ask/again/${ID}`, calls: ['GET /api/v1/queries/{id}'] },
  '/requests': { roles: ASKERS, word: 'requests', calls: ['GET /api/v1/requests', 'GET /api/v1/request-searches'] },
  '/requests/$id': {
    ...{ roles: ASKERS, example: `/requests/${ID}` },
    calls: ['GET /api/v1/requests/{id}', 'GET /api/v1/requests/{id}/asked', 'GET /api/v1/requests/{id}/events'],
  },
  '/queries/$id': {
    ...{ roles: ASKERS, example: `/queries/${ID}` },
    calls: ['GET /api/v1/queries/{id}', 'GET /api/v1/queries/{id}/events'],
  },
  '/drafts': { roles: ASKERS, word: 'drafts', calls: ['GET /api/v1/drafts'] },
  '/approvals': { roles: ASKERS, word: 'approvals', calls: ['GET /api/v1/approvals'] },
  '/approvals/$id': { roles: ASKERS, example: `/approvals/${ID}`, calls: ['GET /api/v1/approvals/{id}'] },
  '/extracts': {
    ...{ roles: ['prosecutor'], word: 'extracts' },
    calls: ['GET /api/v1/requests/{id}/extracts', 'GET /api/v1/requests'],
  },
  '/queue': { roles: ['clerk'], word: 'queue', calls: ['GET /api/v1/clerk/queue', 'GET /api/v1/clerk/searches'] },
  '/queue/$id': { roles: ['clerk'], example: `/queue/${ID}`, calls: ['GET /api/v1/clerk/questions/{id}'] },
  '/notices': { roles: ['clerk'], word: 'notices', calls: ['GET /api/v1/clerk/notifications'] },
  '/register': {
    ...{ roles: ['registrar', 'investigator'], word: 'register' },
    calls: ['POST /api/v1/register/search', 'GET /api/v1/catalogue'],
  },
  '/members': { roles: ROLES, word: 'members', calls: ['GET /api/v1/members'] },
  '/statistics': {
    ...{ roles: ['operator', 'auditor'], word: 'statistics' },
    calls: ['GET /api/v1/statistics', 'GET /api/v1/statistics/purposes'],
  },
  '/operations': { roles: ['operator'], word: 'operations', calls: ['GET /api/v1/operations/state'] },
  '/keys': { roles: ['operator'], word: 'keys', calls: ['GET /api/v1/operations/keys'] },
  '/witnesses': { roles: ['operator'], word: 'witnesses', calls: ['GET /api/v1/operations/log'] },
  '/outages': { roles: ['operator'], word: 'outages', calls: ['GET /api/v1/operations/outages'] },
  '/log': { roles: ['auditor'], word: 'log', calls: ['POST /api/v1/log/entries'] },
  '/log/$eventId/$type': {
    ...{ roles: ['auditor'], example: `/log/${ID}/ASK` },
    calls: ['GET /api/v1/log/entries/{eventId}/{type}', 'GET /api/v1/log/witnesses'],
  },
  '/persons': { roles: ['auditor'], word: 'persons', calls: ['POST /api/v1/log/disclosure-reports'] },
  '/unusual': { roles: ['auditor'], word: 'unusual', calls: ['POST /api/v1/log/unusual'] },
  '/reviews': { roles: ['auditor'], word: 'reviews', calls: ['GET /api/v1/log/reviews'] },
  '/confirmed': { roles: ROLES, calls: [] },
  '/oversight': {
    ...{ roles: ['auditor'], word: 'oversight' },
    calls: ['GET /api/v1/log/witnesses', 'GET /api/v1/log/alarms', 'GET /api/v1/log/reconciliations'],
  },
};

/** Where somebody comes who opens this one. */
export const exampleOf = (address: string): string => ADDRESSES[address]?.example ?? address;

/** What the node says where there is nothing: a list without lines, or that there is no such thing. */
export const NOTHING = {
  'GET /api/v1/requests': { requests: [] } satisfies RequestList,
  'GET /api/v1/drafts': { drafts: [] } satisfies Drafts,
  'GET /api/v1/approvals': { requests: [] } satisfies Approvals,
  'GET /api/v1/members': { members: [] } satisfies Members,
  'GET /api/v1/clerk/queue': { questions: [] },
  'GET /api/v1/clerk/notifications': { notifications: [] } satisfies Notices,
  'GET /api/v1/operations/outages': { outages: [] } satisfies OutagesView,
  'GET /api/v1/statistics': { statistics: [] } satisfies StatisticsView,
  'POST /api/v1/log/entries': { entries: [] } satisfies LogPage,
  'GET /api/v1/log/reviews': { reviews: [] } satisfies Reviews,
  'POST /api/v1/log/unusual': { acts: 0, findings: [] } satisfies UnusualView,
  'POST /api/v1/log/disclosure-reports': { partners: [], others: [], summary: '' } satisfies Partial<DisclosureReport>,
  ...{ 'GET /api/v1/requests/{id}': 404, 'GET /api/v1/requests/{id}/asked': 404, 'GET /api/v1/queries/{id}': 404 },
  ...{ 'GET /api/v1/drafts/{id}': 404, 'GET /api/v1/approvals/{id}': 404 },
  ...{ 'GET /api/v1/clerk/questions/{id}': 404, 'GET /api/v1/log/entries/{eventId}/{type}': 404 },
} as const satisfies Partial<Record<Call, object | 404>>;
