import { useState } from 'react'
import { zoneHours, type Zone } from '#domain/zone.ts'
import { count } from '#site/text/format.ts'
import { dayWords, daysOfStage, isWeekend, span } from '#site/text/interview.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Field } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import { changesOf, typedDays, wrongStretches, type TypedDays, type TypedStretch } from './availability-days.ts'
import { saveAvailabilities, type Availability, type Place } from './interviews-api.ts'

type Props = {
  place: Place
  /** Null for the own ones. */
  jurorId: string | null
  stage: { opensAt: string; closesAt: string }
  now: string
  stored: readonly Availability[]
  onSaved: (availabilities: Availability[]) => void
}

const usual: TypedStretch = { from: '08:00', to: '17:00' }
const isZone = (value: string): value is Zone => value in zoneHours

/** When somebody can sit: a line a day, as many stretches as there are. Saved as one act; what is taken out is kept as removed. */
export function AvailabilityEditor(props: Props) {
  const [zone, setZone] = useState<Zone>('WIB')
  const [said, setSaid] = useState('')
  const key = `${zone} ${props.stored.map(({ id }) => id).join()}`
  return <Days key={key} {...props} zone={zone} onZone={setZone} said={said} setSaid={setSaid} />
}

type DaysProps = Props & { zone: Zone; onZone: (zone: Zone) => void; said: string; setSaid: (said: string) => void }

function Days({ place, jurorId, stage, now, stored, onSaved, zone, onZone, said, setSaid }: DaysProps) {
  const [start] = useState(() => typedDays(stored, zone))
  const [days, setDays] = useState<TypedDays>(start.days)
  const [others, setOthers] = useState(start.others)
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, isSending, problem } = useSending()
  const shown = daysOfStage(stage, now, zoneHours[zone])
  const working = shown.filter((day) => !isWeekend(day))
  const change = changesOf(stored, days, others, zone)
  const isChanged = change.add.length + change.remove.length > 0
  const setDay = (day: string, stretches: readonly TypedStretch[]) => setDays({ ...days, [day]: stretches })
  const copyTo = (targets: readonly string[], stretches: readonly TypedStretch[]) => {
    setDays({ ...days, ...Object.fromEntries(targets.map((day) => [day, stretches.map((one) => ({ ...one }))])) })
    setSaid(`Disalin ke ${count(targets.length)} hari. Belum disimpan.`)
  }

  const save = async () => {
    const wrong = wrongStretches(days, zone)
    setLines(
      wrong.map((key) => {
        const [day = '', n = ''] = key.split(' ')
        return { text: `${dayWords(day)}: jam selesai sesudah jam mulai`, href: `#sampai-${day}-${n}` }
      }),
    )
    if (wrong.length > 0) return
    const answer = await send(() => saveAvailabilities(place, { jurorId, ...change }))
    if (!answer?.ok) return
    setSaid('Kesediaan tersimpan.')
    onSaved(answer.value.availabilities)
  }

  return (
    <Form className="stack availability" onSubmit={save}>
      <ErrorSummary heading="Belum disimpan" lines={lines} />
      <div className="cluster">
        <Field id="zona" label="Jam menurut">
          <select
            id="zona"
            className="select input-short"
            value={zone}
            onChange={(event) => isZone(event.target.value) && onZone(event.target.value)}
          >
            {Object.keys(zoneHours).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        <button type="button" className="button button-secondary" onClick={() => copyTo(working, [usual])}>
          Sedia semua hari kerja 08.00–17.00
        </button>
      </div>
      {isChanged && (
        <p className="hint">Perubahan di bawah belum disimpan. Mengganti zona jam membuang perubahan itu.</p>
      )}
      <ol className="availability-days">
        {shown.map((day, at) => (
          <Day
            key={day}
            day={day}
            stretches={days[day] ?? []}
            onChange={(stretches) => setDay(day, stretches)}
            onCopyNext={shown[at + 1] === undefined ? undefined : () => copyTo([shown[at + 1] ?? ''], days[day] ?? [])}
            onCopyAll={() => copyTo(working, days[day] ?? [])}
          />
        ))}
      </ol>
      {others.map((one) => (
        <p key={one.id} className="cluster">
          {span(one.beginsAt, one.endsAt)}, melewati tengah malam
          <button type="button" className="action" onClick={() => setOthers(others.filter(({ id }) => id !== one.id))}>
            Hapus
          </button>
        </p>
      ))}
      <Refusal problem={problem} />
      <p className="cluster availability-foot">
        <button type="submit" className="button" aria-disabled={isSending}>
          {isSending ? 'Menyimpan' : 'Simpan kesediaan'}
        </button>
        <span role="status">{said}</span>
      </p>
    </Form>
  )
}

type DayProps = {
  day: string
  stretches: readonly TypedStretch[]
  onChange: (stretches: readonly TypedStretch[]) => void
  onCopyNext: (() => void) | undefined
  onCopyAll: () => void
}

function Day({ day, stretches, onChange, onCopyNext, onCopyAll }: DayProps) {
  const name = dayWords(day)
  const last = stretches.at(-1)
  const next: TypedStretch = last && last.to < '17:00' ? { from: last.to, to: '17:00' } : usual
  const put = (at: number, given: Partial<TypedStretch>) =>
    onChange(stretches.map((one, n) => (n === at ? { ...one, ...given } : one)))
  return (
    <li>
      <div className="availability-day" role="group" aria-label={name} data-weekend={isWeekend(day) || undefined}>
        <span className="availability-name">{name}</span>
        <div className="stack stack-tight">
          {stretches.length === 0 && <span className="hint">Tidak sedia</span>}
          {stretches.map((one, n) => (
            <div className="cluster" key={n}>
              <label className="visually-hidden" htmlFor={`dari-${day}-${n}`}>
                Dari
              </label>
              <input
                id={`dari-${day}-${n}`}
                className="input input-short"
                type="time"
                value={one.from}
                onChange={(event) => put(n, { from: event.target.value })}
              />
              <span aria-hidden="true">–</span>
              <label className="visually-hidden" htmlFor={`sampai-${day}-${n}`}>
                Sampai
              </label>
              <input
                id={`sampai-${day}-${n}`}
                className="input input-short"
                type="time"
                value={one.to}
                onChange={(event) => put(n, { to: event.target.value })}
              />
              <button
                type="button"
                className="action"
                onClick={() => onChange(stretches.filter((_, other) => other !== n))}
              >
                Hapus
                <span className="visually-hidden">
                  {' '}
                  {one.from} sampai {one.to}
                </span>
              </button>
            </div>
          ))}
        </div>
        <div className="cluster availability-acts">
          <button type="button" className="action" onClick={() => onChange([...stretches, next])}>
            Tambah waktu
          </button>
          {stretches.length > 0 && onCopyNext && (
            <button type="button" className="action" onClick={onCopyNext}>
              Salin ke hari berikutnya
            </button>
          )}
          {stretches.length > 0 && (
            <button type="button" className="action" onClick={onCopyAll}>
              Salin ke semua hari kerja
            </button>
          )}
        </div>
      </div>
    </li>
  )
}
