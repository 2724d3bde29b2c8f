import { Anything, Printable, Text } from '../http/fields';

/** A line of a batch: a command with its own key. */
export class BatchLine {
  @Text({ example: 'IssueInvoice' })
  command!: string;

  @Printable({ optional: true, means: 'As the header Idempotency-Key of a single command.' })
  idempotencyKey?: string;

  @Anything({ means: 'The body of the single command.' })
  payload!: object;
}
