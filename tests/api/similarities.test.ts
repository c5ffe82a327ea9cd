import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { listCandidates, replaceSketch } from '#db/similarity.ts'
import * as tables from '#db/schema.ts'
import { signatureText, sketchOf } from '#domain/similarity.ts'
import { platform } from '#worker/env.ts'
import { sweepSketches, writeSketch } from '#worker/sketch.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aDraft, aPassed, aSubmitted, submissionOf, type Agency, type Edition } from './proposals-factories.ts'

const summary =
  'Perahu klinik mengunjungi tujuh pulau kecil setiap pekan untuk memeriksa ibu hamil dan balita tanpa biaya, sehingga keluarga nelayan tidak lagi menyewa kapal ke kota.'
const copied =
  'Kapal klinik mengunjungi tujuh pulau kecil setiap pekan untuk pemeriksaan ibu hamil dan balita tanpa biaya; keluarga nelayan tidak lagi menyewa kapal ke kota.'
const unlike =
  'Warung pupuk organik mencatat panen sayur dari pekarangan kota dan membeli kembali kompos warga dengan harga pasti.'

/** Distinct in each test, because all texts of the country are compared. */
const only = (test: string, text: string) => text.replaceAll(/(\S+ \S+)/g, `$1 ${test}`)

const written = (proposalId: string, text: string, by: Person) =>
  db
    .insert(tables.proposalSections)
    .values({ proposalId, sectionId: 'ringkasan', text, version: 1, savedAt: new Date(0), savedBy: by.id })
    .onConflictDoUpdate({
      target: [tables.proposalSections.proposalId, tables.proposalSections.sectionId],
      set: { text },
    })

async function aSketched(edition: Edition, agency: Agency, title: string, text: string): Promise<string> {
  const id = await aDraft(edition, agency, { title })
  await written(id, text, agency.author)
  await writeSketch(platform, id, new Date())
  return id
}

async function aForwarded(edition: Edition, agency: Agency, title: string, text: string): Promise<string> {
  const id = await aPassed(edition, agency, { title })
  await written(id, text, agency.author)
  expect((await call(agency.admin, 'POST', `/proposals/${id}/submissions`, {})).status).toBe(201)
  await writeSketch(platform, id, new Date(Date.now() + 1000))
  return id
}

const similarTo = async (person: Person, path: string) => {
  const [, view] = await answer(call(person, 'GET', `${path}/similarities`))
  const { similar }: { similar: { kind: string; title: string | null; percent: number; passages: unknown }[] } =
    Object(view)
  return similar
}

test('another agency’s draft is told as a degree in tens, without a word of it', async () => {
  const edition = await anEdition()
  const [mine, theirs] = [await anAgencyWithPeople(), await anAgencyWithPeople()]
  await aSketched(edition, theirs, 'Rahasia dapur orang', only('alfa', summary))
  await aSketched(edition, theirs, 'Lain sekali', only('alfa', unlike))
  const id = await aSketched(edition, mine, 'Milik sendiri', only('alfa', copied))
  const [status, view] = await answer(call(mine.author, 'GET', `/proposals/${id}/similarities`))
  const { similar }: { similar: { percent: number }[] } = Object(view)
  expect([status, view, (similar[0]?.percent ?? 1) % 10, JSON.stringify(view).includes('Rahasia')]).toEqual([
    200,
    {
      compared: [{ id: 'ringkasan', title: 'Ringkasan' }],
      notablePercent: 30,
      similar: [
        {
          kind: 'undisclosed',
          percent: expect.any(Number),
          title: null,
          agency: null,
          edition: null,
          referenceNumber: null,
          address: null,
          passages: null,
        },
      ],
    },
    0,
    false,
  ])
})

test('what one may read oneself, and the archive, are shown beside the own text', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aSketched(edition, agency, 'Usulan rekan', only('beta', summary))
  const archived = sketchOf(`Klinik Terapung\n${only('beta', summary)}`)
  await db.batch([
    ...replaceSketch(db, {
      subjectId: 'archive:klinik-terapung',
      title: 'Klinik Terapung',
      agencyName: 'Kabupaten Laut',
      text: `Klinik Terapung\n${only('beta', summary)}`,
      signature: signatureText(archived.signature),
      bands: archived.bands,
      at: new Date(),
    }),
  ])
  const id = await aSketched(edition, agency, 'Klinik Terapung', only('beta', copied))
  const similar = await similarTo(agency.author, `/proposals/${id}`)
  expect(similar).toEqual([
    expect.objectContaining({
      kind: 'archive',
      title: 'Klinik Terapung',
      agency: 'Kabupaten Laut',
      address: '/inovasi/klinik-terapung/',
      passages: {
        mine: expect.arrayContaining([{ text: 'Klinik Terapung', isShared: true }]),
        theirs: expect.arrayContaining([{ text: 'Klinik Terapung', isShared: true }]),
      },
    }),
    expect.objectContaining({ kind: 'proposal', title: 'Usulan rekan', agency: agency.agency.name }),
  ])
})

test('the secretariat reads both texts of what was forwarded, and nothing of drafts', async () => {
  const edition = await anEdition()
  const [one, two, three] = [await anAgencyWithPeople(), await anAgencyWithPeople(), await anAgencyWithPeople()]
  const first = await aForwarded(edition, one, 'Perahu sehat', only('gama', summary))
  const second = await aForwarded(edition, two, 'Kapal sehat', only('gama', copied))
  await aSketched(edition, three, 'Draf mirip', only('gama', summary))
  const [mine, other] = [await submissionOf(first), await submissionOf(second)]
  expect([
    await similarTo(edition.secretariat, `/submissions/${mine.id}`),
    (await call(one.admin, 'GET', `/submissions/${mine.id}/similarities`)).status,
    (await call(two.author, 'GET', `/proposals/${first}/similarities`)).status,
  ]).toEqual([
    [
      {
        kind: 'proposal',
        percent: expect.any(Number),
        title: 'Kapal sehat',
        agency: two.agency.name,
        edition: expect.any(String),
        referenceNumber: other.referenceNumber,
        address: `/sekretariat/seleksi/?edisi=${edition.slug}&berkas=${other.id}`,
        passages: { mine: expect.any(Array), theirs: expect.any(Array) },
      },
    ],
    403,
    404,
  ])
}, 30_000)

test('a sketch of what was still a draft is not shown to the secretariat until it is sketched anew', async () => {
  const edition = await anEdition()
  const [one, two] = [await anAgencyWithPeople(), await anAgencyWithPeople()]
  const first = await aForwarded(edition, one, 'Yang dibaca', only('delta', summary))
  const second = await aPassed(edition, two, { title: 'Yang terlambat' })
  await written(second, only('delta', copied), two.author)
  await writeSketch(platform, second, new Date(Date.now() - 60_000))
  await call(two.admin, 'POST', `/proposals/${second}/submissions`, {})
  const path = `/submissions/${(await submissionOf(first)).id}`
  const before = await similarTo(edition.secretariat, path)
  await writeSketch(platform, second, new Date(Date.now() + 1000))
  const after = await similarTo(edition.secretariat, path)
  expect([before, after.map(({ title }) => title)]).toEqual([[], ['Yang terlambat']])
})

test('a sketch that comes late does not overwrite a newer one, and sketching twice is once', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aSketched(edition, agency, 'Berubah', only('epsilon', summary))
  const now = Date.now() + 5000
  await written(id, only('epsilon', unlike), agency.author)
  await writeSketch(platform, id, new Date(now))
  await writeSketch(platform, id, new Date(now))
  await written(id, only('epsilon', copied), agency.author)
  await writeSketch(platform, id, new Date(now - 1000))
  const row = await env.DB.prepare(
    'SELECT text, (SELECT count(*) FROM similarity_bands WHERE subject_id = s.subject_id) AS bands FROM similarity_sketches s WHERE subject_id = ?',
  )
    .bind(id)
    .first()
  expect(row).toEqual({ text: `Berubah\n${only('epsilon', unlike)}`, bands: 64 })
})

test('copies of the same text flood neither the answer nor the rows that are read', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const text = `Salinan\n${only('zeta', summary)}`
  const { bands, signature } = sketchOf(text)
  const id = await aSketched(edition, agency, 'Salinan', only('zeta', summary))
  const ask = async (from: number, to: number) => {
    const copies = Array.from({ length: to - from }, (_, n) =>
      replaceSketch(db, {
        subjectId: `archive:salinan-${from + n}`,
        title: 'Salinan',
        agencyName: 'Arsip',
        text,
        signature: signatureText(signature),
        bands,
        at: new Date(),
      }),
    )
    for (const copy of copies) await db.batch([...copy])
    const { sql, params } = listCandidates(db, bands, id).toSQL()
    const { meta } = await env.DB.prepare(sql)
      .bind(...params)
      .all()
    return { shown: (await similarTo(agency.author, `/proposals/${id}`)).length, rows: meta.rows_read }
  }
  const [few, many, more] = [await ask(0, 5), await ask(5, 60), await ask(60, 80)]
  expect([few.shown, many.shown, more.rows - many.rows, more.rows < 10_000]).toEqual([5, 10, 0, true])
}, 30_000)

test('a proposal without a text is like nothing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency, { title: '' })
  expect(await similarTo(agency.author, `/proposals/${id}`)).toEqual([])
})

const likenessListed = async (edition: Edition, filter = '') => {
  const [, list] = await answer(
    call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings?state=submitted${filter}`),
  )
  const { rows }: { rows: { title: string; similar: unknown; isCompared: boolean }[] } = Object(list)
  return rows.map(({ title, similar, isCompared }) => ({ title, similar, isCompared }))
}

test('the screening list tells the most alike text that may be read, never a draft, and can be narrowed to such proposals', async () => {
  const edition = await anEdition()
  const [one, two, three] = [await anAgencyWithPeople(), await anAgencyWithPeople(), await anAgencyWithPeople()]
  await aSketched(edition, three, 'Rahasia', only('kapa', summary))
  await aForwarded(edition, one, 'Perahu sehat', only('kapa', summary))
  await aForwarded(edition, two, 'Kapal sehat', only('kapa', copied))
  await aForwarded(edition, three, 'Lain sekali', only('kapa', unlike))
  await aSubmitted(edition, three, { title: 'Belum dibaca' })
  const like = (title: string) => ({ percent: expect.any(Number), title })
  const alike = [
    { title: 'Perahu sehat', similar: like('Kapal sehat'), isCompared: true },
    { title: 'Kapal sehat', similar: like('Perahu sehat'), isCompared: true },
  ]
  const byTitle = (a: { title: string }, b: { title: string }) => a.title.localeCompare(b.title)
  expect([
    (await likenessListed(edition)).toSorted(byTitle),
    (await likenessListed(edition, '&similar=1')).toSorted(byTitle),
    (await likenessListed(edition, '&similar=1&q=kapal')).toSorted(byTitle),
  ]).toEqual([
    [
      ...alike,
      { title: 'Lain sekali', similar: null, isCompared: true },
      { title: 'Belum dibaca', similar: null, isCompared: false },
    ].toSorted(byTitle),
    alike.toSorted(byTitle),
    [alike[1]],
  ])
})

test('a text that changed is like others no more, and an older sketch that comes late brings nothing back', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const now = Date.now()
  const first = await aSketched(edition, agency, 'Satu', only('lima', summary))
  const second = await aDraft(edition, agency, { title: 'Dua' })
  await written(second, only('lima', copied), agency.author)
  await writeSketch(platform, second, new Date(now + 1000))
  const pairs = async () => {
    const { results } = await env.DB.prepare(
      'SELECT subject_id AS one, other_id AS other FROM similar_pairs WHERE subject_id IN (?1, ?2) ORDER BY subject_id = ?1 DESC',
    )
      .bind(first, second)
      .all()
    return results
  }
  const alike = await pairs()
  await written(second, only('lima', unlike), agency.author)
  await writeSketch(platform, second, new Date(now + 2000))
  const changed = await pairs()
  await written(second, only('lima', copied), agency.author)
  await writeSketch(platform, second, new Date(now + 1500))
  expect([alike, changed, await pairs()]).toEqual([
    [
      { one: first, other: second },
      { one: second, other: first },
    ],
    [],
    [],
  ])
})

test('the clock asks for sketches that were never compared', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const [compared, old, fresh] = [
    await aSketched(edition, agency, 'Sudah', only('mike', summary)),
    await aDraft(edition, agency, { title: 'Lama' }),
    await aDraft(edition, agency, { title: 'Baru' }),
  ]
  const now = new Date(Date.now() + 3600_000)
  for (const [subjectId, at] of [
    [old, new Date(0)],
    [fresh, new Date(now.getTime() - 1000)],
  ] as const)
    await db
      .insert(tables.similaritySketches)
      .values({ subjectId, proposalId: subjectId, title: '', agencyName: '', text: '', signature: '', at })
  const asked: unknown[] = []
  const watched = {
    ...platform,
    JOBS: Object.assign(Object.create(platform.JOBS), {
      sendBatch: async (messages: Iterable<{ body: unknown }>) => {
        for (const { body } of messages) asked.push(body)
      },
    }),
  }
  await sweepSketches(watched, now)
  const askedFor = [compared, old, fresh].map((proposalId) =>
    asked.some((job) => Object(job).proposalId === proposalId && Object(job).kind === 'sketch'),
  )
  expect(askedFor).toEqual([false, true, false])
})
