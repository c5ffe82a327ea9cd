import { zoneHours } from '#domain/zone.ts'
import { dayWords, isWeekend } from '#site/text/interview.ts'
import { Field, TextArea, TextField } from '../Field.tsx'
import { isZone, type PlanForm } from './plan-form.ts'

type Props = { form: PlanForm; days: readonly string[]; change: (given: Partial<PlanForm>) => void }

/** Days, hours, breaks, rooms and seed of a schedule. */
export function HoursFields({ form, days, change }: Props) {
  const setBreak = (at: number, given: { from?: string; to?: string }) =>
    change({ breaks: form.breaks.map((one, n) => (n === at ? { ...one, ...given } : one)) })
  return (
    <div className="interview-form">
      <fieldset className="choices" id="hari" tabIndex={-1}>
        <legend>Hari</legend>
        {days.every(isWeekend) && (
          <p className="attention">
            Hari kerja pada tahap ini sudah habis; yang tersisa Sabtu atau Minggu. Centang bila wawancara tetap
            diadakan, atau perpanjang tahapnya.
          </p>
        )}
        <div className="interview-days">
          {days.map((day) => (
            <label className="choice" key={day}>
              <input
                type="checkbox"
                checked={form.days.includes(day)}
                onChange={({ target }) =>
                  change({
                    days: target.checked ? [...form.days, day].toSorted() : form.days.filter((one) => one !== day),
                  })
                }
              />
              {dayWords(day)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="stack">
        <div className="cluster">
          <TextField
            id="dari"
            label="Mulai"
            type="time"
            className="input-short"
            value={form.from}
            onValue={(from) => change({ from })}
          />
          <TextField
            id="sampai"
            label="Selesai"
            type="time"
            className="input-short"
            value={form.to}
            onValue={(to) => change({ to })}
          />
          <Field id="zona" label="Zona waktu">
            <select
              id="zona"
              className="select input-short"
              value={form.zone}
              onChange={({ target }) => isZone(target.value) && change({ zone: target.value })}
            >
              {Object.keys(zoneHours).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          </Field>
        </div>
        {form.breaks.map((one, n) => (
          <div className="cluster" key={n}>
            <TextField
              id={`jeda-dari-${n}`}
              label={`Jeda ${n + 1} dari`}
              type="time"
              className="input-short"
              value={one.from}
              onValue={(from) => setBreak(n, { from })}
            />
            <TextField
              id={`jeda-sampai-${n}`}
              label="sampai"
              type="time"
              className="input-short"
              value={one.to}
              onValue={(to) => setBreak(n, { to })}
            />
            <button
              type="button"
              className="action"
              onClick={() => change({ breaks: form.breaks.filter((_, other) => other !== n) })}
            >
              Hapus jeda {n + 1}
            </button>
          </div>
        ))}
        <p>
          <button
            type="button"
            className="action"
            onClick={() => change({ breaks: [...form.breaks, { from: '12:00', to: '13:00' }] })}
          >
            Tambah jeda
          </button>
        </p>
        <TextArea
          id="ruang"
          label="Ruang, satu setiap baris"
          hint="Nama ruang, atau alamat rapat video (https)."
          rows={3}
          value={form.rooms}
          onValue={(rooms) => change({ rooms })}
        />
        <TextField
          id="benih"
          label="Benih acak"
          hint="Benih yang sama memberi jadwal yang sama; ganti untuk melihat kemungkinan lain."
          className="input-short"
          inputMode="numeric"
          value={form.seed}
          onValue={(seed) => change({ seed })}
        />
      </div>
    </div>
  )
}
