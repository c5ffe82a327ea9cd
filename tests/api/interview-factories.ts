import * as tables from '#db/schema.ts'
import { aJuror, anEligible, assigned, type Eligible } from './jury-factories.ts'
import { anEdition, answer, call, db, type Person } from './portal.ts'
import type { Edition } from './proposals-factories.ts'

/** A proposal that the plenary of the finalists has let through. */
export async function aFinalist(edition: Edition, given: Parameters<typeof anEligible>[1] = {}): Promise<Eligible> {
  const proposal = await anEligible(edition, given)
  await db
    .insert(tables.decisions)
    .values({
      editionId: edition.id,
      stageId: 'pleno-finalis',
      decreeNumber: '1',
      decreeDate: '2027-01-01',
      at: new Date(0),
      by: edition.secretariat.id,
    })
    .onConflictDoNothing()
  await db.insert(tables.places).values({
    editionId: edition.id,
    stageId: 'pleno-finalis',
    proposalId: proposal.id,
    awardId: 'top99',
    rank: 1,
    sumHundredths: 18_000,
    sheetCount: 2,
  })
  return proposal
}

/** Of the whole file, so that a day that ends in between changes none of its days. */
const begun = Date.now()

/** The day after tomorrow in UTC, `YYYY-MM-DD`: inside of a stage that is on its fifth day. */
export const dayAhead = (days = 2): string => new Date(begun + days * 24 * 3600_000).toISOString().slice(0, 10)

/** 09.00 WIB of that day, plus minutes. */
export const at = (minutes: number, days = 2): string =>
  new Date(Date.parse(`${dayAhead(days)}T02:00:00Z`) + minutes * 60_000).toISOString()

export const hours = (given: object = {}) => ({
  days: [dayAhead()],
  from: '09:00',
  to: '12:00',
  breaks: [],
  zone: 'WIB',
  rooms: ['Ruang A'],
  seed: 1,
  basis: null,
  reason: '',
  ...given,
})

export const base = (edition: Edition) => `/editions/${edition.slug}/stages/wawancara`

/** Free from 08.00 to 18.00 WIB of the day ahead, as the panelist says. */
export async function isFreeAllDay(edition: Edition, panelist: Person, days = 2): Promise<void> {
  const add = [{ beginsAt: at(-60, days), endsAt: at(540, days) }]
  await answer(call(panelist, 'POST', `${base(edition)}/availabilities`, { jurorId: null, add, remove: [] }))
}

/** Finalists whose panels are these, everybody free on the day ahead. */
export async function aRound(panelOf: readonly (readonly number[])[], panelists: number) {
  const edition = await anEdition('wawancara')
  const people: Person[] = []
  for (let n = 0; n < panelists; n += 1) people.push(await aJuror(edition, 'panelist'))
  const proposals: Eligible[] = []
  for (const _ of panelOf) proposals.push(await aFinalist(edition))
  for (const [n, person] of people.entries()) {
    const own = proposals.filter((__, i) => panelOf[i]?.includes(n))
    if (own.length > 0) await assigned(edition, person, own, 'wawancara')
    await isFreeAllDay(edition, person)
  }
  return { edition, people, proposals }
}

export const plan = (edition: Edition, given: object = {}, by: Person = edition.secretariat) =>
  answer(call(by, 'POST', `${base(edition)}/interview-plans`, hours(given)))

type Preview = { basis: string }
const isPreview = (body: unknown): body is Preview => typeof body === 'object' && body !== null && 'basis' in body

/** Previews and publishes; answers the publication. */
export async function planned(edition: Edition, given: object = {}) {
  const [, preview] = await plan(edition, given)
  if (!isPreview(preview)) throw new Error(`no preview: ${JSON.stringify(preview)}`)
  return plan(edition, { ...given, basis: preview.basis })
}
