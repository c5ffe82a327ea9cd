import { dayBegins } from '#domain/jakarta-day.ts'
import { count, date } from '#site/text/format.ts'

/** Days in the drawing; the table beside it has all. */
const drawn = 45
/** The fewest columns that fill the width: few days would otherwise be wide blocks. */
const fewest = 21
/** Height of the tallest column, in pixels. */
const tallest = 140
const dayMs = 24 * 3_600_000

type Day = { day: string }

/** From the first day to the last, also those on which nothing happened: `nothing` says how such a day looks. */
export function everyDay<Known extends Day>(days: readonly Known[], nothing: (day: string) => Known): readonly Known[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const [from, to] = [Date.parse(first.day), Date.parse(last.day)]
  const known = new Map(days.map((one) => [one.day, one]))
  return Array.from({ length: (to - from) / dayMs + 1 }, (_, position) => {
    const day = new Date(from + position * dayMs).toISOString().slice(0, 10)
    return known.get(day) ?? nothing(day)
  })
}

type Props = {
  days: readonly (Day & { value: number })[]
  /** What is read aloud in place of the drawing. */
  label: string
}

/** One column a day of Jakarta, the newest at the right; the highest say their number. */
export function DayColumns({ days, label }: Props) {
  const shown = days.slice(-drawn)
  const highest = Math.max(1, ...shown.map(({ value }) => value))
  return (
    <figure className="day-columns">
      <svg
        viewBox={`0 0 ${Math.max(shown.length, fewest) * 16} ${tallest + 22}`}
        preserveAspectRatio="xMinYMax meet"
        role="img"
        aria-label={label}
      >
        {shown.map(({ day, value }, position) => {
          const height = value === 0 ? 1 : Math.max(3, Math.round((value / highest) * tallest))
          const isHighest = value === highest
          return (
            <g key={day}>
              <rect
                className={isHighest ? 'day-column is-highest' : 'day-column'}
                x={position * 16 + 1}
                y={tallest + 16 - height}
                width={13}
                height={height}
              />
              {isHighest && (
                <text className="day-column-text" x={position * 16 + 7.5} y={12 + tallest - height} textAnchor="middle">
                  {count(value)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <figcaption className="hint">
        {date(dayBegins(shown[0]?.day ?? ''), 'short')} sampai {date(dayBegins(shown.at(-1)?.day ?? ''), 'short')},
        menurut hari di Jakarta
      </figcaption>
    </figure>
  )
}
