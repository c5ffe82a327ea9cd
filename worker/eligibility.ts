import { selectAnnouncedClosing } from '#db/announced-closing.ts'
import type { Db } from '#db/client.ts'
import { countPlacesHeld, registryOf, selectRegistry } from '#db/prior-awards.ts'
import type { Rules } from '#domain/edition.ts'
import {
  checkEligibility,
  refusalsAmong,
  type Candidate,
  type EligibilityFinding,
  type EligibilityVerdict,
} from '#domain/eligibility.ts'
import { eligibilityText } from './letters/eligibility.ts'
import type { WholeProposal } from './proposal-view.ts'

export type Judged = { id: string; isSimulation: boolean; rules: Rules }

/**
 * Every rule of an edition held against one innovation, by what the portal knows now: one round trip. `proposalId`: whose own place
 * of the cap does not count. Undefined when the edition has no such group or no registration.
 */
export async function judgeEligibility(
  db: Db,
  { id: editionId, isSimulation, rules }: Judged,
  candidate: Candidate,
  proposalId: string | null,
): Promise<EligibilityFinding[] | undefined> {
  const { agencyId, groupId } = candidate
  const [[closing], [places], awards] = await db.batch([
    selectAnnouncedClosing(db, editionId),
    countPlacesHeld(db, { editionId, agencyId, groupId, proposalId }),
    selectRegistry(db, isSimulation),
  ])
  const group = rules.groups.find((one) => one.id === groupId)
  if (!group || !closing) return undefined
  return checkEligibility(candidate, {
    group,
    rules: rules.eligibility,
    announcedClosing: closing.at,
    placesHeld: places?.held ?? 0,
    registry: registryOf(awards),
  })
}

/** The same of a proposal as it stands. */
export function judgeProposal(db: Db, whole: WholeProposal) {
  const { title, groupId, startedOn, registryId, replicationOf, agencyId, agency: agencyName } = whole
  const edition = { id: whole.editionId, isSimulation: whole.edition.isSimulation, rules: whole.rules }
  const candidate = { title, groupId, startedOn, registryId, replicationOf, agencyId, agencyName }
  return judgeEligibility(db, edition, candidate, whole.id)
}

const worst = (findings: readonly EligibilityFinding[]): EligibilityVerdict =>
  (['refuse', 'warn'] as const).find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'ok'

const groupName = (rules: Pick<Rules, 'groups'>, groupId: string) =>
  rules.groups.find(({ id }) => id === groupId)?.name ?? groupId

/** What author, admin and secretariat read. */
export const eligibilityView = (
  findings: readonly EligibilityFinding[],
  rules: Pick<Rules, 'groups'>,
  groupId: string,
) => ({
  verdict: worst(findings),
  findings: findings.map((finding) => ({
    rule: finding.rule,
    verdict: finding.verdict,
    ...eligibilityText(finding, groupName(rules, groupId)),
    lookAlikes: finding.rule === 'unclaimed_award' ? finding.lookAlikes.map(({ registryId }) => registryId) : [],
  })),
})

/** Why a proposal cannot be forwarded; undefined when nothing stands against it. */
export function notEligible(findings: readonly EligibilityFinding[], rules: Pick<Rules, 'groups'>, groupId: string) {
  const refusals = refusalsAmong(findings)
  if (refusals.length === 0) return undefined
  return {
    code: 'not_eligible' as const,
    findings: refusals.map((finding) => {
      const { text, advice } = eligibilityText(finding, groupName(rules, groupId))
      return { rule: finding.rule, text, advice }
    }),
  }
}
