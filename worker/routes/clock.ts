import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listEditions } from '#db/editions.ts'
import { selectCurrentGraces } from '#db/graces.ts'
import { isOpen } from '#domain/edition.ts'
import { allowAnyone } from '../access.ts'
import type { AppEnv } from '../env.ts'

/** The server's clock, the windows open by it, and the graces that run: what every workspace counts down to. */
export const clock = new Hono<AppEnv>().get('/', allowAnyone, async (c) => {
  const { now } = c.var
  const db = openDb(c.env.DB)
  const [editions, graces] = await Promise.all([listEditions(db), selectCurrentGraces(db, now)])
  const opened = editions.filter((edition) => edition.isOpened)
  return c.json({
    now: now.toISOString(),
    windows: opened.flatMap(({ slug, name, stages }) =>
      stages
        .filter((stage) => isOpen(stage, now))
        .map(({ kind, name: stage, closesAt }) => ({
          edition: { slug, name },
          kind,
          stage,
          closesAt: closesAt.toISOString(),
        })),
    ),
    graces: graces.flatMap(({ editionId, failedFrom, failedUntil, closesAt, endsAt }) => {
      const edition = opened.find(({ id }) => id === editionId)
      if (!edition) return []
      return [
        {
          edition: { slug: edition.slug, name: edition.name },
          closesAt: closesAt.toISOString(),
          failedFrom: failedFrom.toISOString(),
          failedUntil: failedUntil?.toISOString() ?? null,
          endsAt: endsAt.toISOString(),
        },
      ]
    }),
  })
})
