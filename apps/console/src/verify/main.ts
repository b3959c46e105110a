import { element, icon, ICONS } from './element.js';
import type { PublicTrust } from './judge.js';
import { judgeFile, type Judging } from './judge-file.js';
import { isLanguage, LANGUAGES, preferredLanguage, type Language } from './language.js';
import { printedForm, printedOf, type Printed } from './printed.js';
import { resultPanel } from './result.js';

/** The public page: is this extract genuine? Everything that it knows is in here; it is drawn anew when that changes. */
class Page {
  private language: Language = preferredLanguage(navigator.languages);
  private judging: Judging | undefined;
  private trust: PublicTrust | undefined;
  private readonly printed: Printed = { ...printedOf(location.hash), answer: undefined };

  async open(): Promise<void> {
    // number and code do not stay in the history
    if (location.hash !== '') history.replaceState(null, '', location.pathname);
    this.draw();
    this.trust = await fetchTrust();
    this.draw();
  }

  private draw(focus?: string): void {
    const { language } = this;
    const words = LANGUAGES[language];
    document.documentElement.lang = language;
    document.title = `${words.title} · CREX`;
    const isDemo = this.trust !== undefined && this.trust.env !== 'production';
    document.body.replaceChildren(
      element('header', {}, element('p', { class: 'brand' }, icon(ICONS.shield), 'CREX'), this.languageChoice()),
      element(
        'main',
        {},
        element('h1', {}, words.title),
        element('p', { class: 'intro' }, words.intro),
        isDemo ? element('p', { class: 'demo' }, words.demo) : undefined,
        element('div', { role: 'status', class: 'progress' }, this.progress()),
        this.judging?.state === 'judged' ? resultPanel(this.judging, language) : undefined,
        element('div', { class: 'ways' }, this.fileCard(), printedForm(this.printed, language)),
        element(
          'section',
          { class: 'trust', 'aria-labelledby': 'trust' },
          element('h2', { id: 'trust' }, words.trust.heading),
          ...words.trust.paragraphs.map((text) => element('p', {}, text)),
        ),
      ),
    );
    if (focus !== undefined) document.getElementById(focus)?.focus();
  }

  private languageChoice(): HTMLElement {
    const options = Object.entries(LANGUAGES).map(([code, { name }]) =>
      element('option', { value: code, lang: code, selected: code === this.language }, name),
    );
    const choice = element('select', { id: 'language' }, ...options);
    choice.addEventListener('change', () => {
      if (isLanguage(choice.value)) this.language = choice.value;
      this.draw('language');
    });
    return element(
      'div',
      { class: 'language' },
      element('label', { for: 'language' }, LANGUAGES[this.language].language),
      choice,
    );
  }

  private progress(): HTMLElement | undefined {
    const { file: words } = LANGUAGES[this.language];
    switch (this.judging?.state) {
      case 'busy':
        return element('p', { class: 'busy' }, words.checking);
      case 'too-large':
        return element('p', { class: 'wrong' }, words.tooLarge);
      case 'no-trust':
        return element('p', { class: 'wrong' }, words.noTrust);
      case 'failed':
        return element('p', { class: 'wrong' }, words.failed);
      default:
        return undefined;
    }
  }

  private fileCard(): HTMLElement {
    const { file: words } = LANGUAGES[this.language];
    const input = element('input', { id: 'file', type: 'file', accept: 'application/pdf,.pdf' });
    input.addEventListener('change', () => void this.judge(input.files?.[0]));
    const drop = element(
      'div',
      { class: 'drop' },
      icon(ICONS.file, 'icon large'),
      element('p', { class: 'drop-here' }, words.drop),
      element('label', { for: 'file', class: 'button' }, words.choose),
      input,
    );
    for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
        if (kind === 'drop') void this.judge(event.dataTransfer?.files[0]);
      });
    }
    return element(
      'section',
      { class: 'card', 'aria-labelledby': 'have-file' },
      element('h2', { id: 'have-file' }, icon(ICONS.file), words.heading),
      drop,
      element('p', { class: 'stays' }, words.stays),
    );
  }

  private async judge(file: File | undefined): Promise<void> {
    if (file === undefined || this.judging?.state === 'busy') return;
    this.judging = { state: 'busy' };
    this.draw();
    // fetched anew when it failed before
    this.trust ??= await fetchTrust();
    this.judging = this.trust === undefined ? { state: 'no-trust' } : await judgeFile(file, this.trust);
    // who has the file, too, needs the code from the page to ask on
    if (this.judging.state === 'judged' && this.judging.verdict.verdict === 'good') {
      this.printed.number = this.judging.verdict.extract?.number ?? '';
    }
    this.draw('verdict');
  }
}

async function fetchTrust(): Promise<PublicTrust | undefined> {
  try {
    const response = await fetch('/public/v1/trust', { credentials: 'omit' });
    return response.ok ? ((await response.json()) as PublicTrust) : undefined;
  } catch {
    return undefined;
  }
}

// a file that misses its place must not replace the page
for (const kind of ['dragover', 'drop']) window.addEventListener(kind, (event) => event.preventDefault());
void new Page().open();
