import { fieldDescriptions } from '#content/open-data-fields.ts'
import { dataSchemas, type DataSetId } from '#content/open-data.ts'
import * as z from 'zod'

export type DataField = {
  name: string
  /** `string`, `integer`, `boolean`, `list of string`, as the schema says it. */
  type: string
  /** Whether it may be empty. */
  nullable: boolean
  /** The only values there are; empty where any value may stand. */
  values: readonly string[]
  description: { id: string; en: string }
}

const plain = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.string().nullable()).optional(),
  items: z.looseObject({ type: z.string() }).optional(),
})
const property = plain.extend({ anyOf: z.array(plain).optional() })
const described = z.looseObject({ properties: z.record(z.string(), property) })

/** The fields of a data set in their order, read from its schema. */
export function fieldsOf(id: DataSetId): DataField[] {
  const { properties } = described.parse(z.toJSONSchema(dataSchemas[id]))
  const descriptions = new Map(Object.entries(fieldDescriptions[id]))
  return Object.entries(properties).map(([name, found]) => {
    const description = descriptions.get(name)
    if (!description)
      throw new Error(`open-data-fields.ts, ${id}.${name}: no description; expected one in both languages`)
    const parts = found.anyOf ?? [found]
    const kinds = parts.flatMap(({ type }) => type ?? [])
    const held = parts.find(({ type }) => type !== 'null') ?? found
    const kind = kinds.find((one) => one !== 'null') ?? 'string'
    return {
      name,
      type: held.items ? `list of ${held.items.type}` : held.format === 'uri' ? 'uri' : kind,
      nullable: kinds.includes('null'),
      values: (held.enum ?? []).filter((value) => value !== null),
      description,
    }
  })
}
