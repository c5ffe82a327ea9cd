import { exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { correctionsPerHour } from '#domain/correction.ts'
import { aPerson, answer, call, db } from './portal.ts'

const report = {
  slug: 'klinik-bum-desa',
  language: 'id',
  statement: 'Tahun <b>mulai</b> keliru.',
  proposed: 'Mei 2019',
  sourceUrl: 'https://contoh.go.id/berita/1',
  email: '',
  website: '',
}

function send(form: Partial<typeof report>, ip = '192.0.2.1', origin = 'http://localhost'): Promise<Response> {
  return exports.default.fetch('http://localhost/api/corrections', {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'cf-connecting-ip': ip, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...report, ...form }).toString(),
  })
}

const read = (path: string) => exports.default.fetch(`http://localhost${path}`, { redirect: 'manual' })

async function sent(form: Partial<typeof report> = {}, ip?: string): Promise<{ reference: string; page: string }> {
  const response = await send(form, ip)
  expect(response.status).toBe(303)
  const page = response.headers.get('location') ?? ''
  return { reference: page.split('/').at(-1) ?? '', page }
}

type Listed = { rows: { id: string; reference: string; state: string }[]; next: string | null }
async function listed(person: Parameters<typeof call>[0], query = ''): Promise<Listed> {
  const response = await call(person, 'GET', `/corrections${query}`)
  expect(response.status).toBe(200)
  return response.json()
}

// Each test begins an hour after the one before: the limit counts what was sent within an hour.
let hour = 0
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + ++hour * 2 * 3_600_000)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a reader', () => {
  test('reports a wrong fact without script and reads the report under its number, escaped', async () => {
    const { reference, page } = await sent()
    expect(reference).toMatch(/^KOR(-[A-Z0-9]{4}){4}$/)
    const shown = await read(page)
    const html = await shown.text()
    expect([shown.status, shown.headers.get('content-security-policy'), shown.headers.get('cache-control')]).toEqual([
      200,
      "default-src 'self'",
      'no-store',
    ])
    expect(html).toContain('Tahun &lt;b&gt;mulai&lt;/b&gt; keliru.')
    expect(html).toContain('href="/inovasi/klinik-bum-desa/"')
    expect([html.includes('menunggu'), html.includes('diterima'), html.includes('tidak dikenal')]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('opens the form of an innovation, which names it and keeps it in the other language', async () => {
    const shown = await read('/api/corrections/form?slug=klinik-bum-desa&language=en')
    const html = await shown.text()
    const wanted = [
      '<h1>Laporkan<span data-when="named">: <span data-list="innovation">Klinik BUM Desa &amp; Mitra</span></span></h1>',
      '<input type="hidden" name="slug" value="klinik-bum-desa">',
      'href="/api/corrections/form?slug=klinik-bum-desa&amp;language=id"',
    ]
    expect([
      shown.status,
      ...wanted.filter((text) => !html.replaceAll('&language', '&amp;language').includes(text)),
    ]).toEqual([200])
    expect((await read('/api/corrections/form?slug=tidak-ada')).status).toBe(404)
  })

  test('gets the form back with every word typed and each fault said', async () => {
    const response = await send({
      statement: ' ',
      proposed: '</textarea><script>x</script>',
      sourceUrl: 'koran "Kita"',
    })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;')
    expect(html).toContain('value="koran &quot;Kita&quot;"')
    expect([html.includes('isi dulu'), html.includes('bukan alamat'), html.includes('terlalu sering')]).toEqual([
      true,
      true,
      false,
    ])
    expect(html).toContain('class="field is-invalid" data-field="statement"')
    expect(html).toContain('class="field" data-field="email"')
  })

  test('writes in the language of the page', async () => {
    const { page } = await sent({ language: 'en' })
    const html = await (await read(page)).text()
    expect([html.includes('<html lang="en">'), html.includes('href="/en/inovasi/klinik-bum-desa/"')]).toEqual([
      true,
      true,
    ])
  })

  test('finds the number again however it is typed, and is told when it is none', async () => {
    const { reference } = await sent()
    const found = await read(`/api/corrections/lookup?reference=${reference.toLowerCase().replaceAll('-', '+')}`)
    expect([found.status, found.headers.get('location')]).toEqual([303, `/api/corrections/${reference}`])
    for (const path of ['/api/corrections/lookup?reference=KOR-1', '/api/corrections/KOR-9999-9999-9999-9999']) {
      const none = await read(path)
      const html = await none.text()
      expect([none.status, html.includes('tidak dikenal'), html.includes('menunggu')]).toEqual([404, true, false])
    }
  })

  test('cannot report on a page that does not exist, in the name of another site, or as a machine that fills every field', async () => {
    const before = await db.$count(tables.corrections)
    const strange = [
      await send({ slug: 'tidak-ada' }),
      await send({ slug: '../../api/me' }),
      await send({}, '192.0.2.1', 'https://lain.example'),
      await send({ website: 'https://iklan.example' }),
    ]
    expect(strange.map(({ status }) => status)).toEqual([404, 422, 403, 422])
    expect(await db.$count(tables.corrections)).toBe(before)
  })
})

describe('a flood', () => {
  test('from one address ends at the limit, keeps what was typed, and leaves others alone', async () => {
    for (let n = 0; n < correctionsPerHour.sender; n++) await sent({}, '198.51.100.7')
    const refused = await send({ statement: 'Yang keenam.' }, '198.51.100.7')
    const html = await refused.text()
    expect([refused.status, html.includes('terlalu sering'), html.includes('Yang keenam.')]).toEqual([429, true, true])
    await sent({}, '198.51.100.8')
    vi.setSystemTime(Date.now() + 3_600_001)
    await sent({}, '198.51.100.7')
  })

  test('of many at one moment is counted one by one', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => send({}, '198.51.100.9')))
    expect(many.filter(({ status }) => status === 303).length).toBe(correctionsPerHour.sender)
  })

  test('from everywhere ends too', async () => {
    const at = new Date()
    const rows = Array.from({ length: correctionsPerHour.everyone }, (_, n) => ({
      id: `flood-${n}`,
      reference: `FLOOD-${n}`,
      slug: 'klinik-bum-desa',
      language: 'id' as const,
      statement: 'x',
      proposed: '',
      senderHash: `h${n}`,
      at,
    }))
    for (let n = 0; n < rows.length; n += 10) await db.insert(tables.corrections).values(rows.slice(n, n + 10))
    expect((await send({}, '203.0.113.1')).status).toBe(429)
  })

  test('leaves no address of its sender behind', async () => {
    await sent({}, '203.0.113.77')
    const rows = await db.select().from(tables.corrections)
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77')
    expect(rows.every(({ senderHash }) => senderHash !== '')).toBe(true)
  })
})

describe('the secretariat', () => {
  test('reads what is open, answers it, and the reader finds the answer', async () => {
    const secretariat = await aPerson({ role: 'secretariat' })
    const { reference, page } = await sent()
    const row = (await listed(secretariat)).rows.find((one) => one.reference === reference)
    expect(row).toEqual({
      id: row?.id,
      reference,
      slug: 'klinik-bum-desa',
      language: 'id',
      statement: report.statement,
      proposed: report.proposed,
      sourceUrl: report.sourceUrl,
      hasEmail: false,
      at: new Date().toISOString(),
      state: 'open',
      answers: [],
    })
    const given = { outcome: 'accepted', text: 'Sudah diperbaiki.', sequence: 1 }
    const path = `/corrections/${row?.id}/answers`
    expect(await answer(call(secretariat, 'POST', path, given))).toEqual([201, { sequence: 1 }])
    expect(await answer(call(secretariat, 'POST', path, given))).toEqual([409, { code: 'already_answered' }])
    const html = await (await read(page)).text()
    expect([html.includes('Sudah diperbaiki.'), html.includes('diterima'), html.includes('menunggu')]).toEqual([
      true,
      true,
      false,
    ])
    const [open, answered, rejected] = await Promise.all(
      ['?state=open', '?state=answered', '?state=rejected'].map((query) => listed(secretariat, query)),
    )
    const has = (list: Listed | undefined) => list?.rows.some((one) => one.reference === reference)
    expect([has(open), has(answered), has(rejected)]).toEqual([false, true, false])
    const events = await db.select().from(tables.auditEvents)
    expect(
      events
        .filter(({ subjectId }) => subjectId === row?.id)
        .map(({ action, actorId, detail }) => ({ action, actorId, detail })),
    ).toEqual([
      {
        action: 'correction.answered',
        actorId: secretariat.id,
        detail: { outcome: 'accepted', sequence: 1, slug: 'klinik-bum-desa' },
      },
    ])
  })

  test('writes to the reader who left an address, and to nobody else', async () => {
    const secretariat = await aPerson({ role: 'secretariat' })
    await sent({ email: 'warga@contoh.id', language: 'en' })
    await sent()
    for (const { id } of (await listed(secretariat)).rows.slice(0, 2)) {
      const given = { outcome: 'rejected', text: 'Sumber menyebut 2018.', sequence: 1 }
      expect((await call(secretariat, 'POST', `/corrections/${id}/answers`, given)).status).toBe(201)
    }
    const letters = (await db.select().from(tables.mails)).filter(({ kind }) => kind === 'correction_rejected')
    expect(letters.map(({ toUserId, toAddress, subject }) => [toUserId, toAddress, subject.slice(25)])).toEqual([
      [null, 'warga@contoh.id', 'the page stays as it is'],
    ])
  })

  test('of two who answer at the same moment one is told that the other was first', async () => {
    const secretariat = await aPerson({ role: 'secretariat' })
    await sent()
    const id = (await listed(secretariat)).rows[0]?.id
    const given = { outcome: 'noted', text: 'Dicatat.', sequence: 1 }
    const both = await Promise.all([1, 2].map(() => call(secretariat, 'POST', `/corrections/${id}/answers`, given)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  test('goes through a long list in stretches without missing or repeating a report', async () => {
    const auditor = await aPerson({ role: 'auditor' })
    const at = Date.now()
    const rows = Array.from({ length: 130 }, (_, n) => ({
      id: `long-${String(n).padStart(3, '0')}`,
      reference: `LONG-${n}`,
      slug: 'klinik-bum-desa',
      language: 'id' as const,
      statement: 'x',
      proposed: '',
      senderHash: 'h',
      // Several at one instant: the id decides among them.
      at: new Date(at + Math.floor(n / 7)),
    }))
    for (let n = 0; n < rows.length; n += 10) await db.insert(tables.corrections).values(rows.slice(n, n + 10))
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: Listed = await listed(auditor, `?state=open${after ? `&after=${after}` : ''}`)
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    }
    expect(seen.filter((id) => id.startsWith('long-'))).toEqual(rows.map(({ id }) => id).toReversed())
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('alone answers, and an auditor only reads', async () => {
    const [auditor, author] = [await aPerson({ role: 'auditor' }), await aPerson({ role: 'author' })]
    await sent()
    const id = (await listed(auditor)).rows[0]?.id
    const given = { outcome: 'noted', text: 'Dicatat.', sequence: 1 }
    expect([
      (await call(author, 'GET', '/corrections')).status,
      (await call(auditor, 'POST', `/corrections/${id}/answers`, given)).status,
      (await call(author, 'POST', `/corrections/${id}/answers`, given)).status,
      (await call(await aPerson({ role: 'secretariat' }), 'POST', '/corrections/tidak-ada/answers', given)).status,
    ]).toEqual([403, 403, 403, 404])
  })
})
