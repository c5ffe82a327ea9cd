import type { RoleName } from '#domain/access.ts'
import type { CorrectionState } from '#domain/correction.ts'
import type { ClusterId } from '#domain/edition.ts'
import type { ProposalState } from '#domain/proposal.ts'

export const proposalStateNames = {
  draft: 'Draf',
  with_agency: 'Di admin instansi',
  returned: 'Dikembalikan ke unit',
  submitted: 'Diajukan',
  eligible: 'Layak',
  needs_repair: 'Perlu perbaikan',
  ineligible: 'Tidak layak',
} as const satisfies Record<ProposalState, string>

/** Petals (0..4) beside a state's word, for the unit and the agency: how far the proposal has come. */
export const proposalStatePetals = {
  draft: { filled: 0, refused: false },
  returned: { filled: 1, refused: false },
  with_agency: { filled: 2, refused: false },
  submitted: { filled: 3, refused: false },
  needs_repair: { filled: 2, refused: false },
  eligible: { filled: 4, refused: false },
  ineligible: { filled: 0, refused: true },
} as const satisfies Record<ProposalState, { filled: number; refused: boolean }>

/** The same as the secretariat sees it, where `submitted` is work that waits. */
export const screeningStates = {
  submitted: { name: 'Belum diperiksa', filled: 0, refused: false },
  eligible: { name: 'Layak', filled: 4, refused: false },
  needs_repair: { name: 'Perlu perbaikan', filled: 2, refused: false },
  ineligible: { name: 'Tidak layak', filled: 0, refused: true },
} as const satisfies Partial<Record<ProposalState, { name: string; filled: number; refused: boolean }>>

export const roles = {
  author: { name: 'Penulis usulan', workspace: 'Peserta', home: '/peserta/' },
  agency_admin: { name: 'Admin instansi', workspace: 'Instansi', home: '/instansi/' },
  secretariat: { name: 'Sekretariat', workspace: 'Sekretariat', home: '/sekretariat/' },
  evaluator: { name: 'Evaluator', workspace: 'Juri', home: '/juri/' },
  panelist: { name: 'Panelis', workspace: 'Juri', home: '/juri/' },
  auditor: { name: 'Pengawas', workspace: 'Pengawas', home: '/pengawas/' },
  operator: { name: 'Operator', workspace: 'Operator', home: null },
} as const satisfies Record<RoleName, { name: string; workspace: string; home: string | null }>

export const clusterNames = {
  kementerian: 'Kementerian',
  lembaga: 'Lembaga',
  provinsi: 'Provinsi',
  kabupaten: 'Kabupaten',
  kota: 'Kota',
  bumn_bumd: 'BUMN dan BUMD',
} as const satisfies Record<ClusterId, string>

/** How the secretariat answers a reader's report; petals as elsewhere. */
export const correctionStateNames = {
  open: { name: 'Belum dijawab', filled: 0, refused: false },
  accepted: { name: 'Diperbaiki', filled: 4, refused: false },
  noted: { name: 'Dicatat', filled: 2, refused: false },
  rejected: { name: 'Tidak diubah', filled: 0, refused: true },
} as const satisfies Record<CorrectionState, { name: string; filled: number; refused: boolean }>

export const handoverNames = {
  passed: 'Diserahkan ke admin instansi',
  returned: 'Dikembalikan ke unit',
  recalled: 'Ditarik kembali oleh unit',
} as const

/** The codes by which the secretariat refuses; the names are those of the lookup table. */
export const screeningReasonNames = {
  too_young: 'Umur inovasi kurang dari syarat',
  incomplete: 'Isian belum lengkap',
  meaningless: 'Jawaban tidak bermakna',
  same_title: 'Judul sama dengan usulan lain',
  missing_letter: 'Surat yang diwajibkan tidak ada',
  prior_award: 'Pernah menerima penghargaan yang membatasi',
} as const

export const plenaryDirectionNames = {
  in: 'Dimasukkan oleh pleno',
  out: 'Dikeluarkan oleh pleno',
  restored: 'Dikembalikan sesuai skor',
} as const

/** Names of form fields as they stand on the screen, for answers that name a field. */
export const fieldNames = {
  email: 'alamat surel',
  code: 'kode',
  title: 'judul',
  groupId: 'kelompok',
  unitId: 'unit',
  startedOn: 'tanggal mulai',
  replicationOf: 'inovasi yang direplikasi',
  themeIds: 'tema',
  goals: 'tujuan pembangunan berkelanjutan',
  answers: 'jawaban ya atau tidak',
  text: 'teks',
  name: 'nama',
  slug: 'alamat edisi',
  registrationOpensAt: 'tanggal pembukaan pendaftaran',
  opensAt: 'waktu buka',
  closesAt: 'waktu tutup',
  reason: 'alasan',
  note: 'catatan',
  notes: 'catatan pada bagian',
  reasonCodes: 'alasan',
  seed: 'angka benih',
  role: 'peran',
  agencyId: 'instansi',
  post: 'jabatan',
  letter: 'surat permohonan',
  unitName: 'nama unit',
  at: 'tanggal',
  successorId: 'pengganti',
  decreeNumber: 'nomor keputusan',
  decreeDate: 'tanggal keputusan',
  comment: 'catatan',
  comments: 'catatan kriteria',
  points: 'nilai',
} as const
