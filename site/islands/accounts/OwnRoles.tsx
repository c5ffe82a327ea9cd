import { useState } from 'react'
import { date, dateAndClock } from '#site/text/format.ts'
import { roles as roleNames } from '#site/text/labels.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import type { Me } from '../Workspace.tsx'
import { endRole, listOwnRoles, type OwnRole } from './accounts-api.ts'
import { Handover } from './Handover.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { WithdrawHandover } from './WithdrawHandover.tsx'

const day = (instant: string) => date(new Date(instant), 'plain')
const nameOf = ({ role, agency }: OwnRole) => `${roleNames[role].name}${agency ? `, ${agency}` : ''}`

const leavable = ['author', 'agency_admin', 'secretariat', 'auditor']

/** One's own roles: to leave one, or to hand it over. */
export function OwnRoles({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { answer, reload } = useLoaded('own roles', listOwnRoles)
  const [leaving, setLeaving] = useState<OwnRole | null>(null)
  const [withdrawing, setWithdrawing] = useState<OwnRole | null>(null)
  const [handing, setHanding] = useState<string | null>(null)
  const changed = () => {
    setLeaving(null)
    setWithdrawing(null)
    setHanding(null)
    reload()
    onChanged()
  }
  const held = answer?.ok ? answer.value.roles : []
  return (
    <section className="block stack" aria-labelledby="peran-anda">
      <h2 id="peran-anda">Peran Anda</h2>
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && held.length === 0 && <p className="empty">Anda tidak memegang peran.</p>}
      {held.map((role) => (
        <div key={role.id} className="stack stack-tight">
          <p>
            {nameOf(role)}
            <span className="line hint">
              {role.isComing ? 'Baru mulai' : 'Sejak'} {day(role.beginsAt)}
              {role.endsAt && !role.handover && `, berakhir ${day(role.endsAt)}`}
            </span>
          </p>
          {role.handover && role.endsAt && (
            <p className="cluster">
              <span>
                Berpindah kepada {role.handover.successor} mulai {dateAndClock(new Date(role.endsAt))}. Sampai saat itu
                peran ini tetap Anda pegang.
              </span>
              <button className="button button-secondary" type="button" onClick={() => setWithdrawing(role)}>
                Batalkan serah terima
              </button>
            </p>
          )}
          {role.endsAt === null && leavable.includes(role.role) && (
            <p className="cluster">
              {role.role === 'agency_admin' && !role.isComing && (
                <button className="button button-secondary" type="button" onClick={() => setHanding(role.id)}>
                  Serahkan kepada rekan
                </button>
              )}
              <button className="action" type="button" onClick={() => setLeaving(role)}>
                {role.isComing ? 'Tolak peran ini' : 'Berhenti dari peran ini'}
                <span className="visually-hidden"> {nameOf(role)}</span>
              </button>
            </p>
          )}
          {handing === role.id && (
            <Handover role={role} ownId={me.user.id} onDone={changed} onCancel={() => setHanding(null)} />
          )}
        </div>
      ))}
      {leaving && (
        <ReasonDialog
          heading={`${leaving.isComing ? 'Tolak peran' : 'Berhenti sebagai'} ${nameOf(leaving)}`}
          text={
            leaving.isComing
              ? 'Serah terima dibatalkan, dan pemegangnya sekarang melanjutkan peran ini. Ia membaca alasan Anda lewat surel.'
              : 'Peran ini berakhir sekarang juga. Yang Anda tulis tetap tersimpan dan rekan Anda melanjutkannya. Akun Anda sendiri tetap ada.'
          }
          button={leaving.isComing ? 'Tolak peran' : 'Berhenti'}
          act={(reason) => endRole(leaving.id, reason)}
          onDone={changed}
          onClose={() => setLeaving(null)}
        />
      )}
      {withdrawing?.handover && (
        <WithdrawHandover
          roleId={withdrawing.id}
          successor={withdrawing.handover.successor}
          onDone={changed}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </section>
  )
}
