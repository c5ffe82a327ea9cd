import type { DataRow, DataSetId } from './open-data.ts'

type Described = { id: string; en: string }
type Dictionary = { [Id in DataSetId]: Record<keyof DataRow<Id>, Described> }

const citing = {
  id: 'Angka dalam kurung siku menunjuk urutan pada `sources`.',
  en: 'Numbers in square brackets point to the order of `sources`.',
}
const told = (id: string, en: string): { id: Described; en: Described } => ({
  id: { id: `${id}, bahasa Indonesia. ${citing.id}`, en: `${en}, in Indonesian. ${citing.en}` },
  en: { id: `${id}, bahasa Inggris. ${citing.id}`, en: `${en}, in English. ${citing.en}` },
})
const started = told('Kapan mulai berjalan', 'When it began to run')
const partners = told('Mitra', 'Partners')
const lastKnown = told('Keadaan terakhir yang diketahui', 'Last known state')
const problem = told('Masalah yang dihadapi', 'The problem it met')
const solution = told('Apa yang dilakukan', 'What was done')
const impact = told('Dampak yang dilaporkan', 'Reported impact')
const notes = told('Keraguan dan pertentangan antarsumber', 'Doubts, and conflicts between sources')

const simulation = {
  id: 'true untuk edisi peragaan: bukan kompetisi nyata.',
  en: 'true for a demonstration: not a real competition.',
}
const province = {
  id: 'Nama provinsi dalam bahasa Indonesia; kosong untuk instansi pusat.',
  en: 'Name of the province in Indonesian; empty for central agencies.',
}
const agencyType = {
  id: 'Jenis instansi: kementerian, lembaga, provinsi, kabupaten, kota, bumn, bumd.',
  en: 'Kind of agency: ministry, national agency, province, regency, city, state or regional enterprise.',
}
const awardNameId = { id: 'Nama penghargaan dalam bahasa Indonesia.', en: 'Name of the award in Indonesian.' }
const awardNameEn = { id: 'Nama penghargaan dalam bahasa Inggris.', en: 'Name of the award in English.' }
const sources = { id: 'Alamat sumber.', en: 'Addresses of the sources.' }
const innovation = {
  id: '`slug` inovasi pada himpunan inovasi.',
  en: '`slug` of the innovation in the set of innovations.',
}

/** What each field means: the data dictionary. A field without both languages does not compile. */
export const fieldDescriptions: Dictionary = {
  inovasi: {
    slug: { id: 'Nama tetap inovasi ini di alamat.', en: 'Lasting name of this innovation in addresses.' },
    url: { id: 'Alamat halamannya.', en: 'Address of its page.' },
    name: { id: 'Nama inovasi.', en: 'Name of the innovation.' },
    other_name: { id: 'Kepanjangan atau nama lain.', en: 'What the name stands for, or another name.' },
    agency: { id: 'Instansi pemilik.', en: 'Agency that owns it.' },
    unit: { id: 'Unit pelayanan di instansi itu.', en: 'Service unit of that agency.' },
    agency_type: agencyType,
    province,
    theme: {
      id: 'Tema menurut penggolongan portal ini; kosong bila belum digolongkan.',
      en: 'Theme as this portal sorts it; empty when not sorted yet.',
    },
    started_id: started.id,
    started_en: started.en,
    partners_id: partners.id,
    partners_en: partners.en,
    status: {
      id: 'Apakah masih berjalan: running, changed, stopped, atau unknown (belum diperiksa atau tidak diketahui).',
      en: 'Whether it still runs: running, changed, stopped, or unknown (not checked, or not found out).',
    },
    status_checked_on: { id: 'Hari terakhir diperiksa.', en: 'Day of the last check.' },
    status_note_id: { id: 'Catatan pemeriksaan, bahasa Indonesia.', en: 'Note on that check, in Indonesian.' },
    status_note_en: { id: 'Catatan pemeriksaan, bahasa Inggris.', en: 'Note on that check, in English.' },
    last_known_id: lastKnown.id,
    last_known_en: lastKnown.en,
    summary_id: { id: 'Ringkasan, bahasa Indonesia.', en: 'Summary, in Indonesian.' },
    summary_en: {
      id: 'Ringkasan, bahasa Inggris; kosong untuk usulan yang hanya ditulis dalam bahasa Indonesia.',
      en: 'Summary, in English; empty for proposals written in Indonesian only.',
    },
    problem_id: problem.id,
    problem_en: problem.en,
    solution_id: solution.id,
    solution_en: solution.en,
    impact_id: impact.id,
    impact_en: impact.en,
    notes_id: notes.id,
    notes_en: notes.en,
    former_slugs: { id: 'Nama yang dahulu dipakai di alamat.', en: 'Names it had in addresses before.' },
    reference_numbers: {
      id: 'Nomor usulan portal ini yang merupakan inovasi ini.',
      en: 'Numbers of proposals of this portal that are this innovation.',
    },
    sources,
    sources_read_on: {
      id: 'Hari setiap sumber dibaca, menurut urutan `sources`.',
      en: 'Day each source was read, in the order of `sources`.',
    },
    origin: {
      id: 'archive: disusun dari sumber terbuka. portal: pemenang edisi yang diselenggarakan di portal ini.',
      en: 'archive: made from open sources. portal: winner of an edition held on this portal.',
    },
    is_simulation: simulation,
  },
  penghargaan: {
    innovation,
    innovation_name: { id: 'Nama inovasi.', en: 'Name of the innovation.' },
    agency: { id: 'Instansi penerima.', en: 'Agency that received it.' },
    province,
    year: { id: 'Tahun edisi atau tahun keputusan.', en: 'Year of the edition, or of the decree.' },
    award: { id: 'Kode penghargaan.', en: 'Code of the award.' },
    award_name_id: awardNameId,
    award_name_en: awardNameEn,
    group: { id: 'Kelompok peserta.', en: 'Group of competitors.' },
    category: { id: 'Kategori menurut sumber.', en: 'Category as sources name it.' },
    cluster: {
      id: 'Klaster instansi tempat peringkat dihitung; hanya edisi portal ini.',
      en: 'Cluster of agencies it was ranked in; editions of this portal only.',
    },
    edition: { id: 'Nama edisi di alamat; hanya edisi portal ini.', en: 'Edition as in addresses; this portal only.' },
    stage: { id: 'Sidang pleno yang menetapkan.', en: 'Plenary that decided it.' },
    rank: {
      id: 'Peringkat dalam kelompok dan klaster; nilai sama berbagi peringkat.',
      en: 'Rank within group and cluster; equal totals share it.',
    },
    sum_hundredths: {
      id: 'Jumlah nilai semua lembar dalam perseratus poin. Rata-rata = sum_hundredths / sheet_count / 100.',
      en: 'Sum of the totals of all sheets in hundredths of a point. Mean = sum_hundredths / sheet_count / 100.',
    },
    sheet_count: { id: 'Banyaknya lembar nilai.', en: 'Number of score sheets.' },
    decided_by: {
      id: 'score: lolos menurut nilai. plenary: dimasukkan sidang pleno.',
      en: 'score: passed by score. plenary: moved in by the plenary.',
    },
    plenary_reason: { id: 'Alasan sidang pleno, bila dimasukkan.', en: 'Reason of the plenary, if it moved it in.' },
    decree_number: { id: 'Nomor keputusan, bila diketahui.', en: 'Number of the decree, if known.' },
    decree_date: { id: 'Tanggal keputusan.', en: 'Date of the decree.' },
    reference_number: { id: 'Nomor usulan.', en: 'Number of the proposal.' },
    publication: {
      id: 'SHA-256 berkas hasil yang menjadi asalnya: /api/publications/<sidik>.',
      en: 'SHA-256 of the file of results it comes from: /api/publications/<hash>.',
    },
    sources,
    is_simulation: simulation,
  },
  angka: {
    innovation,
    series: { id: 'Nomor deret pada halaman itu, mulai 1.', en: 'Number of the series on that page, from 1.' },
    title_id: { id: 'Judul deret, bahasa Indonesia.', en: 'Title of the series, in Indonesian.' },
    title_en: { id: 'Judul deret, bahasa Inggris.', en: 'Title of the series, in English.' },
    row: { id: 'Nomor baris (batang), mulai 1.', en: 'Number of the row (bar), from 1.' },
    when_id: { id: 'Waktu pengukuran, bahasa Indonesia.', en: 'Time of the measurement, in Indonesian.' },
    when_en: { id: 'Waktu pengukuran, bahasa Inggris.', en: 'Time of the measurement, in English.' },
    total: { id: 'Jumlah seluruh baris.', en: 'Total of the row.' },
    is_total_approximate: { id: 'true bila sumber menyebut sekitar.', en: 'true where the source says about.' },
    segment: { id: 'Nomor bagian pada baris, mulai 1.', en: 'Number of the segment in the row, from 1.' },
    label_id: {
      id: 'Nama bagian, bahasa Indonesia; kosong bila sumber tidak merincinya.',
      en: 'Name of the segment, in Indonesian; empty where the source does not itemise it.',
    },
    label_en: { id: 'Nama bagian, bahasa Inggris.', en: 'Name of the segment, in English.' },
    value: { id: 'Nilai bagian.', en: 'Value of the segment.' },
    basis: {
      id: 'sourced: tertulis di sumber. computed: selisih yang kami hitung dari angka sumber.',
      en: 'sourced: stated by a source. computed: a difference worked out from sourced figures.',
    },
    sources,
  },
  statistik: {
    year: { id: 'Tahun kompetisi nasional (KIPP).', en: 'Year of the national competition (KIPP).' },
    edition: { id: 'Penyelenggaraan ke berapa.', en: 'Which holding of the competition.' },
    is_held: { id: 'false bila tahun itu tidak diselenggarakan.', en: 'false where it was not held that year.' },
    registered: {
      id: 'Usulan yang didaftarkan. Kosong, di sini dan berikutnya: tidak ada sumber, atau sumber bertentangan.',
      en: 'Proposals registered. Empty, here and below: no source, or sources contradict.',
    },
    submitted: { id: 'Usulan yang diajukan.', en: 'Proposals submitted.' },
    passed: { id: 'Lolos seleksi administrasi.', en: 'Passed the screening.' },
    left_at_unit: { id: 'Tidak pernah keluar dari unit.', en: 'Never left the unit.' },
    left_at_agency: { id: 'Tidak pernah keluar dari admin instansi.', en: 'Never left the agency.' },
    nominated: {
      id: 'Bernilai tertinggi, sebelum finalis dipilih.',
      en: 'Highest scores, before finalists were chosen.',
    },
    finalists: { id: 'Finalis.', en: 'Finalists.' },
    winners: { id: 'Semua yang terpuji.', en: 'All commended together.' },
    top_label: { id: 'Nama tingkat pertama, misalnya TOP 99.', en: 'Name of the first level, such as TOP 99.' },
    top_count: { id: 'Banyaknya pada tingkat pertama.', en: 'How many in the first level.' },
    best_label: { id: 'Nama tingkat tertinggi, misalnya TOP 45.', en: 'Name of the best level, such as TOP 45.' },
    best_count: { id: 'Banyaknya pada tingkat tertinggi.', en: 'How many in the best level.' },
    outstanding: { id: 'Banyaknya Outstanding.', en: 'How many Outstanding.' },
    decrees: { id: 'Penghargaan dan nomor keputusannya.', en: 'Awards and the numbers of their decrees.' },
    notes_id: { id: 'Catatan, bahasa Indonesia.', en: 'Notes, in Indonesian.' },
    notes_en: { id: 'Catatan, bahasa Inggris.', en: 'Notes, in English.' },
    conflicts_id: {
      id: 'Pertentangan antarsumber, bahasa Indonesia.',
      en: 'Conflicts between sources, in Indonesian.',
    },
    conflicts_en: { id: 'Pertentangan antarsumber, bahasa Inggris.', en: 'Conflicts between sources, in English.' },
    sources,
  },
  pengaduan: {
    year: {
      id: 'Tahun kompetisi pengelolaan pengaduan.',
      en: 'Year of the competition in complaint handling.',
    },
    award: { id: 'Kode penghargaan.', en: 'Code of the award.' },
    award_name_id: awardNameId,
    award_name_en: awardNameEn,
    agency: { id: 'Instansi penerima.', en: 'Agency that received it.' },
    unit: { id: 'Unit pelayanan, bila disebut.', en: 'Service unit, where named.' },
    agency_type: agencyType,
    province,
    participant: {
      id: 'Siapa pesertanya: agency (instansi) atau unit.',
      en: 'Who competed: the agency or the unit.',
    },
    aspect_id: { id: 'Untuk apa penghargaan itu, bahasa Indonesia.', en: 'What it was for, in Indonesian.' },
    aspect_en: { id: 'Untuk apa penghargaan itu, bahasa Inggris.', en: 'What it was for, in English.' },
    note_id: { id: 'Catatan, bahasa Indonesia.', en: 'Note, in Indonesian.' },
    note_en: { id: 'Catatan, bahasa Inggris.', en: 'Note, in English.' },
    sources,
  },
}
