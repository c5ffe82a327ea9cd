import { bilingual } from '../language.ts'

type Grace = { failing: string; near: string; added: string }
type Failing = { percent: string; slow: string; requests: string }

/** What past awards do, and what the portal watches and adds by rule. Names of awards and sections are the edition's own. */
export const conditionText = bilingual({
  id: {
    pastAwards: 'Penghargaan lampau',
    pastAwardsLead: 'Diperiksa saat usulan diteruskan. Yang tidak tercatat di portal diperiksa sekretariat.',
    effects: {
      excludes: (times: string) => `Tidak dapat ikut lagi bila sudah ${times} kali.`,
      needed: (times: string) => `Hanya yang pernah menerimanya, sedikitnya ${times} kali.`,
    },
    years: (from: number | null, to: number | null) =>
      from === null && to === null
        ? ''
        : from === null
          ? `Dihitung sampai ${to}. `
          : to === null
            ? `Dihitung sejak ${from}. `
            : `Dihitung ${from} sampai ${to}. `,
    inGroups: (groups: string) => `Kelompok: ${groups}.`,
    portal: 'Kemiripan, pengingat, dan tenggang',
    similarity: (percent: string, sections: string) =>
      `Judul dan ${sections} dibandingkan dengan edisi ini, edisi lain, dan arsip. Penulis dan sekretariat diberi tahu bila ${percent}% atau lebih sama; tidak ada yang ditolak oleh hitungan itu.`,
    reminders: (hours: string) => `Yang masih harus bertindak diingatkan ${hours} jam sebelum pendaftaran ditutup.`,
    grace: ({ failing, near, added }: Grace) =>
      `Bila portal sendiri terganggu sedikitnya ${failing} menit, paling jauh ${near} menit sebelum penutupan, pengajuan tetap dibuka ${added} menit sesudah penutupan atau sesudah gangguan berakhir.`,
    failing: ({ percent, slow, requests }: Failing) =>
      `Satu menit terganggu bila lebih dari ${percent}% jawaban gagal atau lima dari seratus jawaban lebih lambat dari ${slow} milidetik, di antara sedikitnya ${requests} permintaan, atau bila layanan hilang sama sekali.`,
  },
  en: {
    pastAwards: 'Past awards',
    pastAwardsLead:
      'Checked when a proposal is forwarded. What the portal has no record of is checked by the secretariat.',
    effects: {
      excludes: (times: string) => `May not compete again after ${times} of them.`,
      needed: (times: string) => `Only for those who received it, at least ${times} times.`,
    },
    years: (from: number | null, to: number | null) =>
      from === null && to === null
        ? ''
        : from === null
          ? `Counted until ${to}. `
          : to === null
            ? `Counted since ${from}. `
            : `Counted from ${from} to ${to}. `,
    inGroups: (groups: string) => `Groups: ${groups}.`,
    portal: 'Similarity, reminders and grace',
    similarity: (percent: string, sections: string) =>
      `The title and ${sections} are compared with this edition, others and the archive. Author and secretariat are told when ${percent}% or more is the same; nothing is refused by that count.`,
    reminders: (hours: string) => `Those who still have to act are reminded ${hours} hours before registration closes.`,
    grace: ({ failing, near, added }: Grace) =>
      `When the portal itself fails for at least ${failing} minutes, at most ${near} minutes before the closing, submitting stays open for ${added} minutes after the closing or the end of the failure.`,
    failing: ({ percent, slow, requests }: Failing) =>
      `A minute counts as failed when more than ${percent}% of the answers fail or five of a hundred are slower than ${slow} milliseconds, among at least ${requests} requests, or when the service is gone altogether.`,
  },
})
