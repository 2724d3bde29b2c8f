import { compareDecimals, type Band, type Factor, type PublishScorecard, type Wire } from '@usance/domain';
import { all, eachOnce, inSequence, openAtTheEnd } from '../http/agreement';
import { Day, Decimal, Id, Items, Whole, Wholes } from '../http/fields';

const MOST_FACTORS = 50;
const MOST_BANDS = 50;

/** What a value is worth. */
export class ScorecardBand implements Wire<Band> {
  @Decimal({
    optional: true,
    example: '1.5',
    means: 'The band holds values up to and with it. All but the last, and only they, have one.',
  })
  upTo?: string;

  @Whole(0, 100)
  points!: number;
}

/** A fact that counts. */
export class ScorecardFactor implements Wire<Factor> {
  @Id({ example: 'currentRatio' })
  fact!: string;

  @Whole(1, 1000)
  weight!: number;

  @Items<ScorecardFactor>(ScorecardBand, MOST_BANDS, {
    min: 1,
    means: 'Rising; the last has no end.',
    agrees: all<ScorecardFactor>(
      ({ bands }) => openAtTheEnd(bands),
      ({ bands }) =>
        inSequence(
          bands,
          ({ upTo }, { upTo: before }) => upTo === undefined || before === undefined || compareDecimals(upTo, before) > 0,
          'Each band ends above the one before.',
          'upTo',
        ),
    ),
  })
  bands!: ScorecardBand[];

  @Whole(0, 100, { means: 'The points when nothing is known.' })
  missing!: number;
}

export class PublishScorecardRequest implements Wire<PublishScorecard> {
  @Day({ example: '2026-01-01', means: 'The first day on which it counts.' })
  publishedOn!: string;

  @Id({ example: 'usance' })
  model!: string;

  @Items<PublishScorecardRequest>(ScorecardFactor, MOST_FACTORS, {
    min: 1,
    means: 'Each fact once.',
    agrees: ({ factors }) => eachOnce(factors, 'fact'),
  })
  factors!: ScorecardFactor[];

  @Wholes<PublishScorecardRequest>(
    { min: 9, max: 9, least: 0, most: 1000 },
    {
      example: [900, 800, 700, 600, 500, 400, 300, 200, 100],
      means: 'The lowest scores of grades 1 to 9.',
      agrees: ({ gradeCutoffs }) =>
        inSequence(gradeCutoffs, (score, before) => score < before, 'Each score is below the one before.'),
    },
  )
  gradeCutoffs!: number[];
}
