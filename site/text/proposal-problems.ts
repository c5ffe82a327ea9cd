import type { AttachmentRule, Question, Section } from '#domain/edition.ts'
import type { ProposalProblem } from '#domain/proposal.ts'
import { count } from './format.ts'

type Form = {
  questions: readonly Pick<Question, 'id' | 'text'>[]
  sections: readonly Pick<Section, 'id' | 'title'>[]
  attachments: readonly Pick<AttachmentRule, 'id' | 'title'>[]
}

const titleOf = (parts: readonly { id: string; title: string }[], id: string) =>
  parts.find((part) => part.id === id)?.title ?? id

/** What to mend, in one line: `Adaptabilitas: kurangi 38 kata, batasnya 300.` */
export function proposalProblemText(problem: ProposalProblem, form: Form): string {
  switch (problem.code) {
    case 'title_missing':
      return 'Data inovasi: isi judul inovasi.'
    case 'start_missing':
      return 'Data inovasi: isi tanggal inovasi mulai dijalankan.'
    case 'replication_missing':
      return 'Data inovasi: sebutkan inovasi yang direplikasi.'
    case 'theme_missing':
      return problem.min === 1
        ? 'Data inovasi: pilih tema.'
        : `Data inovasi: pilih sedikitnya ${count(problem.min)} tema.`
    case 'goal_missing':
      return `Data inovasi: pilih sedikitnya ${count(problem.min)} tujuan pembangunan berkelanjutan.`
    case 'question_unanswered': {
      const question = form.questions.find(({ id }) => id === problem.questionId)
      return `Data inovasi: jawab ya atau tidak, "${question?.text ?? problem.questionId}"`
    }
    case 'section_missing':
      return `${titleOf(form.sections, problem.sectionId)}: belum diisi.`
    case 'section_too_long': {
      const over = count(problem.words - problem.maxWords)
      return `${titleOf(form.sections, problem.sectionId)}: kurangi ${over} kata, batasnya ${count(problem.maxWords)}.`
    }
    case 'attachment_missing':
      return `${titleOf(form.attachments, problem.ruleId)}: unggah berkasnya.`
  }
}

/** Steps of the form that are no section; a section's step is its id. */
export const formSteps = { details: 'data', attachments: 'lampiran', check: 'periksa' } as const

/** The step of the form on which a problem is mended. */
export function stepOf(problem: ProposalProblem): string {
  switch (problem.code) {
    case 'title_missing':
    case 'start_missing':
    case 'replication_missing':
    case 'theme_missing':
    case 'goal_missing':
    case 'question_unanswered':
      return formSteps.details
    case 'section_missing':
    case 'section_too_long':
      return problem.sectionId
    case 'attachment_missing':
      return formSteps.attachments
  }
}

/** Petals of a section: how full it is, in quarters begun. One over its limit is not done. */
export function sectionPetals(words: number, maxWords: number): number {
  if (words > maxWords) return 2
  return Math.ceil((words / maxWords) * 4)
}

/** Whole months as they are spoken: `2 tahun 4 bulan`. */
export function spokenMonths(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12]
  if (years === 0) return `${rest} bulan`
  return rest === 0 ? `${years} tahun` : `${years} tahun ${rest} bulan`
}
