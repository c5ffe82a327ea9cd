import { useState } from 'react'
import { heldKindName, sourceName } from '#site/text/conflicts.ts'
import { count, date } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { endTie, type JuryTie } from './conflicts-api.ts'

type Props = {
  edition: string
  ties: readonly JuryTie[]
  /** Whether the list is narrowed to the proposals of one agency. */
  ofAgency: boolean
  mayAct: boolean
  onEnded: () => void
}

const reasonOf = ({ kind, reason }: JuryTie) =>
  kind === 'role' ? (Object.entries(roles).find(([id]) => id === reason)?.[1].name ?? reason) : reason

/** What ties the jurors to agencies: first what bars, the rest folded. Only what was said can be ended here. */
export function JuryTies({ edition, ties, ofAgency, mayAct, onEnded }: Props) {
  const barring = ties.filter(({ bars }) => bars)
  const idle = ties.filter(({ bars }) => !bars)
  const [ending, setEnding] = useState<JuryTie | null>(null)
  return (
    <section className="block stack" aria-labelledby="hubungan-juri">
      <h2 id="hubungan-juri">Hubungan juri dengan instansi</h2>
      {ties.length === 0 && <p className="empty">Belum ada hubungan yang tercatat untuk juri pada halaman ini.</p>}
      {barring.length > 0 && (
        <TieTable {...{ mayAct }} caption="Hubungan yang menutup usulan" ties={barring} onEnd={setEnding} />
      )}
      {ties.length > 0 && barring.length === 0 && (
        <p>Tidak satu pun menutup usulan {ofAgency ? 'instansi ini' : 'edisi ini'}.</p>
      )}
      {idle.length > 0 && (
        <details>
          <summary>
            {count(idle.length)} hubungan yang tidak menutup usulan{' '}
            {ofAgency ? 'instansi ini' : 'mana pun pada edisi ini'}
          </summary>
          <TieTable {...{ mayAct }} caption="Hubungan yang tidak menutup usulan" ties={idle} onEnd={setEnding} />
        </details>
      )}
      {ending && (
        <ReasonDialog
          heading="Akhiri hubungan"
          text={`Hubungan ${ending.juror} dengan ${ending.agency} tidak lagi menimbulkan benturan. Bacaan yang sudah dilepas tetap lepas, tetapi usulannya dapat diberikan lagi kepada juri ini.`}
          button="Akhiri"
          act={(reason) => endTie(edition, ending.id, reason)}
          onDone={() => {
            setEnding(null)
            onEnded()
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  )
}

type TableProps = { caption: string; ties: readonly JuryTie[]; mayAct: boolean; onEnd: (tie: JuryTie) => void }

function TieTable({ caption, ties, mayAct, onEnd }: TableProps) {
  return (
    <TableScroll>
      <table className="table table-dense table-stack">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Juri</th>
            <th scope="col">Instansi</th>
            <th scope="col">Hubungan</th>
            <th scope="col">Sumber</th>
            {mayAct && <th scope="col">Tindakan</th>}
          </tr>
        </thead>
        <tbody>
          {ties.map((tie) => (
            <tr key={tie.id} id={`hubungan-${tie.id}`} tabIndex={-1}>
              <th scope="row" data-label="Juri">
                {tie.juror}
              </th>
              <td data-label="Instansi">{tie.agency}</td>
              <td data-label="Hubungan">
                {heldKindName(tie.kind)}: {reasonOf(tie)}
              </td>
              <td data-label="Sumber">
                {sourceName(tie.source)}
                <span className="line hint">
                  {tie.at > 0 && date(new Date(tie.at))}
                  {tie.endsAt !== null && ` sampai ${date(new Date(tie.endsAt))}`}
                </span>
              </td>
              {mayAct && (
                <td data-label="Tindakan">
                  {tie.source === 'registry' ? (
                    <span className="hint">Lewat akun</span>
                  ) : (
                    <button
                      type="button"
                      className="action"
                      aria-label={`Akhiri hubungan ${tie.juror} dengan ${tie.agency}`}
                      onClick={() => onEnd(tie)}
                    >
                      Akhiri
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
