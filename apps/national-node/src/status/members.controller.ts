import { Controller, Get } from '@nestjs/common';
import { Roles } from '../staff/access-token.guard.js';
import { DescribeMembers, membersResponse } from './describe-members.js';
import { ViewMembers } from './view-members.js';

/** The other countries, for everybody who works here: who takes part, who is away, who is behind. */
@Controller('api/v1/members')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk', 'auditor', 'operator')
export class MembersController {
  constructor(private readonly viewMembers: ViewMembers) {}

  @Get()
  @DescribeMembers()
  members() {
    return membersResponse(this.viewMembers.run());
  }
}
