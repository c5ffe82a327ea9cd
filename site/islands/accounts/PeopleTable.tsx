import { useState } from 'react'
import { date } from '#site/text/format.ts'
import { roles as roleNames } from '#site/text/labels.ts'
import { TableScroll } from '../TableScroll.tsx'
import { endRole, resetSecondFactor, type HeldRole } from './accounts-api.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { WithdrawHandover } from './WithdrawHandover.tsx'

const day = (instant: string) => date(new Date(instant), 'plain')

type Props = { people: readonly HeldRole[]; ownId: string; canReset: boolean; onChanged: () => void }

/** Who holds which role since when; those who no longer do stand below, with who ended it and why. */
export function PeopleTable({ people, ownId, canReset, onChanged }: Props) {
  const [ending, setEnding] = useState<HeldRole | null>(null)
  const [withdrawing, setWithdrawing] = useState<HeldRole | null>(null)
  const [resetting, setResetting] = useState<HeldRole | null>(null)
  const current = people.filter(({ isOver }) => !isOver)
  const former = people.filter(({ isOver }) => isOver)
  return (
    <>
      <TableScroll>
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col">Nama</th>
              <th scope="col">Peran</th>
              <th scope="col">Sejak</th>
              <th scope="col">Terakhir masuk</th>
              <th scope="col">Tindakan</th>
            </tr>
          </thead>
          <tbody>
            {current.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.name}
                  <span className="line hint">{one.email}</span>
                  {one.mailFailedAt && <span className="line attention">Surat kembali {day(one.mailFailedAt)}</span>}
                </th>
                <td data-label="Peran">
                  {roleNames[one.role].name}
                  {one.agency && <span className="line hint">{one.agency}</span>}
                </td>
                <td data-label="Sejak">
                  {one.isComing && 'Baru mulai '}
                  {day(one.beginsAt)}
                  {one.endsAt && (
                    <span className="line attention">
                      sampai {day(one.endsAt)}
                      {one.handover && `, lalu ${one.handover.successor}`}
                    </span>
                  )}
                </td>
                <td data-label="Terakhir masuk">
                  {one.lastSignInAt ? day(one.lastSignInAt) : 'Belum pernah'}
                  {canReset && (
                    <span className="line hint">
                      {one.hasSecondFactor ? 'Faktor kedua terpasang' : 'Tanpa faktor kedua'}
                    </span>
                  )}
                </td>
                <td data-label="Tindakan">
                  <span className="cluster">
                    {one.userId !== ownId && one.role !== 'operator' && (
                      <button className="action" type="button" onClick={() => setEnding(one)}>
                        Akhiri peran<span className="visually-hidden"> {one.name}</span>
                      </button>
                    )}
                    {one.handover && (
                      <button className="action" type="button" onClick={() => setWithdrawing(one)}>
                        Batalkan serah terima<span className="visually-hidden"> {one.name}</span>
                      </button>
                    )}
                    {one.userId === ownId && (
                      <a className="action" href="/akun/">
                        Akun Anda
                      </a>
                    )}
                    {canReset && one.hasSecondFactor && one.userId !== ownId && (
                      <button className="action" type="button" onClick={() => setResetting(one)}>
                        Lepas faktor kedua<span className="visually-hidden"> {one.name}</span>
                      </button>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {former.length > 0 && <Former people={former} />}
      {ending && (
        <ReasonDialog
          heading={`Akhiri peran ${ending.name}`}
          text={endingWords(ending)}
          button="Akhiri peran"
          act={(reason) => endRole(ending.id, reason)}
          onDone={() => {
            setEnding(null)
            onChanged()
          }}
          onClose={() => setEnding(null)}
        />
      )}
      {withdrawing?.handover && (
        <WithdrawHandover
          roleId={withdrawing.id}
          successor={withdrawing.handover.successor}
          onDone={() => {
            setWithdrawing(null)
            onChanged()
          }}
          onClose={() => setWithdrawing(null)}
        />
      )}
      {resetting && (
        <ReasonDialog
          heading={`Lepas faktor kedua ${resetting.name}`}
          text="Hanya bila orangnya kehilangan ponsel dan kode pemulihan, dan Anda sudah memastikan bahwa itu benar dia. Semua sesinya berakhir, dan ia diberi tahu."
          button="Lepas faktor kedua"
          act={(reason) => resetSecondFactor(resetting.userId, reason)}
          onDone={() => {
            setResetting(null)
            onChanged()
          }}
          onClose={() => setResetting(null)}
        />
      )}
    </>
  )
}

/** One that is to come was planned by a handing over, which ends with it. */
function endingWords({ role, agency, beginsAt, isComing }: HeldRole): string {
  const name = `${roleNames[role].name}${agency ? `, ${agency}` : ''}`
  return isComing
    ? `${name} tidak jadi mulai ${day(beginsAt)}. Serah terimanya dibatalkan, dan pemegangnya sekarang melanjutkan peran itu.`
    : `${name} berakhir sekarang juga. Tulisan dan jejaknya tetap tersimpan.`
}

/** One that was called off ended before it began. */
const periodOf = ({ beginsAt, endsAt }: HeldRole) => {
  if (endsAt === null) return day(beginsAt)
  return endsAt < beginsAt ? `tidak jadi mulai ${day(beginsAt)}` : `${day(beginsAt)} sampai ${day(endsAt)}`
}

function Former({ people }: { people: readonly HeldRole[] }) {
  return (
    <details>
      <summary>Peran yang sudah berakhir ({people.length})</summary>
      <ul className="stack stack-tight">
        {people.map((one) => (
          <li key={one.id}>
            {one.name}, {roleNames[one.role].name}
            {one.agency && `, ${one.agency}`}: {periodOf(one)}
            {one.endedBy && `, diakhiri oleh ${one.endedBy}`}
            {one.endReason && ` (${one.endReason})`}
          </li>
        ))}
      </ul>
    </details>
  )
}
