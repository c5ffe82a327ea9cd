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

export const auditActionNames = {
  'proposal.created': 'Usulan dibuat',
  'proposal.passed': 'Usulan diserahkan ke admin instansi',
  'proposal.returned': 'Usulan dikembalikan ke unit',
  'proposal.recalled': 'Usulan ditarik kembali',
  'proposal.submitted': 'Usulan diajukan',
  'proposal.withdrawn': 'Pengajuan ditarik kembali',
  'attachment.added': 'Lampiran ditambahkan',
  'attachment.removed': 'Lampiran dihapus',
  'attachment.restored': 'Lampiran dikembalikan',
  'upload.cancelled': 'Unggahan dibatalkan',
  'upload.abandoned': 'Unggahan ditinggalkan dan dibersihkan',
  'screening.recorded': 'Hasil seleksi dicatat',
  'assignment.planned': 'Penugasan diterbitkan',
  'assignment_plan.made': 'Rancangan penugasan disusun',
  'assignment_plan.discarded': 'Rancangan penugasan dibatalkan',
  'juror_profile.saved': 'Tema dan batas juri diubah',
  'jurors_apart.added': 'Dua juri dipisahkan',
  'jurors_apart.ended': 'Pemisahan dua juri diakhiri',
  'juror.stopped': 'Juri berhenti pada tahap ini',
  'assignments.exported': 'Daftar penugasan diunduh',
  'assignment.replaced': 'Penilai pengganti ditugaskan',
  'second_readings.assigned': 'Pembacaan tambahan ditugaskan',
  'ranking.requested': 'Perhitungan peringkat diminta',
  'ranking.finished': 'Perhitungan peringkat selesai',
  'review.decided': 'Tinjauan diputuskan',
  'bundle.published': 'Berkas hitung ulang diterbitkan',
  'conflict.declared': 'Benturan kepentingan dinyatakan',
  'conflict.set': 'Benturan kepentingan ditetapkan',
  'reading.freed': 'Bacaan dilepas karena benturan',
  'juror_tie.declared': 'Juri menyatakan hubungan dengan instansi',
  'juror_tie.set': 'Hubungan juri dengan instansi dicatat',
  'juror_tie.ended': 'Hubungan juri dengan instansi diakhiri',
  'score_sheet.handed_in': 'Lembar nilai diserahkan',
  'score_sheet.withdrawn': 'Lembar nilai dicabut',
  'rereading.assigned': 'Usulan kembali kepada juri yang sama',
  'rereading.handed_in': 'Pembacaan ulang diserahkan',
  'integrity_pact.signed': 'Pakta integritas disetujui',
  'own_scores.exported': 'Juri mengunduh nilainya sendiri',
  'plenary.moved': 'Usulan dipindahkan oleh pleno',
  'decision.made': 'Keputusan ditetapkan',
  'publication.made': 'Hasil diterbitkan',
  'stage.changed': 'Jadwal tahap diubah',
  'edition.created': 'Edisi dibuat',
  'edition.opened': 'Edisi dibuka',
  'rules.changed': 'Aturan diubah',
  'role.granted': 'Peran diberikan',
  'role.ended': 'Peran diakhiri',
  'role.handed_over': 'Peran diserahterimakan',
  'unit.created': 'Unit dibuat',
  'invitation.sent': 'Undangan dikirim',
  'invitation.accepted': 'Undangan diterima',
  'invitation.declined': 'Undangan ditolak',
  'invitation.revoked': 'Undangan ditarik',
  'account_request.received': 'Permohonan akun diterima',
  'account_request.granted': 'Permohonan akun dikabulkan',
  'account_request.refused': 'Permohonan akun ditolak',
  'account_request.letter_read': 'Surat permohonan dibuka',
  'second_factor.set_up': 'Faktor kedua dipasang',
  'second_factor.removed': 'Faktor kedua dilepas',
  'second_factor.recovery_codes_renewed': 'Kode pemulihan diganti',
  'session.opened': 'Masuk',
  'sessions.ended': 'Sesi diakhiri',
  'correction.answered': 'Laporan koreksi dijawab',
  'export.made': 'Data diekspor',
  'receipt.exported': 'Tanda terima diunduh',
  'revision.exported': 'Isi revisi yang dibekukan diunduh',
  'feedback_letter.exported': 'Surat umpan balik diunduh',
  'feedback_letters.announced': 'Surat umpan balik diberitahukan',
  'reminder.sent': 'Pengingat pendaftaran dikirim',
  'agency.reminded': 'Instansi diingatkan',
  'mail.retried': 'Surat dikirim ulang',
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
