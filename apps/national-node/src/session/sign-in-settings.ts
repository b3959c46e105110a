import { durationMs, file, oneOf, secret, text, url } from '#libs/platform';

/** How officials sign in, with a program or a browser, and what their browsers are shown. */
export const signInSettings = {
  oidcIssuer: url(['https:', 'http:'], {
    name: 'CREX_OIDC_ISSUER',
    meaning: 'issuer of this country’s access tokens (http in demo and test only)',
  }),
  oidcAudience: text({ name: 'CREX_OIDC_AUDIENCE', meaning: 'audience that tokens for this node carry' }),
  oidcRolesClaim: text({ name: 'CREX_OIDC_ROLES_CLAIM', meaning: 'claim with the roles', default: 'crex_roles' }),
  oidcAuthorityClaim: text({
    ...{ name: 'CREX_OIDC_AUTHORITY_CLAIM', meaning: 'claim with the official’s authority', default: 'crex_authority' },
  }),
  oidcStaffNumberClaim: text({
    ...{ name: 'CREX_OIDC_STAFF_NUMBER_CLAIM', meaning: 'claim with the official’s staff number', default: 'sub' },
  }),
  oidcNameClaim: text({
    ...{ name: 'CREX_OIDC_NAME_CLAIM', meaning: 'claim with what the official is called', default: 'name' },
  }),
  oidcCountryClaim: text({
    name: 'CREX_OIDC_COUNTRY_CLAIM',
    meaning: 'claim with the country, which must be this one; else it is not looked at',
    default: undefined,
  }),
  oidcRolesFile: file({
    name: 'CREX_OIDC_ROLES_FILE',
    meaning: 'JSON object: value of the roles claim to role; else the roles’ own names',
    default: undefined,
  }),
  oidcClientId: text({
    name: 'CREX_OIDC_CLIENT_ID',
    meaning: 'client as which this node signs browsers in; else no browser can sign in',
    default: undefined,
  }),
  oidcClientSecret: secret({
    ...{ name: 'CREX_OIDC_CLIENT_SECRET_FILE', meaning: 'its secret; else it is a public client', default: undefined },
  }),
  oidcScope: text({ name: 'CREX_OIDC_SCOPE', meaning: 'scope that it asks for', default: 'openid profile' }),
  oidcClaimsFrom: oneOf(['id-token', 'userinfo'], {
    name: 'CREX_OIDC_CLAIMS_FROM',
    meaning: 'where claims of who signs in with a browser stand; `userinfo` adds those of that endpoint',
    default: 'id-token',
  }),
  publicUrl: url(['https:', 'http:'], {
    name: 'CREX_PUBLIC_URL',
    meaning: 'address of this node as browsers have it, of which /auth/callback is registered at the issuer',
    default: undefined,
  }),
  consoleFolder: text({
    name: 'CREX_CONSOLE_FOLDER',
    meaning: 'folder of the console’s files, served at /; nothing is served when it is not there',
    default: 'dist/console',
  }),
  sessionIdleMs: durationMs({
    ...{ name: 'CREX_SESSION_IDLE', meaning: 'how long after its last use a session ends', default: 30 * 60_000 },
    ...{ minMs: 60_000, maxMs: 12 * 3_600_000 },
  }),
  sessionLifeMs: durationMs({
    ...{ name: 'CREX_SESSION_LIFE', meaning: 'how long after the sign-in a session ends', default: 10 * 3_600_000 },
    ...{ minMs: 60_000, maxMs: 24 * 3_600_000 },
  }),
  sessionRecheckMs: durationMs({
    name: 'CREX_SESSION_RECHECK',
    meaning:
      'after which time the issuer is asked again who somebody is; without a refresh token the session ends then',
    ...{ minMs: 10_000, maxMs: 24 * 3_600_000, default: 15 * 60_000 },
  }),
  stepUpAgeMs: durationMs({
    name: 'CREX_STEP_UP_AGE',
    meaning: 'how long ago somebody may have signed in for what is sensitive; else it does not matter',
    ...{ minMs: 60_000, maxMs: 24 * 3_600_000, default: undefined },
  }),
  stepUpAcr: text({
    name: 'CREX_STEP_UP_ACR',
    meaning: 'class of authentication (acr) for what is sensitive; else any',
    default: undefined,
  }),
};
