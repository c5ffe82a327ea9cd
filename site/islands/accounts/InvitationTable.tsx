import { useState } from 'react'
import { date, dateAndClock } from '#site/text/format.ts'
import { roles as roleNames } from '#site/text/labels.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { renewInvitation, revokeInvitation, type Invitation } from './accounts-api.ts'

const stateNames = {
  open: 'Menunggu jawaban',
  expired: 'Lewat masa berlaku',
  accepted: 'Diterima',
  declined: 'Ditolak',
  revoked: 'Ditarik',
} as const

/** Invitations that wait first in sight; the answered ones are folded away. */
export function InvitationTable({
  invitations,
  onChanged,
}: {
  invitations: readonly Invitation[]
  onChanged: () => void
}) {
  const { send, problem } = useSending()
  const [said, setSaid] = useState('')
  const waiting = invitations.filter(({ state }) => state === 'open' || state === 'expired')
  const answered = invitations.filter(({ state }) => state !== 'open' && state !== 'expired')
  const renew = async ({ id, email }: Invitation) => {
    const answer = await send(() => renewInvitation(id))
    if (!answer?.ok) return
    setSaid(`Undangan dikirim lagi ke ${email}. Tautan yang lama tidak berlaku lagi.`)
    onChanged()
  }
  const revoke = async ({ id, email }: Invitation) => {
    const answer = await send(() => revokeInvitation(id))
    if (!answer?.ok) return
    setSaid(`Undangan ke ${email} ditarik.`)
    onChanged()
  }
  return (
    <div className="stack stack-tight">
      <Refusal problem={problem} />
      <p role="status">{said}</p>
      {waiting.length === 0 && <p className="empty">Tidak ada undangan yang menunggu jawaban.</p>}
      {waiting.length > 0 && (
        <TableScroll>
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col">Kepada</th>
                <th scope="col">Peran</th>
                <th scope="col">Keadaan</th>
                <th scope="col">Tindakan</th>
              </tr>
            </thead>
            <tbody>
              {waiting.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    {one.name}
                    <span className="line hint">{one.email}</span>
                  </th>
                  <td data-label="Peran">
                    {roleNames[one.role].name}
                    {one.agency && <span className="line hint">{one.agency}</span>}
                  </td>
                  <td data-label="Keadaan">
                    {stateNames[one.state]}
                    <span className="line hint">
                      {one.state === 'open' ? 'sampai' : 'sejak'} {dateAndClock(new Date(one.expiresAt))}
                    </span>
                  </td>
                  <td data-label="Tindakan">
                    <span className="cluster">
                      <button className="action" type="button" onClick={() => void renew(one)}>
                        Kirim ulang<span className="visually-hidden"> undangan {one.name}</span>
                      </button>
                      {one.state === 'open' && (
                        <button className="action" type="button" onClick={() => void revoke(one)}>
                          Tarik<span className="visually-hidden"> undangan {one.name}</span>
                        </button>
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {answered.length > 0 && (
        <details>
          <summary>Undangan yang sudah dijawab atau ditarik ({answered.length})</summary>
          <ul className="stack stack-tight">
            {answered.map((one) => (
              <li key={one.id}>
                {one.name} ({one.email}), {roleNames[one.role].name}
                {one.agency && `, ${one.agency}`}: {stateNames[one.state].toLowerCase()}, dikirim{' '}
                {date(new Date(one.at), 'plain')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
