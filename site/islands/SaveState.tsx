import { clockToTheSecond, date } from '#site/text/format.ts'

/** One of five; `docs/style.md` tells how each looks. What a state waits for is the network where nothing else is said. */
export type SaveStatus =
  | { state: 'saving' }
  | { state: 'saved'; at: Date | null; version: number }
  | { state: 'local'; because?: 'network' | 'portal' | 'sign_in' | 'refused' }
  | { state: 'conflict' }
  | { state: 'unsaved'; because?: 'device' }

const waiting = {
  network: 'Luring – tersimpan di perangkat ini, menunggu jaringan',
  portal: 'Tersimpan di perangkat ini, menunggu portal',
  sign_in: 'Tersimpan di perangkat ini, menunggu Anda masuk lagi',
  refused: 'Hanya tersimpan di perangkat ini',
} as const

export function saveText(status: SaveStatus): string {
  switch (status.state) {
    case 'saving':
      return 'Menyimpan'
    case 'saved':
      return status.at
        ? `Tersimpan ${savedWhen(status.at)}, versi ${status.version}`
        : `Tersimpan, versi ${status.version}`
    case 'local':
      return waiting[status.because ?? 'network']
    case 'conflict':
      return 'Ada dua versi'
    case 'unsaved':
      return status.because === 'device' ? 'Belum tersimpan, jangan tutup halaman ini' : 'Belum tersimpan'
  }
}

/** The clock of today, the day of earlier. */
const savedWhen = (at: Date) =>
  at.toDateString() === new Date().toDateString()
    ? clockToTheSecond(at)
    : `${date(at, 'short')} ${clockToTheSecond(at)}`

/** Always visible, one place, words first. What follows the comma is only read aloud where a phone has no room for it. */
export function SaveState({ status }: { status: SaveStatus }) {
  const [words, ...more] = saveText(status).split(',')
  return (
    <output className="save-state" data-state={status.state}>
      <span>
        {words}
        {more.length > 0 && <span className="save-more">,{more.join(',')}</span>}
      </span>
    </output>
  )
}
