import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listAllMails, listMailsOf } from '#db/mails.ts'
import { allowSignedIn } from '../access.ts'
import type { AppEnv } from '../env.ts'

const shown = 100

/** One's own letters; in the demonstration everybody's, since nothing leaves the machine there. */
export const mails = new Hono<AppEnv>().get('/', allowSignedIn, async (c) => {
  const db = openDb(c.env.DB)
  const everybody = c.env.DEMO === '1'
  return c.json({
    mails: everybody ? await listAllMails(db, shown) : await listMailsOf(db, c.var.actor.id, shown),
    everybody,
  })
})
