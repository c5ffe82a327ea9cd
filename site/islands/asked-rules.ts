import { askedForm } from '#domain/form.ts'
import type { ProposalView } from './api.ts'

type Rules = ProposalView['rules']

/** The rules with those parts of the form only that this proposal is asked; applying it twice changes nothing. */
export function askedRules({ rules, groupId, answers }: Pick<ProposalView, 'rules' | 'groupId' | 'answers'>): Rules {
  const asked = askedForm(rules, { groupId, answers })
  const within = (parts: readonly { id: string }[]) => {
    const ids = new Set(parts.map(({ id }) => id))
    return (part: { id: string }) => ids.has(part.id)
  }
  return {
    ...rules,
    questions: rules.questions.filter(within(asked.questions)),
    sections: rules.sections.filter(within(asked.sections)),
    attachments: rules.attachments.filter(within(asked.attachments)),
  }
}

export const isReplication = ({ rules, groupId }: Pick<ProposalView, 'rules' | 'groupId'>): boolean =>
  rules.groups.find(({ id }) => id === groupId)?.isReplication ?? false
