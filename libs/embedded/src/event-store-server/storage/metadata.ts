import { GREATEST } from '../wire/writer';

/** What a stream's metadata says about which of its events are to be seen. */
export interface StreamMetadata {
  readonly maxCount?: number;
  /** In seconds. */
  readonly maxAge?: number;
  readonly truncateBefore?: number;
  /** All of it; kept where a stream is soft-deleted, for the day it is written to again. */
  readonly content?: Readonly<Record<string, unknown>>;
}

export const NO_METADATA: StreamMetadata = {};

/** A metadata stream keeps its last event only. */
export const OF_METADATA_STREAMS: StreamMetadata = { maxCount: 1 };

/** The type of the events that hold metadata. */
export const METADATA_TYPE = '$metadata';

/** The content of the metadata event that a soft delete writes: everything is cut. */
export const CUT_ALL = Buffer.from('{"$tb":9223372036854775807}');

const PREFIX = '$$';

export const isMetadataStream = (stream: string): boolean => stream.startsWith(PREFIX);
export const metadataStreamOf = (stream: string): string => PREFIX + stream;
export const streamOfMetadata = (metadataStream: string): string => metadataStream.slice(PREFIX.length);

export const isSoftDeleted = (metadata: StreamMetadata): boolean =>
  metadata.truncateBefore !== undefined && metadata.truncateBefore >= GREATEST;

const parse = (data: Buffer): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const whole = (value: unknown, least: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= least ? value : undefined;

/** Reads a metadata event; one that is not well formed counts as none. */
export const readMetadata = (data: Buffer): StreamMetadata => {
  const content = parse(data);
  if (!content) return NO_METADATA;
  const metadata = {
    maxCount: whole(content.$maxCount, 1),
    maxAge: whole(content.$maxAge, 1),
    truncateBefore: whole(content.$tb, 0),
  };
  const isWrong =
    (content.$maxCount !== undefined && metadata.maxCount === undefined) ||
    (content.$maxAge !== undefined && metadata.maxAge === undefined) ||
    (content.$tb !== undefined && metadata.truncateBefore === undefined);
  if (isWrong) return NO_METADATA;
  return isSoftDeleted(metadata) ? { ...metadata, content } : metadata;
};

/** The metadata event's content for a soft-deleted stream that is written to again: what was there before stays cut. */
export const undeleted = (metadata: StreamMetadata, truncateBefore: number): Buffer =>
  Buffer.from(JSON.stringify({ ...metadata.content, $tb: truncateBefore }));
