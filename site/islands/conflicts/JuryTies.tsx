import { useState } from 'react'
import { heldKindName, sourceName } from '#site/text/conflicts.ts'
import { date } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { endTie, type JuryTie } from './conflicts-api.ts'

type Props = { edition: string; ties: readonly JuryTie[]; mayAct: boolean; onEnded: () => void }

const reasonOf = ({ kind, reason }: JuryTie) =>
  kind === 'role' ? (Object.entries(roles).find(([id]) => id === reason)?.[1].name ?? reason) : reason

/** What ties the jurors to agencies, also where it bars nothing of this edition. Only what was said can be ended here. */
export function JuryTies({ edition, ties, mayAct, onEnded }: Props) {
  const [ending, setEnding] = useState<JuryTie | null>(null)
  return (
    <section className="block stack" aria-labelledby="hubungan-juri">
      <h2 id="hubungan-juri">Hubungan juri dengan instansi</h2>
      {ties.length === 0 && <p className="empty">Belum ada hubungan yang tercatat untuk juri pada halaman ini.</p>}
      {ties.length > 0 && (
        <TableScroll>
          <table className="table table-dense table-stack">
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
                          onClick={() => setEnding(tie)}
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
