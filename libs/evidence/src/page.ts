import { createHash } from 'node:crypto';
import { readCheckpointBody, readLeaf, readLogProof, readNote } from '#libs/audit';
import {
  CrexError,
  isCrexError,
  readContent,
  readSlip,
  readStatement,
  type Content,
  type RequestBody,
} from '#libs/protocol';
import { readWhole } from './check-message.js';
import { utc } from './directories.js';
import { MAX_EVIDENCE_BYTES, PENDING, readExchangeEvidence, type ExchangeEvidence, type ReadMessage, type SignedMessage } from './exchange-evidence.js'; // prettier-ignore
import { escape, Html, markup, scriptJson } from './html.js';
import { COUNTRY_WORDS, OUTCOME_WORDS, PURPOSE_WORDS, type PageWord } from './page-codes.js';
import { FIELD_WORDS, PAGE_WORDS } from './page-words.js';

/** The languages of the page, in the order of its words. */
export const PAGE_LANGUAGES = ['es', 'pt', 'en', 'nl'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const STYLE =
  'body{font:16px/1.5 serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:1px solid #999;margin-top:2rem}' +
  'dl{margin:0 0 0 1rem}dt{font-weight:bold;margin-top:.4rem}dd{margin:0 0 0 1rem;white-space:pre-wrap;overflow-wrap:anywhere}' +
  'ol{margin:0;padding-left:1.5rem}pre{background:#eee;padding:.5rem;overflow-wrap:anywhere;white-space:pre-wrap}' +
  '@media print{body{margin:0;max-width:none}}';
/** Nothing is loaded, run, sent or framed: the page needs no network and has none. */
const CONTENT_SECURITY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
const DATA_BEGINS = '<script type="application/json" id="crex-evidence">';
const DATA_ENDS = '</script>';

/**
 * The page of an exchange: what the signed messages say, in one language, and the evidence itself as data. The same
 * evidence gives the same bytes, for ever: a verifier renders it again and compares.
 *
 * @throws message.*, audit.* for evidence that cannot be read
 */
export function renderPage(evidence: ExchangeEvidence, language: PageLanguage): string {
  const page = new Page(PAGE_LANGUAGES.indexOf(language));
  const reply = { slip: readSlip(evidence.reply.slip), content: readWhole(evidence.reply.content) };
  const question = evidence.request.content;
  const readQuestion = reply.content.payload.kind === 'FEM' ? readContent : readWhole; // as verifyExchange does
  const request = {
    slip: readSlip(evidence.request.slip),
    content: question === undefined ? undefined : readQuestion(question),
  };
  const title = page.word('title');
  const { text } = markup`<!doctype html>
<html lang="${new Html(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(CONTENT_SECURITY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${new Html(escape(title))}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
<p>${page.word('subtitle')}</p>
<p>${page.word('trust')}</p>
<pre>crex verify evidence &lt;file&gt; --root &lt;root.json&gt;</pre>
<p>${page.word('same')} ${page.word('personal')}</p>
<h2>${page.word('summary')}</h2>
${page.summary(evidence, request, reply.content.payload)}
<h2>${page.word('question')}</h2>
${page.message(request, evidence.request)}
<h2>${page.word('answer')}</h2>
${page.message(reply, evidence.reply)}
<h2>${page.word('entries')}</h2>
<p>${page.word('entriesAre')}</p>
${page.logs(evidence, reply.content.payload)}
${new Html(DATA_BEGINS)}${scriptJson(evidence)}${new Html(DATA_ENDS)}
</body>
</html>
`;
  return text;
}

/** The evidence in a page, and whether the page is what that evidence gives. */
export interface ReadPage {
  readonly evidence: ExchangeEvidence;
  readonly language: PageLanguage;
  /** False when the page says something else than its data, or more. */
  readonly isFaithful: boolean;
}

/** True for a file that can only be a page. */
export function isPage(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 15)).toString('latin1').toLowerCase() === '<!doctype html>';
}

/**
 * Takes the evidence out of a page and compares the page with it. The evidence is not judged here.
 *
 * @throws evidence.malformed, and the codes of parseJson
 */
export function readPage(file: Uint8Array): ReadPage {
  if (file.length > 2 * MAX_EVIDENCE_BYTES) throw malformed('the file is larger than any page');
  const text = Buffer.from(file).toString('utf8');
  const language = PAGE_LANGUAGES.find((each) => text.startsWith(`<!doctype html>\n<html lang="${each}">`));
  const begin = text.indexOf(DATA_BEGINS);
  const end = text.indexOf(DATA_ENDS, begin);
  if (language === undefined || begin === -1 || end === -1)
    throw malformed('the page holds no evidence of an exchange');
  const evidence = readExchangeEvidence(Buffer.from(text.slice(begin + DATA_BEGINS.length, end)));
  return { evidence, language, isFaithful: isRenderingOf(file, evidence, language) };
}

function isRenderingOf(file: Uint8Array, evidence: ExchangeEvidence, language: PageLanguage): boolean {
  try {
    return Buffer.from(renderPage(evidence, language)).equals(file);
  } catch (error) {
    if (isCrexError(error)) return false;
    throw error;
  }
}

function malformed(detail: string): CrexError {
  return new CrexError('evidence.malformed', detail);
}

type Row = readonly [name: string, value: string | number | bigint | Html];

/** The parts of the page in one language. */
class Page {
  constructor(private readonly language: number) {}

  word(name: keyof typeof PAGE_WORDS): string {
    return this.in(PAGE_WORDS[name]);
  }

  summary({ madeBy, madeAt, access }: ExchangeEvidence, { slip, content }: ReadMessage, reply: Content): Html {
    const request = slip.payload;
    const { purpose, legalBasis, caseReference } = (content?.payload.body ?? {}) as Partial<RequestBody>;
    const outcome = 'outcome' in reply.body ? reply.body.outcome : 'REJECTED';
    return this.rows([
      [this.word('asker'), this.country(request.from)],
      [this.word('answerer'), this.country(request.to)],
      ...(content === undefined
        ? []
        : ([
            [this.field('purpose'), this.code(PURPOSE_WORDS, String(purpose))],
            [this.field('legalBasis'), String(legalBasis)],
            [this.field('caseReference'), String(caseReference)],
          ] as const)),
      [this.field('outcome'), this.code(OUTCOME_WORDS, outcome)],
      [this.word('made'), this.country(madeBy)],
      [this.word('madeAt'), utc(madeAt)],
      [this.word('access'), access],
    ]);
  }

  message({ slip, content }: ReadMessage, message: SignedMessage): Html {
    const { id, iat, contentDigest, sealedDigest } = slip.payload;
    const rows: Row[] = [
      [this.word('messageId'), id],
      [this.word('signedAt'), utc(iat)],
      [this.word('digest'), contentDigest],
      [this.word('slipDigest'), slip.digest],
      [this.word('sealedDigest'), sealedDigest],
      [this.word('certificate'), (content ?? slip).certificate],
      ...(content === undefined ? [] : this.ofContent(content.payload)),
      [this.word('receipts'), this.receipts(message)],
    ];
    if (content === undefined) return markup`${this.rows(rows)} <p>${this.word('unread')}</p>`;
    const { salt: _salt, ...body } = content.payload.body;
    return markup`${this.rows(rows)} ${this.value(body, undefined)}`;
  }

  private ofContent({ dir, requestDigest }: Content): Row[] {
    return [
      [this.word('directory'), `${dir.version}, ${dir.hash}`],
      ...(requestDigest === undefined ? [] : [[this.word('answersTo'), requestDigest] as const]),
    ];
  }

  logs({ entries, madeBy, promised }: ExchangeEvidence, { promise, from }: Content): Html {
    const own = entries.map(({ leaf: base64, proof }) => {
      const leaf = readLeaf(Buffer.from(base64, 'base64'));
      const what = `${leaf.type}, ${leaf.eventId}, ${utc(leaf.at)}`;
      return this.entry(what, leaf.origin, proof);
    });
    const theirs = promise === undefined || madeBy === from ? [] : [this.entry(`${this.word('promised')}: ${promise.leafHash}`, promise.origin, promised ?? PENDING)]; // prettier-ignore
    return markup`${[...own, ...theirs]}`;
  }

  private entry(what: string, origin: string, proof: string): Html {
    const rows: Row[] = [[this.word('entry'), what], [this.word('log'), origin]]; // prettier-ignore
    if (proof === PENDING) return this.rows([...rows, [this.word('place'), this.word('pending')]]);
    const { index, checkpoint } = readLogProof(proof);
    const { text, signatures } = readNote(checkpoint);
    return this.rows([
      ...rows,
      [this.word('place'), `${index} ${this.word('of')} ${readCheckpointBody(text).size}`],
      [this.word('witnesses'), signatures.map(({ name }) => name).join(', ')],
    ]);
  }

  private receipts(message: SignedMessage): Html {
    const lines = (['stored', 'taken'] as const).flatMap((kind) => {
      const token = message[kind];
      if (token === undefined) return [];
      const { by, time } = readStatement(kind, token).payload;
      return [markup`<li>${this.word(kind)}: ${this.country(by)}, ${utc(time)}</li>`];
    });
    return lines.length === 0 ? markup`${this.word('noReceipts')}` : markup`<ol>${lines}</ol>`;
  }

  /** Any value of a body: objects as named values, lists as lists, all else as text. */
  private value(value: unknown, name: string | undefined): Html {
    if (Array.isArray(value))
      return markup`<ol>${value.map((each) => markup`<li>${this.value(each, name)}</li>`)}</ol>`;
    if (typeof value === 'object' && value !== null)
      return this.rows(Object.entries(value).map(([key, each]) => [this.field(key), this.value(each, key)]));
    const text = String(value);
    if (name === 'outcome' || name === 'reason' || name === 'urgency') return markup`${this.code(OUTCOME_WORDS, text)}`;
    if (name === 'purpose') return markup`${this.code(PURPOSE_WORDS, text)}`;
    if (name === 'country' || name === 'nationalities') return markup`${this.code(COUNTRY_WORDS, text)}`;
    return markup`${text}`;
  }

  private rows(rows: readonly Row[]): Html {
    return markup`<dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  private country(code: string): string {
    return this.code(COUNTRY_WORDS, code);
  }

  /** The code's word with the code itself, which is what was signed. */
  private code(words: Readonly<Record<string, PageWord>>, code: string): string {
    const word = Object.hasOwn(words, code) ? words[code] : undefined;
    return word === undefined ? code : `${this.in(word)} (${code})`;
  }

  private field(name: string): string {
    const word = Object.hasOwn(FIELD_WORDS, name) ? FIELD_WORDS[name] : undefined;
    return word === undefined ? name : this.in(word);
  }

  private in(word: PageWord): string {
    return word[this.language] ?? word[2];
  }
}
