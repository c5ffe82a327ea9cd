import type { ScreeningOutcome, ScreeningRow } from './staff-answers.ts'
import { AddressLink } from './AddressLink.tsx'
import { useAddress } from './useAddress.ts'
import { VerdictForm } from './VerdictForm.tsx'

const acts: readonly { outcome: ScreeningOutcome; name: string; key: string }[] = [
  { outcome: 'eligible', name: 'Layak', key: 'L' },
  { outcome: 'needs_repair', name: 'Perlu perbaikan', key: 'P' },
  { outcome: 'ineligible', name: 'Tidak layak', key: 'T' },
]

type Props = {
  row: ScreeningRow
  mayAct: boolean
  areKeysOn: boolean
  onKeys: (isOn: boolean) => void
  onRecorded: () => void
}

/** The chosen row and what can be done with it, always in sight below the table. */
export function ScreeningBar({ row, mayAct, areKeysOn, onKeys, onRecorded }: Props) {
  const { get, replace } = useAddress()
  const asked = acts.find(({ outcome }) => outcome === get('putusan'))
  return (
    <section className="desk-bar stack stack-tight no-print" aria-label="Usulan terpilih">
      <div className="cluster cluster-between">
        <div>
          <b>
            {row.referenceNumber}, {row.title}
          </b>
          <p className="hint" aria-live="polite">
            {row.problems.length === 0 ? 'Tidak ada tanda perhatian.' : row.problems.map(({ text }) => text).join('; ')}
          </p>
          <p className="keys">
            {areKeysOn && (
              <span>
                <kbd className="kbd">J</kbd> <kbd className="kbd">K</kbd> atau panah: pindah baris
              </span>
            )}
            <button type="button" className="link-quiet" onClick={() => onKeys(!areKeysOn)}>
              {areKeysOn ? 'Matikan tombol pintas' : 'Nyalakan tombol pintas'}
            </button>
          </p>
        </div>
        <div className="cluster">
          <AddressLink className="action" to={{ berkas: row.submissionId }}>
            Buka berkas {areKeysOn && <kbd className="kbd">B</kbd>}
          </AddressLink>
          {mayAct &&
            acts.map(({ outcome, name, key }) => (
              <button
                key={outcome}
                type="button"
                className="button button-secondary"
                aria-expanded={asked?.outcome === outcome}
                onClick={() => replace({ putusan: asked?.outcome === outcome ? null : outcome })}
              >
                {name} {areKeysOn && <kbd className="kbd">{key}</kbd>}
              </button>
            ))}
        </div>
      </div>
      {mayAct && asked && (
        <VerdictForm
          submissionId={row.submissionId}
          outcome={asked.outcome}
          sequence={(row.screening?.sequence ?? 0) + 1}
          hinted={row.problems.map(({ code }) => code)}
          onRecorded={onRecorded}
          onCancel={() => replace({ putusan: null })}
        />
      )}
    </section>
  )
}
