import type { CrexError } from '#libs/protocol';

const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const;
type Language = (typeof LANGUAGES)[number];

interface Words {
  readonly title: string;
  readonly again: string;
  /** By code; `other` for what somebody who runs things has to look at. */
  readonly why: Readonly<Record<string, string>> & { readonly other: string };
}

const WORDS: Readonly<Record<Language, Words>> = {
  es: {
    title: 'No ha iniciado sesión',
    again: 'Iniciar sesión de nuevo',
    why: {
      'auth.sign-in-over': 'Este inicio de sesión terminó o se empezó en otro navegador.',
      'auth.issuer-refused': 'El servicio de identificación no le ha dejado entrar.',
      'auth.wrong-country': 'El servicio de identificación dice que usted es de otro país.',
      'auth.other-person': 'Quien confirma su identidad debe ser quien inició la sesión.',
      'auth.step-up-refused': 'El servicio de identificación no ha confirmado su identidad de la forma exigida.',
      'staff.no-role': 'No tiene ninguna función en CREX. La asigna quien administra el servicio de identificación.',
      'staff.issuer-unreachable': 'El servicio de identificación no responde. Inténtelo más tarde.',
      other: 'El servicio de identificación dio una respuesta que aquí no vale. Si persiste, avise al operador.',
    },
  },
  en: {
    title: 'You are not signed in',
    again: 'Sign in again',
    why: {
      'auth.sign-in-over': 'This sign-in is over, or was begun in another browser.',
      'auth.issuer-refused': 'The sign-in service has not let you in.',
      'auth.wrong-country': 'The sign-in service says that you are of another country.',
      'auth.other-person': 'Whoever confirms who they are must be who is signed in.',
      'auth.step-up-refused': 'The sign-in service has not confirmed who you are in the way that is needed.',
      'staff.no-role': 'You have no role in CREX. Whoever runs the sign-in service gives one.',
      'staff.issuer-unreachable': 'The sign-in service does not answer. Try again later.',
      other: 'The sign-in service gave an answer that is not valid here. If it lasts, tell the operator.',
    },
  },
  pt: {
    title: 'Você não entrou',
    again: 'Entrar de novo',
    why: {
      'auth.sign-in-over': 'Esta entrada terminou ou foi iniciada em outro navegador.',
      'auth.issuer-refused': 'O serviço de identificação não deixou você entrar.',
      'auth.wrong-country': 'O serviço de identificação diz que você é de outro país.',
      'auth.other-person': 'Quem confirma a identidade deve ser quem entrou.',
      'auth.step-up-refused': 'O serviço de identificação não confirmou sua identidade da forma exigida.',
      'staff.no-role': 'Você não tem função no CREX. Quem administra o serviço de identificação a atribui.',
      'staff.issuer-unreachable': 'O serviço de identificação não responde. Tente mais tarde.',
      other: 'O serviço de identificação deu uma resposta que aqui não vale. Se persistir, avise o operador.',
    },
  },
  nl: {
    title: 'U bent niet aangemeld',
    again: 'Opnieuw aanmelden',
    why: {
      'auth.sign-in-over': 'Deze aanmelding is voorbij of is in een andere browser begonnen.',
      'auth.issuer-refused': 'De aanmelddienst heeft u niet toegelaten.',
      'auth.wrong-country': 'De aanmelddienst zegt dat u van een ander land bent.',
      'auth.other-person': 'Wie zijn identiteit bevestigt, moet dezelfde zijn als wie is aangemeld.',
      'auth.step-up-refused': 'De aanmelddienst heeft uw identiteit niet bevestigd op de vereiste manier.',
      'staff.no-role': 'U hebt geen rol in CREX. Wie de aanmelddienst beheert, geeft die.',
      'staff.issuer-unreachable': 'De aanmelddienst antwoordt niet. Probeer het later opnieuw.',
      other: 'De aanmelddienst gaf een antwoord dat hier niet geldt. Blijft dit zo, meld het de beheerder.',
    },
  },
};

/** What somebody sees who was not let in: in their language, without a word about who they are. */
export function refusedPage({ code }: CrexError, acceptLanguage: string | undefined, country: string): string {
  const language = languageOf(acceptLanguage);
  const { title, again, why } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · CREX ${country}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: 16vh auto; padding: 0 1rem; }
  a { display: inline-block; padding: .5rem 1rem; border: 1px solid; border-radius: .25rem; }
  small { display: block; margin-top: 2rem; }
</style>
<main>
  <h1>${title}</h1>
  <p role="alert">${why[code] ?? why.other}</p>
  <p><a href="/auth/login">${again}</a></p>
  <small>CREX ${country} · ${code}</small>
</main>
</html>
`;
}

/** The first of our languages that the browser names; Spanish without one. */
export function languageOf(acceptLanguage = ''): Language {
  const wanted = acceptLanguage
    .slice(0, 200)
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return (
    wanted.map((each) => LANGUAGES.find((language) => language === each)).find((each) => each !== undefined) ?? 'es'
  );
}
