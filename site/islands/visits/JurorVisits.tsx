import { useCallback, useEffect, useState } from 'react'
import { dayWords } from '#site/text/interview.ts'
import { visitStates } from '#site/text/visit.ts'
import { AddressLink } from '../AddressLink.tsx'
import { JuryNav } from '../desk/JuryNav.tsx'
import { Wait } from '../EditionDesk.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { Kawung } from '../marks.tsx'
import { openVault, type Vault } from '../offline/vault.ts'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import { loadKeptVisit, loadKeptVisits } from './kept-visits.ts'
import { VisitSheetForm } from './VisitSheetForm.tsx'

/** `/juri/kunjungan/`: the own visits, and one of them (`?kunjungan=`). Works without a network once it was opened. */
export const JurorVisits = () => (
  <Workspace roles={['evaluator', 'panelist']}>{(me) => <WithVault me={me} />}</Workspace>
)

function WithVault({ me }: { me: Me }) {
  const [device, setDevice] = useState<{ vault: Vault | null }>()
  const id = useAddress().get('kunjungan')
  useEffect(() => {
    let isCurrent = true
    void openVault(me.user.id).then((vault) => isCurrent && setDevice({ vault }))
    return () => {
      isCurrent = false
    }
  }, [me.user.id])
  if (!device) return <Wait />
  return id === null ? (
    <List vault={device.vault} />
  ) : (
    <Opened key={id} id={id} vault={device.vault} email={me.user.email} />
  )
}

function Opened({ id, vault, email }: { id: string; vault: Vault | null; email: string }) {
  const { answer, reload } = useLoaded(`visit ${id}`, () => loadKeptVisit(vault, id))
  const again = useCallback(() => reload(), [reload])
  if (!answer) return <Wait />
  if (!answer.ok)
    return <PageRefusal problem={answer.problem} back={{ href: '/juri/kunjungan/', text: 'Semua kunjungan Anda' }} />
  return <VisitSheetForm view={answer.value} vault={vault} email={email} reload={again} />
}

function List({ vault }: { vault: Vault | null }) {
  const { answer } = useLoaded('own visits', () => loadKeptVisits(vault))
  if (!answer) return <Wait />
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const { visits } = answer.value
  return (
    <div className="work-page stack">
      {visits.some(({ isSimulation }) => isSimulation) && <SimulationBadge />}
      <JuryNav />
      <h1>Kunjungan lapangan Anda</h1>
      {visits.length === 0 ? (
        <p className="empty">Belum ada kunjungan untuk Anda. Surat dikirim begitu kunjungan direncanakan.</p>
      ) : (
        <>
          <p className="measure">
            Buka lembar sebelum berangkat: sesudah itu lembar dapat ditulis tanpa jaringan di perangkat ini.
          </p>
          <TableScroll>
            <table className="table table-stack">
              <thead>
                <tr>
                  <th scope="col">Hari</th>
                  <th scope="col">Judul dan instansi</th>
                  <th scope="col">Tempat</th>
                  <th scope="col">Lembar</th>
                </tr>
              </thead>
              <tbody>
                {visits.map(({ id, visitsOn, title, agency, referenceNumber, place, state }) => (
                  <tr key={id}>
                    <td data-label="Hari">{dayWords(visitsOn)}</td>
                    <th scope="row" className="cell-title">
                      <AddressLink className="row-title" to={{ kunjungan: id }}>
                        {title}
                      </AddressLink>
                      <br />
                      <span className="hint">
                        {referenceNumber}, {agency}
                      </span>
                    </th>
                    <td data-label="Tempat">{place}</td>
                    <td data-label="Lembar">
                      <span className="state">
                        <Kawung filled={visitStates[state].filled} />
                        {visitStates[state].name}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      )}
    </div>
  )
}
