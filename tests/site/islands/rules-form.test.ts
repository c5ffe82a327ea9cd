import { expect, it } from 'vitest'
import template from '#content/templates/kipp-2023.json' with { type: 'json' }
import { rulesSchema } from '#content/rules.ts'
import { rulesOf, templateSchema } from '#content/template.ts'
import type { Rules } from '#domain/edition.ts'
import { ruleMistakes, withTyped } from '#site/islands/rules-form.ts'

const criterion = (id: string, weightPercent: number) => ({ id, title: id, guidance: 'g', weightPercent, levels: [] })
const rules: Rules = {
  templateId: 'uji',
  clusters: [{ id: 'kota', name: 'Kota' }],
  groups: [{ id: 'umum', name: 'Umum', description: 'd', capPerAgency: 3, minimumAgeMonths: 24 }],
  sections: [{ id: 'ringkasan', title: 'Ringkasan', question: 'q', guidance: 'g', maxWords: 200 }],
  attachments: [],
  awards: [{ id: 'top', name: 'TOP' }],
  stages: [
    { id: 'pendaftaran', kind: 'registration', name: 'Pendaftaran' },
    {
      id: 'penilaian',
      kind: 'scoring',
      name: 'Penilaian',
      jurorRole: 'evaluator',
      rubric: [criterion('a', 40), criterion('b', 60)],
      readersPerProposal: 2,
      passingHundredths: null,
    },
    {
      id: 'pleno',
      kind: 'plenary',
      name: 'Pleno',
      rankedStageId: 'penilaian',
      cuts: [{ awardId: 'top', groupId: 'umum', places: 30 }],
    },
  ],
}

it('writes what was typed into the rules and leaves the rest as it was', () => {
  const typed = {
    'batas-umum': '',
    'umur-umum': '12',
    'bobot-penilaian-a': '30',
    'bobot-penilaian-b': '70',
    'tempat-pleno-0': '45',
  }
  expect(ruleMistakes(rules, typed)).toEqual([])
  const [registration, scoring, plenary] = rules.stages
  expect(withTyped(rules, typed)).toEqual({
    ...rules,
    groups: [{ ...rules.groups[0], capPerAgency: null, minimumAgeMonths: 12 }],
    stages: [
      registration,
      { ...scoring, rubric: [criterion('a', 30), criterion('b', 70)] },
      { ...plenary, cuts: [{ awardId: 'top', groupId: 'umum', places: 45 }] },
    ],
  })
})

it('names every number out of range and a rubric whose weights do not sum to 100', () => {
  expect(ruleMistakes(rules, { 'kata-ringkasan': '5', 'pembaca-penilaian': 'dua', 'bobot-penilaian-a': '39' })).toEqual(
    [
      { id: 'kata-ringkasan', text: 'Batas kata Ringkasan: isi bilangan bulat dari 10 sampai 5000.' },
      { id: 'pembaca-penilaian', text: 'Penilai per usulan, Penilaian: isi bilangan bulat dari 1 sampai 10.' },
      { id: 'bobot-penilaian-a', text: 'Penilaian: jumlah bobot 99, seharusnya 100.' },
    ],
  )
})

it('writes what keeps the jury fair: limit of divergence, rereadings, anchors, reminders and the pact', () => {
  const typed = {
    'selisih-penilaian': '15',
    'ulang-penilaian': '2',
    'jangkar-penilaian': '4',
    'pembaca-jangkar-penilaian': '6',
    'pengingat-penilaian': '24, 72',
    pakta: ' Saya menilai menurut rubrik. ',
  }
  expect(ruleMistakes(rules, typed)).toEqual([])
  const [registration, scoring, plenary] = rules.stages
  expect(withTyped(rules, typed)).toEqual({
    ...rules,
    integrityPact: 'Saya menilai menurut rubrik.',
    stages: [
      registration,
      {
        ...scoring,
        divergenceHundredths: 1500,
        rereadings: 2,
        anchors: { perGroup: 4, readers: 6 },
        jurorReminderHours: [72, 24],
      },
      plenary,
    ],
  })
})

it('refuses hours of a reminder that are none, or named twice', () => {
  const text = 'Pengingat Penilaian: isi jam sebelum penutupan, dipisah koma, paling banyak sepuluh, tanpa pengulangan.'
  const mistakes = ['24, 24', 'besok', '0'].map((hours) => ruleMistakes(rules, { 'pengingat-penilaian': hours }))
  expect(mistakes).toEqual(Array.from({ length: 3 }, () => [{ id: 'pengingat-penilaian', text }]))
})

const national = rulesOf(templateSchema.parse(template))

it('writes branches, attachments, themes, past awards, likeness and grace as the API takes them, and leaves the rest', () => {
  const [section, ...sections] = national.sections
  const [attachment, ...attachments] = national.attachments
  const [first, second, ...awardRules] = national.eligibility?.awardRules ?? []
  if (!section || !attachment || !first || !second || !national.themes || !national.eligibility || !national.grace)
    throw new Error('the template has changed')
  const typed = {
    [`kelompok-bagian-${section.id}`]: 'khusus',
    [`sesudah-bagian-${section.id}`]: 'aplikasi:tidak',
    [`wajib-${attachment.id}`]: attachment.required ? 'tidak' : 'ya',
    [`ukuran-${attachment.id}`]: '3',
    [`berkas-${attachment.id}`]: '2',
    tema: 'Kesehatan\n Air bersih \nair, bersih',
    'tema-paling-banyak': '2',
    'tpb-paling-sedikit': '',
    'tpb-paling-banyak': '',
    [`syarat-${first.id}`]: 'tidak',
    [`syarat-kelompok-${second.id}`]: 'umum,khusus',
    [`kali-${second.id}`]: '3',
    [`tahun-awal-${second.id}`]: '2019',
    'penghargaan-tertinggi': 'outstanding',
    'mirip-persen': '45',
    'tenggang-graceMinutes': '60',
  }
  expect(ruleMistakes(national, typed)).toEqual([])
  const written = withTyped(national, typed)
  expect(rulesSchema.parse(written)).toEqual({
    ...national,
    sections: [
      { ...section, when: { groupIds: ['khusus'], answer: { questionId: 'aplikasi', is: false } } },
      ...sections,
    ],
    attachments: [
      { ...attachment, required: !attachment.required, maxBytes: 3 * 1024 * 1024, maxFiles: 2 },
      ...attachments,
    ],
    themes: {
      min: national.themes.min,
      max: 2,
      items: [
        { id: 'kesehatan', name: 'Kesehatan' },
        { id: 'air-bersih', name: 'Air bersih' },
        { id: 'air-bersih-2', name: 'air, bersih' },
      ],
    },
    goals: undefined,
    eligibility: {
      ...national.eligibility,
      awardRules: [{ ...second, groupIds: ['umum', 'khusus'], times: 3, fromYear: 2019 }, ...awardRules],
      topAwardIds: ['outstanding'],
    },
    similarity: { ...national.similarity, notablePercent: 45 },
    grace: { ...national.grace, graceMinutes: 60 },
  })
})

it('takes grace away, and gives the usual one where there was none', () => {
  const without = withTyped(national, { tenggang: 'tidak' })
  expect([without.grace, withTyped({ ...national, grace: undefined }, { tenggang: 'ya' }).grace]).toEqual([
    undefined,
    national.grace,
  ])
})

it('names what the API would refuse: a part nobody is asked, years and choices from many to few, themes twice', () => {
  const section = national.sections[0]?.id ?? ''
  const award = national.eligibility?.awardRules[0]?.id ?? ''
  const typed = {
    [`kelompok-bagian-${section}`]: '',
    [`tahun-awal-${award}`]: '2022',
    [`tahun-akhir-${award}`]: '2020',
    [`syarat-kelompok-${award}`]: '',
    tema: 'Air\nair',
    'tema-paling-sedikit': '3',
    'tpb-paling-sedikit': '',
    'mirip-bagian': '',
  }
  expect(ruleMistakes(national, typed).map(({ id }) => id)).toEqual([
    `kelompok-bagian-${section}`,
    `syarat-kelompok-${award}`,
    `tahun-awal-${award}`,
    'mirip-bagian',
    'tema',
    'tema-paling-sedikit',
    'tpb-paling-sedikit',
  ])
})
