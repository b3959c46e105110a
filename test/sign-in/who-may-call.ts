import { ROLES, type Role } from '#libs/protocol';

const EVERYBODY = ROLES;
const ASKERS = ['investigator', 'prosecutor', 'registrar', 'clerk'] as const;

/** Every path of the domestic API with the roles that it opens for: what the node is held to. */
export const WHO_MAY_CALL = {
  ...opens(
    ASKERS,
    'GET /api/v1/requests',
    'POST /api/v1/requests',
    'GET /api/v1/requests/{id}',
    'GET /api/v1/requests/{id}/asked',
    'GET /api/v1/requests/{id}/events',
    'POST /api/v1/requests/{id}/questions/{country}/information',
    'POST /api/v1/requests/{id}/questions/{country}/cancellation',
    'POST /api/v1/requests/{id}/disseminations',
    'GET /api/v1/requests/{id}/extracts',
    'GET /api/v1/requests/{id}/extract',
    'GET /api/v1/requests/{id}/extract/proof',
    'POST /api/v1/queries',
    'GET /api/v1/queries/{id}',
    'GET /api/v1/queries/{id}/events',
    'GET /api/v1/drafts',
    'POST /api/v1/drafts',
    'GET /api/v1/drafts/{id}',
    'PUT /api/v1/drafts/{id}',
    'DELETE /api/v1/drafts/{id}',
    'POST /api/v1/drafts/{id}/submission',
    'GET /api/v1/approvals',
    'GET /api/v1/approvals/{id}',
    'POST /api/v1/requests/{id}/approval',
    'GET /api/v1/request-searches',
    'POST /api/v1/request-searches',
    'DELETE /api/v1/request-searches/{name}',
  ),
  ...opens(
    ['clerk'],
    'GET /api/v1/clerk/queue',
    'GET /api/v1/clerk/questions/{id}',
    'POST /api/v1/clerk/questions/{id}/assignment',
    'POST /api/v1/clerk/questions/{id}/comments',
    'POST /api/v1/clerk/questions/{id}/delay',
    'POST /api/v1/clerk/questions/{id}/decision',
    'POST /api/v1/clerk/questions/{id}/release',
    'GET /api/v1/clerk/searches',
    'POST /api/v1/clerk/searches',
    'DELETE /api/v1/clerk/searches/{name}',
    'GET /api/v1/clerk/notifications',
    'GET /api/v1/clerk/notifications/count',
    'POST /api/v1/clerk/notifications/{id}/decision',
  ),
  ...opens(['registrar', 'investigator'], 'POST /api/v1/register/search'),
  ...opens(
    ['auditor'],
    'POST /api/v1/log/entries',
    'GET /api/v1/log/entries/{eventId}/{type}',
    'POST /api/v1/log/disclosure-reports',
    'POST /api/v1/log/disclosure-reports/pdf',
    'POST /api/v1/log/unusual',
    'POST /api/v1/log/statistics',
    'POST /api/v1/log/exports',
    'GET /api/v1/log/alarms',
    'GET /api/v1/log/reconciliations',
    'GET /api/v1/log/witnesses',
    'GET /api/v1/log/reviews',
    'POST /api/v1/log/reviews/{eventId}',
    'GET /api/v1/logs/{path}',
  ),
  ...opens(['auditor', 'prosecutor'], 'POST /api/v1/evidence'),
  ...opens(
    ['operator'],
    'GET /api/v1/operations/state',
    'GET /api/v1/operations/keys',
    'GET /api/v1/operations/log',
    'GET /api/v1/operations/outages',
    'POST /api/v1/operations/outages',
    'POST /api/v1/operations/outages/end',
  ),
  ...opens(['auditor', 'operator'], 'GET /api/v1/statistics', 'GET /api/v1/statistics/purposes'),
  ...opens(EVERYBODY, 'GET /api/v1/members', 'GET /api/v1/catalogue'),
  // nor does anybody sign in for these
  ...opens(EVERYBODY, 'GET /public/v1/trust', 'POST /public/v1/extract-status'),
};

export type Call = keyof typeof WHO_MAY_CALL;

function opens<Name extends string>(roles: readonly Role[], ...calls: readonly Name[]): Record<Name, readonly Role[]> {
  return Object.fromEntries(calls.map((call) => [call, roles])) as Record<Name, readonly Role[]>;
}
