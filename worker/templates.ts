import kipp2023 from '#content/templates/kipp-2023.json' with { type: 'json' }
import { rulesOf, templateSchema, type Template } from '#content/template.ts'

/** Checked when the Worker loads: a template that contradicts itself does not start. */
export const templates: readonly Template[] = [kipp2023].map((json) => {
  const template = templateSchema.parse(json)
  rulesOf(template)
  return template
})

export const findTemplate = (id: string): Template | undefined => templates.find((template) => template.id === id)
