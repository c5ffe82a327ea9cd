import type { CorrectionOutcome } from '#domain/correction.ts'
import type { LetterText } from './proposal.ts'

type Answered = { reference: string; statement: string; outcome: CorrectionOutcome; text: string; address: string }

const words = {
  id: {
    accepted: 'halaman diperbaiki',
    rejected: 'halaman tidak diubah',
    noted: 'laporan dicatat',
  },
  en: {
    accepted: 'the page is corrected',
    rejected: 'the page stays as it is',
    noted: 'the report is noted',
  },
} as const satisfies Record<'id' | 'en', Record<CorrectionOutcome, string>>

/** To a reader who reported a wrong fact and left an address. */
export function correctionLetter(language: 'id' | 'en', answered: Answered): LetterText {
  const { reference, statement, outcome, text, address } = answered
  const word = words[language][outcome]
  const kind = `correction_${outcome}`
  if (language === 'en') {
    return {
      kind,
      subject: `${reference}: ${word}`,
      body: [`You reported:\n${statement}`, `Our answer: ${word}.\n${text}`, `Report and answer: ${address}`].join(
        '\n\n',
      ),
    }
  }
  return {
    kind,
    subject: `${reference}: ${word}`,
    body: [
      `Anda melaporkan:\n${statement}`,
      `Jawaban kami: ${word}.\n${text}`,
      `Laporan dan jawabannya: ${address}`,
    ].join('\n\n'),
  }
}
