import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { editionSnapshot, publicationList } from '#content/publication.ts'
import { loadEdition } from '#db/editions.ts'
import { findScoringStage } from '#domain/edition.ts'
import { publishEdition } from '#worker/publication.ts'
import { anEdition, answer, call, db } from './portal.ts'

async function newestSnapshot(slug: string) {
  const [, listed] = await answer(call(null, 'GET', '/publications'))
  const { publications } = publicationList.parse(listed)
  const hash = publications.find(({ editionSlug }) => editionSlug === slug)?.hash
  const [, found] = await answer(call(null, 'GET', `/publications/${hash}`))
  return editionSnapshot.parse(found)
}

test('a moved date is public with its reason, and stays so after the next publication', async () => {
  const edition = await anEdition('pendaftaran')
  const stage = edition.stages.find(({ id }) => id === 'pendaftaran')
  if (!stage) throw new Error('the edition has no registration')
  const opensAt = stage.opensAt.toISOString()
  const closesAt = new Date(stage.closesAt.getTime() + 3_600_000).toISOString()
  const reason = 'Perpanjangan atas permintaan daerah kepulauan'
  const path = `/editions/${edition.slug}/stages/pendaftaran`
  expect((await call(edition.secretariat, 'PUT', path, { opensAt, closesAt, reason })).status).toBe(200)

  const moved = await newestSnapshot(edition.slug)
  const change = moved.changes.find(({ stageId }) => stageId === 'pendaftaran')
  expect(change).toEqual({ at: moved.asOf, stageId: 'pendaftaran', opensAt, closesAt, reason })

  const loaded = await loadEdition(db, edition.slug)
  if (!loaded) throw new Error('the edition is gone')
  await publishEdition(env, loaded, new Date(Date.now() + 1000), null)
  expect((await newestSnapshot(edition.slug)).changes).toEqual(moved.changes)
})

test('the public reads levels, guidance, who scores and by what a submission is refused', async () => {
  const edition = await anEdition('pendaftaran')
  const loaded = await loadEdition(db, edition.slug)
  if (!loaded) throw new Error('the edition is gone')
  await publishEdition(env, loaded, new Date(), null)
  const snapshot = await newestSnapshot(edition.slug)
  const scoring = snapshot.stages.find(({ kind }) => kind === 'scoring')
  const rules = findScoringStage(edition.rules, scoring?.id ?? '-')
  expect(scoring?.rubric).toEqual(rules?.rubric)
  expect([scoring?.jurorRole, scoring?.passingHundredths]).toEqual([rules?.jurorRole, rules?.passingHundredths])
  expect(snapshot.sections.map(({ when: _, ...section }) => section)).toEqual(
    edition.rules.sections.map(({ when: _, ...section }) => section),
  )
  expect(snapshot.versions.map(({ version, reason }) => [version, reason])).toEqual([[1, 'Pembukaan']])
  expect(snapshot.screeningReasons.map(({ code }) => code)).toContain('too_young')
})

test('an older snapshot without history is still read', async () => {
  const edition = await anEdition('pendaftaran')
  const loaded = await loadEdition(db, edition.slug)
  if (!loaded) throw new Error('the edition is gone')
  await publishEdition(env, loaded, new Date(), null)
  const { versions: _v, changes: _c, screeningReasons: _s, ...old } = await newestSnapshot(edition.slug)
  const parsed = editionSnapshot.parse(old)
  expect([parsed.versions, parsed.changes, parsed.screeningReasons]).toEqual([[], [], []])
})
