import type { Rules } from '#domain/edition.ts'
import { graceId, graceNumberId, hasGrace } from './grace-rules-form.ts'
import { NumberInput, type Editing } from './RuleInput.tsx'

/** What a failure of the portal itself near the closing of registration adds. */
export function GraceRules({ rules, editing }: { rules: Rules; editing: Editing }) {
  const { typed, onType } = editing
  const isOn = hasGrace(rules, typed)
  return (
    <section className="stack stack-tight" aria-labelledby="judul-tenggang">
      <h2 id="judul-tenggang">Tenggang bila portal terganggu</h2>
      {onType ? (
        <label className="choice">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => onType(graceId, event.target.checked ? 'ya' : 'tidak')}
          />
          Gangguan portal menjelang penutupan pendaftaran memberi tenggang untuk mengajukan
        </label>
      ) : (
        !isOn && <p>Gangguan portal tidak menambah waktu.</p>
      )}
      {isOn && (
        <ul className="stack stack-tight">
          <li>
            Satu menit dihitung terganggu bila lebih dari{' '}
            <NumberInput id={graceNumberId('failuresPercent')} editing={editing} unit="persen" /> jawaban gagal, atau
            lima dari seratus jawaban lebih lambat dari{' '}
            <NumberInput id={graceNumberId('p95Ms')} editing={editing} unit="milidetik" />.
          </li>
          <li>
            Menit dengan kurang dari{' '}
            <NumberInput id={graceNumberId('minRequests')} editing={editing} unit="permintaan" /> tidak dinilai, kecuali
            layanan hilang sama sekali.
          </li>
          <li>
            Gangguan sedikitnya <NumberInput id={graceNumberId('failingMinutes')} editing={editing} unit="menit" />,
            paling jauh <NumberInput id={graceNumberId('nearMinutes')} editing={editing} unit="menit" /> sebelum
            penutupan.
          </li>
          <li>
            Tenggangnya <NumberInput id={graceNumberId('graceMinutes')} editing={editing} unit="menit" /> sesudah
            penutupan atau sesudah gangguan berakhir, mana yang lebih akhir.
          </li>
        </ul>
      )}
    </section>
  )
}
