import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listStandings } from '#db/rankings.ts'
import { plenaryBefore } from '#domain/assignment.ts'
import { findScoringStage } from '#domain/edition.ts'
import { passesGrade } from '#domain/plenary.ts'
import { allow } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { rankStandings } from '../ranking.ts'
import { loadHeldStage } from '../stage-access.ts'

/** Computed whenever it is asked for, never stored; nobody sees it before the stage has closed. */
export const rankings = new Hono<AppEnv>().get(
  '/:edition/stages/:stage/ranking',
  allow('secretariat', 'auditor'),
  async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat', 'auditor'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const rules = findScoringStage(edition.rules, stage.id)
    if (!rules) return problem(c, { code: 'not_found' })
    if (c.var.now < stage.closesAt) {
      return problem(c, { code: 'stage_still_open', closesAt: stage.closesAt.toISOString() })
    }
    const standings = await listStandings(db, edition.id, stage.id, plenaryBefore(edition.stages, stage)?.id)
    const sheets = new Map(standings.map((one) => [one.proposalId, one.sheets]))
    const { ranked, unranked } = rankStandings(standings, rules.readersPerProposal)
    return c.json({
      ranked: ranked.map((one) => ({
        ...one,
        passes: passesGrade(one, rules.passingHundredths),
        sheets: sheets.get(one.proposalId) ?? [],
      })),
      unranked,
    })
  },
)
