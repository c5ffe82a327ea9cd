import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rulesOf, templateSchema } from '#content/template.ts'
import { askedForm } from '#domain/form.ts'
import { templates } from '#worker/templates.ts'

const files = globSync('content/templates/*.json')

test('every template in the folder can be chosen', () => {
  expect(templates.map(({ id }) => `content/templates/${id}.json`).toSorted()).toEqual(files.toSorted())
})

test.each(files)('%s names only sources that it lists', (file) => {
  const json = readFileSync(file, 'utf8')
  const used = new Set([...json.matchAll(/"source": "([^"]+)"/g)].map(([, tag]) => tag ?? ''))
  const listed = Object.keys(templateSchema.parse(JSON.parse(json)).sources)
  expect([[...used].filter((tag) => !listed.includes(tag))]).toEqual([[]])
})

test.each(files)('%s asks every group something, within weights of 100, whatever is answered', (file) => {
  const template = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const rules = rulesOf(template)
  expect(template.sections.reduce((sum, { weightPercent }) => sum + weightPercent.value, 0)).toBe(100)
  const scored = template.sections.filter(({ weightPercent }) => weightPercent.value > 0).map(({ id }) => id)
  for (const { id: groupId } of rules.groups) {
    for (const answer of [true, false]) {
      const answers = Object.fromEntries((rules.questions ?? []).map(({ id }) => [id, answer]))
      const asked = askedForm(rules, { groupId, answers }).sections.map(({ id }) => id)
      // What is scored is asked of everybody, so that every proposal can be scored by the same sheet.
      expect(scored.filter((id) => !asked.includes(id))).toEqual([])
    }
  }
})
