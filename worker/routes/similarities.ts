import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listCandidates, selectSketch } from '#db/similarity.ts'
import { selectSubmission } from '#db/submissions.ts'
import { holdsIn } from '#domain/access.ts'
import { writersAmong } from '#domain/proposal.ts'
import { comparedText, sketchOf, type SimilarityRules } from '#domain/similarity.ts'
import type { Rules } from '#domain/edition.ts'
import { allow } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal } from '../proposal-view.ts'
import { similarTexts } from '../similarity.ts'
import { announceSketch, isForwarded, similarityRules } from '../sketch.ts'

const archivePrefix = 'archive:'

/** The public page of an archived innovation. */
const archiveAddress = (subjectId: string) =>
  subjectId.startsWith(archivePrefix) ? `/inovasi/${subjectId.slice(archivePrefix.length)}/` : null

const titlesOf = (rules: Pick<Rules, 'sections'>, { sectionIds }: SimilarityRules) =>
  rules.sections.filter(({ id }) => sectionIds.includes(id)).map(({ id, title }) => ({ id, title }))

/** What title and summary have in common with this edition, earlier ones and the archive. Mounted at /api. */
export const similarities = new Hono<AppEnv>()
  .get('/proposals/:id/similarities', allow('author', 'agency_admin'), async (c) => {
    const { actor } = c.var
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [whole, known] = await Promise.all([loadWholeProposal(db, id), selectSketch(db, id).get()])
    if (!whole || writersAmong(actor, whole).length === 0) return problem(c, { code: 'not_found' })
    const rules = similarityRules(whole.rules)
    const text = comparedText(whole.title, whole.sections, rules)
    const sketch = sketchOf(text)
    const [candidates] = await Promise.all([
      listCandidates(db, sketch.bands, id),
      known?.sketchedText === text || isForwarded(whole.state) ? undefined : announceSketch(c.env, id),
    ])
    const isWriter = (place: { editionId: string | null; unitId: string | null; agencyId: string | null }) =>
      place.editionId !== null &&
      place.unitId !== null &&
      place.agencyId !== null &&
      writersAmong(actor, { editionId: place.editionId, unitId: place.unitId, agencyId: place.agencyId }).length > 0
    return c.json({
      compared: titlesOf(whole.rules, rules),
      notablePercent: rules.notablePercent,
      similar: similarTexts(candidates, {
        text,
        sketch,
        rules,
        mayKnow: (one) => (one.proposalId === null || one.isPublished || isWriter(one) ? 'all' : 'degree'),
        addressOf: (one) => archiveAddress(one.subjectId),
      }),
    })
  })
  .get('/submissions/:id/similarities', allow('secretariat', 'auditor'), async (c) => {
    const { actor } = c.var
    const db = openDb(c.env.DB)
    const found = await selectSubmission(db, c.req.param('id')).get()
    if (!found || !holdsIn(actor, found.editionId, 'secretariat', 'auditor')) return problem(c, { code: 'not_found' })
    const rules = similarityRules(found.rules)
    const text = comparedText(found.content.title, found.content.sections, rules)
    const sketch = sketchOf(text)
    const [candidates, known] = await db.batch([
      listCandidates(db, sketch.bands, found.proposalId),
      selectSketch(db, found.proposalId),
    ])
    if (found.isNewest === 1 && known[0]?.sketchedText !== text) await announceSketch(c.env, found.proposalId)
    return c.json({
      compared: titlesOf(found.rules, rules),
      notablePercent: rules.notablePercent,
      similar: similarTexts(candidates, {
        text,
        sketch,
        rules,
        // Drafts are their agencies' own; a sketch from before the forwarding still shows what was a draft.
        mayKnow: ({ proposalId, state, editionId, submittedAt, at }) => {
          if (proposalId === null) return 'all'
          const isReadable = state !== null && isForwarded(state) && submittedAt !== null && at >= submittedAt
          return isReadable && editionId !== null && holdsIn(actor, editionId, 'secretariat', 'auditor')
            ? 'all'
            : 'nothing'
        },
        addressOf: ({ subjectId, submissionId, editionId }) =>
          archiveAddress(subjectId) ??
          (editionId === found.editionId && submissionId !== null
            ? `/sekretariat/seleksi/?edisi=${found.edition}&berkas=${submissionId}`
            : null),
      }),
    })
  })
