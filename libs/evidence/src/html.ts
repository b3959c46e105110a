/** HTML that is safe to put into the page: made by `markup` alone. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | bigint | Html | readonly Html[];

/**
 * Markup with values in it. Every value that is no {@link Html} is text: escaped, kept apart from the direction of the text
 * around it, and with characters that nobody would see written out.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(
    strings.map((each, index) => each + (index < values.length ? textOf(values[index] as Part) : '')).join(''),
  );
}

function textOf(value: Part): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return `<bdi>${escape(String(value))}</bdi>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control and format characters (bidirectional ones too), line and paragraph separators; not newline and tab. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** A text as HTML that shows it and does nothing else. */
export function escape(text: string): string {
  const visible = text.replace(
    UNSEEN,
    (each) => `[U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
  return visible.replace(/[&<>"']/g, (each) => ESCAPES[each] ?? '');
}

/** JSON that no reader of HTML takes for markup. */
export function scriptJson(value: unknown): Html {
  const text = JSON.stringify(value);
  return new Html(
    text.replace(/[<>&\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
