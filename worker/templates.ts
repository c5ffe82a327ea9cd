import kipp2020 from '#content/templates/kipp-2020.json' with { type: 'json' }
import kipp2023 from '#content/templates/kipp-2023.json' with { type: 'json' }
import kipp2025 from '#content/templates/kipp-2025.json' with { type: 'json' }
import kovablik from '#content/templates/kovablik.json' with { type: 'json' }
import pengaduan2020 from '#content/templates/pengaduan-2020.json' with { type: 'json' }
import { rulesOf, templateSchema, type Template } from '#content/template.ts'

/** Checked when the Worker loads: a template that contradicts itself does not start. */
export const templates: readonly Template[] = [kipp2023, kipp2020, kipp2025, kovablik, pengaduan2020].map((json) => {
  const template = templateSchema.parse(json)
  rulesOf(template)
  return template
})

export const findTemplate = (id: string): Template | undefined => templates.find((template) => template.id === id)
