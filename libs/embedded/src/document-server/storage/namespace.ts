import { refuse } from '../errors';

/** Refuses names that no collection or database may have. */
export const checkName = (database: string, name: string): void => {
  if (database === '' || /[/\\. "$\0]/.test(database) || Buffer.byteLength(database) > 63)
    refuse(73, `Invalid database name: '${database}'`);
  if (name === '' || name.startsWith('.') || name.includes('$') || name.includes('\0'))
    refuse(73, `Invalid namespace specified '${database}.${name}'`);
  if (Buffer.byteLength(`${database}.${name}`) > 255) refuse(73, `Fully qualified namespace is too long: '${database}.${name}'`);
};
