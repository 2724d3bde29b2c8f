import { formatMinor } from '@usance/domain';
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { Failure } from '../failure';
import { limitsHeld } from '../policy/limits-held';
import { limitsUnder, type LimitsUnder } from '../policy/limits-under';
import { readPolicy } from '../policy/policy-file';
import { grouped, table } from '../table';
import { dataDirOption, httpOf, sellerOption, urlOption, type Target } from '../target';

const HELP = `
The file is the body of PublishCreditPolicy, as YAML or JSON. It is checked by the rules of that command, then held against the limits
that are in force on the business day. Nothing is published, and nothing changes: limits that are given stay when a policy is published.`;

export const policyCommand = (): Command =>
  new Command('policy').description('look at a credit policy before it is published').addCommand(
    new Command('check')
      .description('check a credit policy, and show which limits in force are above what it would give')
      .argument('<file>', 'the policy (YAML or JSON)')
      .addOption(sellerOption().makeOptionMandatory())
      .addOption(urlOption())
      .addOption(dataDirOption())
      .addHelpText('after', HELP)
      .action(async (file: string, options: Target & { readonly seller: string }) => {
        const policy = readPolicy(await readText(file));
        const held = await limitsHeld(await httpOf(options), options.seller);
        process.stdout.write(`${explained(limitsUnder(policy, held), held.length)}\n`);
      }),
  );

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} cannot be read: ${error.code}.`);
  });

const COLUMNS = [
  { title: 'buyer' },
  { title: 'grade', right: true },
  { title: 'limit', right: true },
  { title: 'cap', right: true },
  { title: 'above', right: true },
  { title: '' },
];

/** What the policy makes of the limits in force, for a reader. */
export const explained = ({ above, elsewhere }: LimitsUnder, count: number): string =>
  [
    `The policy can be published. Limits in force: ${count}, above the cap of their buyer's grade: ${above.length}.`,
    ...(above.length > 0
      ? [
          '',
          table(
            COLUMNS,
            above.map(({ buyer, grade, limit, cap }) => {
              const figures = [limit.minor, cap.minor, limit.minor - cap.minor];
              return [
                buyer,
                grade === undefined ? 'none' : String(grade),
                ...figures.map((minor) => grouped(formatMinor(minor, cap.currency))),
                cap.currency,
              ];
            }),
          ),
        ]
      : []),
    ...elsewhere.map(
      ({ buyer, limit }) => `${buyer}: the limit is in ${limit.currency}; requests are referred, whatever the policy says.`,
    ),
  ].join('\n');
