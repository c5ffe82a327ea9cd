import { count } from './format.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Time left in words, the coarser the more there is: `6 hari 4 jam`, `3 jam 12 menit`, `12 menit 5 detik`. */
export function timeLeft(ms: number): string {
  if (ms <= 0) return 'sudah lewat'
  const parts =
    ms >= dayMs
      ? ([
          [Math.floor(ms / dayMs), 'hari'],
          [Math.floor((ms % dayMs) / hourMs), 'jam'],
        ] as const)
      : ms >= hourMs
        ? ([
            [Math.floor(ms / hourMs), 'jam'],
            [Math.floor((ms % hourMs) / minuteMs), 'menit'],
          ] as const)
        : ([
            [Math.floor(ms / minuteMs), 'menit'],
            [Math.floor((ms % minuteMs) / 1000), 'detik'],
          ] as const)
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${count(value)} ${unit}`)
    .join(' ')
}

/** How long what `timeLeft` says stays true: a second in the last hour, a minute before. */
export const tickMs = (ms: number): number => (ms < hourMs ? 1000 : minuteMs)

/** What is read aloud, once at each: an hour, ten minutes and a minute before the closing. */
export const announcedAtMs = [hourMs, 10 * minuteMs, minuteMs] as const
