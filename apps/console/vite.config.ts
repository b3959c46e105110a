import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';
import { verifierInBrowser } from './verifier-in-browser.js';

const page = (name: string) => `${import.meta.dirname}/${name}.html`;
const pages = ['index', 'verify'].filter((name) => existsSync(page(name)));

/** The console, and the public page that checks an extract: files for the node to serve, and nothing from any other host. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic' } },
  // the node writes a fresh one into each answer (apps/national-node/src/console/serve-console.ts)
  html: { cspNonce: '__CREX_NONCE__' },
  plugins: [verifierInBrowser()],
  // it judges files of strangers where it can be stopped
  worker: { format: 'es', plugins: () => [verifierInBrowser()] },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // since these, light-dark() need not be rewritten
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // what is in the page is a file: the policy for contents allows no data: addresses
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(pages.map((name) => [name, page(name)])),
      // these do nothing by being loaded: what is not used of them is left out
      treeshake: { moduleSideEffects: (id) => !/\/libs\/(matching|protocol)\//.test(id) },
      onLog: (level, log, write) => {
        // words for servers that render React; there is none
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') write(level, log);
      },
    },
  },
});
