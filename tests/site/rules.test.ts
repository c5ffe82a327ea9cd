import { describe, expect, it } from 'vitest'
import { inThreeZones } from '#site/text/format.ts'
import { aBuiltSite, thingsOf, wordsOf } from './built.ts'
import { anEdition } from './fixture.ts'

const site = aBuiltSite()
const lacking = (text: string, wanted: readonly string[]) => wanted.filter((one) => !text.includes(one))

describe('the schedule of an edition', () => {
  it.each([
    ['edisi/kipp-uji/jadwal/index.html', 'id'],
    ['en/edisi/kipp-uji/jadwal/index.html', 'en'],
    ['jadwal/index.html', 'id'],
    ['en/jadwal/index.html', 'en'],
  ] as const)(
    '%s has every stage in three zones, each with its own day, and every change with its reason',
    (path, language) => {
      const words = wordsOf(site.read(path))
      const instants = anEdition.stages.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt])
      const zoned = instants.flatMap((instant) =>
        inThreeZones(new Date(instant), language).map(({ clock, zone, day }) => `${clock} ${zone}, ${day}`),
      )
      expect(lacking(words, [...zoned, ...anEdition.stages.map(({ name }) => name)])).toEqual([])
      expect(words).toContain('Perpanjangan; banyak instansi belum selesai, kata mereka.')
    },
  )

  it.each(['edisi/kipp-uji/jadwal.ics', 'en/edisi/kipp-uji/jadwal.ics'])('is the calendar file %s', (path) => {
    const file = site.read(path)
    const lines = file.replaceAll('\r\n ', '').split('\r\n')
    const values = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1))
    const stages = ['registration', 'screening', 'desk', 'plenary', 'objection']
    expect(values('UID')).toEqual(
      stages.flatMap((stage) => ['window', 'close'].map((what) => `kipp-uji.${stage}.${what}@127.0.0.1`)),
    )
    expect(values('SEQUENCE')).toEqual(stages.flatMap((stage) => Array(2).fill(stage === 'registration' ? '1' : '0')))
    const utc = (instant: string) => instant.replaceAll(/[-:]|\.\d+/g, '')
    expect(values('DTSTART')).toEqual(
      anEdition.stages.flatMap(({ opensAt, closesAt }) => [utc(opensAt), utc(closesAt)]),
    )
    expect(values('DTEND')).toEqual(anEdition.stages.map(({ closesAt }) => utc(closesAt)))
    expect(values('DTSTAMP').slice(0, 2)).toEqual(Array(2).fill(utc(anEdition.changes[0]?.at ?? '')))
    expect(file).toContain('Perpanjangan\\; banyak instansi')
  })
})

describe('the rules of an edition', () => {
  it.each([
    [
      'edisi/kipp-uji/tata-cara/index.html',
      [
        'Paling banyak 600 kata',
        '2 bagian, seluruhnya paling banyak 800 kata',
        '10 usulan',
        '99 tempat',
        'wajib, paling besar 5 MB',
        '3 tahun',
      ],
    ],
    [
      'en/edisi/kipp-uji/tata-cara/index.html',
      [
        'At most 600 words',
        '2 sections, at most 800 words together',
        '10 at most',
        '99 places',
        'required, at most 5 MB',
        '3 years',
      ],
    ],
  ])('%s has limits, caps, quotas and conditions', (path, wanted) => {
    const words = wordsOf(site.read(path))
    expect(
      lacking(words, [...wanted, '30%', 'Tulis keadaan sebelum dan sesudah.', 'Sudah ditiru instansi lain?']),
    ).toEqual([])
  })

  it('say what each level means, once where criteria share them', () => {
    const words = wordsOf(site.read('edisi/kipp-uji/tata-cara/index.html'))
    expect(words.split('Perubahan jelas dengan data sebelum dan sesudah.').length).toBe(2)
    expect(lacking(words, ['60–100', '0–59'])).toEqual([])
  })

  it('say who decides in each stage, how many read, by what it may be refused, and what a tie is', () => {
    const words = wordsOf(site.read('edisi/kipp-uji/tata-cara/index.html'))
    const wanted = [
      'Admin instansi memutuskan usulan mana yang diajukan',
      '3 evaluator membaca setiap usulan',
      'Berangkat dari peringkat Penilaian proposal.',
      'Umur inovasi kurang dari syarat',
      'Tidak ada pemecah seri tersembunyi',
      'Versi 1, berlaku',
    ]
    expect(lacking(words, wanted)).toEqual([])
  })

  it.each([
    [
      'edisi/kipp-uji/tata-cara/index.html',
      [
        'Tidak dapat ikut lagi bila sudah 2 kali. Dihitung sejak 2014.',
        'Hanya yang pernah menerimanya, sedikitnya 1 kali.',
        'Judul dan Signifikansi dibandingkan',
        '35% atau lebih sama',
        'diingatkan 168 dan 48 jam sebelum',
        'paling jauh 45 menit sebelum penutupan, pengajuan tetap dibuka 90 menit',
        'lebih lambat dari 3.000 milidetik',
      ],
    ],
    [
      'en/edisi/kipp-uji/tata-cara/index.html',
      [
        'May not compete again after 2 of them. Counted since 2014.',
        'The title and Signifikansi are compared',
        'reminded 168 and 48 hours before',
        'submitting stays open for 90 minutes',
      ],
    ],
  ])('%s has past awards, similarity, reminders and grace', (path, wanted) => {
    expect(lacking(wordsOf(site.read(path)), wanted)).toEqual([])
  })

  it('are told in short on the first page of the edition', () => {
    const wanted = ['Umum (10 usulan) dan Khusus (tanpa batas)', 'paling banyak 800 kata', 'TOP 99, Umum: 99 tempat']
    expect(lacking(wordsOf(site.read('edisi/kipp-uji/index.html')), wanted)).toEqual([])
  })

  it('name the very file they were made from, on every part', () => {
    const parts = ['', 'jadwal/', 'tata-cara/'].map((part) => site.read(`edisi/kipp-uji/${part}index.html`))
    const address = `href="/api/publications/${site.portal.hashes[0]}"`
    expect(parts.map((html) => html.includes(address))).toEqual([true, true, true])
  })
})

describe('what an edition tells machines', () => {
  it('is an event with its stages, and where the page stands', () => {
    const [event, trail] = thingsOf(site.read('en/edisi/kipp-uji/jadwal/index.html'))
    const at = `${site.portal.origin}/en/edisi/`
    expect(event).toMatchObject({
      '@type': 'Event',
      '@id': `${at}kipp-uji/#edition`,
      name: 'KIPP Uji',
      startDate: anEdition.stages[0]?.opensAt,
      endDate: anEdition.stages.at(-1)?.closesAt,
      subEvent: anEdition.stages.map(({ opensAt, closesAt }) => ({ startDate: opensAt, endDate: closesAt })),
    })
    expect(trail).toEqual({
      '@type': 'BreadcrumbList',
      itemListElement: [
        ['Editions', at],
        ['KIPP Uji', `${at}kipp-uji/`],
        ['Schedule', `${at}kipp-uji/jadwal/`],
      ].map(([name, item], index) => ({ '@type': 'ListItem', position: index + 1, name, item })),
    })
  })

  it('says of a simulation that it is one', () => {
    expect(JSON.stringify(thingsOf(site.read('edisi/kipp-uji/index.html')))).toContain(
      'Simulasi: bukan kompetisi nyata.',
    )
  })
})
