import { clockToTheSecond, date } from '#site/text/format.ts'

/** One of five; `docs/style.md` tells how each looks. */
export type SaveStatus =
  | { state: 'saving' }
  | { state: 'saved'; at: Date | null; version: number }
  | { state: 'local' }
  | { state: 'conflict' }
  | { state: 'unsaved' }

export function saveText(status: SaveStatus): string {
  switch (status.state) {
    case 'saving':
      return 'Menyimpan'
    case 'saved':
      return status.at
        ? `Tersimpan ${savedWhen(status.at)}, versi ${status.version}`
        : `Tersimpan, versi ${status.version}`
    case 'local':
      return 'Tersimpan di perangkat ini, menunggu jaringan'
    case 'conflict':
      return 'Ada dua versi'
    case 'unsaved':
      return 'Belum tersimpan'
  }
}

/** The clock of today, the day of earlier. */
const savedWhen = (at: Date) =>
  at.toDateString() === new Date().toDateString()
    ? clockToTheSecond(at)
    : `${date(at, 'short')} ${clockToTheSecond(at)}`

/** Always visible, one place, words first. */
export function SaveState({ status }: { status: SaveStatus }) {
  return (
    <output className="save-state" data-state={status.state}>
      {saveText(status)}
    </output>
  )
}
