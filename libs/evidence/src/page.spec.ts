import fc from 'fast-check';
import { Alliance } from '#libs/ceremony';
import { canonicalJson, digestOf, isCrexError } from '#libs/protocol';
import { sampleExchange } from '../../../test/evidence/sample-exchange.js';
import { sampleBodies } from '../../../test/vectors/sample-bodies.js';
import { escape } from './html.js';
import { COUNTRY_WORDS, OUTCOME_WORDS, PURPOSE_WORDS, type PageWord } from './page-codes.js';
import { FIELD_WORDS, PAGE_WORDS } from './page-words.js';
import { isPage, PAGE_LANGUAGES, PENDING, readPage, renderPage, type ExchangeEvidence } from './index.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const AT = NOW / 1000 + 600;
let alliance: Alliance;
let evidence: ExchangeEvidence;
beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: NOW });
  evidence = await sampleExchange(alliance, AT);
});
const bytes = (page: string) => Buffer.from(page);
/** The page without its data. */
const shown = (page: string) => page.slice(0, page.indexOf('<script'));

describe('the page of an exchange', () => {
  it.each([
    ['es', 'Constancia de un intercambio', 'Con antecedentes (RECORDS)', 'Proceso penal en curso (C1)', 'Brasil (BR)'],
    [
      'pt',
      'Comprovante de um intercâmbio',
      'Com antecedentes (RECORDS)',
      'Processo penal em curso (C1)',
      'Brasil (BR)',
    ],
    ['en', 'Evidence of an exchange', 'Records found (RECORDS)', 'Ongoing criminal proceedings (C1)', 'Brazil (BR)'],
    [
      'nl',
      'Bewijs van een uitwisseling',
      'Gegevens gevonden (RECORDS)',
      'Lopende strafprocedure (C1)',
      'Brazilië (BR)',
    ],
  ] as const)('says in %s what was asked, answered, signed, received and logged', (language, ...words) => {
    const page = shown(renderPage(evidence, language));
    const said = [
      ...words,
      ...[
        'FSM 123/2026',
        'AR-BR-1-000000000123',
        'BR-AR-1-000000000045',
        'João Pérez Muñoz',
        '1980-04-01',
        'Furto',
        'P2Y6M',
      ],
      ...[
        '2026-11-22 12:10:00 UTC',
        'SENT',
        'RECEIVED',
        'log.br.crex.example/audit/1',
        alliance.entry('JM').witness.name,
      ],
    ];
    for (const each of said) expect(page).toContain(escape(each));
  });

  it('is read back to the byte in each language', () => {
    for (const language of PAGE_LANGUAGES) {
      const page = bytes(renderPage(evidence, language));
      expect(isPage(page)).toBe(true);
      expect(readPage(page)).toEqual({ evidence, language, isFaithful: true });
    }
  });

  it('loads nothing, runs nothing, sends nothing', () => {
    const page = renderPage(evidence, 'en');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '';
    const digest = Buffer.from(digestOf(style), 'base64url').toString('base64');
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(shown(page)).not.toMatch(/ (src|href|on[a-z]+|style)=|<(a|img|iframe|form|link|object)\b/i);
  });

  it('says that it is pending where a proof is not there', () => {
    const page = shown(renderPage({ ...evidence, promised: PENDING }, 'en'));
    expect(page).toContain('not proven yet when this evidence was made');
  });

  it('shows what somebody hostile has signed, as text', async () => {
    const hostile = '</dd><script>alert(1)</script><img src=x onerror=alert(2)>\u202Egnp.exe & "\'';
    const body = { ...sampleBodies.REQ, caseReference: hostile.slice(0, 50), authority: `${hostile} </script>` };
    const made = await sampleExchange(alliance, AT, { request: (content) => ({ ...content, body }) });
    const page = renderPage(made, 'es');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(shown(page)).not.toContain('<img');
    expect(shown(page)).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;[U+202E]gnp.exe &amp; &quot;&#39;');
    expect(readPage(bytes(page))).toMatchObject({ isFaithful: true });
  });

  it('that says something else than its data, or more, is found', () => {
    const page = renderPage(evidence, 'es');
    const change = (from: string | RegExp, to: string) => readPage(bytes(page.replace(from, to))).isFaithful;
    expect(change('Con antecedentes', 'Sin antecedentes')).toBe(false);
    expect(change('</body>', '<p>y algo más</p></body>')).toBe(false);
    expect(change('default-src', 'default-src *; x')).toBe(false);
    expect(change(`"madeAt":${evidence.madeAt}`, `"madeAt":${evidence.madeAt + 1}`)).toBe(false);
    expect(change('</html>\n', '</html>')).toBe(false);
    expect(readPage(bytes(`${page} `)).isFaithful).toBe(false);
    // a message that cannot be read has no page
    expect(change(/"content":"[^"]*"/, '"content":"x"')).toBe(false);
  });

  it('that is none is refused', () => {
    const page = renderPage(evidence, 'es');
    const codeOf = (text: string) => {
      try {
        return readPage(bytes(text));
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    for (const text of ['', '<!doctype html>', page.replace('lang="es"', 'lang="xx"')])
      expect(codeOf(text)).toBe('evidence.malformed');
    expect(codeOf(page.replace('"evidence":"exchange"', '"evidence":"other"'))).toBe('evidence.malformed');
    expect(codeOf(page.replace('"v":1', '"v":1,"v":1'))).toBe('message.duplicate-key');
  });

  it('never throws anything but a coded error, whatever it is given', () => {
    const head = '<!doctype html>\n<html lang="es"><script type="application/json" id="crex-evidence">';
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `${head}${json}</script>`),
        ),
        (text) => {
          try {
            readPage(bytes(text));
          } catch (error) {
            if (!isCrexError(error)) throw error;
          }
        },
      ),
    );
  });

  it('is the same for ever: whoever changes a word of it makes old evidence unverifiable', () => {
    const tables: Readonly<Record<string, PageWord>>[] = [
      ...[COUNTRY_WORDS, OUTCOME_WORDS, PURPOSE_WORDS, PAGE_WORDS, FIELD_WORDS],
    ];
    const digestOfColumns = (from: number, to?: number) => {
      const cut = ([name, word]: [string, PageWord]) => [name, word.slice(from, to)] as const;
      return digestOf(canonicalJson(tables.map((table) => Object.fromEntries(Object.entries(table).map(cut)))));
    };
    expect(digestOfColumns(0, 3)).toBe('lATWs8fgruSPlWqdRCFwwk6Ci71snh_Vu56f0JLxNOs');
    expect(digestOfColumns(3)).toBe('SjNZwvAkHe6o_46IoId331fy10E7n3O8584nrEI7iTk'); // Dutch came later
    // the markup around it, without the values, which are drawn anew for each sample
    const markup = shown(renderPage(evidence, 'es')).replace(/<bdi>[^<]*<\/bdi>/g, '');
    expect(digestOf(markup)).toBe('UFwWWB20puzQZu7H8fxatndj9ct4fq32w9NGdJbWFXw');
  });
});

describe('a text in the page', () => {
  it('has nothing in it that a reader of HTML takes for markup, and nothing that nobody sees', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escape(text)).not.toMatch(
          /[<>"'\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/,
        );
        expect(escape(text).replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });
});
