import { Map } from 'immutable';
import { decider } from '../shared';
import { mergeBuyers } from './merge-buyers';
import { evolveMerges, type Merges, type MergesFacts } from './merges';
import type { MergesEvent } from './merges.events';

/** The context of merges: one stream a seller, `merges-<seller>.buyers`, so that one append tells both sides. */
export const merges = decider<Merges, MergesEvent, MergesFacts>()({
  category: 'merges',
  stateVersion: 1,
  id: () => 'buyers',
  initial: { kept: Map() },
  evolve: evolveMerges,
  commands: { MergeBuyers: mergeBuyers },
});
