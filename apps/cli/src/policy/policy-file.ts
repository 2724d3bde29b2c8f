import { fromWire, type PublishCreditPolicy } from '@usance/domain';
import { parse, YAMLParseError } from 'yaml';
import { InvalidRequest } from '../../../api/src/http/fault';
import { readBody } from '../../../api/src/http/request';
import { PublishCreditPolicyRequest } from '../../../api/src/settings/credit-policy.requests';
import { Failure } from '../failure';

/** A credit policy as YAML, or JSON, by the rules of PublishCreditPolicy. Fails with every fault, and the path of its field. */
export const readPolicy = (text: string): PublishCreditPolicy => {
  try {
    return fromWire<PublishCreditPolicy>({ ...readBody(PublishCreditPolicyRequest, parse(text)) });
  } catch (error) {
    if (error instanceof YAMLParseError) throw unusable([error.message]);
    if (error instanceof InvalidRequest) throw unusable(error.faults.map(({ path, detail }) => `${path}: ${detail}`));
    throw error;
  }
};

const unusable = (faults: readonly string[]): Failure =>
  new Failure(`The policy cannot be published:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
