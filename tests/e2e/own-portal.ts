/**
 * A portal that one file of journeys has for itself, within a second or two. The pages are those of the readers' portal; database,
 * files and Worker are its own, so that a stage may be closed and the Worker killed without disturbing anybody.
 *
 *     const portal = await startOwnPortal({ stage: 'scoring', planned: true, sessions: ['sim-juri-2'] })
 *     const { page } = await aVisitor(browser, 'evaluator', portal.origin)   // sim-juri-1, through the role switch
 *     await portal.signIn(context, 'sim-juri-2')                             // any juror named in `sessions`
 *     await portal.kill(); portal.inDatabase((db) => …); await portal.restart()
 *     await portal.stop()
 */
import type { DatabaseSync } from 'node:sqlite'
import type { BrowserContext } from 'playwright-core'
import { inject } from 'vitest'
import type { StageKind } from '#domain/edition.ts'
import { openLocalDatabase } from '#worker/cli/local.ts'
import { seedEdition } from '#worker/cli/seed/seed.ts'
import { startChaosServer, type ChaosServer } from '../bench/chaos/server.ts'
import { signIn } from '../bench/competition.ts'
import { holdUntil } from './held-stages.ts'

export type OwnPortalOptions = {
  /** Four of five are submitted. */
  proposals?: number
  /** Evaluators `sim-juri-1` to this; panelists are always `sim-panelis-1` to 5. */
  jurors?: number
  /** The stage that is open; the earlier ones have been held. */
  stage?: StageKind
  /** Whether each proposal of a stage of readings has its jurors already. */
  planned?: boolean
  /** People who have a session besides those of the role switch. */
  sessions?: readonly string[]
  /** What else is written before the Worker starts. */
  lay?: (db: DatabaseSync, now: Date) => void
}

export type OwnPortal = ChaosServer & {
  slug: string
  /** Looks into the database, or changes it, while the Worker is killed. */
  inDatabase: <Answer>(use: (db: DatabaseSync) => Answer) => Answer
  /** Gives the browser the session of one of `sessions`. */
  signIn: (context: BrowserContext, userId: string) => Promise<void>
}

export async function startOwnPortal({
  proposals = 120,
  jurors = 12,
  stage = 'registration',
  planned = false,
  sessions = [],
  lay,
}: OwnPortalOptions = {}): Promise<OwnPortal> {
  const cookies = new Map<string, string>()
  const server = await startChaosServer(
    { origin: inject('pages') },
    {
      proposals,
      jurors,
      prepared: inject('prepared'),
      lay: async (db, now) => {
        if (stage !== 'registration') holdUntil(db, now, stage, planned)
        for (const id of sessions) cookies.set(id, await signIn(db, id, now))
        lay?.(db, now)
      },
    },
  )
  return {
    ...server,
    slug: seedEdition.slug,
    inDatabase: (use) => {
      const db = openLocalDatabase(server.state)
      try {
        return use(db)
      } finally {
        db.close()
      }
    },
    signIn: (context, userId) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(cookies.get(userId) ?? '') ?? []
      if (!name || !value) throw new Error(`${userId} is not among the portal's sessions`)
      return context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: 'Lax' }])
    },
  }
}
