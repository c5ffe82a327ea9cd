import { useSyncExternalStore } from 'react'
import { useQueue, type DeskDevice } from './desk-device.ts'
import type { Known } from './reading-store.ts'
import { wordsOf } from './SheetNotices.tsx'
import { writtenOf } from './written-sheet.ts'

type Props = { id: string; lost: NonNullable<Known['lost']>; device: DeskDevice }

/** The reading has ended, or is in conflict, while this page had it: without its number, its title and what was quoted of it. */
export function NoLongerMine({ id, lost: { rubric, draft }, device }: Props) {
  const { sheets } = device
  useSyncExternalStore(sheets.subscribe, sheets.round)
  const isWaiting = useQueue(device).some((one) => one.id === id)
  const written = sheets.find(id)?.saver.read().content ?? (draft && writtenOf(draft))
  const words = written ? wordsOf(rubric, { ...written, pins: [] }) : ''
  return (
    <>
      <h1>Usulan ini tidak lagi ditugaskan kepada Anda</h1>
      <div className="refusal" role="alert">
        <p>
          Lembarnya tidak dapat diserahkan lagi, dan naskahnya sudah dihapus dari layar dan perangkat ini.
          {isWaiting && ' Lembar yang menunggu di perangkat ini tidak diterima; hapus lembar itu dari daftar Anda.'}
        </p>
        {words !== '' && (
          <p>
            Isian Anda tidak dapat dikirim, dan dihapus dari perangkat ini sesudah Anda meninggalkan halaman. Salin
            dahulu bila masih diperlukan.
          </p>
        )}
      </div>
      {words !== '' && <p className="prose">{words}</p>}
    </>
  )
}
