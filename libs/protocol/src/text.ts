/** A text in one language; `translated: 'Y'` marks a translation, the original is always kept beside it. */
export interface Text {
  readonly language: 'es' | 'en' | 'pt' | 'nl';
  readonly value: string;
  readonly translated?: 'Y' | 'N';
}
