import type { PDF } from '@libpdf/core';
import type { Block, ExtractPage, Field } from './page-model.js';
import type { Said } from './speak.js';

/** What the pages of a document show, one text a page, in the order in which it is drawn: the order of reading. */
export function shownOn(document: PDF): string[] {
  return document.extractText().map(({ lines }) => {
    const characters = lines.flatMap((line) => line.spans.flatMap((span) => span.chars));
    characters.sort((a, b) => (a.sequenceIndex ?? 0) - (b.sequenceIndex ?? 0));
    return squeezed(characters.map(({ char }) => char).join(''));
  });
}

/**
 * Whether the pages show exactly the words of a page, in their order: nothing missing, nothing more. White space is
 * passed over. What the template repeats on each page (title, number, heads of tables) is expected there.
 */
export function showsPage(shown: readonly string[], page: ExtractPage): boolean {
  const expected = squeezed(wordsOf(page).join(''));
  const heads = page.blocks.flatMap((block) => (block.kind === 'table' ? [squeezed(headOf(block.head))] : []));
  let at = 0;
  for (const [index, text] of shown.entries()) {
    const body = withoutFrame(text, page, index, shown.length);
    if (body === undefined) return false;
    const rest = [body, ...heads.filter((head) => body.startsWith(head)).map((head) => body.slice(head.length))];
    const next = rest.find((candidate) => expected.startsWith(candidate, at));
    if (next === undefined) return false;
    at += next.length;
  }
  return at === expected.length;
}

/** Whether the pages show this word at all. */
export function mentions(shown: readonly string[], word: string): boolean {
  return shown.some((text) => text.includes(squeezed(word)));
}

function withoutFrame(text: string, page: ExtractPage, index: number, count: number): string | undefined {
  const header = index === 0 ? '' : squeezed([page.title[0], page.banner?.[0]].join(''));
  const numbers = Array.from({ length: Math.max(page.pageWord.length, page.ofWord.length) }, (_, at) =>
    [page.pageWord[at] ?? page.pageWord[0], index + 1, page.ofWord[at] ?? page.ofWord[0], count].join(''),
  );
  const footer = squeezed(`${page.country[0] ?? ''}·${page.number}${numbers.join('·')}`);
  if (!text.startsWith(header) || !text.endsWith(footer) || text.length < header.length + footer.length)
    return undefined;
  return text.slice(header.length, text.length - footer.length);
}

/** All words of the page in the order in which the template sets them. */
function wordsOf(page: ExtractPage): string[] {
  const [first = '', second] = page.country;
  return [
    first.toUpperCase(),
    ...(second === undefined ? [] : ['·', second]),
    page.authority,
    'CREX',
    ...page.title,
    ...(page.banner ?? []),
    ...fieldWords(page.facts),
    ...page.blocks.flatMap(blockWords),
  ];
}

function blockWords(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [inline(block.text)];
    case 'paragraph':
      return [...block.text];
    case 'fields':
      return fieldWords(block.fields);
    case 'table':
      return [headOf(block.head), ...block.rows.flatMap((row) => row.flatMap(cellWords))];
  }
}

function fieldWords(fields: readonly Field[]): string[] {
  return fields.flatMap(({ label, values }) => [inline(label), ...values.map(inline)]);
}

function cellWords(lines: readonly Said[]): string[] {
  return lines.flatMap((said, at) => (at === 0 ? said : [inline(said)]));
}

function headOf(head: readonly Said[]): string {
  return head.flat().join('');
}

function inline(said: Said): string {
  return said.join('·');
}

function squeezed(text: string): string {
  // Portuguese writes a hyphen again where it ends a line
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/-+/g, '-');
}
