import { element, icon, ICONS } from './element.js';
import { LANGUAGES, type Language } from './language.js';
import type { Status, Words } from './words/words.js';

/** What somebody has typed; it stays when the language changes. */
export interface Printed {
  number: string;
  code: string;
  answer: Status | 'too-many' | 'failed' | undefined;
}

const NUMBER = /^[A-Z]{2}-[0-9]{4}-[0-9]{6,9}$/;
const CODE = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The number and code of a QR code's address: `#<number>.<code>`. A browser sends what stands after # to nobody. */
export function printedOf(hash: string): Pick<Printed, 'number' | 'code'> {
  const [number = '', code = ''] = hash.slice(1).split('.');
  return NUMBER.test(number) && CODE.test(code) ? { number, code } : { number: '', code: '' };
}

/** As it is compared: spaces and dashes go, small letters grow, O is 0, I and L are 1 (as the issuing country does it). */
export function typedCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** The form for an extract on paper. */
export function printedForm(printed: Printed, language: Language): HTMLElement {
  const { printed: words } = LANGUAGES[language];
  const number = field('number', words.number, words.numberHint, printed.number);
  const code = field('code', words.code, words.codeHint, printed.code);
  const answer = element('div', { class: 'answer', role: 'status' }, answerOf(printed, words));
  const button = element('button', { type: 'submit' }, words.ask);
  const form = element('form', { novalidate: true }, number.box, code.box, button, answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = { number: number.input.value.trim().toUpperCase(), code: typedCode(code.input.value) };
    const faults = [
      number.refuse(NUMBER.test(typed.number) ? undefined : words.wrongNumber),
      code.refuse(CODE.test(typed.code) ? undefined : words.wrongCode),
    ];
    if (faults.includes(true)) {
      form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    Object.assign(printed, typed);
    button.disabled = true;
    answer.replaceChildren(words.asking);
    void askStatus(typed).then((status) => {
      printed.answer = status;
      button.disabled = false;
      answer.replaceChildren(answerOf(printed, words));
    });
  });
  for (const { input } of [number, code]) {
    input.addEventListener('input', () => {
      printed.number = number.input.value;
      printed.code = code.input.value;
      printed.answer = undefined;
      answer.replaceChildren();
    });
  }
  return element(
    'section',
    { class: 'card', 'aria-labelledby': 'paper' },
    element('h2', { id: 'paper' }, icon(ICONS.paper), words.heading),
    element('p', {}, words.text),
    form,
  );
}

function field(name: string, label: string, hint: string, value: string) {
  const input = element('input', {
    ...{ id: name, name, value, type: 'text', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' },
    ...{ required: true, 'aria-describedby': `${name}-hint ${name}-fault`, maxlength: '60' },
  });
  const fault = element('p', { id: `${name}-fault`, class: 'wrong' });
  const box = element(
    'div',
    { class: 'field' },
    element('label', { for: name }, label),
    element('p', { id: `${name}-hint`, class: 'hint' }, hint),
    input,
    fault,
  );
  const refuse = (why: string | undefined): boolean => {
    fault.replaceChildren(why ?? '');
    input.setAttribute('aria-invalid', String(why !== undefined));
    return why !== undefined;
  };
  return { input, box, refuse };
}

const TONE: Readonly<Record<Status, string>> = {
  VALID: 'good',
  SUPERSEDED: 'ended',
  REVOKED: 'fault',
  UNKNOWN: 'no-extract',
};

function answerOf({ answer }: Printed, words: Words['printed']): Node | string {
  if (answer === undefined) return '';
  if (answer === 'too-many' || answer === 'failed') {
    return element('p', { class: 'wrong' }, answer === 'failed' ? words.failed : words.tooMany);
  }
  const { heading, text } = words.statuses[answer];
  const mark = answer === 'VALID' ? ICONS.good : answer === 'REVOKED' ? ICONS.fault : ICONS.warning;
  return element(
    'div',
    { class: `status ${TONE[answer]}` },
    icon(mark),
    element('div', {}, element('h3', {}, heading), element('p', {}, text)),
  );
}

/** In the body, never in the address: addresses are written down on their way. */
async function askStatus(typed: { readonly number: string; readonly code: string }): Promise<Printed['answer']> {
  try {
    const response = await fetch('/public/v1/extract-status', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(typed),
      credentials: 'omit',
    });
    if (response.status === 429) return 'too-many';
    const { status } = (await response.json()) as { status?: unknown };
    return response.ok && isStatus(status) ? status : 'failed';
  } catch {
    return 'failed';
  }
}

function isStatus(status: unknown): status is Status {
  return typeof status === 'string' && Object.hasOwn(TONE, status);
}
