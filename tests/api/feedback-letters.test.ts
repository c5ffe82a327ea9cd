import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { findScoringStage, type Rules } from '#domain/edition.ts'
import { keepFeedbackNotices } from '#worker/feedback-notices.ts'
import { readPdfText } from '#worker/pdf-text.ts'
import { aJuror, anEligible, assigned, scored, type Eligible } from './jury-factories.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, type Edition } from './proposals-factories.ts'
import { aScoredRound } from './ranking-factories.ts'

const withPlaces =
  (places: number) =>
  (rules: Rules): Rules => ({
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.kind === 'plenary' ? { ...stage, cuts: stage.cuts.map((cut) => ({ ...cut, places })) } : stage,
    ),
  })

const rubricOf = (edition: Edition) => findScoringStage(edition.rules, 'penilaian')?.rubric ?? []

/** A sheet with these points on every criterion and a comment on the first. */
async function aWrittenSheet(edition: Edition, proposal: Eligible, points: number, first: string, whole: string) {
  const juror = await aJuror(edition)
  const [assignmentId = ''] = await assigned(edition, juror, [proposal])
  const place = { editionId: edition.id, stageId: 'penilaian', proposalId: proposal.id }
  await db.batch([
    db.insert(tables.scoreSheets).values({
      ...place,
      assignmentId,
      totalHundredths: points * 100,
      comment: whole,
      handedInAt: new Date(),
    }),
    ...rubricOf(edition).map(({ id }, at) =>
      db.insert(tables.scores).values({ assignmentId, criterionId: id, points, comment: at === 0 ? first : '' }),
    ),
  ])
  return juror
}

/** Three proposals of one contest with two places; the second is ours, with what its jurors wrote. */
async function aRound() {
  const edition = await anEdition('pleno-finalis', withPlaces(2))
  const [best] = await scored(edition, [9000])
  const own = await anEligible(edition, { title: 'Perahu Sehat' })
  const jurors = [
    await aWrittenSheet(edition, own, 84, 'Zona layanan belum jelas.', 'Layak diteruskan.'),
    await aWrittenSheet(edition, own, 81, '  Alasan kebaruan kurang bukti. ', ''),
  ]
  const [last] = await scored(edition, [7000])
  const base = `/editions/${edition.slug}/stages/pleno-finalis`
  const decide = async () => {
    const decree = { decreeNumber: '123/2027', decreeDate: '2027-06-15' }
    expect((await answer(call(edition.secretariat, 'POST', `${base}/decision`, decree)))[0]).toBe(201)
  }
  /** The first call asks for the run that the bundle is made of. */
  const publish = () =>
    vi.waitFor(
      async () => expect((await answer(call(edition.secretariat, 'POST', `${base}/publication`)))[0]).toBeLessThan(300),
      { timeout: 10_000 },
    )
  const move = (proposalId: string | undefined, direction: string, reason: string) =>
    answer(call(edition.secretariat, 'POST', `${base}/plenary/moves`, { proposalId, direction, reason }))
  return { edition, own, best, last, jurors, decide, publish, move }
}

const read = (person: Person, { id }: { id: string }) =>
  answer(call(person, 'GET', `/proposals/${id}/feedback-letters`))

test('where the scores can be calibrated, the letter says between which ranks the place is sure', async () => {
  const { edition, proposals } = await aScoredRound()
  const base = `/editions/${edition.slug}/stages/pleno-finalis`
  const decree = { decreeNumber: '7/2027', decreeDate: '2027-06-15' }
  expect((await answer(call(edition.secretariat, 'POST', `${base}/decision`, decree)))[0]).toBe(201)
  await vi.waitFor(
    async () => expect((await answer(call(edition.secretariat, 'POST', `${base}/publication`)))[0]).toBe(201),
    { timeout: 20_000, interval: 200 },
  )
  const sentences = await Promise.all(
    proposals.map(async (one) => Object((await read(one.agency.author, one))[1]).letters[0].field),
  )
  const told = sentences.map((field) =>
    /antara peringkat (\d+) dan (\d+)\.$|hampir pasti peringkat (\d+)\.$/.exec(field),
  )
  expect(told.filter((found) => found === null)).toEqual([])
  const intervals = told.map((found) => [Number(found?.[1] ?? found?.[3]), Number(found?.[2] ?? found?.[3])] as const)
  expect(intervals.every(([from, to]) => from >= 1 && from <= to && to <= proposals.length)).toBe(true)
  // Not the same for all: the best and the last do not share a place.
  expect(Math.min(...intervals.map(([, to]) => to))).toBeLessThan(Math.max(...intervals.map(([from]) => from)))
})

test('before the results are public there is no letter, neither on screen nor on paper', async () => {
  const { own, decide } = await aRound()
  const none = [200, { aboutComments: expect.any(String), letters: [] }]
  const paper = () => answer(call(own.agency.author, 'GET', `/proposals/${own.id}/feedback-letters/penilaian`))
  const before = [await read(own.agency.author, own), await paper()]
  await decide()
  const decided = [await read(own.agency.author, own), await paper()]
  expect([before, decided]).toEqual([
    [none, [404, { code: 'not_found' }]],
    [none, [404, { code: 'not_found' }]],
  ])
})

test('after them the unit reads place, reason, means and the comments without names, by their letters', async () => {
  const { edition, own, jurors, decide, publish } = await aRound()
  await decide()
  await publish()
  const [status, body] = await read(own.agency.author, own)
  const criteria = rubricOf(edition).map(({ id, title, weightPercent, levels }, at) => {
    const level = levels.findIndex(({ from, to }) => from <= 83 && 83 <= to)
    return {
      id,
      title,
      weightPercent,
      meanHundredths: 8250,
      level: levels[level]?.text,
      nextLevel: levels[level - 1]?.text ?? null,
      comments: at === 0 ? ['Alasan kebaruan kurang bukti.', 'Zona layanan belum jelas.'] : [],
    }
  })
  expect([status, body]).toEqual([
    200,
    {
      aboutComments: expect.stringContaining('tanpa nama'),
      letters: [
        {
          stage: { id: 'penilaian', name: findScoringStage(edition.rules, 'penilaian')?.name },
          plenary: edition.stages.find(({ id }) => id === 'pleno-finalis')?.name,
          decree: { number: '123/2027', date: '2027-06-15' },
          publishedAt: expect.stringMatching(/Z$/),
          place:
            'Peringkat 2 dari 3 usulan di kelompok Umum, klaster Kabupaten. Nilai rata-rata 82,50 dari 2 lembar nilai.',
          field: 'Tempat itu berada di sepertiga tengah bidangnya.',
          outcome: 'Ditetapkan sebagai TOP 99 menurut nilai.',
          sheetCount: 2,
          criteria,
          comments: ['Layak diteruskan.'],
        },
      ],
    },
  ])
  const text = JSON.stringify(body)
  expect(jurors.filter(({ id, name, email }) => [id, name, email].some((told) => text.includes(`"${told}`)))).toEqual(
    [],
  )
})

test('who received no place reads why: the line, or the plenary and its reason', async () => {
  const { own, best, last, decide, publish, move } = await aRound()
  await move(own.id, 'out', 'Inovasi yang sama sudah mendapat penghargaan.')
  await move(last?.id, 'in', 'Mewakili kepulauan.')
  await decide()
  await publish()
  const outcomes = await Promise.all(
    [best, own, last].map(async (one) => (one ? await read(one.agency.admin, one) : undefined)),
  )
  expect(outcomes.map((one) => Object(one?.[1]).letters[0].outcome)).toEqual([
    'Ditetapkan sebagai TOP 99 menurut nilai.',
    'Tidak memperoleh tempat pada tahap ini menurut keputusan sidang pleno, karena: Inovasi yang sama sudah mendapat penghargaan.',
    'Ditetapkan sebagai TOP 99 oleh sidang pleno, karena: Mewakili kepulauan.',
  ])
})

test('a proposal without sheets enough is told so, and its single sheet gives no means', async () => {
  const { edition, decide, publish } = await aRound()
  const lonely = await anEligible(edition)
  await aWrittenSheet(edition, lonely, 90, 'Baik.', '')
  await decide()
  await publish()
  const [, body] = await read(lonely.agency.author, lonely)
  const [letter] = Object(body).letters
  expect([letter.place, letter.criteria[0].meanHundredths, letter.criteria[0].comments]).toEqual([
    'Usulan ini mempunyai 1 dari 2 lembar nilai yang diperlukan, jadi tidak diperingkat.',
    null,
    ['Baik.'],
  ])
})

test('the paper says the same, is the same bytes each time, and its export is in the trail', async () => {
  const { own, decide, publish } = await aRound()
  await decide()
  await publish()
  const path = `/proposals/${own.id}/feedback-letters/penilaian`
  const [one, two] = [await call(own.agency.author, 'GET', path), await call(own.agency.admin, 'GET', path)]
  const [bytes, again] = [new Uint8Array(await one.arrayBuffer()), new Uint8Array(await two.arrayBuffer())]
  expect([
    one.status,
    one.headers.get('content-type'),
    bytes.length,
    bytes.every((byte, at) => byte === again[at]),
  ]).toEqual([200, 'application/pdf', again.length, true])
  const { text } = await readPdfText(bytes)
  const words = text.replaceAll(/\s+/g, ' ')
  const told = [
    'Surat umpan balik',
    'Judul Perahu Sehat',
    'Peringkat 2 dari 3 usulan',
    'Ditetapkan sebagai TOP 99 menurut nilai.',
    'Keputusan nomor 123/2027, 15 Juni 2027',
    'Rata-rata 82,50 dari 100.',
    'Zona layanan belum jelas.',
    'Simulasi, bukan dokumen resmi',
  ]
  expect(told.filter((part) => !words.includes(part))).toEqual([])
  expect((await auditActions(own.id)).filter((action) => action.startsWith('feedback'))).toEqual([
    'feedback_letter.exported',
    'feedback_letter.exported',
  ])
})

test('for everybody else there is no letter', async () => {
  const { edition, own, decide, publish } = await aRound()
  await decide()
  await publish()
  const other = await anAgencyWithPeople()
  for (const path of ['feedback-letters', 'feedback-letters/penilaian']) {
    const notFound = [404, { code: 'not_found' }]
    const asked = (person: Person) => answer(call(person, 'GET', `/proposals/${own.id}/${path}`))
    expect([await asked(other.author), await asked(other.admin)]).toEqual([notFound, notFound])
    const juror = await aPerson({ role: 'evaluator', editionId: edition.id })
    expect([(await asked(juror))[0], (await asked(edition.secretariat))[0]]).toEqual([403, 403])
  }
  expect(await answer(call(own.agency.author, 'GET', `/proposals/${own.id}/feedback-letters/wawancara`))).toEqual([
    404,
    { code: 'not_found' },
  ])
})

test('authors and admins get one mail each for each proposal, once, without a word of the jury', async () => {
  const { edition, own, last, decide, publish } = await aRound()
  await decide()
  await keepFeedbackNotices(env, new Date())
  await publish()
  const [published] = await db
    .select({ hash: tables.publications.hash })
    .from(tables.publications)
    .where(eq(tables.publications.editionId, edition.id))
  await Promise.all([keepFeedbackNotices(env, new Date()), keepFeedbackNotices(env, new Date())])
  const trail = () => auditActions(published?.hash ?? '')
  await vi.waitFor(async () => expect(await trail()).toContain('feedback_letters.announced'), { timeout: 10_000 })
  await keepFeedbackNotices(env, new Date())
  await new Promise((resolve) => setTimeout(resolve, 300))
  const notices = async (person: Person | undefined) =>
    person ? (await lettersOf(person)).filter(({ kind }) => kind === 'feedback_ready') : []
  const letters = await Promise.all([own.agency.author, own.agency.admin, last?.agency.author].map(notices))
  expect(letters.map((list) => list.map(({ subject }) => subject))).toEqual(
    [own, own, last].map((one) => [
      `Surat umpan balik: ${one?.referenceNumber}, ${findScoringStage(edition.rules, 'penilaian')?.name}`,
    ]),
  )
  expect(JSON.stringify(letters)).not.toContain('Zona layanan')
  expect((await trail()).filter((action) => action === 'feedback_letters.announced')).toEqual([
    'feedback_letters.announced',
  ])
})
