import { env } from 'cloudflare:workers'
import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { sweepBarred } from '#worker/recusal.ts'
import { workGaps } from '#worker/replanning.ts'
import { callInterrupted, callNoting } from './interleaved.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { aPerson, anAgency, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, type Edition } from './proposals-factories.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const notFound = [404, { code: 'not_found' }]
const later = () => new Date(Date.now() + 24 * 3600 * 1000)

const sheetOf = (edition: Edition) => ({ points: allPoints(edition, 80), comments: {}, comment: '', pins: [] })
const handIn = (edition: Edition, juror: Person, id: string) =>
  answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, sheetOf(edition)))

const declaredPairs = (juror: Person) =>
  db
    .select({ proposalId: tables.conflicts.proposalId, source: tables.conflicts.source, kind: tables.conflicts.kind })
    .from(tables.conflicts)
    .where(eq(tables.conflicts.jurorId, juror.id))

const liveReadings = async (juror: Person) => {
  const rows = await db.select().from(tables.assignments).where(eq(tables.assignments.jurorId, juror.id))
  return rows.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
}

test('a recusal from the desk ends the reading, names the next one and asks the stage for another reader', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition)]
  const [id = '', next = ''] = await assigned(edition, juror, proposals)
  const declare = (reason: string) =>
    callNoting(juror, 'POST', `/assignments/${id}/conflict`, { kind: 'advisor', reason })
  expect(await declare('  ')).toMatchObject({ status: 422, body: { code: 'reason_needed' }, jobs: [] })
  expect(await declare('Pernah menjadi konsultan inovasi ini.')).toEqual({
    status: 201,
    body: { nextOpenId: next },
    jobs: [
      {
        kind: 'fill_gaps',
        editionId: edition.id,
        stageId: 'penilaian',
        reason: 'Pengganti juri yang berbenturan kepentingan',
      },
    ],
  })
  expect(await declare('Lagi.')).toMatchObject({ status: 404, jobs: [] })
  expect(await handIn(edition, juror, id)).toEqual(notFound)
  expect(await auditActions(id)).toEqual(['conflict.declared', 'reading.freed'])
  expect(await declaredPairs(juror)).toEqual([{ proposalId: proposals[0]?.id, source: 'declared', kind: 'advisor' }])
  const [reading] = await db.select().from(tables.assignments).where(eq(tables.assignments.id, id))
  expect([reading?.endedAt instanceof Date, reading?.endReason]).toEqual([
    true,
    'Pernah menjadi konsultan inovasi ini.',
  ])
})

test('declared several times at the same moment, a conflict has one line in the trail', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const declare = () => call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' })
  await Promise.all([declare(), declare(), declare()])
  expect(await auditActions(id)).toEqual(['conflict.declared', 'reading.freed'])
})

test('after the sheet is handed in no conflict is declared', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  await handIn(edition, juror, id)
  expect(await answer(call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' }))).toMatchObject([
    409,
    { code: 'already_handed_in' },
  ])
  expect(await declaredPairs(juror)).toEqual([])
})

const sheetStands = async (id: string) =>
  (await db.select().from(tables.scoreSheets).where(eq(tables.scoreSheets.assignmentId, id))).length === 1

test('a sheet handed in while the conflict is being declared stands, and nothing is declared', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const refused = await callInterrupted(juror, ['POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' }], () =>
    handIn(edition, juror, id),
  )
  expect(refused).toMatchObject([409, { code: 'already_handed_in' }])
  expect([await sheetStands(id), await declaredPairs(juror)]).toEqual([true, []])
  expect(await auditActions(id)).toEqual(['score_sheet.handed_in'])
})

test('a conflict that comes about while the sheet is being handed in leaves no sheet', async () => {
  const edition = await anEdition('penilaian')
  const acts: Record<string, (juror: Person, id: string, agencyId: string) => Promise<unknown>> = {
    recusal: (juror, id) => call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' }),
    tie: (juror, _, agencyId) =>
      call(juror, 'POST', '/conflicts/ties', { agencyId, kind: 'family', reason: 'Kakak.', endsAt: null }),
    post: (juror, _, agencyId) => anAffiliation(juror, agencyId),
  }
  for (const [name, act] of Object.entries(acts)) {
    const juror = await aJuror(edition)
    const proposal = await anEligible(edition)
    const [id = ''] = await assigned(edition, juror, [proposal])
    const sending = ['POST', `/assignments/${id}/score-sheet`, sheetOf(edition)] satisfies [string, string, unknown]
    const refused = await callInterrupted(juror, sending, () => act(juror, id, proposal.agency.unit.id))
    expect([name, refused, await sheetStands(id)]).toEqual([name, notFound, false])
  }
})

test('handed in and declared at once, one of the two remains', async () => {
  const edition = await anEdition('penilaian')
  for (let round = 0; round < 5; round += 1) {
    const juror = await aJuror(edition)
    const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
    await Promise.all([
      handIn(edition, juror, id),
      call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' }),
    ])
    expect((await sheetStands(id)) ? 1 : 0).toBe(1 - (await declaredPairs(juror)).length)
  }
})

test('before reading a juror sees title and agency of the own readings, and gives several back at once', async () => {
  const edition = await anEdition('pendaftaran')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const ids = await assigned(edition, juror, proposals)
  const [foreign = ''] = await assigned(edition, await aJuror(edition), [proposals[0]!])
  const row = (index: number) => ({
    id: ids[index],
    edition: edition.slug,
    editionName: expect.any(String),
    stageId: 'penilaian',
    stageName: 'Penilaian proposal',
    opensAt: iso,
    referenceNumber: proposals[index]?.referenceNumber,
    title: proposals[index]?.title,
    agency: proposals[index]?.agency.agency.name,
  })
  const listed = () => answer(call(juror, 'GET', '/conflicts/readings'))
  expect(await listed()).toEqual([200, { readings: [row(0), row(1), row(2)] }])
  const readingIds = [ids[0], ids[2], foreign, 'tidak-ada', ids[0]]
  const declare = (reason: string) =>
    callNoting(juror, 'POST', '/conflicts/declarations', { readingIds, kind: 'family', reason })
  expect(await declare('')).toMatchObject({ status: 422, body: { code: 'reason_needed' } })
  const [first, again] = [await declare('Saudara bekerja di sana.'), await declare('Lagi.')]
  expect([first.status, first.body, first.jobs.length]).toEqual([201, { declared: 2 }, 1])
  expect([again.status, again.body, again.jobs]).toEqual([201, { declared: 0 }, []])
  expect(await listed()).toEqual([200, { readings: [row(1)] }])
  expect(await liveReadings(juror)).toEqual([ids[1]])
})

test('a juror sees posts, roles and ties with what each bars: agencies, and no proposal', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const { agency, unit } = proposal.agency
  await anAffiliation(juror, unit.id)
  const [status, body] = await answer(call(juror, 'GET', '/conflicts/ties'))
  expect([status, body]).toEqual([
    200,
    {
      ties: [
        {
          id: expect.any(String),
          kind: 'post',
          source: 'registry',
          reason: 'Analis',
          at: iso,
          endsAt: null,
          agencyId: unit.id,
          agency: unit.name,
          isOver: false,
          bars: [
            { relation: 'own_agency', count: 1, agencies: [unit.name] },
            { relation: 'child_agency', count: 1, agencies: [agency.name] },
          ],
        },
      ],
    },
  ])
  expect(JSON.stringify(body)).not.toContain(proposal.title)
})

const tie = (agencyId: string, given: { kind?: string; reason?: string; endsAt?: Date | null } = {}) => ({
  agencyId,
  kind: given.kind ?? 'family',
  reason: given.reason ?? 'Kakak menjabat di sana.',
  endsAt: given.endsAt?.toISOString() ?? null,
})

test('a tie that is said frees the readings that it bars, in every stage, and leaves those it does not', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const barred = await anEligible(edition)
  const free = await anEligible(edition)
  const [first = '', second = ''] = await assigned(edition, juror, [barred, free])
  const said = await callNoting(juror, 'POST', '/conflicts/ties', tie(barred.agency.agency.id))
  expect(said).toMatchObject({ status: 201, body: { id: expect.any(String) }, jobs: [{ kind: 'fill_gaps' }] })
  expect(await liveReadings(juror)).toEqual([second])
  expect(await auditActions(first)).toEqual(['reading.freed'])
  expect(await auditActions(juror.id)).toEqual(['juror_tie.declared'])
  const again = await callNoting(juror, 'POST', '/conflicts/ties', tie(barred.agency.agency.id))
  expect(again).toEqual({ status: 409, body: { code: 'tie_known' }, jobs: [] })
})

test('a sheet that was handed in before a tie stays, and the secretariat is shown it', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  await handIn(edition, juror, id)
  await call(juror, 'POST', '/conflicts/ties', tie(proposal.agency.unit.id))
  expect([await sheetStands(id), await liveReadings(juror)]).toEqual([true, [id]])
  const [, view] = await answer(
    call(edition.secretariat, 'GET', `/editions/${edition.slug}/conflicts?juror=${juror.id}`),
  )
  expect(view).toMatchObject({ rows: [{ type: 'own_agency', source: 'declared', proposals: 1, sheets: 1 }] })
})

test('a former post needs an end that is still to come, every tie a reason and a known agency', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const agency = await anAgency()
  const said = (body: unknown) => answer(call(juror, 'POST', '/conflicts/ties', body))
  expect([
    await said(tie(agency.id, { kind: 'former_post' })),
    await said(tie(agency.id, { kind: 'former_post', endsAt: new Date(0) })),
    await said(tie(agency.id, { reason: ' ' })),
    await said(tie('tidak-ada')),
    await said(tie(agency.id, { kind: 'teman' })),
  ]).toEqual([
    [422, { code: 'tie_end_needed' }],
    [422, { code: 'tie_over' }],
    [422, { code: 'reason_needed' }],
    [422, { code: 'invalid_input', fields: ['agencyId'] }],
    [422, { code: 'invalid_input', fields: ['kind'] }],
  ])
  expect((await said(tie(agency.id, { kind: 'former_post', endsAt: later() })))[0]).toBe(201)
})

test('the secretariat sees every conflict with type, source, reason and date, by juror, agency, type and source', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition)]
  const { agency, unit } = proposals[0]!.agency
  await anAffiliation(juror, unit.id)
  const path = `/editions/${edition.slug}/conflicts`
  const set = {
    jurorId: juror.id,
    referenceNumber: proposals[1]?.referenceNumber,
    kind: 'dispute',
    reason: 'Sengketa.',
  }
  expect(await answer(call(edition.secretariat, 'POST', path, set))).toEqual([201, { freed: 0 }])
  expect(await answer(call(edition.secretariat, 'POST', path, set))).toEqual([409, { code: 'conflict_known' }])
  const said = {
    jurorId: juror.id,
    juror: juror.name,
    type: 'dispute',
    source: 'secretariat',
    reason: 'Sengketa.',
    at: iso,
    endsAt: null,
    agencyId: proposals[1]?.agency.agency.id,
    agency: proposals[1]?.agency.agency.name,
    tie: null,
    proposal: {
      conflictId: expect.any(String),
      referenceNumber: proposals[1]?.referenceNumber,
      title: proposals[1]?.title,
      by: edition.secretariat.name,
    },
    proposals: 1,
    sheets: 0,
  }
  const computed = {
    ...said,
    type: 'own_agency',
    source: 'registry',
    reason: 'Analis',
    agencyId: agency.id,
    agency: agency.name,
    tie: { id: expect.any(String), kind: 'post', agencyId: unit.id, agency: unit.name },
    proposal: null,
  }
  const rows = async (query: string) => {
    const [status, view] = await answer(call(edition.secretariat, 'GET', `${path}?${query}`))
    expect([status, view]).toMatchObject([200, { isCut: false, next: null, jurors: [{ id: juror.id }] }])
    return view
  }
  expect(await rows(`juror=${juror.id}`)).toMatchObject({ rows: [said, computed] })
  expect(await rows(`q=${encodeURIComponent(juror.name)}&type=dispute`)).toMatchObject({ rows: [said] })
  expect(await rows(`agency=${agency.id}`)).toMatchObject({ rows: [computed] })
  expect(await rows('source=registry')).toMatchObject({ rows: [computed] })
})

test('the secretariat sets a tie and ends it: the juror is told, and reads what is assigned anew', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const path = `/editions/${edition.slug}/juror-ties`
  const given = { jurorId: juror.id, ...tie(proposal.agency.agency.id, { kind: 'business' }) }
  const set = await callNoting(edition.secretariat, 'POST', path, given)
  expect(set).toMatchObject({ status: 201, body: { freed: 1 }, jobs: [{ kind: 'fill_gaps' }, { kind: 'mail' }] })
  expect(await answer(call(juror, 'GET', `/assignments/${id}`))).toEqual(notFound)
  const [row] = await db.select().from(tables.jurorTies).where(eq(tables.jurorTies.userId, juror.id))
  const end = (reason: string) => answer(call(edition.secretariat, 'POST', `${path}/${row?.id}/end`, { reason }))
  expect([await end(' '), await end('Orang yang lain.'), await end('Lagi.')]).toEqual([
    [422, { code: 'reason_needed' }],
    [200, { endsAt: iso }],
    [409, { code: 'tie_ended' }],
  ])
  expect((await lettersOf(juror)).map(({ kind }) => kind)).toEqual(['juror_tie_ended', 'juror_tie_set'])
  expect(await auditActions(juror.id)).toEqual(['juror_tie.set', 'juror_tie.ended'])
  const [anew = ''] = await assigned(edition, juror, [proposal])
  expect((await call(juror, 'GET', `/assignments/${anew}`)).status).toBe(200)
})

/** Conflict of the pair, its id. */
const saidOf = async (juror: Person, proposal: { id: string }) => {
  const pair = and(eq(tables.conflicts.jurorId, juror.id), eq(tables.conflicts.proposalId, proposal.id))
  const rows = await db
    .select()
    .from(tables.conflicts)
    .where(and(pair, isNull(tables.conflicts.endedAt)))
  return rows[0]?.id ?? ''
}

test('a conflict set by mistake is ended once, with a reason; the pair can be said anew, and the rows tell all of it', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const path = `/editions/${edition.slug}/conflicts`
  const set = (reason: string) =>
    answer(
      call(edition.secretariat, 'POST', path, {
        jurorId: juror.id,
        referenceNumber: proposal.referenceNumber,
        kind: 'family',
        reason,
      }),
    )
  expect(await set('Saudara.')).toEqual([201, { freed: 1 }])
  const conflictId = await saidOf(juror, proposal)
  const end = (reason: string) => callNoting(edition.secretariat, 'POST', `${path}/${conflictId}/end`, { reason })
  expect([await end(' '), await end('Nama yang sama.'), await end('Lagi.')]).toEqual([
    { status: 422, body: { code: 'reason_needed' }, jobs: [] },
    { status: 200, body: { endedAt: iso }, jobs: [] },
    { status: 409, body: { code: 'conflict_ended' }, jobs: [] },
  ])
  // The juror never knew of it, and does not get the reading back unasked.
  expect([await lettersOf(juror), await liveReadings(juror)]).toEqual([[], []])
  expect(await answer(call(juror, 'GET', `/assignments/${id}`))).toEqual(notFound)
  // Given anew it is read like any other, until the pair is said again.
  const [anew = ''] = await assigned(edition, juror, [proposal])
  expect((await call(juror, 'GET', `/assignments/${anew}`)).status).toBe(200)
  expect(await set('Ternyata benar.')).toEqual([201, { freed: 1 }])
  expect(await answer(call(juror, 'GET', `/assignments/${anew}`))).toEqual(notFound)
  expect(await auditActions(proposal.id)).toEqual(['conflict.set', 'conflict.ended', 'conflict.set'])
  const rows = await db.select().from(tables.conflicts).where(eq(tables.conflicts.jurorId, juror.id))
  expect(rows.map(({ reason, endReason, endedBy }) => [reason, endReason, endedBy]).toSorted()).toEqual([
    ['Saudara.', 'Nama yang sama.', edition.secretariat.id],
    ['Ternyata benar.', null, null],
  ])
  const [, view] = await answer(call(edition.secretariat, 'GET', `${path}?juror=${juror.id}`))
  expect(view).toMatchObject({
    rows: [{ reason: 'Ternyata benar.' }],
    ended: [
      {
        juror: juror.name,
        kind: 'family',
        reference_number: proposal.referenceNumber,
        about: proposal.title,
        source: 'secretariat',
        reason: 'Saudara.',
        ended_by: edition.secretariat.name,
        end_reason: 'Nama yang sama.',
      },
    ],
  })
})

test('a declaration is ended by the secretariat alone; the juror gets a letter that names no proposal', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition, { title: 'Antrean Tanpa Tunggu' })
  const [id = ''] = await assigned(edition, juror, [proposal])
  await call(juror, 'POST', `/assignments/${id}/conflict`, { kind: 'advisor', reason: 'Saya kira kenal.' })
  const conflictId = await saidOf(juror, proposal)
  const end = async (person: Person, slug: string) =>
    (await call(person, 'POST', `/editions/${slug}/conflicts/${conflictId}/end`, { reason: 'Bukan orangnya.' })).status
  expect([
    await end(juror, edition.slug),
    await end(other.secretariat, other.slug),
    await end(edition.secretariat, edition.slug),
  ]).toEqual([403, 404, 200])
  const [letter] = await lettersOf(juror)
  expect(letter).toMatchObject({ kind: 'conflict_ended' })
  expect([
    letter?.body.includes('Saya kira kenal.'),
    letter?.body.includes('Bukan orangnya.'),
    /Antrean|UJI-/.test(`${letter?.subject} ${letter?.body}`),
  ]).toEqual([true, true, false])
})

test('ended at the same moment by two, a conflict has one end, one line in the trail and one letter', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  await call(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' })
  const path = `/editions/${edition.slug}/conflicts/${await saidOf(juror, proposal)}/end`
  const ends = await Promise.all(['a', 'b', 'c'].map((reason) => call(edition.secretariat, 'POST', path, { reason })))
  expect(ends.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  expect([await auditActions(proposal.id), (await lettersOf(juror)).length]).toEqual([['conflict.ended'], 1])
})

test('what a conflict has freed can be given to the juror again once it is taken back, and not before', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [said, tied, dropped] = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const [, , gone = ''] = await assigned(edition, juror, [said, tied, dropped])
  const here = `/editions/${edition.slug}`
  const set = { jurorId: juror.id, referenceNumber: said.referenceNumber, kind: 'other', reason: 'Kenal.' }
  await call(edition.secretariat, 'POST', `${here}/conflicts`, set)
  await call(edition.secretariat, 'POST', `${here}/juror-ties`, { jurorId: juror.id, ...tie(tied.agency.agency.id) })
  await db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'Berhenti.' })
    .where(eq(tables.assignments.id, gone))
  const lines = [said, tied, dropped].map((one) => `${one.referenceNumber};${juror.email}`)
  const faults = async () => {
    const file = ['Nomor usulan;Surel juri', ...lines].join('\r\n')
    const path = `${here}/stages/penilaian/assignment-table?whole=no`
    const [, body] = await answer(call(edition.secretariat, 'POST', path, file))
    return z.object({ faults: z.array(z.object({ fault: z.string() })), added: z.number() }).parse(body)
  }
  const named = async () => (await faults()).faults.map(({ fault }) => fault)
  expect(await named()).toEqual(['already_read', 'already_read', 'already_read'])
  await call(edition.secretariat, 'POST', `${here}/conflicts/${await saidOf(juror, said)}/end`, { reason: 'Keliru.' })
  expect(await named()).toEqual(['already_read', 'already_read'])
  const [held] = await db.select().from(tables.jurorTies).where(eq(tables.jurorTies.userId, juror.id))
  await call(edition.secretariat, 'POST', `${here}/juror-ties/${held?.id}/end`, { reason: 'Keliru.' })
  expect(await named()).toEqual(['already_read'])
  lines.pop()
  expect(await faults()).toMatchObject({ faults: [], added: 2 })
})

test('what was said of a pair is altered by nothing but its end, and deleted by nothing', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const row = {
    id: 'benturan-1',
    jurorId: juror.id,
    proposalId: proposal.id,
    source: 'declared',
    reason: 'Kenal.',
  } as const
  const said = { ...row, at: new Date(), by: juror.id }
  await db.insert(tables.conflicts).values(said)
  const own = eq(tables.conflicts.id, 'benturan-1')
  const end = { endedAt: new Date(), endedBy: edition.secretariat.id, endReason: 'Keliru.' }
  const change = (given: Partial<typeof tables.conflicts.$inferInsert>) =>
    db.update(tables.conflicts).set(given).where(own)
  await expect(change({ reason: 'Lain.' })).rejects.toThrow()
  await expect(change({ ...end, kind: 'dispute' })).rejects.toThrow()
  await expect(change({ endedAt: new Date() })).rejects.toThrow()
  await expect(db.insert(tables.conflicts).values({ ...said, id: 'benturan-2' })).rejects.toThrow()
  await expect(db.delete(tables.conflicts).where(own)).rejects.toThrow()
  await change(end)
  await expect(change({ ...end, endReason: 'Lain.' })).rejects.toThrow()
  await expect(change({ endedAt: null, endedBy: null, endReason: null })).rejects.toThrow()
  await db.insert(tables.conflicts).values({ ...said, id: 'benturan-2' })
})

test('conflicts of an edition are for its secretariat and the auditor; only the secretariat sets them', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const auditor = await aPerson({ role: 'auditor' })
  const elsewhere = await aPerson({ role: 'secretariat', editionId: other.id })
  const path = `/editions/${edition.slug}`
  const status = async (person: Person, method: string, rest: string, body?: unknown) =>
    (await call(person, method, `${path}${rest}`, body)).status
  const set = { jurorId: juror.id, referenceNumber: 'UJI-1', kind: 'other', reason: 'a' }
  expect([
    await status(auditor, 'GET', '/conflicts'),
    await status(elsewhere, 'GET', '/conflicts'),
    await status(juror, 'GET', '/conflicts'),
    await status(auditor, 'POST', '/conflicts', set),
    await status(elsewhere, 'POST', '/conflicts', set),
    await status(auditor, 'GET', '/conflict-table'),
    await status(elsewhere, 'GET', '/conflict-table'),
    await status(auditor, 'GET', '/conflict-table/template'),
    await status(auditor, 'POST', '/conflict-table?act=check', ''),
    await status(elsewhere, 'POST', '/conflict-table?act=check', ''),
    await status(auditor, 'POST', '/conflicts/apa-saja/end', { reason: 'a' }),
    await status(elsewhere, 'POST', '/conflicts/apa-saja/end', { reason: 'a' }),
    await status(edition.secretariat, 'POST', '/conflicts/apa-saja/end', { reason: 'a' }),
  ]).toEqual([200, 404, 403, 403, 404, 200, 404, 403, 403, 404, 403, 404, 404])
})

test('somebody who is no juror of the edition, and a proposal of another, are named as wrong fields', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const stranger = await aJuror(other)
  const theirs = await anEligible(other)
  const set = { jurorId: stranger.id, referenceNumber: theirs.referenceNumber, kind: 'other', reason: 'Kenal.' }
  expect(await answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/conflicts`, set))).toEqual([
    422,
    { code: 'invalid_input', fields: ['jurorId', 'referenceNumber'] },
  ])
  const said = { jurorId: stranger.id, ...tie(theirs.agency.agency.id) }
  expect(await answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/juror-ties`, said))).toEqual([
    422,
    { code: 'invalid_input', fields: ['jurorId'] },
  ])
})

test('jurors are listed by pages, and conflicts of one page belong to its jurors', async () => {
  const edition = await anEdition('penilaian')
  const proposal = await anEligible(edition)
  const jurors: Person[] = []
  for (let i = 0; i < 27; i += 1) {
    const juror = await aJuror(edition)
    await anAffiliation(juror, proposal.agency.unit.id)
    jurors.push(juror)
  }
  const page = async (after: string | null) => {
    const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
    const [, view] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/conflicts${query}`))
    return view
  }
  const first = await page(null)
  expect(first).toMatchObject({ next: expect.any(String) })
  const { next, rows } = JSON.parse(JSON.stringify(first))
  const second = JSON.parse(JSON.stringify(await page(next)))
  const seen = [...rows, ...second.rows].map(({ jurorId }: { jurorId: string }) => jurorId)
  expect([rows.length, second.next, seen.toSorted()]).toEqual([25, null, jurors.map(({ id }) => id).toSorted()])
})

test('a juror is found by a part of the name in any case, and whatever is typed finds nobody else', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const named = async (text: string) => {
    const path = `/editions/${edition.slug}/conflicts?q=${encodeURIComponent(text)}`
    return idsIn.parse((await answer(call(edition.secretariat, 'GET', path)))[1]).jurors.map(({ id }) => id)
  }
  const long = `${juror.name} yang namanya lebih panjang daripada pola pencarian`
  expect([await named(juror.name.slice(1).toUpperCase()), await named('%'), await named(long)]).toEqual([
    [juror.id],
    [],
    [],
  ])
  await db.update(tables.users).set({ name: long }).where(eq(tables.users.id, juror.id))
  expect(await named(long)).toEqual([juror.id])
})

const idsIn = z.object({ jurors: z.array(z.object({ id: z.string() })) })

test('what was said of a conflict is never altered and never deleted', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const agency = await anAgency()
  await call(juror, 'POST', '/conflicts/ties', tie(agency.id))
  const own = eq(tables.jurorTies.userId, juror.id)
  await expect(db.delete(tables.jurorTies).where(own)).rejects.toThrow()
  await expect(db.update(tables.jurorTies).set({ reason: 'lain' }).where(own)).rejects.toThrow()
  const rows = await db
    .select()
    .from(tables.jurorTies)
    .where(and(own, eq(tables.jurorTies.agencyId, agency.id)))
  expect(rows).toHaveLength(1)
})

test('a post noted for somebody who reads already frees what it bars', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition)]
  const [first = '', second = ''] = await assigned(edition, juror, proposals)
  const appointment = {
    name: juror.name,
    email: juror.email,
    role: 'evaluator',
    agencyId: proposals[0]?.agency.unit.id,
    post: 'Dosen tamu',
  }
  const said = await callNoting(edition.secretariat, 'POST', `/editions/${edition.slug}/jurors`, appointment)
  expect(said).toMatchObject({ status: 201, jobs: [{ kind: 'mail' }, { kind: 'fill_gaps' }] })
  expect([await liveReadings(juror), await auditActions(first)]).toEqual([[second], ['reading.freed']])
})

test('what becomes a conflict unsaid is freed within the hour', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition)]
  const [, second = ''] = await assigned(edition, juror, proposals)
  await anAffiliation(juror, proposals[0]!.agency.unit.id)
  await sweepBarred(env, new Date())
  expect(await liveReadings(juror)).toEqual([second])
})

test('a seat of an interview to come and a visit end with the reading', async () => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const proposal = await anEligible(edition)
  const about = { editionId: edition.id, proposalId: proposal.id, at: new Date(), by: edition.secretariat.id }
  const beginsAt = later()
  const endsAt = new Date(beginsAt.getTime() + 1)
  await db
    .insert(tables.interviewSlots)
    .values({ id: 'janji', stageId: 'wawancara', beginsAt, endsAt, room: 'A', ...about })
  await db.insert(tables.interviewSeats).values({ slotId: 'janji', jurorId: panelist.id, beginsAt })
  await db
    .insert(tables.fieldVisits)
    .values({ id: 'kunjungan', stageId: 'wawancara', visitsOn: '2027-01-01', place: 'Sleman', ...about })
  await db.insert(tables.fieldVisitors).values({ visitId: 'kunjungan', jurorId: panelist.id, at: new Date() })
  await call(panelist, 'POST', '/conflicts/ties', tie(proposal.agency.unit.id))
  const [seat] = await db.select().from(tables.interviewSeats).where(eq(tables.interviewSeats.jurorId, panelist.id))
  const [visitor] = await db.select().from(tables.fieldVisitors).where(eq(tables.fieldVisitors.jurorId, panelist.id))
  expect([seat?.endedAt instanceof Date, visitor?.endedAt instanceof Date]).toEqual([true, true])
})

test('a recusal is planned anew by itself; where nobody is left, the secretariat gets one letter', async () => {
  const edition = await anEdition('penilaian')
  const jurors = [await aJuror(edition), await aJuror(edition), await aJuror(edition)]
  await anEligible(edition)
  const path = `/editions/${edition.slug}/stages/penilaian/assignment-plans`
  const order = { kind: 'first', seed: 3, mostReadings: null, anchors: null, usesThemes: true, reason: '' }
  const [, made] = await answer(call(edition.secretariat, 'POST', path, order))
  const { id: planId } = z.object({ id: z.string() }).parse(made)
  expect((await call(edition.secretariat, 'POST', `${path}/${planId}/publication`)).status).toBeLessThan(300)
  const recuse = async () => {
    for (const juror of jurors) {
      const [id] = await liveReadings(juror)
      if (id === undefined) continue
      const said = await callNoting(juror, 'POST', `/assignments/${id}/conflict`, { reason: 'Kenal.' })
      await workGaps(env, { editionId: edition.id, stageId: 'penilaian', reason: 'uji' }, new Date())
      return said.status
    }
    return 0
  }
  const readers = async () => (await Promise.all(jurors.map(liveReadings))).flat().length
  const told = async () => (await lettersOf(edition.secretariat)).filter(({ kind }) => kind === 'readers_lacking')
  expect([await readers(), await recuse(), await readers(), (await told()).length]).toEqual([2, 201, 2, 0])
  expect([await recuse(), await readers(), (await told()).length]).toEqual([201, 1, 1])
  await workGaps(env, { editionId: edition.id, stageId: 'penilaian', reason: 'uji' }, new Date())
  expect((await told()).length).toBe(1)
})
