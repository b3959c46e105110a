import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { localDate } from '../calendar.js';
import { Home, type Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeSearchingRegister } from './describe-search.js';
import { readSearchInput } from './search-input.js';
import { SearchRegister } from './search-register.js';
import { searchResponse } from './search-response.js';

/** The own register, for the officials who may look into it themselves. Every search is an entry of the log. */
@Controller('api/v1/register')
@Roles('registrar', 'investigator')
export class SearchController {
  constructor(
    private readonly searchRegister: SearchRegister,
    private readonly home: Home,
  ) {}

  @Post('search')
  @HttpCode(HttpStatus.OK)
  @DescribeSearchingRegister()
  async search(@CurrentOfficial() official: Official, @Body() body: unknown) {
    return searchResponse(await this.searchRegister.run(official, readSearchInput(body, localDate(this.home))));
  }
}
