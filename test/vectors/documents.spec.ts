import { readdirSync, readFileSync } from 'node:fs';
import {
  canonicalJson,
  contentSchema,
  digestOf,
  faultsOf,
  MAX_ENVELOPE_BYTES,
  slipSchema,
  statementSchemas,
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
      [section]?.matchAll(/^\| `([a-z.-]+)` \|/gm) ?? []),
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

  it('lists every fault of libs/protocol and no other', () => {
    const thrown = codesIn(sources('libs/protocol/src'), /'((?:message|protocol)\.[a-z-]+)'/g);
    expect([...listed(2), ...listed(4)].sort()).toEqual(thrown);
  });

  it('lists every fault of a message that anything else reports', () => {
    const known = [...listed(2), ...listed(3)];
    const reported = codesIn(
      ['apps', 'libs'].flatMap((folder) => sourcesIfThere(folder)),
      /'(message\.[a-z-]+)'/g,
    );
    expect(reported.filter((code) => !known.includes(code))).toEqual([]);
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

function sourcesIfThere(folder: string): string[] {
  return readdirSync('.').includes(folder) ? sources(folder) : [];
}
