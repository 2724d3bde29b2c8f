import { isCalendarDate } from '@usance/domain';
import { Command, InvalidArgumentError } from 'commander';
import { callApi } from '../client/http';
import { dataDirOption, httpOf, urlOption, type Target } from '../target';

/** What moving the business day led to. */
export interface DayMoved {
  readonly day: string;
  /** How many commands the passing days carried out. */
  readonly commands: number;
  readonly position: string;
}

export const dayCommand = (): Command =>
  new Command('day')
    .description('show the business day, or move it forward and carry out what falls due')
    .argument('[day]', 'YYYY-MM-DD', (text) => {
      if (!isCalendarDate(text)) throw new InvalidArgumentError('It is no calendar date, YYYY-MM-DD.');
      return text;
    })
    .addOption(urlOption())
    .addOption(dataDirOption())
    .addHelpText('after', '\nThe day moves by hand only where USANCE_BUSINESS_DAY was set once; else it follows the clock.')
    .action(async (day: string | undefined, target: Target) => {
      const http = await httpOf(target);
      if (day === undefined) {
        const current = await callApi<{ day: string }>(http, '/v1/business-day');
        process.stdout.write(`${current.day}\n`);
        return;
      }
      const moved = await moveDay(http, day);
      process.stdout.write(
        `${moved.day}: ${moved.commands} command${moved.commands === 1 ? '' : 's'}, position ${moved.position}\n`,
      );
    });

/** Moves the business day; answers when all that fell due is done and can be queried. */
export const moveDay = (http: string, day: string): Promise<DayMoved> =>
  callApi(http, '/v1/business-day', { method: 'PUT', body: { day } });
