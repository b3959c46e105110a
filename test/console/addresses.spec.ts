import { readFileSync } from 'node:fs';
import { ROLES } from '#libs/protocol';
import { maySee, PAGES } from '../../apps/console/src/shell/navigation.js';
import { WHO_MAY_CALL } from '../sign-in/who-may-call.js';
import { ADDRESSES, exampleOf } from './addresses.js';

const router = readFileSync('apps/console/src/shell/router.tsx', 'utf8');
const addresses = Object.entries(ADDRESSES);

describe('every address of the console', () => {
  it('has been told to whom it belongs', () => {
    const routed = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
    expect(routed.sort()).toEqual(Object.keys(ADDRESSES).sort());
  });

  it.each(ROLES)('shows as %s what is told, in the menu and by its address', (role) => {
    for (const [address, { roles }] of addresses) {
      expect([address, maySee(role, exampleOf(address))]).toEqual([address, roles.includes(role)]);
    }
    const inMenu = addresses.filter(([, { word, roles }]) => word !== undefined && roles.includes(role));
    const shown = PAGES.filter(({ roles }) => (roles as readonly string[]).includes(role));
    expect(shown.map(({ path, word }) => [path, word] as string[]).sort()).toEqual(
      inMenu.map(([address, { word }]) => [address, word]).sort(),
    );
  });

  it('is served to whom it is shown, and what it is for to nobody else', () => {
    const isServedToMore: string[] = [];
    for (const [address, { roles, calls }] of addresses) {
      for (const call of calls) expect([address, call, WHO_MAY_CALL[call]]).toEqual([address, call, expect.arrayContaining([...roles])]); // prettier-ignore
      const [first] = calls;
      const served = first === undefined ? [] : WHO_MAY_CALL[first];
      if (served.some((role) => !roles.includes(role))) isServedToMore.push(address);
    }
    // whoever asks has the extracts of their own requests, on the page of each
    expect(isServedToMore).toEqual(['/extracts']);
  });
});
