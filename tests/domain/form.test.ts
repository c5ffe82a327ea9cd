import { expect, test } from 'vitest'
import type { Condition } from '#domain/edition.ts'
import { askedForm } from '#domain/form.ts'

const section = (id: string, when?: Condition) => ({ id, title: '', question: '', guidance: '', maxWords: 9, when })
const question = (id: string, when?: Condition) => ({ id, text: '', guidance: '', when })
const yes = (questionId: string): Condition => ({ answer: { questionId, is: true } })
const no = (questionId: string): Condition => ({ answer: { questionId, is: false } })

const rules = {
  questions: [question('aplikasi'), question('terbuka', yes('aplikasi')), question('mitra', { groupIds: ['khusus'] })],
  sections: [
    section('ringkasan'),
    section('spbe', yes('aplikasi')),
    section('loket', no('aplikasi')),
    section('sumber-terbuka', yes('terbuka')),
    section('penguatan', { groupIds: ['khusus'] }),
    section('mitra', { groupIds: ['khusus'], ...yes('mitra') }),
  ],
  attachments: [{ id: 'manual', title: '', guidance: '', required: true, maxBytes: 1, when: yes('aplikasi') }],
}

const ids = (parts: readonly { id: string }[]) => parts.map(({ id }) => id)
const form = (groupId: string, answers: Record<string, boolean>) => {
  const { questions, sections, attachments } = askedForm(rules, { groupId, answers })
  return [ids(questions), ids(sections), ids(attachments)]
}

test('a branch opens with its answer: until then neither side of it is asked', () => {
  expect([form('umum', {}), form('umum', { aplikasi: true }), form('umum', { aplikasi: false })]).toEqual([
    [['aplikasi'], ['ringkasan'], []],
    [['aplikasi', 'terbuka'], ['ringkasan', 'spbe'], ['manual']],
    [['aplikasi'], ['ringkasan', 'loket'], []],
  ])
})

test('an answer given before the question was closed counts for nothing', () => {
  expect(form('umum', { aplikasi: false, terbuka: true, mitra: true })).toEqual([
    ['aplikasi'],
    ['ringkasan', 'loket'],
    [],
  ])
})

test('each group is asked its own parts', () => {
  expect(form('khusus', { aplikasi: false, mitra: true })).toEqual([
    ['aplikasi', 'mitra'],
    ['ringkasan', 'loket', 'penguatan', 'mitra'],
    [],
  ])
})
