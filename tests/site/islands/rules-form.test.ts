import { expect, it } from 'vitest'
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
