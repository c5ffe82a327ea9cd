import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listStuckAgencies } from '#db/funnels.ts'
import * as tables from '#db/schema.ts'
import { aPerson, anAgency, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aDraft, aPassed, aSubmitted, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const list = async (person: Person, edition: Edition, query: string) =>
  Object((await answer(call(person, 'GET', `/editions/${edition.slug}/funnel/agencies?${query}`)))[1])

const remind = (person: Person, edition: Edition, agencyIds: string[], more = {}) =>
  answer(
    call(person, 'POST', `/editions/${edition.slug}/agency-reminders`, {
      agencyIds,
      note: '',
      preview: false,
      ...more,
    }),
  )

test('the funnel counts by day of Jakarta and by agency, where it stands and since when', async () => {
  const edition = await anEdition()
  const busy = await anAgencyWithPeople()
  const slow = await anAgencyWithPeople()
  const evening = new Date('2026-01-01T18:00:00Z')
  await aPassed(edition, busy, { stateSince: evening })
  await aPassed(edition, busy, { stateSince: new Date('2026-01-03T00:00:00Z') })
  await aPassed(edition, slow, { stateSince: new Date('2026-01-02T00:00:00Z') })
  await aDraft(edition, slow, { stateSince: new Date('2026-01-02T00:00:00Z') })
  const forwarded = await aSubmitted(edition, busy)
  await call(busy.admin, 'POST', `/proposals/${forwarded}/withdrawals`, { note: '' })
  const [, { days }] = (await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/funnel/days`))).map(
    Object,
  )
  const at = (day: string) => days.find((one: { day: string }) => one.day === day)?.counts
  const { rows } = await list(edition.secretariat, edition, 'state=with_agency')
  expect([
    at('2026-01-02'),
    rows.map((row: { id: string; atAdmin: number; atUnits: number; adminSince: string; unitSince: string | null }) => [
      row.id,
      row.atAdmin,
      row.atUnits,
      row.adminSince,
      row.unitSince,
    ]),
    (await list(edition.secretariat, edition, 'state=draft')).rows.map(({ id }: { id: string }) => id),
    (await list(edition.secretariat, edition, 'state=returned')).rows,
    (await list(edition.secretariat, edition, `q=${encodeURIComponent(slow.agency.name)}`)).rows.some(
      ({ id }: { id: string }) => id === slow.agency.id,
    ),
  ]).toEqual([
    { draft: 3, with_agency: 2 },
    [
      [busy.agency.id, 3, 0, evening.toISOString(), null],
      [slow.agency.id, 1, 1, '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
    ],
    [slow.agency.id],
    [],
    true,
  ])
})

test('only secretariat and auditor of the edition read the funnel; only the secretariat reminds', async () => {
  const edition = await anEdition()
  const other = await anEdition()
  const agency = await anAgencyWithPeople()
  const auditor = await aPerson({ role: 'auditor' })
  const elsewhere = await aPerson({ role: 'secretariat', editionId: other.id })
  const statuses = async (person: Person) => [
    (await call(person, 'GET', `/editions/${edition.slug}/funnel/days`)).status,
    (await call(person, 'GET', `/editions/${edition.slug}/funnel/agencies`)).status,
    (await call(person, 'GET', `/editions/${edition.slug}/funnel/csv`)).status,
    (await remind(person, edition, [agency.agency.id], { preview: true }))[0],
  ]
  expect([await statuses(auditor), await statuses(elsewhere), await statuses(agency.admin)]).toEqual([
    [200, 200, 200, 403],
    [404, 404, 404, 404],
    [403, 403, 403, 403],
  ])
})

test('an agency is reminded once a day: preview writes nothing, two at the same moment write once', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const empty = await anAgencyWithPeople()
  const orphan = await anAgency()
  const unit = await anAgency({ parentId: orphan.id })
  await aPassed(edition, agency)
  await aDraft(edition, { ...agency, agency: orphan, unit })
  const ids = [agency.agency.id, empty.agency.id, orphan.id]
  const colleague = await aPerson({ role: 'secretariat' })
  const preview = await remind(edition.secretariat, edition, ids, { preview: true, note: 'Mohon segera' })
  const skipped = [
    { id: empty.agency.id, name: empty.agency.name, why: 'nothing_open' },
    { id: orphan.id, name: orphan.name, why: 'no_admin' },
  ]
  expect([preview, await lettersOf(agency.admin)]).toEqual([
    [
      200,
      {
        letters: [
          {
            id: agency.agency.id,
            name: agency.agency.name,
            admins: [{ id: agency.admin.id, name: agency.admin.name, email: agency.admin.email, failedAt: null }],
            subject: `1 usulan ${agency.agency.name} belum diteruskan`,
            body: expect.stringContaining('Pesan sekretariat: Mohon segera'),
          },
        ],
        skipped,
        sent: 0,
      },
    ],
    [],
  ])
  await Promise.all([remind(edition.secretariat, edition, ids), remind(colleague, edition, ids)])
  const again = await remind(colleague, edition, ids)
  const trail = await db
    .select({ action: tables.auditEvents.action, detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.subjectId, agency.agency.id), eq(tables.auditEvents.editionId, edition.id)))
  const { rows } = await list(edition.secretariat, edition, 'state=with_agency')
  expect([again, (await lettersOf(agency.admin)).length, trail, rows[0].remindedAt]).toEqual([
    [
      200,
      {
        letters: [],
        skipped: [{ id: agency.agency.id, name: agency.agency.name, why: 'reminded_today' }, ...skipped],
        sent: 0,
      },
    ],
    1,
    [{ action: 'agency.reminded', detail: { letters: 1, note: '' } }],
    expect.stringMatching(/Z$/),
  ])
  await nowIn(edition, 'seleksi')
  expect((await remind(edition.secretariat, edition, ids))[0]).toBe(409)
})

test('an address from which letters come back is said beside the agency', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aPassed(edition, agency)
  await remind(edition.secretariat, edition, [agency.agency.id])
  const [mail] = await db.select().from(tables.mails).where(eq(tables.mails.toUserId, agency.admin.id))
  await db.insert(tables.mailEvents).values({
    id: crypto.randomUUID(),
    mailId: mail?.id ?? '',
    kind: 'bounced',
    address: agency.admin.email,
    at: new Date(5000),
  })
  const { rows } = await list(edition.secretariat, edition, 'state=with_agency')
  expect(rows[0].admins).toEqual([
    {
      id: agency.admin.id,
      name: agency.admin.name,
      email: agency.admin.email,
      failedAt: new Date(5000).toISOString(),
    },
  ])
})

test('the export holds every agency with its numbers and leaves a trace', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aPassed(edition, agency)
  await aDraft(edition, agency)
  const response = await call(edition.secretariat, 'GET', `/editions/${edition.slug}/funnel/csv`)
  const [, line, end] = (await response.text()).split('\r\n')
  const trail = await db
    .select({ detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.subjectId, edition.id), eq(tables.auditEvents.action, 'export.made')))
  expect([line?.split(';').slice(0, 10), end, trail]).toEqual([
    [agency.agency.name, 'kabupaten', '', '1', '1', '0', '0', '0', '0', '0'],
    '',
    [{ detail: { what: 'funnel', rows: 1 } }],
  ])
})

test('a page of the funnel reads the same few rows with 40 agencies and with 1,000', async () => {
  const edition = await anEdition()
  const author = await aPerson({ role: 'author' })
  const seed = async (prefix: string, count: number) => {
    const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)'
    await env.DB.batch([
      env.DB.prepare(
        `${numbers} INSERT INTO agencies (id, name, cluster_id, valid_from) SELECT ? || i, ? || i, 'kota', 0 FROM n`,
      ).bind(count, prefix, prefix),
      env.DB.prepare(
        `${numbers} INSERT INTO proposals (id, edition_id, agency_id, unit_id, group_id, title, state, state_since, created_at, created_by)
         SELECT ? || i, ?, ? || i, ? || i, 'umum', 'Usulan', CASE i % 2 WHEN 0 THEN 'draft' ELSE 'with_agency' END, i, 0, ? FROM n`,
      ).bind(count, prefix, edition.id, prefix, prefix, author.id),
    ])
  }
  const reads = async (state: 'with_agency' | 'all') => {
    const statement = listStuckAgencies(db, { editionId: edition.id, state, after: undefined }, 11)
    const { sql, params } = statement.getQuery()
    const { results, meta } = await env.DB.prepare(sql)
      .bind(...params)
      .all()
    return { rows: results.length, read: meta.rows_read }
  }
  await seed('satu', 40)
  const before = [await reads('with_agency'), await reads('all')]
  await seed('dua', 960)
  const after = [await reads('with_agency'), await reads('all')]
  expect([after, after.map(({ rows, read }) => rows === 11 && read <= 11 * 7 + 10)]).toEqual([before, [true, true]])
})
