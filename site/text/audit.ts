import { dateAndClock } from './format.ts'
import { auditActionNames } from './audit-actions.ts'
import { plenaryDirectionNames, proposalStateNames, roles } from './labels.ts'
import { reasonWithCode } from './screening.ts'

export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>

const nameIn = (names: Readonly<Record<string, string>>, id: string): string => names[id] ?? id
const instant = (value: string) => (Number.isNaN(Date.parse(value)) ? value : dateAndClock(new Date(value)))

/** What an action was about, as a sentence without its actor; only what the row itself says. */
export function auditSentence(action: string, detail: AuditDetail): string {
  const name = action === 'publication.made' ? 'Diterbitkan' : nameIn(auditActionNames, action)
  const more = tellers[action]?.((key) => String(detail[key] ?? '')) ?? ''
  return more === '' ? `${name}.` : `${name}: ${more}.`
}

const roleName = (id: string) =>
  nameIn(Object.fromEntries(Object.entries(roles).map(([key, role]) => [key, role.name])), id)

type Read = (key: string) => string
const joined = (...parts: readonly (string | false)[]) =>
  parts.filter((part) => part !== false && part !== '').join(', ')
const said = (label: string, value: string) => value !== '' && `${label} ${value}`

const tellers: Readonly<Record<string, (read: Read) => string>> = {
  'proposal.submitted': (read) => joined(read('referenceNumber'), said('revisi', read('revision'))),
  'proposal.withdrawn': (read) => joined(read('referenceNumber'), read('note')),
  'screening.recorded': (read) =>
    joined(
      nameIn(proposalStateNames, read('outcome')),
      ...read('reasons')
        .split(' ')
        .map((id) => id !== '' && reasonWithCode(id).name),
    ),
  'assignment.planned': (read) =>
    joined(said('tahap', read('stageId')), said('benih', read('seed')), said('lembar', read('readings'))),
  'assignment_plan.made': (read) =>
    joined(said('tahap', read('stageId')), said('benih', read('seed')), said('baru', read('added')), read('reason')),
  'assignment_plan.discarded': (read) => said('tahap', read('stageId')) || '',
  'juror.stopped': (read) => joined(said('tahap', read('stageId')), said('lembar', read('readings')), read('reason')),
  'jurors_apart.added': (read) => read('reason'),
  'juror_profile.saved': (read) => joined(said('tema', read('themes')), said('batas', read('mostReadings'))),
  'assignment_plan.exported': (read) => joined(said('tahap', read('stageId')), read('format')),
  'juror_overlap.exported': (read) => joined(said('tahap', read('stageId')), said('kelompok', read('group'))),
  'assignments.exported': (read) => joined(said('tahap', read('stageId')), read('format')),
  'assignment.replaced': (read) => joined(said('tahap', read('stageId')), said('lembar', read('readings'))),
  'conflict.declared': (read) => joined(said('tahap', read('stageId')), read('reason')),
  'conflict.set': (read) => read('reason'),
  'conflict.ended': (read) => read('reason'),
  'conflicts.imported': (read) => joined(said('benturan', read('conflicts')), said('hubungan', read('ties'))),
  'reading.freed': (read) => said('tahap', read('stageId')) || '',
  'juror_tie.declared': (read) => read('reason'),
  'juror_tie.set': (read) => read('reason'),
  'juror_tie.ended': (read) => read('reason'),
  'score_sheet.handed_in': (read) => joined(said('tahap', read('stageId'))),
  'divergence.found': (read) => joined(said('tahap', read('stageId'))),
  'divergence.settled': (read) => joined(said('tahap', read('stageId'))),
  'divergences.exported': (read) => joined(said('tahap', read('stageId')), said('jumlah', read('divergences'))),
  'consolidation.opened': (read) => joined(said('tahap', read('stageId'))),
  'consolidation.answered': (read) =>
    joined(said('tahap', read('stageId')), read('answer') === 'revised' ? 'lembar diubah' : 'lembar ditegaskan'),
  'consolidation.closed': (read) =>
    joined(said('tahap', read('stageId')), read('cause') === 'answered' ? 'semua menjawab' : read('reason')),
  'juror_progress.exported': (read) => joined(said('tahap', read('stageId')), said('juri', read('jurors'))),
  'juror_reminder.sent': (read) => joined(said('tahap', read('stageId')), said('juri', read('jurors'))),
  'score_sheet.withdrawn': (read) => joined(said('tahap', read('stageId')), read('reason')),
  'rereading.assigned': (read) => joined(said('tahap', read('stageId'))),
  'rereading.handed_in': (read) => joined(said('tahap', read('stageId'))),
  'own_scores.exported': (read) => joined(said('tahap', read('stageId'))),
  'interviews.planned': (read) =>
    joined(said('baru atau pindah', read('set')), said('dibatalkan', read('cancelled')), read('reason')),
  'interview.moved': (read) => read('reason'),
  'interview.cancelled': (read) => read('reason'),
  'interview.timed': (read) => read('phase'),
  'availability.changed': (read) => joined(said('ditambah', read('added')), said('dihapus', read('removed'))),
  'visits.planned': (read) => said('kunjungan', read('visits')) || '',
  'visit.cancelled': (read) => read('reason'),
  'visitor.ended': (read) => read('reason'),
  'plenary.moved': (read) => joined(nameIn(plenaryDirectionNames, read('direction')), read('reason')),
  'decision.made': (read) => joined(said('nomor', read('decreeNumber')), said('tanggal', read('decreeDate'))),
  'publication.made': (read) =>
    read('kind') === 'edition' ? 'jadwal dan aturan edisi' : joined('hasil pleno', said('tahap', read('stage'))),
  'stage.changed': (read) =>
    joined(said('dibuka', instant(read('opensAt'))), said('ditutup', instant(read('closesAt'))), read('reason')),
  'grace.declared': (read) => said('sampai', instant(read('endsAt'))) || '',
  'grace.extended': (read) => said('sampai', instant(read('endsAt'))) || '',
  'edition.created': (read) => joined(read('slug'), said('templat', read('template'))),
  'edition.opened': (read) => joined(said('aturan versi', read('version'))),
  'unit.created': (read) => read('name'),
  'invitation.sent': (read) => joined(read('email'), roleName(read('role'))),
  'invitation.revoked': (read) => read('email'),
  'invitation.declined': (read) => read('email'),
  'invitation.accepted': (read) => roleName(read('role')),
  'role.ended': (read) => joined(roleName(read('role')), read('reason')),
  'role.handed_over': (read) => joined(said('sejak', instant(read('at')))),
  'role.handover_withdrawn': (read) => joined(said('yang akan mulai', instant(read('startsAt'))), read('reason')),
  'reminder.sent': (read) => joined(said('jam sebelum penutupan', read('hoursBefore')), said('surat', read('letters'))),
  'agency.reminded': (read) => joined(said('surat', read('letters')), read('note')),
  'mail.retried': (read) => read('to'),
  'account_request.refused': (read) => read('reason'),
  'role.granted': (read) => read('role') && roleName(read('role')),
}
