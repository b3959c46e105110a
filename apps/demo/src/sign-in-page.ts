import { COUNTRY_NAMES } from '#libs/catalogue';
import type { CountryCode, Role } from '#libs/protocol';
import type { DemoCountry, DemoOfficial } from './officials.js';

type Language = 'es' | 'pt' | 'en' | 'nl';

const LANGUAGES: Readonly<Record<DemoCountry, Language>> & Partial<Record<CountryCode, Language>> = {
  AR: 'es',
  BR: 'pt',
  JM: 'en',
  SR: 'nl',
};

interface Words {
  readonly title: string;
  readonly of: string;
  readonly madeUp: string;
  readonly byPassword: string;
  readonly where: string;
  readonly user: string;
  readonly password: string;
  readonly submit: string;
  readonly wrong: string;
  readonly again: string;
  readonly byPasswordAgain: string;
  readonly byCard: string;
  readonly roles: Readonly<Record<Role, string>>;
}

const WORDS: Readonly<Record<Language, Words>> = {
  es: {
    ...{ title: '¿Quién ingresa?', of: 'Servicio de ingreso de', byPassword: 'Con usuario y contraseña' },
    madeUp: 'Estas personas son inventadas. Un servicio real pide una contraseña o una tarjeta.',
    ...{ where: 'Están en', user: 'Usuario', password: 'Contraseña', submit: 'Ingresar' },
    wrong: 'El usuario o la contraseña no son correctos.',
    again: 'Confirme quién es',
    byPasswordAgain: 'Lo que sigue exige que confirme quién es. Un servicio real pide otra vez la contraseña.',
    byCard: 'Lo que sigue exige confirmarlo con la tarjeta. Nadie tiene una aquí: basta con pulsar su nombre.',
    roles: {
      ...{ investigator: 'Policía', prosecutor: 'Fiscal', clerk: 'Registro' },
      ...{ auditor: 'Auditoría', registrar: 'Jefatura del registro', operator: 'Operación del nodo' },
    },
  },
  pt: {
    ...{ title: 'Quem entra?', of: 'Serviço de acesso:', byPassword: 'Com usuário e senha' },
    madeUp: 'Estas pessoas são inventadas. Um serviço real pede uma senha ou um cartão.',
    ...{ where: 'Estão em', user: 'Usuário', password: 'Senha', submit: 'Entrar' },
    wrong: 'O usuário ou a senha não estão corretos.',
    again: 'Confirme quem é',
    byPasswordAgain: 'O que segue exige que confirme quem é. Um serviço real pede a senha outra vez.',
    byCard: 'O que segue exige confirmar com o cartão. Ninguém tem um aqui: basta clicar no seu nome.',
    roles: {
      ...{ investigator: 'Polícia', prosecutor: 'Ministério Público', clerk: 'Registro' },
      ...{ auditor: 'Auditoria', registrar: 'Responsável pelo registro', operator: 'Operação do nó' },
    },
  },
  en: {
    ...{ title: 'Who is signing in?', of: 'Sign-in service of', byPassword: 'With user name and password' },
    madeUp: 'These people are made up. A real service asks for a password or a card.',
    ...{ where: 'They stand in', user: 'User name', password: 'Password', submit: 'Sign in' },
    wrong: 'User name or password is wrong.',
    again: 'Confirm who you are',
    byPasswordAgain: 'What comes next needs you to confirm who you are. A real service asks for the password again.',
    byCard: 'What comes next needs your card. Nobody has one here: a press on your name stands for it.',
    roles: {
      ...{ investigator: 'Police', prosecutor: 'Prosecution', clerk: 'Records clerk' },
      ...{ auditor: 'Audit', registrar: 'Registrar', operator: 'Node operation' },
    },
  },
  nl: {
    ...{ title: 'Wie meldt zich aan?', of: 'Aanmelddienst van', byPassword: 'Met gebruikersnaam en wachtwoord' },
    madeUp: 'Deze mensen zijn verzonnen. Een echte dienst vraagt een wachtwoord of een kaart.',
    ...{ where: 'Ze staan in', user: 'Gebruikersnaam', password: 'Wachtwoord', submit: 'Aanmelden' },
    wrong: 'Gebruikersnaam of wachtwoord is onjuist.',
    again: 'Bevestig wie u bent',
    byPasswordAgain: 'Wat volgt vraagt dat u bevestigt wie u bent. Een echte dienst vraagt opnieuw om het wachtwoord.',
    byCard: 'Wat volgt vraagt om uw kaart. Niemand heeft er hier een: klik op uw naam in plaats daarvan.',
    roles: {
      ...{ investigator: 'Politie', prosecutor: 'Openbaar ministerie', clerk: 'Justitiële documentatie' },
      ...{ auditor: 'Toezicht', registrar: 'Registerbeheer', operator: 'Beheer van het knooppunt' },
    },
  },
};

const STYLE = `<style>
  :root { color-scheme: light dark; --back: #f3f6fa; --card: #fff; --text: #17212e; --soft: #4d5b6b; --line: #d5dde7; --ink: #1c4f87; --on: #fff; }
  @media (prefers-color-scheme: dark) {
    :root { --back: #111b26; --card: #17222f; --text: #e6edf5; --soft: #a9b6c6; --line: #3a4b5f; --ink: #87afdc; --on: #0b131c; }
  }
  * { box-sizing: border-box; }
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; background: var(--back); color: var(--text); }
  header { background: #123a66; color: #fff; padding: .9rem 1.25rem; font-weight: 700; letter-spacing: .02em; }
  header small { font-weight: 400; opacity: .85; margin-left: .75rem; letter-spacing: 0; }
  main { max-width: 46rem; margin: 5vh auto; padding: 0 1.25rem; }
  h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
  p { color: var(--soft); margin: 0 0 1.5rem; }
  .people { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .75rem; padding: 0; margin: 0 0 1.5rem; list-style: none; }
  .people button { width: 100%; height: 100%; text-align: left; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; cursor: pointer; }
  .people button:hover { border-color: var(--ink); }
  :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
  .people em { display: block; font-style: normal; font-size: .85rem; font-weight: 600; color: var(--ink); }
  .people strong { display: block; }
  .people small { color: var(--soft); }
  label, input { display: block; width: 100%; max-width: 22rem; font: inherit; }
  input { margin: .25rem 0 1rem; padding: .5rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: inherit; }
  .submit { font: inherit; font-weight: 600; background: var(--ink); color: var(--on); border: 0; border-radius: .4rem; padding: .55rem 1.1rem; cursor: pointer; }
  summary { cursor: pointer; color: var(--ink); margin-bottom: 1rem; }
  [role="alert"] { border-left: 4px solid #b42318; background: var(--card); color: var(--text); padding: .6rem 1rem; }
</style>`;

const page = (title: string, body: string, language: Language = 'en', where = ''): string => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · CREX demo</title>
${STYLE}
<header>CREX<small>demo${where === '' ? '' : ` · ${where}`}</small></header>
<main>
${body}
</main>
</html>
`;

/** Who may sign in on a page, and how. */
export interface Asked {
  readonly country: CountryCode | undefined;
  readonly people: readonly DemoOfficial[];
  /** Who is signed in already, and proves it again or more strongly. */
  readonly known: DemoOfficial | undefined;
  readonly isByCard: boolean;
  readonly isWrong?: boolean;
}

/**
 * The issuer's sign-in page, in the language of the country: a button for each of its people, who are all made up, and
 * the form for programs. It posts to its own address, so it needs no hidden field but for who it is.
 */
export function signInPage({ country, people, known, isByCard, isWrong = false }: Asked): string {
  const language = (country === undefined ? undefined : LANGUAGES[country]) ?? 'en';
  const words = WORDS[language];
  const name = country === undefined ? '' : COUNTRY_NAMES[country][language];
  const title = known === undefined ? words.title : words.again;
  const how = isByCard ? words.byCard : known === undefined ? words.madeUp : words.byPasswordAgain;
  return page(
    title,
    `  <h1>${title}</h1>
  <p>${words.of} ${escapeHtml(name)}. ${how}</p>
  ${isWrong ? `<p role="alert"><strong>${words.wrong}</strong></p>` : ''}
  <ul class="people">
${(known === undefined ? people : [known]).map((person) => personButton(person, words)).join('\n')}
  </ul>
  <details${isWrong ? ' open' : ''}>
  <summary>${words.byPassword}</summary>
  <p>${words.where} <code>demo-output/demo.json</code>.</p>
  <form method="post">
    <label for="username">${words.user}</label>
    <input id="username" name="username" autocomplete="username" required>
    <label for="password">${words.password}</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required>
    <button class="submit">${words.submit}</button>
  </form>
  </details>`,
    language,
    escapeHtml(name),
  );
}

function personButton({ name, role, authority, username, password }: DemoOfficial, words: Words): string {
  return `  <li><form method="post">
    <input type="hidden" name="username" value="${escapeHtml(username)}">
    <input type="hidden" name="password" value="${escapeHtml(password)}">
    <button><em>${words.roles[role]}</em><strong>${escapeHtml(name)}</strong><small>${escapeHtml(authority)}</small></button>
  </form></li>`;
}

/** Asks whether to sign out here too. @param form of the issuer, with what it must send back */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `  <h1>Sign out</h1>
  <p>You are signed out of the console. The sign-in service still knows you.</p>
  ${form}
  <button class="submit" form="op.logoutForm" name="logout" value="yes">Sign out of the sign-in service too</button>`,
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
