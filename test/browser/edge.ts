import type { Page, Route } from 'playwright-core';
import { NOTHING } from '../console/addresses.js';

/** How the node's domestic API is for a page: as it is, without an answer yet, refusing, with nothing in it. */
export type Edge = 'as it is' | 'silent' | 'refusing' | 'empty';

const PROBLEM = { status: 429, title: 'Too Many Requests', instance: 'urn:uuid:00000000-0000-4000-8000-000000000000' };
const NOT_THERE = { status: 404, title: 'Not Found', code: 'http.not-found' };
/** `/api/v1/drafts/{id}` as what such an address looks like. */
const EMPTIED = Object.entries(NOTHING).map(([call, says]) => {
  const [method = '', path = ''] = call.split(' ');
  return { method, path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), says };
});

/** Stands between a page and the node and does to its calls what is set. */
export async function standBetween(page: Page): Promise<{ set: (edge: Edge) => void }> {
  let edge: Edge = 'as it is';
  await page.route('**/api/v1/**', async (route) => {
    if (edge === 'silent') return; // until the page is left
    if (edge === 'refusing') await tell(route, { ...PROBLEM, code: 'ask.over-budget' });
    else if (edge === 'empty') await sayNothing(route);
    else await route.continue();
  });
  return { set: (next) => (edge = next) };
}

async function sayNothing(route: Route): Promise<void> {
  const request = route.request();
  const { pathname } = new URL(request.url());
  const found = EMPTIED.find(({ method, path }) => method === request.method() && path.test(pathname));
  if (found === undefined) await route.continue();
  else if (found.says === 404) await tell(route, NOT_THERE);
  else await route.fulfill({ json: found.says });
}

function tell(route: Route, problem: { readonly status: number; readonly code: string }): Promise<void> {
  return route.fulfill({
    ...{ status: problem.status, headers: { 'content-type': 'application/problem+json' } },
    body: JSON.stringify({ type: `urn:crex:problem:${problem.code}`, ...problem }),
  });
}
