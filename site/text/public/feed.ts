import { bilingual } from '../language.ts'

/** The feed: what was published. */
export const feedText = bilingual({
  id: {
    title: 'Gelanggang: penerbitan',
    description: 'Hasil sidang pleno, edisi yang dibuka, dan perubahan jadwal, begitu diterbitkan.',
    simulation: 'Simulasi: bukan kompetisi nyata.',
    results: (stage: string, edition: string) => `Hasil ${stage}, ${edition}`,
    resultsAbout: (places: number, decree: string) => `${places} penerima ditetapkan dengan ${decree}.`,
    opened: (edition: string) => `${edition} dibuka`,
    openedAbout: 'Jadwal dan tata caranya sudah diterbitkan.',
    moved: (stage: string, edition: string) => `Jadwal berubah: ${stage}, ${edition}`,
    movedAbout: (opens: string, closes: string, reason: string) => `${opens} sampai ${closes}. Alasan: ${reason}`,
  },
  en: {
    title: 'Gelanggang: publications',
    description: 'Results of plenaries, editions that open, and changed schedules, as they are published.',
    simulation: 'Simulation: not a real competition.',
    results: (stage: string, edition: string) => `Results of ${stage}, ${edition}`,
    resultsAbout: (places: number, decree: string) => `${places} recipients named by ${decree}.`,
    opened: (edition: string) => `${edition} opened`,
    openedAbout: 'Its schedule and rules are published.',
    moved: (stage: string, edition: string) => `Schedule changed: ${stage}, ${edition}`,
    movedAbout: (opens: string, closes: string, reason: string) => `${opens} until ${closes}. Reason: ${reason}`,
  },
})
