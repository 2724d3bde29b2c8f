import { randomBytes } from 'node:crypto';
import { Oid } from './types';

const process = randomBytes(5).toString('hex');
let counter = randomBytes(3).readUIntBE(0, 3);

/** A new ObjectId: seconds, this process's random part, a counter. */
export const newOid = (): Oid => {
  counter = (counter + 1) & 0xffffff;
  const seconds = Math.floor(Date.now() / 1000);
  return new Oid(seconds.toString(16).padStart(8, '0') + process + counter.toString(16).padStart(6, '0'));
};
