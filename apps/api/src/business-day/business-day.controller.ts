import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Day } from '../http/fields';
import { ApiProblems } from '../http/openapi';
import { EdgeProblem } from '../http/problem';
import { readBody } from '../http/request';
import { Stopping } from '../http/stopping';
import { BUSINESS_DAY, type BusinessDay } from './business-day';

class MoveDayRequest {
  @Day({ example: '2013-06-30' })
  day!: string;
}

class CurrentDay {
  @ApiProperty({ type: 'string', format: 'date' })
  day!: string;

  @ApiProperty({ enum: ['clock', 'manual'], description: 'Whether the day follows the clock or is moved by hand.' })
  mode!: 'clock' | 'manual';
}

class MovedDay {
  @ApiProperty({ type: 'string', format: 'date' })
  day!: string;

  @ApiProperty({ type: 'integer', description: 'Commands that fell due and led to something.' })
  commands!: number;

  @ApiProperty({ type: 'string', description: 'Queries at least there see all of it.' })
  position!: string;
}

@Controller('v1/business-day')
@ApiTags('business day')
export class BusinessDayController {
  constructor(
    @Inject(BUSINESS_DAY) private readonly businessDay: BusinessDay,
    private readonly stopping: Stopping,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'businessDay', summary: 'The day that the business lives in.' })
  @ApiResponse({ status: 200, type: CurrentDay })
  @ApiProblems(503)
  async current(): Promise<CurrentDay> {
    const [day, mode] = await Promise.all([this.businessDay.today(), this.businessDay.mode()]);
    return { day, mode };
  }

  @Put()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'moveBusinessDay',
    summary: 'Moves the day forward and carries out what falls due, in date order; answers when all of it is projected.',
  })
  @ApiBody({ type: MoveDayRequest })
  @ApiResponse({ status: 200, type: MovedDay })
  @ApiProblems(400, 415, 422, 503)
  async move(@Body() body: unknown): Promise<MovedDay> {
    const moved = await this.stopping.or(this.businessDay.moveTo(readBody(MoveDayRequest, body).day));
    if (moved === 'stopped')
      throw new EdgeProblem(
        'STOPPING',
        'Send the same day again in a moment: nothing is done twice, and what is left is waited for.',
      );
    const { day, commands, position } = moved;
    return { day, commands, position: String(position) };
  }
}
