import type { FormRules } from '#domain/form.ts'
import type { ProposalProblem } from '#domain/proposal.ts'

/** What is missing in a proposal, in a few words for a table that leaves the portal. */
export function gapText(problem: ProposalProblem, { questions = [], sections, attachments }: FormRules): string {
  const titleOf = (parts: readonly { id: string; title: string }[], id: string) =>
    parts.find((part) => part.id === id)?.title ?? id
  switch (problem.code) {
    case 'title_missing':
      return 'judul belum diisi'
    case 'start_missing':
      return 'tanggal mulai belum diisi'
    case 'replication_missing':
      return 'inovasi yang direplikasi belum disebut'
    case 'theme_missing':
      return 'tema belum dipilih'
    case 'goal_missing':
      return 'TPB/SDGs belum dipilih'
    case 'question_unanswered':
      return `belum dijawab: ${questions.find(({ id }) => id === problem.questionId)?.text ?? problem.questionId}`
    case 'section_missing':
      return `${titleOf(sections, problem.sectionId)} belum diisi`
    case 'section_too_long':
      return `${titleOf(sections, problem.sectionId)} lebih ${problem.words - problem.maxWords} kata`
    case 'attachment_missing':
      return `${titleOf(attachments, problem.ruleId)} belum diunggah`
  }
}
