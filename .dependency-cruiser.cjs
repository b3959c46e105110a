/** The import rules of the house (docs/architecture.md). `npm run boundaries` keeps them; test/boundaries.spec.ts proves that the gate sees a violation. */
const pure =
  '^libs/(protocol|pki|directory|audit|policy|matching|extract|catalogue|synthetic|evidence|deadline|lifecycle)/';
const trustLibs = '(pki|directory|audit|policy|matching|extract|catalogue)';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-app-imports-an-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      // It runs on an official's machine: what it takes of ours must be pure, and small.
      name: 'console-takes-pure-libs-alone',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: ['\\.spec\\.ts$', '^apps/console/vite\\.config\\.ts$'] },
      to: {
        path: '(^libs/(?!protocol/|matching/|audit/|evidence/|extract/|pki/)|(^|/)node_modules/(@nestjs|typeorm|pg|fastify|undici)/)',
      },
    },
    { name: 'no-lib-imports-an-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.(spec|jest)\\.ts$', '^libs/testing/'] },
      to: { path: '^(test|libs/testing)/' },
    },
    {
      name: 'protocol-catalogue-matching-stand-alone',
      severity: 'error',
      from: { path: '^libs/(protocol|catalogue|matching)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/(?!protocol/|catalogue/|matching/)' },
    },
    {
      name: 'trust-libs-do-not-import-each-other',
      severity: 'error',
      from: { path: `^libs/${trustLibs}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^libs/${trustLibs}/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'ceremony-builds-on-pki-and-directory',
      severity: 'error',
      from: { path: '^libs/ceremony/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/(?!ceremony/|pki/|directory/|protocol/)' },
    },
    {
      // What a court is given rests on all trust-bearing libs at once; none of them knows it.
      name: 'evidence-builds-on-the-trust-libs',
      severity: 'error',
      from: { path: '^libs/evidence/', pathNot: '\\.(spec|jest)\\.ts$' },
      to: { path: '^libs/(?!evidence/|pki/|directory/|audit/|protocol/)' },
    },
    {
      name: 'trust-libs-do-not-know-evidence',
      severity: 'error',
      from: { path: '^libs/(?!evidence/)', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/evidence/' },
    },
    {
      // It holds every member's private keys at once: no server of the product may reach it.
      name: 'ceremony-only-where-an-alliance-is-made',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^apps/(cli|demo)/', '^libs/(ceremony|testing)/', '\\.spec\\.ts$'] },
      to: { path: '^libs/ceremony/' },
    },
    {
      name: 'libs-through-their-front-door',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: {
        path: '^libs/[^/]+/src/(?!index\\.ts$)',
        pathNot: ['\\.sql$', '^libs/(platform/src/(plain|http/index)|(audit|extract|pki)/src/verifier)\\.ts$'],
      },
    },
    {
      // Whoever holds the log's key loads no web framework and no mapper: it has a door of its own.
      name: 'log-signer-stands-on-plain-platform',
      severity: 'error',
      from: { path: '^apps/log-signer/', pathNot: '\\.(spec|jest)\\.ts$' },
      to: { path: '(^libs/platform/src/(index|http/index)\\.ts$|(^|/)node_modules/(@nestjs|typeorm|fastify|pg)/)' },
    },
    {
      name: 'libs-through-their-front-door-lib',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'pure-libs-know-no-framework',
      severity: 'error',
      from: { path: pure, pathNot: '\\.spec\\.ts$' },
      to: { path: '(^|/)node_modules/(@nestjs|typeorm|pg|fastify|undici)/' },
    },
    {
      name: 'pure-libs-know-no-network-or-files',
      severity: 'error',
      from: { path: pure, pathNot: ['\\.(spec|jest)\\.ts$', '^libs/(synthetic|catalogue|directory)/'] },
      to: { path: '^(node:)?(fs|net|http|https|tls|child_process|fs/promises)$' },
    },
    {
      name: 'typeorm-only-in-stores',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['\\.(entity|store|migration|spec|e2e-spec)\\.ts$', '/migrations/'] },
      to: { path: '(^|/)node_modules/typeorm/' },
    },
    {
      name: 'only-platform-opens-connections',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(platform|testing)/', '\\.spec\\.ts$', '^apps/demo/'] },
      to: { path: '(^|/)node_modules/pg/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|demo-output|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
