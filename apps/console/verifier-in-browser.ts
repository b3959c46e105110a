import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'vite';

const RUNTIME = `${import.meta.dirname}/src/verify/runtime`;
const BUILT = `${import.meta.dirname}/../../dist/libs`;
const SHAPES = '\0shapes';

/**
 * The libs as they are, in a browser: `node:crypto`, Buffer and Ed25519 are those of src/verify/runtime, and the schemas are
 * compiled now, since a strict policy for contents lets no page compile (`unsafe-eval`). Nothing else of node gets in.
 */
export function verifierInBrowser(): Plugin {
  return {
    name: 'verifier-in-browser',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !isOfLibs(importer)) return undefined;
      if (/\/libs\/audit\/src\/tlog\//.test(importer) && source === './ed25519.js') return `${RUNTIME}/ed25519.ts`;
      if (source === 'node:crypto') return `${RUNTIME}/node-crypto.ts`;
      if (source === 'ajv/dist/2020.js') return SHAPES;
      return undefined;
    },
    load(id) {
      return id === SHAPES ? compiledShapes() : undefined;
    },
    transform(code, id) {
      if (!isOfLibs(id)) return undefined;
      const buffer = /\bBuffer\b/.test(code) ? `import { Buffer } from '${RUNTIME}/buffer.ts';\n` : '';
      return { code: `${buffer}${code}`, map: null, moduleSideEffects: false };
    },
  };
}

function isOfLibs(id: string): boolean {
  return /\/libs\/[^/]+\/src\/[^?]*\.ts$/.test(id);
}

/** In the place of Ajv: what it compiles here, found again by the schema. */
async function compiledShapes(): Promise<string> {
  // what tsc has built before: this runs in node, which does not read the sources
  const built = async (lib: string) => (await import(`${BUILT}/${lib}/src/index.js`)) as unknown;
  const { extractSchema, extractHeaderSchema } = (await built('extract')) as Record<
    'extractSchema' | 'extractHeaderSchema',
    object
  >;
  const { SHAPE_OPTIONS } = (await built('protocol')) as { readonly SHAPE_OPTIONS: object };
  const schemas = { extract: extractSchema, header: extractHeaderSchema };
  const ajv = new Ajv2020({ ...SHAPE_OPTIONS, code: { source: true, esm: true }, schemas });
  // CommonJS: as a bundler and as node see it
  const standalone = (standaloneModule as { default?: typeof standaloneModule }).default ?? standaloneModule;
  const code = standalone(ajv, { extract: 'extract', header: 'header' });
  const imports: string[] = [];
  const body = code.replace(/require\("([^"]+)"\)\.default/g, (_: string, path: string) => {
    imports.push(`import runtime${imports.length} from '${path}.js';`);
    return `(runtime${imports.length - 1}.default ?? runtime${imports.length - 1})`;
  });
  const known = Object.entries(schemas).map(([name, schema]) => `[${JSON.stringify(JSON.stringify(schema))}, ${name}]`);
  return `${imports.join('\n')}\n${body}
const known = new Map([${known.join(', ')}]);
export class Ajv2020 {
  compile(schema) {
    const validate = known.get(JSON.stringify(schema));
    if (validate === undefined) throw new TypeError('no such schema was compiled');
    return validate;
  }
}
`;
}
