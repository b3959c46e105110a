/** What a person may be here. */
export const ROLES = ['investigator', 'prosecutor', 'clerk', 'registrar', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

const ASKERS = ['investigator', 'prosecutor', 'clerk', 'registrar'] as const satisfies readonly Role[];

/** Every page with who may see it: the same roles that the node lets in. */
export const PAGES = [
  { path: '/', word: 'home', roles: ROLES },
  { path: '/queue', word: 'queue', roles: ['clerk'] },
  { path: '/notices', word: 'notices', roles: ['clerk'] },
  { path: '/ask', word: 'ask', roles: ASKERS },
  { path: '/requests', word: 'requests', roles: ASKERS },
  { path: '/drafts', word: 'drafts', roles: ASKERS },
  { path: '/approvals', word: 'approvals', roles: ASKERS },
  { path: '/extracts', word: 'extracts', roles: ['prosecutor'] },
  { path: '/operations', word: 'operations', roles: ['operator'] },
  { path: '/keys', word: 'keys', roles: ['operator'] },
  { path: '/witnesses', word: 'witnesses', roles: ['operator'] },
  { path: '/outages', word: 'outages', roles: ['operator'] },
  { path: '/log', word: 'log', roles: ['auditor'] },
  { path: '/persons', word: 'persons', roles: ['auditor'] },
  { path: '/unusual', word: 'unusual', roles: ['auditor'] },
  { path: '/reviews', word: 'reviews', roles: ['auditor'] },
  { path: '/oversight', word: 'oversight', roles: ['auditor'] },
  { path: '/register', word: 'register', roles: ['registrar', 'investigator'] },
  { path: '/members', word: 'members', roles: ROLES },
  { path: '/statistics', word: 'statistics', roles: ['auditor', 'operator'] },
] as const satisfies readonly { readonly path: string; readonly word: string; readonly roles: readonly Role[] }[];

/** Where somebody who has confirmed who they are is sent back to another page; everybody's, and in no list. */
export const CONFIRMED = '/confirmed';

/** The pages of a role, in the order in which they are shown. */
export function pagesOf(role: string): (typeof PAGES)[number][] {
  return PAGES.filter(({ roles }) => (roles as readonly string[]).includes(role));
}

/** Whether a role may see what stands under this path; a page below another belongs to it. */
export function maySee(role: string, path: string): boolean {
  if (path === CONFIRMED) return true;
  const under = path.startsWith('/queries/') ? '/requests' : path;
  const page = PAGES.findLast(
    (each) => under === each.path || (each.path !== '/' && under.startsWith(`${each.path}/`)),
  );
  const roles: readonly string[] = page?.roles ?? [];
  return roles.includes(role);
}
