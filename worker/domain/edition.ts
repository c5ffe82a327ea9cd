import type { JurorRole } from './access.ts'
import type { EligibilityRules } from './eligibility.ts'
import type { GraceRule } from './grace.ts'
import { accept, refuse, type Result } from './result.ts'
import type { SimilarityRules } from './similarity.ts'

export const stageKinds = [
  'registration',
  'screening',
  'scoring',
  'plenary',
  'objection',
  'interview',
  'field_visit',
  'announcement',
] as const
export type StageKind = (typeof stageKinds)[number]

/** What kind of agency competes; the field is split by cluster when it is ranked. */
export const clusterIds = ['kementerian', 'lembaga', 'provinsi', 'kabupaten', 'kota', 'bumn_bumd'] as const
export type ClusterId = (typeof clusterIds)[number]

export type Cluster = { id: ClusterId; name: string }

export type Group = {
  id: string
  name: string
  description: string
  /** Proposals one agency may forward in this group; null is no cap. */
  capPerAgency: number | null
  /** Whole months the innovation must have run on the day registration closes. */
  minimumAgeMonths: number
  /** Whether its proposals name the innovation that they replicate. */
  isReplication?: boolean | undefined
}

/** When a part of the form is asked: in these groups only, after this answer only. Without either it is asked always. */
export type Condition = {
  groupIds?: readonly string[] | undefined
  answer?: { questionId: string; is: boolean } | undefined
}

/** Answered with yes or no; decides which branches of the form are asked. */
export type Question = { id: string; text: string; guidance: string; when?: Condition | undefined }

export type Section = {
  id: string
  title: string
  question: string
  guidance: string
  maxWords: number
  when?: Condition | undefined
}

/** The author names from `min` to `max` of them. */
export type ThemeRules = { items: readonly { id: string; name: string }[]; min: number; max: number }

/** How many of the 17 Sustainable Development Goals the author names. */
export type GoalRules = { min: number; max: number }

export type AttachmentRule = {
  id: string
  title: string
  guidance: string
  required: boolean
  maxBytes: number
  /** Files it may hold; absent from older rules, which then hold one. */
  maxFiles?: number | undefined
  /** Bytes of one part of an upload. */
  chunkBytes?: number | undefined
  when?: Condition | undefined
}

/** One line of a rubric. Weights are whole percent; those of one rubric sum to 100. */
export type Criterion = {
  id: string
  title: string
  guidance: string
  weightPercent: number
  /** From the best level to the lowest; together they cover 0..100 without a gap. */
  levels: readonly { from: number; to: number; text: string }[]
}
export type Rubric = readonly Criterion[]

export type Award = { id: string; name: string }

/** How many of one group a plenary picks for one award, shared among the clusters in proportion to the ranked proposals. */
export type Cut = { awardId: string; groupId: string; places: number }

/** Which ranking the plenary starts from; fixed when the edition opens, so before any score is known. */
export const officialColumns = ['plain', 'calibrated'] as const
export type OfficialColumn = (typeof officialColumns)[number]

/** What a visitor looks at on the spot. */
export type VisitCheck = { id: string; title: string; guidance: string }

/** Proposals that more jurors read than others, so that severities can be compared; in each group. */
export type AnchorRules = { perGroup: number; readers: number }

/** Minutes of one interview, and between two of them. */
export type InterviewTimes = { presentationMinutes: number; questionMinutes: number; changeMinutes: number }

export type StageRules =
  | { id: string; kind: 'registration' | 'screening' | 'objection' | 'announcement'; name: string }
  | {
      id: string
      kind: 'field_visit'
      name: string
      /** These three are absent from older rules, whose visits have no sheet. */
      jurorRole?: JurorRole | undefined
      visitorsPerProposal?: number | undefined
      checks?: readonly VisitCheck[] | undefined
    }
  | {
      id: string
      kind: 'scoring' | 'interview'
      name: string
      jurorRole: JurorRole
      rubric: Rubric
      readersPerProposal: number
      /** Lowest total that may advance, in hundredths of a point; null where the edition sets none. */
      passingHundredths: number | null
      /** Absent from older rules: the plain weighted mean. */
      officialColumn?: OfficialColumn | undefined
      /** Two totals of a proposal further apart than this, in hundredths, call a third reader; null or absent: never. */
      divergenceHundredths?: number | null | undefined
      /** Earlier readings, 0 to 3, that come back to each juror blind. */
      rereadings?: number | undefined
      anchors?: AnchorRules | undefined
      /** Hours before the closing at which jurors with open sheets are reminded. */
      jurorReminderHours?: readonly number[] | undefined
      /** Of an interview only. */
      times?: InterviewTimes | undefined
    }
  | {
      id: string
      kind: 'plenary'
      name: string
      /** The scoring stage whose ranking the plenary starts from. */
      rankedStageId: string
      cuts: readonly Cut[]
    }
export type ScoringStageRules = Extract<StageRules, { kind: 'scoring' | 'interview' }>
export type PlenaryStageRules = Extract<StageRules, { kind: 'plenary' }>
export type FieldVisitStageRules = Extract<StageRules, { kind: 'field_visit' }>

/** Everything of an edition that is frozen when it opens. Dates are not here: they stay changeable, each change audited. */
export type Rules = {
  templateId: string
  clusters: readonly Cluster[]
  groups: readonly Group[]
  /** Absent, like themes and goals, from rules that were frozen before forms could ask for them. */
  questions?: readonly Question[] | undefined
  themes?: ThemeRules | undefined
  goals?: GoalRules | undefined
  sections: readonly Section[]
  attachments: readonly AttachmentRule[]
  awards: readonly Award[]
  /** What a failure of our own service near the closing of registration adds; absent from older rules, which then have no grace. */
  grace?: GraceRule | undefined
  /** Hours before the closing of registration at which those who can act are reminded; absent from older rules. */
  reminderHours?: readonly number[] | undefined
  /** What past awards do; absent from older rules, under which only the secretariat looks at them. */
  eligibility?: EligibilityRules | undefined
  similarity?: SimilarityRules | undefined
  /** What a juror signs before the first reading; absent from older rules, which ask for no signature. */
  integrityPact?: string | undefined
  stages: readonly StageRules[]
}

/** A window, half open: open at `opensAt`, closed at `closesAt`. */
export type StageWindow = { opensAt: Date; closesAt: Date }
export type Stage = StageWindow & { id: string; position: number; kind: StageKind; name: string }

export const isOpen = ({ opensAt, closesAt }: StageWindow, now: Date): boolean => opensAt <= now && now < closesAt

export type StageNotOpen = { code: 'stage_not_open'; opensAt: string; closesAt: string }

export function requireOpen(window: StageWindow, now: Date): Result<true, StageNotOpen> {
  return isOpen(window, now)
    ? accept(true)
    : refuse({
        code: 'stage_not_open',
        opensAt: window.opensAt.toISOString(),
        closesAt: window.closesAt.toISOString(),
      })
}

/** The stage that is open now, else the next to open, else undefined when all is over. */
export function currentStage<S extends StageWindow>(stages: readonly S[], now: Date): S | undefined {
  return stages.find((stage) => now < stage.closesAt)
}

export function isScoring(stage: StageRules): stage is ScoringStageRules {
  return stage.kind === 'scoring' || stage.kind === 'interview'
}

export function findScoringStage(rules: Rules, stageId: string): ScoringStageRules | undefined {
  return rules.stages.filter(isScoring).find(({ id }) => id === stageId)
}

export function findPlenaryStage(rules: Rules, stageId: string): PlenaryStageRules | undefined {
  return rules.stages.filter((stage) => stage.kind === 'plenary').find(({ id }) => id === stageId)
}

export function findFieldVisitStage(rules: Rules, stageId: string): FieldVisitStageRules | undefined {
  return rules.stages.filter((stage) => stage.kind === 'field_visit').find(({ id }) => id === stageId)
}
