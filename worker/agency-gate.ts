import { listAgencyProposals, selectContents, type GateFilter } from '#db/agency-proposals.ts'
import type { Db } from '#db/client.ts'
import { listEditions, loadEdition, type LoadedEdition } from '#db/editions.ts'
import type { Actor } from '#domain/access.ts'
import { isOpen } from '#domain/edition.ts'
import { proposalProblems, type ProposalState } from '#domain/proposal.ts'

/** What the admin can move first, then what the unit has to do, then what is done. */
export const gateOrder = [
  'with_agency',
  'needs_repair',
  'returned',
  'draft',
  'submitted',
  'eligible',
  'ineligible',
] as const satisfies readonly ProposalState[]

/** States in which something can still be missing. */
const unfinished: ReadonlySet<ProposalState> = new Set(['draft', 'returned', 'with_agency', 'needs_repair'])

/** Agencies and opened editions in which an actor is admin. */
export async function gatesOf(db: Db, actor: Actor) {
  const held = actor.grants.flatMap(({ role, agencyId, editionId }) =>
    role === 'agency_admin' && agencyId !== null ? [{ agencyId, editionId }] : [],
  )
  const editions = (await listEditions(db)).filter(({ isOpened }) => isOpened)
  const mayIn = (agencyId: string, editionId: string) =>
    held.some((one) => one.agencyId === agencyId && (one.editionId === null || one.editionId === editionId))
  return { agencyIds: [...new Set(held.map(({ agencyId }) => agencyId))], editions, mayIn }
}

type Asked = { edition?: string | undefined; agency?: string | undefined }

/** The gate that is asked for, else the edition whose registration runs, else the newest; undefined where the actor is no admin. */
export async function chosenGate(db: Db, actor: Actor, asked: Asked, now: Date) {
  const { agencyIds, editions, mayIn } = await gatesOf(db, actor)
  const agencyId = asked.agency ?? agencyIds[0]
  if (agencyId === undefined) return undefined
  const mine = editions.filter(({ id }) => mayIn(agencyId, id))
  const running = mine.find(({ stages }) => stages.some((stage) => stage.kind === 'registration' && isOpen(stage, now)))
  const slug = asked.edition ?? (running ?? mine[0])?.slug
  const edition = mine.some((one) => one.slug === slug) && slug !== undefined ? await loadEdition(db, slug) : undefined
  return edition && { edition, agencyId, agencyIds, editions: mine.map(({ slug, name }) => ({ slug, name })) }
}

/** A page of proposals, each with what is missing by the rule of the check. */
export async function loadGateRows(db: Db, { rules }: LoadedEdition, filter: GateFilter, limit: number) {
  const found = await listAgencyProposals(db, filter, limit)
  const [sections, attachments] = await db.batch(
    selectContents(
      db,
      found.filter(({ state }) => unfinished.has(state)).map(({ id }) => id),
    ),
  )
  return found.map(({ startedOn, replicationOf, themeIds, goals, answers, ...row }) => {
    const draft = {
      title: row.title,
      groupId: row.groupId,
      startedOn,
      replicationOf,
      themeIds,
      goals,
      answers,
      sections: sections.filter(({ proposalId }) => proposalId === row.id),
      attachments: attachments.filter(({ proposalId }) => proposalId === row.id),
    }
    return {
      ...row,
      group: rules.groups.find(({ id }) => id === row.groupId)?.name ?? row.groupId,
      problems: unfinished.has(row.state) ? proposalProblems(draft, rules) : [],
    }
  })
}
