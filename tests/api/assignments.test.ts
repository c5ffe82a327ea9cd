import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { findScoringStage } from '#domain/edition.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned, putFile } from './jury-factories.ts'
import { anEdition, answer, call, db, type Person } from './portal.ts'
import { nowIn } from './proposals-factories.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const notFound = [404, { code: 'not_found' }]

const handIn = (juror: Person, id: string, points: unknown) =>
  answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, { points, comments: {}, comment: 'Layak.' }))

test("a juror's list has the own readings by stage, each with its state, and nobody else's", async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [
    await anEligible(edition),
    await anEligible(edition, { clusterId: 'kota' }),
    await anEligible(edition),
  ]
  const [first = '', second = '', third = ''] = await assigned(edition, juror, proposals)
  await assigned(edition, await aJuror(edition), proposals)
  await handIn(juror, first, allPoints(edition, 80))
  const draft = { points: { kebaruan: 70, signifikansi: 80 }, comments: {}, comment: '', version: 0 }
  expect((await call(juror, 'PUT', `/assignments/${second}/draft`, draft)).status).toBe(200)
  const line = (index: number, id: string, state: string, totalHundredths: number | null, more: object = {}) => ({
    id,
    position: index + 1,
    referenceNumber: proposals[index]?.referenceNumber,
    title: proposals[index]?.title,
    clusterId: index === 1 ? 'kota' : 'kabupaten',
    groupId: 'umum',
    state,
    totalHundredths,
    laterAt: null,
    draftFilled: 0,
    ...more,
  })
  const rubric = findScoringStage(edition.rules, 'penilaian')?.rubric ?? []
  expect(await answer(call(juror, 'GET', '/assignments'))).toEqual([
    200,
    {
      stages: [
        {
          edition: edition.slug,
          editionName: expect.any(String),
          isSimulation: true,
          stageId: 'penilaian',
          stageName: 'Penilaian proposal',
          opensAt: iso,
          closesAt: iso,
          isOpen: true,
          pact: { text: edition.rules.integrityPact, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), signedAt: iso },
          rereadings: 2,
          criteria: rubric.map(({ id, title, weightPercent }) => ({ id, title, weightPercent })),
          assignments: [
            line(0, first, 'handed_in', 8000),
            line(1, second, 'draft', null, { draftFilled: 2 }),
            line(2, third, 'new', null),
          ],
        },
      ],
      now: iso,
    },
  ])
})

test('a reading shows text, questions, rubric and neighbours, and nobody else’s scores', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const ids = await assigned(edition, juror, proposals)
  const other = await aJuror(edition)
  const [theirs = ''] = await assigned(edition, other, [proposals[1]!])
  await handIn(other, theirs, allPoints(edition, 37))
  const [status, desk] = await answer(call(juror, 'GET', `/assignments/${ids[1]}`))
  const stage = edition.rules.stages.find(({ id }) => id === 'penilaian')
  expect([status, desk]).toEqual([
    200,
    {
      id: ids[1],
      position: 2,
      of: 3,
      edition: { slug: edition.slug, name: expect.any(String), isSimulation: true },
      stage: { id: 'penilaian', kind: 'scoring', name: 'Penilaian proposal', opensAt: iso, closesAt: iso },
      proposal: {
        referenceNumber: proposals[1]?.referenceNumber,
        title: proposals[1]?.title,
        groupId: 'umum',
        clusterId: 'kabupaten',
        sections: edition.rules.sections.map(({ id, title, question, maxWords }) => {
          const text = `Jawaban atas ${title}.`
          return { id, title, question, text, words: text.split(' ').length, maxWords }
        }),
        attachments: [
          {
            ruleId: 'bukti-dampak',
            title: 'Bukti dampak',
            required: false,
            fileName: 'survei.pdf',
            sizeBytes: 3,
            sha256: 'b'.repeat(64),
          },
        ],
      },
      rubric: stage?.kind === 'scoring' ? stage.rubric : [],
      draft: null,
      sheet: null,
      revisionCount: 0,
      laterAt: null,
      previousId: ids[0],
      nextId: ids[2],
      nextOpenId: ids[2],
    },
  ])
  // The minute that it is now may be 37 too.
  const besidesTimes = JSON.stringify(desk, (key, value: unknown) => (key.endsWith('At') ? undefined : value))
  expect(besidesTimes).not.toContain('37')
})

test('a handed-in sheet is shown to its juror, and the next open reading begins again at the first', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const ids = await assigned(edition, juror, [await anEligible(edition), await anEligible(edition)])
  const [, sent] = await handIn(juror, ids[1] ?? '', { ...allPoints(edition, 80), signifikansi: 90 })
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${ids[1]}`))
  expect(sent).toEqual({ totalHundredths: 8300, handedInAt: iso, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(desk).toMatchObject({
    draft: null,
    sheet: {
      totalHundredths: 8300,
      handedInAt: iso,
      points: { ...allPoints(edition, 80), signifikansi: 90 },
      comment: 'Layak.',
    },
    previousId: ids[0],
    nextId: null,
    nextOpenId: ids[0],
  })
})

test('a repaired text is read only after it was screened', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const [first] = await db.select().from(tables.submissions).where(eq(tables.submissions.proposalId, proposal.id))
  if (!first) throw new Error('not submitted')
  await db.insert(tables.screenings).values({
    submissionId: first.id,
    sequence: 2,
    outcome: 'needs_repair',
    at: new Date(1),
    by: edition.secretariat.id,
  })
  const repaired = { ...first, id: `${first.id}-2`, revision: 2, content: { ...first.content, title: 'Judul baru' } }
  await db.insert(tables.submissions).values(repaired)
  const titleSeen = async () => (await answer(call(juror, 'GET', `/assignments/${id}`)))[1]
  expect(await titleSeen()).toMatchObject({ proposal: { title: proposal.title } })
  await db.insert(tables.screenings).values({
    submissionId: repaired.id,
    sequence: 1,
    outcome: 'eligible',
    at: new Date(2),
    by: edition.secretariat.id,
  })
  expect(await titleSeen()).toMatchObject({ proposal: { title: 'Judul baru' } })
})

test("another juror's reading, an ended one, one in conflict and none at all look the same", async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const [own = '', ended = '', conflicted = ''] = await assigned(edition, juror, proposals)
  const [theirs = ''] = await assigned(edition, await aJuror(edition), [proposals[0]!])
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, ended))
  await anAffiliation(juror, proposals[2]!.agency.unit.id)
  expect((await call(juror, 'GET', `/assignments/${own}`)).status).toBe(200)
  for (const id of [theirs, ended, conflicted, 'tidak-ada']) {
    expect(await answer(call(juror, 'GET', `/assignments/${id}`))).toEqual(notFound)
    expect(await answer(call(juror, 'GET', `/assignments/${id}/attachments/${'b'.repeat(64)}`))).toEqual(notFound)
    expect(await answer(call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' }))).toEqual(notFound)
  }
  const [, list] = await answer(call(juror, 'GET', '/assignments'))
  expect(list).toMatchObject({ stages: [{ assignments: [{ id: own }] }] })
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${own}`))
  expect(desk).toMatchObject({ of: 1, previousId: null, nextId: null, nextOpenId: null })
})

test('an attachment comes as a download of the frozen file; another hash is none', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  await putFile(proposal)
  const response = await call(juror, 'GET', `/assignments/${id}/attachments/${'b'.repeat(64)}`)
  expect([
    response.status,
    new TextDecoder().decode(await response.arrayBuffer()),
    response.headers.get('content-disposition'),
    // What a juror's device keeps is sealed; the browser's own cache would keep it plainly.
    response.headers.get('cache-control'),
  ]).toEqual([200, '%PDF-1.7\n%%EOF', "attachment; filename*=UTF-8''survei.pdf", 'no-store'])
  expect(await answer(call(juror, 'GET', `/assignments/${id}/attachments/${'d'.repeat(64)}`))).toEqual(notFound)
})

test('a panelist is no evaluator: a reading of a stage whose role is not held does not exist', async () => {
  const edition = await anEdition('wawancara')
  const evaluator = await aJuror(edition)
  const [id = ''] = await assigned(edition, evaluator, [await anEligible(edition)], 'wawancara')
  expect(await answer(call(evaluator, 'GET', `/assignments/${id}`))).toEqual(notFound)
})

test('a stage that is over is said to be not open, its readings stay readable', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  await nowIn(edition, 'pleno-finalis')
  const [, list] = await answer(call(juror, 'GET', '/assignments'))
  expect(list).toMatchObject({ stages: [{ isOpen: false }] })
  expect((await call(juror, 'GET', `/assignments/${id}`)).status).toBe(200)
})
