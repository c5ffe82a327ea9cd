import type { AttachmentRule, Rules } from '#domain/edition.ts'
import type { RuleNumber, Typed } from './rule-number.ts'

export const sizeId = (id: string) => `ukuran-${id}`
export const filesId = (id: string) => `berkas-${id}`
/** `ya` or `tidak`. */
export const requiredId = (id: string) => `wajib-${id}`

const megabyte = 1024 * 1024

const change = (rules: Rules, id: string, part: Partial<AttachmentRule>): Rules => ({
  ...rules,
  attachments: rules.attachments.map((found) => (found.id === id ? { ...found, ...part } : found)),
})

export const attachmentNumbers = ({ attachments }: Rules): RuleNumber[] =>
  attachments.flatMap(({ id, title, maxBytes, maxFiles = 1 }): RuleNumber[] => [
    {
      id: sizeId(id),
      label: `Ukuran terbesar ${title}`,
      min: 1,
      max: 50,
      mayBeEmpty: false,
      value: Math.max(1, Math.round(maxBytes / megabyte)),
      write: (rules, value) => (value === null ? rules : change(rules, id, { maxBytes: value * megabyte })),
    },
    {
      id: filesId(id),
      label: `Berkas paling banyak ${title}`,
      min: 1,
      max: 10,
      mayBeEmpty: false,
      value: maxFiles,
      write: (rules, value) => change(rules, id, { maxFiles: value ?? maxFiles }),
    },
  ])

export const isRequired = ({ id, required }: AttachmentRule, typed: Typed): boolean =>
  (typed[requiredId(id)] ?? (required ? 'ya' : 'tidak')) === 'ya'

export const withRequired = (rules: Rules, typed: Typed): Rules => ({
  ...rules,
  attachments: rules.attachments.map((rule) => ({ ...rule, required: isRequired(rule, typed) })),
})
