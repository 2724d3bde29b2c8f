import { ApiProperty } from '@nestjs/swagger';
import type {
  BuyerRow,
  BuyersAnswer,
  FileAnswer,
  GradeShown,
  Known,
  MonitoringAnswer,
  MonitoringRow,
  ScoreRow,
  TableAnswer,
} from '@usance/projections';
import { shown } from '../http/shown';

const SOURCES = ['scored', 'overridden', 'none'] as const;

/** A text, where it is known from, and of which day. */
class KnownText implements Known {
  @shown.text()
  value!: string;

  @shown.text({ example: 'registration', means: 'For what changed: the reason of the change.' })
  source!: string;

  @shown.day()
  asOf!: string;
}

class KnownFlag implements Known<boolean> {
  @shown.flag()
  value!: boolean;

  @shown.text()
  source!: string;

  @shown.day()
  asOf!: string;
}

class GradeOfFile implements GradeShown {
  @ApiProperty({ oneOf: [{ type: 'integer', minimum: 1, maximum: 10 }, { type: 'null' }], example: 3 })
  value!: number | null;

  @shown.word(SOURCES)
  source!: GradeShown['source'];

  @shown.day({ optional: true, means: 'The last day of the override.' })
  until?: string;
}

export class FileShown implements FileAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.one(KnownText)
  legalName!: KnownText;

  @shown.one(KnownText)
  country!: KnownText;

  @shown.one(KnownText, { optional: true })
  registrationId?: KnownText;

  @shown.one(KnownText, { optional: true })
  sector?: KnownText;

  @shown.one(KnownText, { optional: true })
  groupId?: KnownText;

  @shown.one(KnownFlag)
  keyAccount!: KnownFlag;

  @shown.any({ means: 'By name: the newest value of each fact, a decimal string, with its source and its day.' })
  facts!: Record<string, KnownText>;

  @shown.one(GradeOfFile)
  grade!: GradeOfFile;

  @shown.day()
  registeredOn!: string;

  @shown.text({ optional: true, means: 'The kept buyer, when this one is a duplicate.' })
  mergedInto?: string;

  @shown.texts({ means: 'The buyers that were merged into this one.' })
  duplicates!: string[];
}

class Buyer implements BuyerRow {
  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.text()
  legalName!: string;

  @shown.text({ example: 'DE' })
  country!: string;

  @shown.text({ optional: true })
  registrationId?: string;

  @shown.text({ optional: true })
  sector?: string;

  @shown.text({ optional: true })
  groupId?: string;

  @shown.flag()
  keyAccount!: boolean;

  @ApiProperty({ oneOf: [{ type: 'integer', minimum: 1, maximum: 10 }, { type: 'null' }], example: 3 })
  grade!: number | null;

  @shown.text({ optional: true, means: 'The kept buyer, when this one is a duplicate.' })
  mergedInto?: string;
}

export class BuyerTable implements BuyersAnswer {
  @shown.position()
  position!: string;

  @shown.list(Buyer)
  rows!: Buyer[];

  @shown.nextCursor()
  nextCursor?: string;
}

class ScoreInput extends KnownText {
  @shown.text({ example: 'currentRatio' })
  fact!: string;
}

class ScoreFactor {
  @shown.text({ example: 'currentRatio' })
  fact!: string;

  @shown.count({ means: '0 to 100.' })
  points!: number;

  @shown.count()
  weight!: number;

  @shown.text({ example: '0.2500', means: 'weight × points of all weights × points.' })
  share!: string;

  @shown.flag({ means: 'Whether nothing was known.' })
  missing!: boolean;
}

class Score implements ScoreRow {
  @shown.day()
  scoredOn!: string;

  @shown.text({ example: 'usance' })
  model!: string;

  @shown.count()
  version!: number;

  @shown.count({ means: '0 to 1000, the best.' })
  score!: number;

  @shown.count({ means: '1, the best, to 10.' })
  grade!: number;

  @shown.list(ScoreInput)
  inputs!: ScoreInput[];

  @shown.list(ScoreFactor, { means: 'The largest share first, then by name.' })
  factors!: ScoreFactor[];

  @shown.instant()
  recordedAt!: string;
}

export class ScoreTable implements TableAnswer<ScoreRow> {
  @shown.position()
  position!: string;

  @shown.list(Score)
  rows!: Score[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Check implements MonitoringRow {
  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.day()
  nextCheckOn!: string;

  @shown.count()
  everyDays!: number;

  @shown.word(['plan', 'sector'], { means: 'A plan of its own, or the rhythm of the credit policy for its sector.' })
  by!: MonitoringRow['by'];

  @shown.text({ optional: true })
  sector?: string;

  @shown.day({ optional: true })
  lastCheckedOn?: string;
}

export class MonitoringTable implements MonitoringAnswer {
  @shown.position()
  position!: string;

  @shown.list(Check)
  rows!: Check[];

  @shown.nextCursor()
  nextCursor?: string;
}
