import { ApiProperty } from '@nestjs/swagger';
import { toWire } from '@usance/domain';
import type { Answer } from '@usance/event-store';
import type { Says } from './requests-for';

/** An event that a command led to. */
export class RecordedEventRef {
  @ApiProperty({ type: 'string', format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'string', example: 'InvoiceIssued' })
  type!: string;
}

/** What a command led to. */
export class CommandAnswer {
  @ApiProperty({ type: 'string', description: "The caller's Idempotency-Key, else a fresh id." })
  commandId!: string;

  @ApiProperty({ type: 'string', example: 'account-acme.B7' })
  stream!: string;

  @ApiProperty({ type: 'string', example: '7', description: 'Of the stream, after the command; for If-Match.' })
  revision!: string;

  @ApiProperty({ type: 'string', example: '12345', description: 'A query with atLeast=position sees what the command did.' })
  position!: string;

  @ApiProperty({ type: [RecordedEventRef], description: 'Empty when there was nothing to do.' })
  events!: readonly RecordedEventRef[];
}

/** The answer as JSON: revision and position as decimal strings, and what else the command's events say. */
export const answerJson = async (answer: Answer, says?: Says): Promise<CommandAnswer> => {
  const { commandId, stream, revision, position, events } = answer;
  const told = says && events.length > 0 ? toWire(says.from(await answer.data())) : {};
  return { commandId, stream, revision: String(revision), position: String(position), events, ...told };
};

/** 201 when something happened; 200 when there was nothing to do, or when it was done before. */
export const statusOf = ({ events, repeated }: Answer): 200 | 201 => (events.length > 0 && !repeated ? 201 : 200);
