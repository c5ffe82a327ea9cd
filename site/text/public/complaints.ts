import type { ComplaintWinner } from '#content/complaint.ts'
import type { Mark } from '../awards.ts'
import { count } from '../format.ts'
import { bilingual } from '../language.ts'

/** How the awards of that competition are drawn; the title of the 2022 trophies is told in the text of their year. */
export const complaintMarks = {
  outstanding: 'outstanding',
  top10: 'full',
  top13: 'full',
  top15: 'full',
  pemenang: 'full',
  top25: 'outline',
} as const satisfies Record<ComplaintWinner['award'], Mark>

export const complaintsText = bilingual({
  id: {
    title: 'Pengelolaan pengaduan',
    heading: 'Yang menjawab pengaduan dengan baik',
    description: 'Penerima penghargaan kompetisi pengelolaan pengaduan pelayanan publik, per tahun, dengan sumbernya.',
    lead: (winners: number, first: number, last: number) =>
      `Kompetisi Pengelolaan Pengaduan Pelayanan Publik menilai cara instansi menerima dan menjawab pengaduan warga, antara lain lewat SP4N-LAPOR!. ${count(winners)} penghargaan dari ${first} sampai ${last} tercatat di sini; kompetisi ini terpisah dari kompetisi inovasi.`,
    awards: {
      outstanding: 'Outstanding',
      top10: 'TOP 10',
      top13: 'Pemenang, 13 terbaik',
      top15: 'TOP 15',
      pemenang: 'Anggakara Birawa',
      top25: 'TOP 25',
    },
    years: 'Tahun',
    edition: (edition: number, year: number) => `${year}, kompetisi ke-${edition}`,
    recorded: (found: number, places: number) =>
      found === places
        ? `Semua ${count(places)} penghargaan tahun ini tercatat.`
        : `${count(found)} dari ${count(places)} penghargaan tahun ini tercatat. Yang lain belum ditemukan sumbernya.`,
    agency: 'Instansi',
    aspect: 'Untuk',
    unit: 'Unit penyelenggara pelayanan',
    province: 'Provinsi',
    type: 'Jenis',
    sources: 'Sumber',
    sourceNumber: (number: number) => `Sumber ${number}`,
    none: '–',
    noEdition: 'Kompetisi tahun 2021 tidak ditemukan; yang keempat diputus pada 2022.',
    toStatistics: 'Angka kompetisi inovasi',
  },
  en: {
    title: 'Handling complaints',
    heading: 'Those who answer complaints well',
    description: 'Recipients of the awards for handling complaints about public services, by year, with their sources.',
    lead: (winners: number, first: number, last: number) =>
      `The competition for handling complaints about public services assesses how agencies take and answer complaints, among others through SP4N-LAPOR!. ${count(winners, 'en')} awards from ${first} to ${last} are recorded here; it is separate from the innovation competition.`,
    awards: {
      outstanding: 'Outstanding',
      top10: 'TOP 10',
      top13: 'Winner, best 13',
      top15: 'TOP 15',
      pemenang: 'Anggakara Birawa',
      top25: 'TOP 25',
    },
    years: 'Years',
    edition: (edition: number, year: number) => `${year}, competition no. ${edition}`,
    recorded: (found: number, places: number) =>
      found === places
        ? `All ${count(places, 'en')} awards of this year are recorded.`
        : `${count(found, 'en')} of ${count(places, 'en')} awards of this year are recorded. No sources were found for the others yet.`,
    agency: 'Agency',
    aspect: 'For',
    unit: 'Service unit',
    province: 'Province',
    type: 'Type',
    sources: 'Sources',
    sourceNumber: (number: number) => `Source ${number}`,
    none: '–',
    noEdition: 'No competition of 2021 was found; the fourth was decided in 2022.',
    toStatistics: 'Figures of the innovation competition',
  },
})
