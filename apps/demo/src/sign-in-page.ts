import type { DemoOfficial } from './officials.js';

const STYLE = `<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 8vh auto; padding: 0 1rem; }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
  input, button { margin: .25rem 0 1rem; padding: .5rem; }
  .person button { margin: 0 0 .5rem; text-align: left; cursor: pointer; }
  .person small { display: block; opacity: .75; }
</style>`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · CREX demo</title>
${STYLE}
<main>
${body}
</main>
</html>
`;

/**
 * The issuer's sign-in page: a button for each of the country's people, who are all made up, and the form for programs. It
 * posts to its own address, so it needs no hidden field but for who it is.
 */
export function signInPage(country: string, people: readonly DemoOfficial[], problem?: string): string {
  const told = problem === undefined ? '' : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>`;
  return page(
    'Sign in',
    `  <h1>Sign in as</h1>
  <p>Sign-in service of ${escapeHtml(country)}. These people are made up; a real service asks for a password or a card.</p>
  ${told}
${people.map(personButton).join('\n')}
  <details${problem === undefined ? '' : ' open'}>
  <summary>With user name and password</summary>
  <p>They stand in <code>demo-output/demo.json</code>.</p>
  <form method="post">
    <label for="username">User name</label>
    <input id="username" name="username" autocomplete="username" required>
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required>
    <button>Sign in</button>
  </form>
  </details>`,
  );
}

function personButton({ name, role, authority, username, password }: DemoOfficial): string {
  return `  <form method="post" class="person">
    <input type="hidden" name="username" value="${escapeHtml(username)}">
    <input type="hidden" name="password" value="${escapeHtml(password)}">
    <button><strong>${escapeHtml(name)}</strong> · ${escapeHtml(role)}<small>${escapeHtml(authority)}</small></button>
  </form>`;
}

/** Asks whether to sign out here too. @param form of the issuer, with what it must send back */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `  <h1>Sign out</h1>
  <p>You are signed out of the console. The sign-in service still knows you.</p>
  ${form}
  <button form="op.logoutForm" name="logout" value="yes">Sign out of the sign-in service too</button>`,
  );
}

export function signedOutPage(): string {
  return page('Signed out', '  <h1>You are signed out</h1>\n  <p>Close this page.</p>');
}

export function escapeHtml(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => named[character] ?? character);
}
