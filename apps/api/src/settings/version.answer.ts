import type { Says } from '../commands/requests-for';
import { shown } from '../http/shown';

/** What the answer to a publication tells beside its event. */
class VersionAnswer {
  @shown.count({ example: 1, means: 'The number of the version that was published.' })
  version!: number;
}

export const versionAnswer: Says<VersionAnswer> = {
  told: VersionAnswer,
  from: ([published]) => ({ version: (published?.data as VersionAnswer).version }),
};
