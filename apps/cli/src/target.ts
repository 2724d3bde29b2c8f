import { InvalidArgumentError, Option } from 'commander';
import { readEndpoints } from './endpoints';
import { Failure } from './failure';

/** Which running system a command talks to. */
export interface Target {
  readonly url?: string;
  readonly dataDir: string;
}

export const urlOption = (): Option =>
  new Option('--url <url>', 'the api of a running system (default: the one that runs on the data directory)').argParser(
    (text) => {
      if (!URL.canParse(text) || !/^https?:/.test(text)) throw new InvalidArgumentError('It is no http address.');
      return text;
    },
  );

export const dataDirOption = (): Option =>
  new Option('--data-dir <dir>', 'the data directory of a system on this machine').env('USANCE_DATA_DIR').default('./data');

export const sellerOption = (): Option =>
  new Option('--seller <seller>', 'the creditor whose books these are').argParser((text) => {
    if (!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(text))
      throw new InvalidArgumentError('A seller is 1-40 of a-z, 0-9, _ and -, and starts with a letter or digit.');
    return text;
  });

/** The address of the api. Fails with what to do when nothing runs. */
export const httpOf = async ({ url, dataDir }: Target): Promise<string> => {
  if (url) return url;
  const endpoints = await readEndpoints(dataDir);
  if (!endpoints) throw new Failure(`No system runs on ${dataDir}. Start one with "usance up", or say where it is with --url.`);
  return endpoints.http;
};
