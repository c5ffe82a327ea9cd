import { dateAndClock } from '#site/text/format.ts'
import { receive, type Body } from './answer.ts'
import { mailsApi } from './api.ts'
import { PageRefusal } from './PageRefusal.tsx'
import { AddressLink } from './AddressLink.tsx'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { Workspace } from './Workspace.tsx'

type Mails = Body<typeof mailsApi.index.$get>
type Mail = Mails['mails'][number]

export function Mailbox() {
  return <Workspace roles={[]}>{() => <Letters />}</Workspace>
}

function Letters() {
  const { answer } = useLoaded('mails', () => receive(mailsApi.index.$get()))
  const chosen = useAddress().get('id')
  if (!answer) return <p className="work-page hint">Memuat surat</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const { mails, everybody } = answer.value
  const letter = mails.find(({ id }) => id === chosen)
  return (
    <div className="work-page stack">
      {letter ? <Letter mail={letter} /> : <LetterList mails={mails} everybody={everybody} />}
    </div>
  )
}

/** Whether it left the portal: said only as far as the portal knows. */
function delivery({ sentAt, lastError, event }: Mail): string {
  if (event?.kind === 'bounced') return `Kembali ${dateAndClock(new Date(event.at))}: ${event.detail}`
  if (event?.kind === 'delivered') return `Sampai ${dateAndClock(new Date(event.at))}`
  if (sentAt !== null) return `Dikirim ${dateAndClock(new Date(sentAt))}`
  if (lastError !== null) return 'Belum terkirim, dicoba lagi'
  return 'Menunggu dikirim'
}

function LetterList({ mails, everybody }: Mails) {
  return (
    <>
      <h1>Surat</h1>
      <p className="lead">
        {everybody
          ? 'Ini demonstrasi: tidak ada surat yang keluar dari mesin ini. Di sini terbaca surat bagi semua orang, yang terbaru di atas.'
          : 'Surat yang dikirim portal ini kepada Anda, yang terbaru di atas.'}
      </p>
      {mails.length === 0 && <p className="empty">Belum ada surat. Surat muncul di sini begitu portal mengirimnya.</p>}
      {mails.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Perihal</th>
                {everybody && <th scope="col">Kepada</th>}
                <th scope="col">Keadaan</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr key={mail.id}>
                  <th scope="row">
                    <AddressLink to={{ id: mail.id }}>{mail.subject}</AddressLink>
                  </th>
                  {everybody && <td>{mail.toName}</td>}
                  <td>{delivery(mail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Letter({ mail }: { mail: Mail }) {
  return (
    <>
      <p className="no-print">
        <AddressLink className="action" to={{ id: null }}>
          Kembali ke daftar surat
        </AddressLink>
      </p>
      <article className="letter stack">
        <h1>{mail.subject}</h1>
        <dl className="facts facts-rows">
          <div>
            <dt>Kepada</dt>
            <dd>
              {mail.toName}, {mail.toAddress}
            </dd>
          </div>
          <div>
            <dt>Ditulis</dt>
            <dd>{dateAndClock(new Date(mail.createdAt))}</dd>
          </div>
          <div>
            <dt>Keadaan</dt>
            <dd>{delivery(mail)}</dd>
          </div>
        </dl>
        <p className="prose">{mail.body}</p>
      </article>
    </>
  )
}
