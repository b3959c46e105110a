import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const SANS = dirname(require.resolve('@expo-google-fonts/noto-sans/package.json'));
const MONO = dirname(require.resolve('@expo-google-fonts/ibm-plex-mono/package.json'));

/** Files and folders of the fonts in which documents are set: Noto Sans and IBM Plex Mono, whole. */
export const DOCUMENT_FONTS: readonly string[] = [
  ...['400Regular', '400Regular_Italic', '600SemiBold', '600SemiBold_Italic', '700Bold'].map((cut) => join(SANS, cut)),
  join(MONO, '400Regular'),
];
