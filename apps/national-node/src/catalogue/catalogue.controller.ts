import { applyDecorators, Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Language } from '#libs/catalogue';
import { CrexError } from '#libs/protocol';
import { Home } from '../context.js';
import { Roles } from '../staff/access-token.guard.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { catalogueResponse, catalogueSchema, LANGUAGES } from './catalogue-response.js';

/** What a form needs to know before anybody asks: the purposes, what they need, by which right. Nothing about anybody. */
@Controller('api/v1/catalogue')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk', 'auditor', 'operator')
export class CatalogueController {
  constructor(private readonly home: Home) {}

  @Get()
  @Describe()
  catalogue(@Query('language') language: unknown) {
    return catalogueResponse(this.home.country, readLanguage(language));
  }
}

/** @throws ask.invalid-input */
function readLanguage(text: unknown): Language {
  const language = LANGUAGES.find((known) => known === text);
  if (language === undefined) {
    throw new CrexError('ask.invalid-input', 'the catalogue is not kept in this language', {
      ...{ pointers: [{ pointer: '/language', rule: `one of ${LANGUAGES.join(', ')}` }] },
      nextStep: 'name one of the working languages',
    });
  }
  return language;
}

function Describe(): MethodDecorator {
  return applyDecorators(
    ApiTags('catalogue'),
    ApiOperation({
      operationId: 'viewCatalogue',
      summary: 'The codes of a question with their names, and the terms between this country and each other',
      description: 'What a form offers. Whether a question may be asked is decided by the policy when it is asked.',
    }),
    ApiQuery({ name: 'language', required: true, schema: { type: 'string', enum: [...LANGUAGES] } }),
    ApiResponse({
      ...{ status: 200, description: 'The catalogue' },
      content: { 'application/json': { schema: catalogueSchema } },
    }),
    DescribeProblems({ 422: ['ask.invalid-input'] }),
  );
}
