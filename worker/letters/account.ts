import type { RoleName } from '#domain/access.ts'
import type { InvitationState } from '#domain/invitation.ts'
import { inThreeZones } from './instant.ts'
import type { LetterText } from './proposal.ts'

const roleWords: Record<RoleName, string> = {
  author: 'penulis usulan',
  agency_admin: 'admin instansi',
  secretariat: 'sekretariat',
  evaluator: 'evaluator',
  panelist: 'panelis',
  auditor: 'pengawas',
  operator: 'operator',
}

const paragraphs = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join('\n\n')
const roleAt = (role: RoleName, agency: string | null) =>
  agency === null ? roleWords[role] : `${roleWords[role]} ${agency}`

/**
 * To the address that somebody typed: what happens next, and where to look. Not a word of the form stands in it, so that nobody
 * writes to strangers in our name.
 */
export const requestReceived = (request: { agency: string; statusUrl: string }): LetterText => ({
  kind: 'account_request_received',
  subject: `Permohonan akun admin ${request.agency} kami terima`,
  body: paragraphs(
    'Yth. Bapak/Ibu,',
    `Permohonan akun admin instansi untuk ${request.agency} sudah kami terima dan menunggu pemeriksaan sekretariat.`,
    `Keadaannya dapat dilihat kapan saja: ${request.statusUrl}`,
    'Bila Anda tidak mengirim permohonan ini, abaikan surat ini.',
  ),
})

/** To the secretariat: somebody waits. */
export const requestWaiting = (request: { name: string; agency: string }): LetterText => ({
  kind: 'account_request_waiting',
  subject: `Permohonan akun baru: ${request.agency}`,
  body: `${request.name} meminta akun admin instansi untuk ${request.agency}. Periksa suratnya di halaman Sekretariat, Akun.`,
})

export const requestGranted = (request: { name: string; agency: string }): LetterText => ({
  kind: 'account_request_granted',
  subject: `Anda menjadi admin instansi ${request.agency}`,
  body: paragraphs(
    `Yth. ${request.name},`,
    `Sekretariat mengabulkan permohonan Anda. Anda sekarang admin instansi ${request.agency}.`,
    'Masuk dengan alamat surel ini; kode masuk dikirim ke alamat yang sama. Akun ini atas nama Anda sendiri: undang rekan dan unit dari halaman Akun instansi, jangan meminjamkan kode.',
  ),
})

export const requestRefused = (request: { name: string; agency: string }, reason: string): LetterText => ({
  kind: 'account_request_refused',
  subject: `Permohonan akun admin ${request.agency} belum dapat dikabulkan`,
  body: paragraphs(
    `Yth. ${request.name},`,
    `Alasan sekretariat: ${reason}`,
    'Perbaiki yang disebut di atas, lalu kirim permohonan baru.',
  ),
})

export const invited = (invitation: {
  name: string
  role: RoleName
  agency: string | null
  invitedBy: string
  acceptUrl: string
  expiresAt: Date
}): LetterText => ({
  kind: 'invitation',
  subject: `Undangan menjadi ${roleAt(invitation.role, invitation.agency)}`,
  body: paragraphs(
    `Yth. ${invitation.name},`,
    `${invitation.invitedBy} mengundang Anda menjadi ${roleAt(invitation.role, invitation.agency)} di Gelanggang.`,
    `Terima atau tolak di sini: ${invitation.acceptUrl}`,
    `Undangan berlaku sampai ${inThreeZones(invitation.expiresAt)}, untuk Anda sendiri, dan hanya dapat dijawab sekali. Bila alamat ini sudah mempunyai akun, peran ditambahkan ke akun itu.`,
  ),
})

const answers: Partial<Record<InvitationState, string>> = { accepted: 'diterima', declined: 'ditolak' }

/** To whoever invited. */
export const invitationAnswered = (
  invitation: { name: string; email: string; role: RoleName; agency: string | null },
  outcome: 'accepted' | 'declined',
): LetterText => ({
  kind: 'invitation_answered',
  subject: `Undangan ${answers[outcome]}: ${invitation.name}`,
  body: `Undangan kepada ${invitation.name} (${invitation.email}) menjadi ${roleAt(invitation.role, invitation.agency)} ${answers[outcome]}.`,
})

/** To the holder of a role that another person ended. */
export const roleEnded = (
  role: { name: string; role: RoleName; agency: string | null },
  { by, reason }: { by: string; reason: string },
): LetterText => ({
  kind: 'role_ended',
  subject: `Peran Anda berakhir: ${roleAt(role.role, role.agency)}`,
  body: paragraphs(
    `Yth. ${role.name},`,
    `${by} mengakhiri peran Anda sebagai ${roleAt(role.role, role.agency)}. Alasan: ${reason}`,
    'Yang pernah Anda tulis tetap tersimpan. Bila ini keliru, hubungi admin instansi Anda atau sekretariat.',
  ),
})

/** To the successor of an agency's admin. */
export const handedOver = (
  role: { name: string; agency: string | null },
  { from, at }: { from: string; at: Date },
): LetterText => ({
  kind: 'role_handed_over',
  subject: `Anda menerima peran ${roleAt('agency_admin', role.agency)}`,
  body: paragraphs(
    `Yth. ${role.name},`,
    `${from} menyerahkan peran ${roleAt('agency_admin', role.agency)} kepada Anda, berlaku sejak ${inThreeZones(at)}.`,
    'Sejak saat itu usulan instansi Anda diperiksa dan diteruskan oleh Anda.',
  ),
})

/** To successor and holder, when a planned handing over is called off by another person. */
export const handoverWithdrawn = (
  role: { name: string; agency: string | null; isSuccessor: boolean },
  { by, at, reason }: { by: string; at: Date; reason: string },
): LetterText => ({
  kind: 'role_handover_withdrawn',
  subject: `Serah terima dibatalkan: ${roleAt('agency_admin', role.agency)}`,
  body: paragraphs(
    `Yth. ${role.name},`,
    `${by} membatalkan serah terima peran ${roleAt('agency_admin', role.agency)} yang akan berlaku sejak ${inThreeZones(at)}. Alasan: ${reason}`,
    role.isSuccessor
      ? 'Peran itu tidak jadi berpindah kepada Anda.'
      : 'Peran itu tetap Anda pegang seperti sebelumnya.',
  ),
})

export const secondFactorChanged = (name: string, isOn: boolean, by: string | null): LetterText => ({
  kind: 'second_factor_changed',
  subject: isOn ? 'Faktor kedua terpasang pada akun Anda' : 'Faktor kedua dilepas dari akun Anda',
  body: paragraphs(
    `Yth. ${name},`,
    isOn
      ? 'Mulai sekarang, masuk meminta kode dari aplikasi Anda sesudah kode dari surel. Semua sesi lain sudah diakhiri.'
      : by === null
        ? 'Faktor kedua dilepas dengan kode Anda sendiri.'
        : `Faktor kedua dilepas oleh ${by}, dan semua sesi Anda diakhiri.`,
    'Bila bukan Anda yang meminta, segera hubungi sekretariat.',
  ),
})
