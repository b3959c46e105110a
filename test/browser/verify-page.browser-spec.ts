import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { verifyExtract, type ExtractFinding } from '#libs/extract';
import { SAMPLE_ISSUED_AT, sampleExtract } from '../extract/sample-extract.js';
import { TestMinistry } from '../extract/sealed-extract.js';
import { openBrowser, PATIENCE } from './browser.jest.js';
import { serveVerifyPage, type Served } from './verify-site.jest.js';

interface Axe {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

const DAY = 86_400;
const CODE = sampleExtract().verification.code;
/** Where to put pictures of every state, for people to look at. */
const pictures = process.env['CREX_PICTURES'];

describe('the public page', () => {
  let ministry: TestMinistry;
  let sealed: Uint8Array;
  let crl: Uint8Array;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveVerifyPage>>;
  let page: Page;
  const asked: { number: string; code: string }[] = [];
  let requests: string[];
  let troubles: string[];
  const served: Served = {
    trust: undefined,
    status: (question) => {
      asked.push(question);
      return { http: 200, status: 'UNKNOWN' };
    },
  };

  beforeAll(async () => {
    ministry = await TestMinistry.open();
    sealed = await ministry.issue();
    const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
    crl = await ministry.crl(SAMPLE_ISSUED_AT);
    served.trust = {
      env: 'test',
      directory: { version: 812, at: SAMPLE_ISSUED_AT + 60 },
      members: {
        BR: { caCertificates: [base64(ministry.keysOf('BR').ca.certificate)], crls: [base64(crl)] },
        UY: { caCertificates: [base64(ministry.keysOf('UY').ca.certificate)], crls: [] },
      },
      timeStampAuthorities: [base64(ministry.authority.authority)],
    };
    site = await serveVerifyPage(served);
    browser = await openBrowser();
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  async function open(options: { locale?: string; hash?: string; dark?: boolean; width?: number } = {}): Promise<Page> {
    const { locale = 'en-GB', hash = '', dark = false, width = 1200 } = options;
    const context = await browser.newContext({
      ...{ locale, colorScheme: dark ? 'dark' : 'light', viewport: { width, height: 900 }, bypassCSP: false },
    });
    context.setDefaultTimeout(PATIENCE);
    page = await context.newPage();
    requests = [];
    troubles = [];
    context.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(`${site.origin}/verify${hash}`);
    await page.waitForSelector('h1');
    return page;
  }
  afterEach(async () => {
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  async function check(pdf: Uint8Array): Promise<void> {
    await page.setInputFiles('#file', { name: 'extract.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
    await page.waitForSelector('#verdict');
  }
  const heading = () => page.locator('#verdict').innerText();

  /** What the page lists, as the verifier says it: the words are those of the page. */
  async function listed(): Promise<string[]> {
    await page.evaluate("document.querySelector('details')?.setAttribute('open', '')");
    return await page.evaluate(`[...document.querySelectorAll('.checks li')].map(
      (line) => (line.className + ' ' + (line.querySelector('code')?.textContent ?? '')).trim(),
    )`);
  }
  const said = ({ result, code = '' }: ExtractFinding) => `${result} ${code}`.trim();

  it('finds an honest extract genuine, without a request but for its own files and the certificates', async () => {
    await open();
    await check(sealed);
    expect(await heading()).toBe('Genuine and unchanged');
    expect(await page.locator('.facts').innerText()).toContain('BR-2026-000417');
    expect(await page.locator('.facts').innerText()).toContain('Brazil');
    expect(await page.locator('main').innerText()).not.toContain('Muñoz');
    const own = requests.map((request) => request.replace(site.origin, '').replace(/-[\w-]{8}\./, '-hash.'));
    expect(own.filter((request) => !/^GET \/assets\/[\w.-]+-hash\.(js|css|svg|woff2)$/.test(request))).toEqual([
      'GET /verify',
      'GET /public/v1/trust',
    ]);
  });

  it('says what the verifier of the command line says, of every kind of false document', async () => {
    await open();
    const swapped = await ministry.issue(sampleExtract(), {
      attached: await ministry.sign(sampleExtract({ number: 'BR-2026-000418' })),
    });
    const flipped = (pattern: string, offset: number) => {
      const bytes = Buffer.from(sealed);
      bytes[bytes.indexOf(pattern, 0, 'latin1') + offset]! ^= 1;
      return new Uint8Array(bytes);
    };
    const documents: Record<string, Uint8Array> = {
      honest: sealed,
      swapped,
      'a page changed': flipped('/MediaBox [0 0 59', 15),
      'the attachment changed': flipped('/Type /EmbeddedFile', 300),
      'the validation data changed': flipped('/Type /DSS', 7),
      'bytes appended': new Uint8Array(Buffer.concat([sealed, Buffer.from('\n% more\n')])),
      "another country's seal": await ministry.issue(sampleExtract(), { sealedBy: 'UY' }),
      'a revoked certificate': await ministry.issue(sampleExtract(), { revokedAt: SAMPLE_ISSUED_AT - DAY }),
      "after the certificate's end": await ministry.issue(sampleExtract(), { sealedAt: SAMPLE_ISSUED_AT + 301 * DAY }),
      'without archive': await ministry.issue(sampleExtract(), { level: 'B-T' }),
      'no PDF': Buffer.from('hello'),
    };
    const { warn } = console;
    console.warn = () => undefined; // the library says aloud when a font is damaged
    const newerCrls = {
      atMs: (SAMPLE_ISSUED_AT + 60) * 1000,
      of: (country: string) => (country === 'BR' ? [crl] : []),
    };
    for (const [what, pdf] of Object.entries(documents)) {
      const { findings } = await verifyExtract(pdf, ministry.trust({ newerCrls }));
      await check(pdf);
      expect({ what, listed: await listed() }).toEqual({ what, listed: findings.map(said) });
      await page.reload();
    }
    console.warn = warn;
  });

  it('tells a layman why, in each language', async () => {
    const texts = {
      'es-AR': ['No confíe en este documento', 'El documento fue modificado después de ser sellado.'],
      'en-GB': ['Do not rely on this document', 'The document was changed after it was sealed.'],
      'pt-BR': ['Não confie neste documento', 'O documento foi alterado depois de selado.'],
      'nl-SR': ['Vertrouw niet op dit document', 'Het document is gewijzigd nadat het was verzegeld.'],
    };
    const changed = Buffer.from(sealed);
    changed[changed.indexOf('/MediaBox [0 0 59', 0, 'latin1') + 15]! ^= 1;
    for (const [locale, [said = '', why = '']] of Object.entries(texts)) {
      await open({ locale });
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
      await check(new Uint8Array(changed));
      expect(await heading()).toBe(said);
      expect(await page.locator('.reasons').innerText()).toContain(why);
      if (locale !== 'nl-SR') await page.context().close();
    }
  });

  it('believes nobody when the certificates cannot be had', async () => {
    const { trust } = served;
    served.trust = undefined;
    await open();
    await page.setInputFiles('#file', { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from(sealed) });
    await page.waitForSelector('.progress .wrong');
    expect(await page.locator('.progress').innerText()).toContain('nothing could be checked');
    served.trust = trust;
    troubles = troubles.filter((text) => !text.includes('503'));
  });

  it('asks for the status of a printed extract with number and code in the body', async () => {
    await open({ hash: `#BR-2026-000417.${CODE}` });
    expect(page.url()).toBe(`${site.origin}/verify`);
    expect(await page.inputValue('#number')).toBe('BR-2026-000417');
    for (const [status, said] of Object.entries({
      VALID: 'Valid',
      SUPERSEDED: 'Replaced',
      REVOKED: 'Revoked',
      UNKNOWN: 'Unknown',
    })) {
      served.status = (question) => {
        asked.push(question);
        return { http: 200, status };
      };
      await page.fill('#code', ` ${CODE.toLowerCase().slice(0, 13)}-${CODE.slice(13)}`);
      await page.click('button[type=submit]');
      await page.locator('.answer h3').getByText(said, { exact: true }).waitFor();
      expect(asked.at(-1)).toEqual({ number: 'BR-2026-000417', code: CODE });
    }
    expect(requests.filter((request) => request.includes(CODE))).toEqual([]);
    served.status = () => ({ http: 429 });
    await page.fill('#code', CODE);
    await page.click('button[type=submit]');
    await page.waitForSelector('.answer .wrong');
    expect(await page.locator('.answer').innerText()).toContain('Too many questions');
    troubles = troubles.filter((text) => !text.includes('429'));
  });

  it('asks nobody about what cannot be a number or a code', async () => {
    await open();
    await page.fill('#number', '417');
    await page.click('button[type=submit]');
    expect(await page.locator('#number-fault').innerText()).toContain('BR-2026-000417');
    expect(await page.locator('#code-fault').innerText()).toContain('26');
    expect(await page.evaluate('document.activeElement.id')).toBe('number');
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  it('runs no script that is not its own', async () => {
    await open();
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return 'injected' in window;
    })()`);
    expect(ran).toBe(false);
    expect(troubles.join()).toContain('Content Security Policy');
    troubles = [];
  });

  it('can be used by everybody, in each state, light and dark, on a telephone and on a desk', async () => {
    served.status = () => ({ http: 200, status: 'REVOKED' });
    await open();
    await looksGood('start');
    await check(sealed);
    await page.evaluate("document.querySelector('details')?.setAttribute('open', '')");
    await looksGood('good');
    await check(new Uint8Array(Buffer.concat([sealed, Buffer.from('\n% more\n')])));
    await page.waitForSelector('.result.fault');
    await page.fill('#number', 'BR-2026-000417');
    await page.fill('#code', CODE);
    await page.click('button[type=submit]');
    await page.waitForSelector('.answer h3');
    await looksGood('fault');
    await page.fill('#number', '1');
    await page.click('button[type=submit]');
    await looksGood('wrong');
  });

  /** No violation that axe finds, and nothing wider than the screen. */
  async function looksGood(state: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1200, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        const name = `${state}-${colorScheme}-${width}`;
        if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
        const { violations } = await page.evaluate<Axe>(`(() => { ${axe.source}; return axe.run(); })()`);
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => [id, html, failureSummary]),
        );
        expect({ name, found }).toEqual({ name, found: [] });
        expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      }
    }
  }
});
