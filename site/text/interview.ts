import type { LastMinutes } from '#domain/interview-clock.ts'
import { clock, date, zones, type ZoneId } from './format.ts'

/** `09.00–09.20 WIB`. */
export const span = (beginsAt: string, endsAt: string, zone: ZoneId = 'Asia/Jakarta'): string =>
  `${clock(new Date(beginsAt), 'id', zone)}–${clock(new Date(endsAt), 'id', zone)} ${zones.find(({ id }) => id === zone)?.label ?? ''}`

/** `10.00 WITA, 11.00 WIT`: what the other zones call the same instant. */
export const elsewhere = (beginsAt: string): string =>
  zones
    .slice(1)
    .map(({ id, label }) => `${clock(new Date(beginsAt), 'id', id)} ${label}`)
    .join(', ')

/** The day in WIB, `YYYY-MM-DD`. */
export const dayOf = (instant: string, hoursAhead = 7): string =>
  new Date(Date.parse(instant) + hoursAhead * 3_600_000).toISOString().slice(0, 10)

/** `Senin, 28 Juni 2027`, of a day and not of an instant. */
export const dayWords = (day: string): string => date(new Date(`${day}T05:00:00Z`))

/** `09:20` by a clock so many hours ahead of UTC. */
export const hourOf = (instant: string, hoursAhead: number): string =>
  new Date(Date.parse(instant) + hoursAhead * 3_600_000).toISOString().slice(11, 16)

/** Days from now, or from the opening, to the closing, `YYYY-MM-DD` in a zone; at most 60. */
export function daysOfStage(stage: { opensAt: string; closesAt: string }, now: string, hoursAhead = 7): string[] {
  const first = Date.parse(now) > Date.parse(stage.opensAt) ? now : stage.opensAt
  const last = dayOf(new Date(Date.parse(stage.closesAt) - 1).toISOString(), hoursAhead)
  const days: string[] = []
  let day = Date.parse(dayOf(first, hoursAhead))
  for (; days.length < 60 && new Date(day).toISOString().slice(0, 10) <= last; day += 86_400_000) {
    days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

export const unplacedWords = {
  no_panelist: 'belum mempunyai panelis; tugaskan di halaman Penugasan',
  no_hours: 'hari dan jam yang dipilih sudah lewat, atau terlalu pendek untuk satu wawancara; pilih hari atau jam lain',
  panelists_away: 'panelisnya belum menyatakan sedia pada hari dan jam yang dipilih',
  no_common_time: 'panelisnya masing-masing sedia, tetapi tidak pada waktu yang sama',
  no_room: 'tidak ada ruang kosong pada waktu panelisnya sedia; tambah ruang, hari, atau jam',
  panelists_taken: 'panelisnya terpakai oleh wawancara lain pada semua waktu sedianya; tambah hari atau jam',
} as const

export const seatWords = {
  seated: '',
  away: 'tidak lagi menyatakan sedia',
  conflict: 'berbenturan kepentingan, tidak duduk lagi',
  reading_ended: 'penugasannya sudah berakhir',
} as const

export const changeWords = { stays: 'Tetap', moves: 'Pindah', new: 'Baru' } as const

export const phaseWords = {
  presentation: 'Paparan',
  questions: 'Tanya jawab',
  done: 'Selesai',
  reset: 'Belum dimulai',
} as const

/** What is read aloud of a part that ends. */
export function lastMinutesWords(phase: 'presentation' | 'questions' | 'done' | 'reset', last: LastMinutes | null) {
  const part = phaseWords[phase]
  if (last === 'over') return `Waktu ${part.toLowerCase()} habis.`
  if (last === null) return ''
  return `${part}: tinggal ${last === 'one_minute' ? 'satu' : 'dua'} menit.`
}

export const materialWords = { slides: 'Paparan', summary: 'Ringkasan', video: 'Video' } as const

/** `6:05`, below zero `-0:35`. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(Math.abs(ms) / 1000)
  return `${ms < 0 && seconds > 0 ? '-' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
