import { ReadReq } from '@eventstore/db-client/generated/streams_pb';

/** What a read asks for, beside where it begins. */
export interface Extent {
  readonly isBackwards: boolean;
  readonly count: number;
  readonly resolveLinks: boolean;
  /** Newer clients ask to hear at the end how far the stream goes. */
  readonly tellsLast: boolean;
}

export const extentOf = (options: ReadReq.Options): Extent => ({
  isBackwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
  count: Number(options.getCount()),
  resolveLinks: options.getResolveLinks(),
  tellsLast: (options.getControlOption()?.getCompatibility() ?? 0) >= 1,
});
