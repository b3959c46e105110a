import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { membersSchema } from '#libs/directory';
import {
  canonicalJson,
  contentSchema,
  digestOf,
  faultsOf,
  MAX_ENVELOPE_BYTES,
  slipSchema,
  statementSchemas,
  wireCode,
} from '#libs/protocol';
import { publishedSchemas } from './published-schemas.js';

const page = (name: string) => readFileSync(`docs/protocol/${name}.md`, 'utf8');
const firstJson = (name: string) =>
  JSON.parse(/```json\n([^`]*)```/.exec(page(name))?.[1] ?? '') as Record<string, unknown>;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('spec.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}
const codesIn = (texts: readonly string[], pattern: RegExp) =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')))].sort();
const listed = (section: number) =>
  [
    ...(page('errors')
      .split(/^## /m)
      [section]?.matchAll(/^ *\| `([a-z.-]+)` \|/gm) ?? []),
  ]
    .map(([, code]) => code ?? '')
    .sort();

describe('docs/protocol', () => {
  it('publishes exactly the schemas that the product checks with', () => {
    const files = readdirSync('docs/protocol/schemas').sort();
    expect(files).toEqual(
      Object.keys(publishedSchemas)
        .map((name) => `${name}.json`)
        .sort(),
    );
    for (const [name, schema] of Object.entries(publishedSchemas)) {
      const published: unknown = JSON.parse(readFileSync(`docs/protocol/schemas/${name}.json`, 'utf8'));
      expect(published).toEqual(JSON.parse(JSON.stringify(schema)));
    }
  });

  it('by the rules of JSON Schema 2020-12, which the product does not look at again', () => {
    const ajv = new Ajv2020({ allowUnionTypes: true });
    for (const schema of [...Object.values(publishedSchemas), membersSchema]) {
      expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
    }
    expect(ajv.validateSchema({ type: 'objekt' })).toBe(false);
  });

  describe('lists every fault and no other:', () => {
    const of = (folders: readonly string[], pattern: RegExp) => codesIn(folders.flatMap(sources), pattern);
    const [ofProtocol, ofMembers, ofCertificates, ofDirectory, words, local] = [2, 3, 4, 5, 6, 7].map(listed) as [
      ...[string[], string[], string[], string[], string[], string[]],
    ];

    it('those of libs/protocol', () => {
      const thrown = of(['libs/protocol/src'], /'((?:message|protocol)\.[a-z-]+)'/g);
      expect([...ofProtocol, ...local].sort()).toEqual(thrown);
    });

    it('those of a message that anything else reports', () => {
      const reported = of(['apps', 'libs'], /'((?:message|lifecycle)\.[a-z-]+)'/g);
      expect(reported).toEqual([...ofProtocol, ...ofMembers].sort());
    });

    it('those of a certificate that is verified, not those of keys and requests', () => {
      const declared = readFileSync('libs/pki/src/error.ts', 'utf8').split('// certificates')[1] ?? '';
      expect(ofCertificates).toEqual(codesIn([declared], /'(pki\.[a-z-]+)'/g));
      const elsewhere = of(['apps'], /'(pki\.[a-z-]+)'/g);
      expect(elsewhere.filter((code) => !ofCertificates.includes(code))).toEqual([]);
    });

    it('those of the directory that are said to others', () => {
      const declared = readFileSync('libs/directory/src/refusal.ts', 'utf8');
      const views = ['accept-online', 'current-directory'].map((name) => `apps/broker/src/directory/${name}.ts`);
      const texts = [declared, ...views.map((path) => readFileSync(path, 'utf8'))];
      expect(ofDirectory).toEqual(codesIn(texts, /'(directory\.[a-z-]+)'/g));
    });

    it('each word of the wire that stands in the code or in these pages', () => {
      const faults = [...ofProtocol, ...ofMembers, ...ofCertificates, ...ofDirectory];
      const known = [...words, ...faults.map((code) => wireCode('broker', code).replace('broker.', ''))];
      const inCode = of(['apps', 'libs', 'test/vectors'], /'(?:broker|requester|responder)\.([a-z-]+)'/g);
      const pages = readdirSync('docs/protocol').filter((name) => name.endsWith('.md'));
      const inPages = codesIn(
        pages.map((name) => readFileSync(`docs/protocol/${name}`, 'utf8')),
        /`(?:broker|requester|responder)\.([a-z]+(?:-[a-z]+)*)`/g,
      );
      expect([...inCode, ...inPages].filter((word) => !known.includes(word))).toEqual([]);
      expect(words.filter((word) => !inCode.includes(word) && word !== 'internal')).toEqual([]);
      expect(inCode.length).toBeGreaterThan(8);
    });
  });

  it('shows examples that are valid', () => {
    expect(faultsOf(slipSchema, firstJson('slip'))).toEqual([]);
    expect(faultsOf(contentSchema, firstJson('content'))).toEqual([]);
    expect(faultsOf(statementSchemas.stored, firstJson('receipts'))).toEqual([]);
    const { sealedDigest: _, ...bound } = firstJson('slip');
    expect(page('sealing')).toContain(`\n${canonicalJson(bound)}\n`);
    expect(firstJson('slip')['contentDigest']).toHaveLength(digestOf('').length);
  });

  it('states the size of the largest envelope', () => {
    expect(page('README')).toContain(`| envelope | ${MAX_ENVELOPE_BYTES} |`);
  });
});
