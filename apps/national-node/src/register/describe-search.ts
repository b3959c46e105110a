import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DescribeProblems } from '../staff/describe-problems.js';
import { searchInputExample, searchInputSchema } from './search-input.js';
import { searchSchema } from './search-response.js';

const DESCRIPTION =
  'Looks for the one person whom a subject describes, by the rules and with the decision by which other countries are ' +
  'answered. Tell as much of the subject as is known, and leave out what is not: a name alone finds somebody only if it is ' +
  'rare. Of a name give the parts (`given`, `surname1`, `surname2`) where they are known, and always `full`; kind `legal` ' +
  'for the name in use, `alias` and others beside it. `birthDate` may be a year, a month or a day. Spelling, order and ' +
  'missing parts may differ from the register; the answer weighs them (`explanation`, bits of evidence).\n\n' +
  'To measure accuracy: send one subject a call; count MATCH with the right `personId` as found, MATCH with another one as ' +
  'wrong, and look for the right `personId` among `candidates` of SEVERAL; send subjects that are not in the register, ' +
  'too: they should be NONE. `limit` 50 lists all there is. The register is loaded with the command `import` ' +
  '(docs/operate.md); a subject of the same `personId` is what was imported. Searches may run side by side.\n\n' +
  'Written into the log as SEARCH, with the subject in its erasable part, before the first byte of the answer.';

/** What the OpenAPI document says of `POST /api/v1/register/search`. */
export function DescribeSearchingRegister(): MethodDecorator {
  return applyDecorators(
    ApiTags('register'),
    ApiOperation({
      operationId: 'searchRegister',
      summary: 'Search the own register for a person',
      description: DESCRIPTION,
    }),
    ApiHeader({
      name: 'CREX-Role',
      ...{ required: false, description: 'the role to act in, for who has several' },
      schema: { type: 'string', enum: ['registrar', 'investigator'] },
    }),
    ApiBody({ required: true, schema: searchInputSchema, examples: { person: { value: searchInputExample } } }),
    ApiResponse({
      ...{ status: 200, description: 'Who it is, or why nobody can say' },
      content: { 'application/json': { schema: searchSchema } },
    }),
    DescribeProblems({
      400: ['platform.invalid-json'],
      413: ['platform.too-large'],
      415: ['platform.unsupported-media-type'],
      422: ['register.invalid-input'],
      503: ['register.not-ready', 'register.unavailable'],
    }),
  );
}
