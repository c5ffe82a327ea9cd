import type { StageKind } from '#domain/edition.ts'
import { announcedAtMs, tickMs, timeLeft } from '#site/text/countdown.ts'
import { dateAndClock, inThreeZones } from '#site/text/format.ts'
import { useNow } from './useNow.ts'
import { useServerClock, type ServerClock } from './useServerClock.ts'

type Window = ServerClock['windows'][number]
type Grace = ServerClock['graces'][number]

/** Until when what is done here can be done, by the server's clock, and any grace that runs. */
export function DeadlineClock({ kinds }: { kinds: readonly StageKind[] }) {
  const clock = useServerClock()
  if (!clock) return <p className="deadline-clock no-print">Jam portal belum terbaca.</p>
  const windows = clock.windows.filter(({ kind }) => kinds.includes(kind))
  if (windows.length === 0 && clock.graces.length === 0) return null
  return (
    <aside className="deadline-clock no-print" aria-label="Batas waktu menurut jam portal">
      {clock.graces.map((grace) => (
        <GraceLine key={grace.edition.slug} grace={grace} offsetMs={clock.offsetMs} />
      ))}
      {windows.map((window) => (
        <WindowLine key={`${window.edition.slug} ${window.stage}`} window={window} offsetMs={clock.offsetMs} />
      ))}
    </aside>
  )
}

/** `28 Nov 22.48 WIB, 23.48 WITA, 29 Nov 00.48 WIT`: a day is named where it begins. */
const zonesOf = (instant: Date) =>
  inThreeZones(instant)
    .map(({ zone, clock, day }, at, all) => `${day === all[at - 1]?.day ? '' : `${day} `}${clock} ${zone}`)
    .join(', ')

function WindowLine({ window, offsetMs }: { window: Window; offsetMs: number }) {
  const closesAt = new Date(window.closesAt)
  return (
    <p>
      {window.stage}
      <span className="phone-quiet">, {window.edition.name}</span>: tinggal{' '}
      <TimeLeft until={closesAt} offsetMs={offsetMs} />, sampai{' '}
      <time dateTime={window.closesAt}>{zonesOf(closesAt)}</time>.
    </p>
  )
}

function GraceLine({ grace, offsetMs }: { grace: Grace; offsetMs: number }) {
  const endsAt = new Date(grace.endsAt)
  const isOver = grace.failedUntil !== null
  return (
    <p className="notice">
      Portal terganggu sejak {dateAndClock(new Date(grace.failedFrom))}
      {grace.failedUntil !== null && ` sampai ${dateAndClock(new Date(grace.failedUntil))}`}. Usulan{' '}
      {grace.edition.name} yang sudah diperiksa sebelum pendaftaran ditutup masih dapat diteruskan: tinggal{' '}
      <TimeLeft until={endsAt} offsetMs={offsetMs} />, sampai <time dateTime={grace.endsAt}>{zonesOf(endsAt)}</time>
      {isOver ? '.' : ', dan lebih lama bila gangguan berlanjut.'} Tulisan tidak dapat diubah lagi.
    </p>
  )
}

/** Changes each minute, in the last hour each second; read aloud only when it becomes pressing. */
function TimeLeft({ until, offsetMs }: { until: Date; offsetMs: number }) {
  const now = useNow(offsetMs, (at) => tickMs(until.getTime() - at))
  const left = until.getTime() - now
  const announced = announcedAtMs.findLast((ms) => left <= ms && left > 0)
  return (
    <>
      <b>{timeLeft(left)}</b>
      <span className="visually-hidden" role="status">
        {announced !== undefined && `Batas waktu kurang dari ${timeLeft(announced)} lagi.`}
      </span>
    </>
  )
}
