import type { Hint, ScreeningOutcome } from '#domain/screening.ts'
import { eligibilityText } from './eligibility.ts'
import { inThreeZones } from './instant.ts'
import type { LetterText } from './proposal.ts'

/** To authors and agency admin: what the secretariat found, and what to do now. */
export function screeningLetter(
  proposal: { title: string; referenceNumber: string; repairUntil: Date },
  verdict: { outcome: ScreeningOutcome; reasons: readonly { name: string }[]; note: string },
): LetterText {
  const { word, next } = sentences(proposal.repairUntil)[verdict.outcome]
  return {
    kind: `screening_${verdict.outcome}`,
    subject: `${proposal.referenceNumber}: ${word}`,
    body: [
      `Hasil seleksi administrasi proposal "${proposal.title}" (${proposal.referenceNumber}): ${word}.`,
      ...(verdict.reasons.length > 0 ? [`Alasan:\n${verdict.reasons.map(({ name }) => `- ${name}`).join('\n')}`] : []),
      ...(verdict.note === '' ? [] : [`Catatan sekretariat: ${verdict.note}`]),
      next,
    ].join('\n\n'),
  }
}

const sentences = (repairUntil: Date) =>
  ({
    eligible: { word: 'layak', next: 'Proposal dilanjutkan ke tahap penilaian. Anda tidak perlu melakukan apa pun.' },
    needs_repair: {
      word: 'perlu perbaikan',
      next: `Buka proposal, perbaiki menurut alasan di atas, lalu minta admin instansi mengajukannya lagi sebelum ${inThreeZones(repairUntil)}. Nomor tetap sama.`,
    },
    ineligible: {
      word: 'tidak layak',
      next: 'Proposal tidak dilanjutkan ke tahap penilaian. Bila ada yang keliru, hubungi sekretariat dengan menyebut nomor di atas.',
    },
  }) as const satisfies Record<ScreeningOutcome, { word: string; next: string }>

/** What the machine noticed, in words. */
export function hintText(hint: Hint, group: string): string {
  switch (hint.code) {
    case 'too_young':
      return `Berjalan ${hint.months} bulan saat pendaftaran ditutup, syaratnya ${hint.requiredMonths} bulan`
    case 'same_title':
      return `Judul sama dengan ${hint.referenceNumber}`
    case 'missing_letter':
      return `Tidak ada lampiran: ${hint.title}`
    case 'prior_award':
    case 'possible_award':
      return eligibilityText(hint.finding, group).text
  }
}
