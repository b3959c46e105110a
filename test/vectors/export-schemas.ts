import { writeFileSync } from 'node:fs';
import { publishedSchemas } from './published-schemas.js';

// npm run build && node dist/test/vectors/export-schemas.js   (from the repository's root)
for (const [name, schema] of Object.entries(publishedSchemas)) {
  writeFileSync(`docs/protocol/schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
