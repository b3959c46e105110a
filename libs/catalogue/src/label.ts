import type { Text } from '#libs/protocol';

/** The four working languages. */
export type Language = Text['language'];

/** What a code is called, in every working language. */
export type Labels = Readonly<Record<Language, string>>;

/** Labels in the order Spanish, English, Portuguese, Dutch. */
export const labels = (es: string, en: string, pt: string, nl: string): Labels => ({ es, en, pt, nl });
