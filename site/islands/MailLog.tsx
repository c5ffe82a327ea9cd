import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import { DeskNav } from './DeskNav.tsx'
import { Stop, Wait } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { loadMailLog, mailFilters, retryMails, type LoggedMail, type MailFilter } from './gate-api.ts'
import { TableScroll } from './TableScroll.tsx'
import { useAddress } from './useAddress.ts'
import { useLast } from './useLast.ts'
import { useLoaded } from './useLoaded.ts'
import { useSending } from './useSending.ts'
import { Workspace } from './Workspace.tsx'

/** `/sekretariat/surat/`: what became of every letter, without its words. */
export const MailLog = () => (
  <Workspace roles={['secretariat', 'auditor']}>
    {(me) => {
      const mayAct = me.roles.some(({ role }) => role === 'secretariat')
      return (
        <>
          <DeskNav slug={null} mayAct={mayAct} />
          <Log mayAct={mayAct} />
        </>
      )
    }}
  </Workspace>
)

const names = {
  all: 'Semua',
  waiting: 'Menunggu',
  failed: 'Gagal',
  given_up: 'Tidak dicoba lagi',
  bounced: 'Kembali',
} as const satisfies Record<MailFilter, string>

const empty = {
  all: 'Belum ada surat.',
  waiting: 'Tidak ada surat yang menunggu dikirim.',
  failed: 'Tidak ada surat yang gagal dikirim.',
  given_up: 'Tidak ada surat yang berhenti dicoba.',
  bounced: 'Tidak ada surat yang kembali.',
} as const satisfies Record<MailFilter, string>

function Log({ mayAct }: { mayAct: boolean }) {
  const { get } = useAddress()
  const filter = mailFilters.find((one) => one === get('saring')) ?? 'all'
  const after = get('sesudah')
  const loaded = useLoaded(JSON.stringify([filter, after]), () => loadMailLog(filter, after))
  const answer = useLast(loaded.answer)
  const [begun, setBegun] = useState<number | null>(null)
  const { send, isSending, problem } = useSending()
  const retry = async (ids: string[]) => {
    const answered = await send(() => retryMails(ids))
    if (!answered?.ok) return
    setBegun(answered.value.begun)
    loaded.reload()
  }
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { mails, counts, mostCounted, next } = answer.value
  const failed = mails.filter(isRetriable).map(({ id }) => id)
  const counted = (id: MailFilter) =>
    id === 'all' ? '' : ` ${count(counts[id])}${counts[id] === mostCounted ? ' atau lebih' : ''}`
  return (
    <div className="work-page stack">
      <header>
        <h1>Surat keluar</h1>
        <p className="lead">
          Surat yang gagal dicoba lagi sendiri, makin jarang, sampai sepuluh kali. Sesudah itu surat menunggu Anda
          mengirimnya lagi. Isi surat tidak ditampilkan di sini.
        </p>
      </header>
      <nav className="tabs" aria-label="Saring menurut keadaan surat">
        {mailFilters.map((id) => (
          <AddressLink key={id} to={{ saring: id, sesudah: null }} aria-current={id === filter ? 'page' : undefined}>
            {names[id]}
            {counted(id)}
          </AddressLink>
        ))}
      </nav>
      <Refusal problem={problem} />
      <p role="status">{begun !== null && `${count(begun)} surat dicoba lagi.`}</p>
      {mayAct && failed.length > 0 && (
        <p>
          <button
            type="button"
            className="button button-secondary"
            aria-disabled={isSending}
            onClick={() => void retry(failed)}
          >
            {isSending ? 'Mencoba' : `Coba lagi ${count(failed.length)} surat gagal pada halaman ini`}
          </button>
        </p>
      )}
      {mails.length === 0 ? (
        <p className="empty">{empty[filter]}</p>
      ) : (
        <Mails mails={mails} onRetry={mayAct ? (id) => void retry([id]) : null} />
      )}
      <nav className="pagination" aria-label="Halaman daftar">
        {after ? <AddressLink to={{ sesudah: null }}>Kembali ke awal daftar</AddressLink> : <span />}
        {next ? (
          <AddressLink to={{ sesudah: next }}>Surat yang lebih lama</AddressLink>
        ) : (
          mails.length > 0 && <span className="hint">Akhir daftar, {count(mails.length)} surat pada halaman ini</span>
        )}
      </nav>
    </div>
  )
}

const isRetriable = ({ kind, sentAt, lastError, isGivenUp }: LoggedMail) =>
  kind !== 'sign_in_code' && sentAt === null && (lastError !== null || isGivenUp)

type MailsProps = { mails: readonly LoggedMail[]; onRetry: ((id: string) => void) | null }

function Mails({ mails, onRetry }: MailsProps) {
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Perihal</th>
            <th scope="col">Kepada</th>
            <th scope="col">Ditulis</th>
            <th scope="col">Keadaan</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id}>
              <th scope="row" className="cell-title">
                {mail.subject}
              </th>
              <td data-label="Kepada">
                {mail.toName ?? 'Tanpa akun'}
                <span className="hint line">{mail.toAddress}</span>
              </td>
              <td data-label="Ditulis">{dateAndClock(new Date(mail.createdAt))}</td>
              <td data-label="Keadaan">
                <State mail={mail} />
                {onRetry && mail.isGivenUp && isRetriable(mail) && (
                  <button className="action" type="button" onClick={() => onRetry(mail.id)}>
                    Kirim lagi<span className="visually-hidden"> {mail.subject}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function State({ mail: { kind, event, sentAt, dueAt, lastError, attempts, isGivenUp } }: { mail: LoggedMail }) {
  if (event && event.kind !== 'delivered')
    return (
      <span className="attention">
        {event.kind === 'bounced' ? 'Kembali' : 'Ditandai mengganggu oleh penerima'} {dateAndClock(new Date(event.at))}
        {event.detail && <span className="hint line">{event.detail}</span>}
      </span>
    )
  if (event) return <>Sampai {dateAndClock(new Date(event.at))}</>
  if (sentAt !== null) return <>Dikirim {dateAndClock(new Date(sentAt))}</>
  if (isGivenUp)
    return (
      <span className="attention">
        Tidak dicoba lagi, gagal {count(attempts)} kali
        <span className="hint line">{lastError}</span>
        {kind === 'sign_in_code' && (
          <span className="hint line">Kode sudah lewat; pemiliknya dapat meminta yang baru.</span>
        )}
      </span>
    )
  if (lastError !== null)
    return (
      <span className="attention">
        Gagal {count(attempts)} kali{dueAt !== null && `, dicoba lagi ${dateAndClock(new Date(dueAt))}`}
        <span className="hint line">{lastError}</span>
      </span>
    )
  return <>Menunggu dikirim</>
}
