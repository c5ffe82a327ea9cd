import type { AnchorRules, Criterion, InterviewTimes, OfficialColumn, StageKind, VisitCheck } from './edition.ts'
import type { GraceRule } from './grace.ts'

/** What the public may know of an edition while it runs; published at opening, at each changed date and at each stage boundary. */
export type EditionSnapshot = {
  kind: 'edition'
  /** Instant from which this was so; makes a return to earlier dates a publication of its own. */
  asOf: string
  edition: { slug: string; name: string; isSimulation: boolean }
  rulesVersion: number
  groups: {
    id: string
    name: string
    description: string
    capPerAgency: number | null
    minimumAgeMonths: number
    /** Whether its proposals name the innovation they replicate. */
    isReplication: boolean
  }[]
  clusters: { id: string; name: string }[]
  /** Answered with yes or no; the answers decide which parts are asked. */
  questions: { id: string; text: string; guidance: string; when: PublishedCondition | null }[]
  /** Themes and Sustainable Development Goals the author names; null where the edition asks for none. */
  themes: { items: { id: string; name: string }[]; min: number; max: number } | null
  goals: { min: number; max: number } | null
  /** `guidance`, here and below, is empty in snapshots from before it was published; `when` null means always. */
  sections: {
    id: string
    title: string
    question: string
    guidance: string
    maxWords: number
    when: PublishedCondition | null
  }[]
  attachments: {
    id: string
    title: string
    guidance: string
    required: boolean
    maxBytes: number
    /** Absent where it is one. */
    maxFiles?: number | undefined
    when: PublishedCondition | null
  }[]
  awards: { id: string; name: string }[]
  /** What a failure of our own service near the closing adds; null where the edition has no such rule. */
  grace: GraceRule | null
  /** What past awards do to an innovation that wants to compete; null where the rules say nothing, and in older snapshots. */
  pastAwards:
    | {
        name: string
        effect: 'excludes' | 'needed'
        groupIds: string[]
        times: number
        fromYear: number | null
        toYear: number | null
      }[]
    | null
  /** Which sections are compared beside the title, and from which whole percent on it is told; null in older snapshots. */
  similarity: { sectionIds: string[]; notablePercent: number } | null
  /** Hours before the closing of registration at which those who can act are reminded; empty in older snapshots. */
  reminderHours: number[]
  /** What every juror signs before the first reading; null where none is asked, and in older snapshots. */
  integrityPact: string | null
  /** In order; instants are ISO 8601 in UTC. */
  stages: {
    id: string
    kind: StageKind
    name: string
    opensAt: string
    closesAt: string
    /** Only of a stage that is scored. */
    rubric:
      | {
          id: string
          title: string
          guidance: string
          weightPercent: number
          /** From the best to the lowest; empty in older snapshots. */
          levels: Criterion['levels'][number][]
        }[]
      | null
    /** Who scores; only of a stage that is scored, and null in older snapshots, as the next two. */
    jurorRole: 'evaluator' | 'panelist' | null
    /** Lowest total that may advance, in hundredths of a point; null where the edition sets none. */
    passingHundredths: number | null
    /** Which ranking of this stage's scores the plenary starts from; null for stages without scores and in older snapshots. */
    officialColumn: OfficialColumn | null
    /** The scoring stage whose ranking a plenary starts from. */
    rankedStageId: string | null
    /** Sheets a proposal needs to be ranked; only of a stage that is scored, and absent from older snapshots. */
    readersPerProposal: number | null
    /** What keeps the jury fair; only of a stage that is scored, and null in older snapshots. */
    jury: PublishedJuryRules | null
    /** What visitors look at; only of a field visit that has a sheet. */
    visit: { visitorsPerProposal: number; checks: VisitCheck[] } | null
    /** Only of a plenary. */
    cuts: { awardId: string; groupId: string; places: number }[] | null
  }[]
} & EditionHistory

export type PublishedJuryRules = {
  /** Two totals further apart than this, in hundredths of a point, call a third reader; null: never. */
  divergenceHundredths: number | null
  /** Earlier readings that come back to each juror blind. */
  rereadings: number
  anchors: AnchorRules | null
  /** Only of an interview. */
  times: InterviewTimes | null
}

/** Asked in these groups only, after this answer only; null is no condition. */
export type PublishedCondition = { groupIds: string[] | null; answer: { questionId: string; is: boolean } | null }

/** How the rules and dates in force came about, and by what a submission can be refused. Empty in older snapshots. */
export type EditionHistory = {
  /** Oldest first; the first is the opening. */
  versions: { version: number; at: string; reason: string }[]
  /** Moved windows since the opening, oldest first. */
  changes: { at: string; stageId: string; opensAt: string; closesAt: string; reason: string }[]
  screeningReasons: { code: string; name: string }[]
  /** Failures of our own service near a closing, and until when forwarding stayed possible. */
  graces: { stageId: string; closesAt: string; failedFrom: string; failedUntil: string | null; endsAt: string }[]
}

/** How a proposal came to its place: by the cut drawn through the scores, or by a recorded move of the plenary. */
export type PlaceBasis = { by: 'score' } | { by: 'plenary'; reason: string }

export type PublishedPlace = {
  awardId: string
  groupId: string
  clusterId: string
  /** Shared by ties; counted within group and cluster. */
  rank: number
  /** Mean of the sheets' totals as an exact fraction: hundredths of a point, divided by the number of sheets. */
  sumHundredths: number
  sheetCount: number
  basis: PlaceBasis
  proposal: {
    referenceNumber: string
    /** Unique within the site: `/inovasi/<slug>/`. */
    slug: string
    title: string
    summary: string
    agency: string
    province: string | null
  }
}

/** A decided plenary: immutable, content-addressed, and all that the public pages of its winners are built from. */
export type ResultsSnapshot = {
  kind: 'results'
  edition: { slug: string; name: string; isSimulation: boolean }
  stage: { id: string; name: string }
  decree: { number: string; date: string }
  awards: { id: string; name: string }[]
  groups: { id: string; name: string }[]
  clusters: { id: string; name: string }[]
  places: PublishedPlace[]
  /** Ranked above the cut by score and moved down by the plenary, with the reason. */
  movedDown: { referenceNumber: string; title: string; agency: string; rank: number; reason: string }[]
  rankedCount: number
  /** What the ranking behind the places is recomputed from: `GET /api/bundles/<hash>`. Null in older snapshots. */
  bundleHash: string | null
}

export type Snapshot = EditionSnapshot | ResultsSnapshot

/** One line of `GET /api/publications`, newest first. `hash` is the SHA-256 of the snapshot's bytes, in hex. */
export type PublicationListing = {
  hash: string
  kind: Snapshot['kind']
  editionSlug: string
  stageId: string | null
  publishedAt: string
}
