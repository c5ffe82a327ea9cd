import { isScoring, type InterviewTimes, type Rules, type ScoringStageRules } from '#domain/edition.ts'
import { inScoringStage, type RuleNumber, type Typed } from './rule-number.ts'

export const divergenceId = (stageId: string) => `selisih-${stageId}`
export const rereadingsId = (stageId: string) => `ulang-${stageId}`
export const anchorsId = (stageId: string) => `jangkar-${stageId}`
export const anchorReadersId = (stageId: string) => `pembaca-jangkar-${stageId}`
export const presentationId = (stageId: string) => `paparan-${stageId}`
export const questionsId = (stageId: string) => `tanya-jawab-${stageId}`
export const changeId = (stageId: string) => `jeda-${stageId}`
export const visitorsId = (stageId: string) => `pengunjung-${stageId}`
/** Of the hours before a closing at which people are reminded: as a list with commas. */
export const reminderHoursId = (stageId: string) => `pengingat-${stageId}`
export const pactId = 'pakta'

/** Minutes of an interview, where the rules name none yet. */
const usualTimes: InterviewTimes = { presentationMinutes: 7, questionMinutes: 13, changeMinutes: 5 }

/** What keeps the jury fair: the limit of divergence, blind rereadings, anchors, and the minutes of an interview. */
export function juryNumbers({ stages }: Rules): RuleNumber[] {
  return stages.filter(isScoring).flatMap((stage): RuleNumber[] => {
    const { id, name, kind, divergenceHundredths = null, rereadings = 0 } = stage
    const anchors = stage.anchors ?? { perGroup: 0, readers: stage.readersPerProposal }
    const times = stage.times ?? usualTimes
    const change = (part: (value: number | null, found: ScoringStageRules) => Partial<ScoringStageRules>) => ({
      write: (rules: Rules, value: number | null) =>
        inScoringStage(rules, id, (found) => ({ ...found, ...part(value, found) })),
    })
    const withTimes = (key: keyof InterviewTimes) => ({
      ...change((value, found) => ({ times: { ...times, ...found.times, [key]: value ?? times[key] } })),
      max: 120,
      mayBeEmpty: false,
      value: times[key],
    })
    return [
      {
        id: divergenceId(id),
        label: `Selisih nilai terbesar sebelum juri ketiga, ${name}`,
        min: 1,
        max: 100,
        mayBeEmpty: true,
        value: divergenceHundredths === null ? null : Math.round(divergenceHundredths / 100),
        ...change((value) => ({ divergenceHundredths: value === null ? null : value * 100 })),
      },
      {
        id: rereadingsId(id),
        label: `Pembacaan ulang setiap juri, ${name}`,
        min: 0,
        max: 3,
        mayBeEmpty: false,
        value: rereadings,
        ...change((value) => ({ rereadings: value ?? rereadings })),
      },
      {
        id: anchorsId(id),
        label: `Usulan jangkar setiap kelompok, ${name}`,
        min: 0,
        max: 20,
        mayBeEmpty: false,
        value: anchors.perGroup,
        ...change((value, found) => ({
          anchors: { ...anchors, ...found.anchors, perGroup: value ?? anchors.perGroup },
        })),
      },
      {
        id: anchorReadersId(id),
        label: `Penilai setiap usulan jangkar, ${name}`,
        min: 1,
        max: 100,
        mayBeEmpty: false,
        value: anchors.readers,
        ...change((value, found) => ({
          anchors: { ...anchors, ...found.anchors, readers: value ?? anchors.readers },
        })),
      },
      ...(kind === 'interview'
        ? [
            { id: presentationId(id), label: `Menit paparan, ${name}`, min: 1, ...withTimes('presentationMinutes') },
            { id: questionsId(id), label: `Menit tanya jawab, ${name}`, min: 0, ...withTimes('questionMinutes') },
            { id: changeId(id), label: `Menit jeda, ${name}`, min: 0, ...withTimes('changeMinutes') },
          ]
        : []),
    ]
  })
}

export function visitNumbers({ stages }: Rules): RuleNumber[] {
  return stages
    .filter((stage) => stage.kind === 'field_visit')
    .filter(({ checks }) => checks !== undefined)
    .map(({ id, name, visitorsPerProposal = 1 }) => ({
      id: visitorsId(id),
      label: `Pengunjung per usulan, ${name}`,
      min: 1,
      max: 10,
      mayBeEmpty: false,
      value: visitorsPerProposal,
      write: (rules, value) => ({
        ...rules,
        stages: rules.stages.map((found) =>
          found.id === id && found.kind === 'field_visit'
            ? { ...found, visitorsPerProposal: value ?? visitorsPerProposal }
            : found,
        ),
      }),
    }))
}

/** Hours before a closing, as somebody typed them with commas; undefined when one of them is none, or twice there. */
export function readHours(typed: string): number[] | undefined {
  const parts = typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const hours = parts.map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : Number.NaN))
  const isGood = hours.every((hour) => hour >= 1 && hour <= 24 * 60) && new Set(hours).size === hours.length
  return isGood && hours.length <= 10 ? hours.toSorted((a, b) => b - a) : undefined
}

export const hoursOf = (hours: readonly number[] | undefined): string => (hours ?? []).join(', ')

/** Stages at whose closing people are reminded: those who write, and those who score. */
export const remindedStages = ({ stages }: Rules) =>
  stages.filter((stage) => stage.kind === 'registration' || isScoring(stage))

const hoursIn = (rules: Rules, stage: Rules['stages'][number]) =>
  isScoring(stage) ? stage.jurorReminderHours : rules.reminderHours

export const shownHours = (rules: Rules, stage: Rules['stages'][number], typed: Typed): string =>
  typed[reminderHoursId(stage.id)] ?? hoursOf(hoursIn(rules, stage))

export const hourMistakes = (rules: Rules, typed: Typed) =>
  remindedStages(rules)
    .filter((stage) => readHours(shownHours(rules, stage, typed)) === undefined)
    .map(({ id, name }) => ({
      id: reminderHoursId(id),
      text: `Pengingat ${name}: isi jam sebelum penutupan, dipisah koma, paling banyak sepuluh, tanpa pengulangan.`,
    }))

/** The rules with the hours and the pact that were typed; call it only when there are no mistakes. */
export function withJuryWords(rules: Rules, typed: Typed): Rules {
  const hoursFor = (stageId: string) => {
    const text = typed[reminderHoursId(stageId)]
    return text === undefined ? undefined : readHours(text)
  }
  const registration = rules.stages.find(({ kind }) => kind === 'registration')
  const reminderHours = registration && hoursFor(registration.id)
  const pact = typed[pactId]?.trim()
  return {
    ...rules,
    ...(reminderHours && { reminderHours }),
    ...(pact !== undefined && { integrityPact: pact === '' ? undefined : pact }),
    stages: rules.stages.map((stage) => {
      const hours = isScoring(stage) ? hoursFor(stage.id) : undefined
      return isScoring(stage) && hours ? { ...stage, jurorReminderHours: hours } : stage
    }),
  }
}
