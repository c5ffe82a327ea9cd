import { useEffect, useState } from 'react'
import { bytes, count, dateAndClock } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import { OfflineHelp } from '../offline/OfflineHelp.tsx'
import { useOffline } from '../offline/useOffline.ts'
import type { ReadingStage } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import {
  fileChoices,
  filesOf,
  keepFiles,
  keepReadings,
  lookAtKept,
  wipeKept,
  type Ended,
  type FileChoice,
  type Kept,
  type Progress,
} from './offline-store.ts'

const choiceNames: Readonly<Record<FileChoice, string>> = {
  none: 'tanpa lampiran',
  required: 'lampiran yang diwajibkan',
  all: 'semua lampiran',
}

type Props = { stage: ReadingStage; device: DeskDevice; isOffline: boolean }

/** Prepares this device for a day without a network: what is kept, since when, how much, and the way to wipe it. */
export function OfflinePanel({ stage, device, isOffline }: Props) {
  const { vault } = device
  const [kept, setKept] = useState<Kept>()
  const [progress, setProgress] = useState<(Progress & { what: string }) | null>(null)
  const [ended, setEnded] = useState<Ended>()
  const [choice, setChoice] = useState<FileChoice>('none')
  const { isPrepared } = useOffline()

  useEffect(() => {
    let isCurrent = true
    if (vault) void lookAtKept(vault, stage).then((found) => isCurrent && setKept(found))
    return () => {
      isCurrent = false
    }
  }, [vault, stage])

  if (!vault)
    return (
      <p className="hint">
        Peramban ini tidak dapat menyimpan secara terenkripsi, jadi bekerja tanpa jaringan tidak tersedia di sini.
      </p>
    )
  const run = async (what: string, work: (tell: (at: Progress) => void) => Promise<Ended>) => {
    setEnded(undefined)
    setProgress({ what, done: 0, of: 0 })
    const result = await work((at) => setProgress({ what, ...at }))
    setProgress(null)
    setEnded(result)
    setKept(await lookAtKept(vault, stage))
  }
  const wipe = () =>
    run('Menghapus simpanan', async () => {
      await wipeKept(vault)
      return { ok: true }
    })
  const chosen = kept ? filesOf(kept, choice) : []
  return (
    <details className="offline-panel no-print">
      <summary>
        <b>Siapkan untuk luring</b>
        <span className="hint">
          {' '}
          {kept?.prepared
            ? `${count(kept.readings)} dari ${count(stage.assignments.length)} naskah di perangkat ini, ${bytes(kept.sizeBytes)}, sejak ${dateAndClock(new Date(kept.prepared.at))}.`
            : 'Naskah belum disimpan di perangkat ini.'}
        </span>
      </summary>
      <div className="stack">
        <p>
          {isPrepared
            ? 'Halaman juri terbuka tanpa jaringan di perangkat ini.'
            : 'Halaman juri sedang disiapkan agar terbuka tanpa jaringan.'}
          {kept?.prepared && ` ${count(kept.files)} lampiran disimpan.`}
        </p>
        <div className="cluster">
          <button
            type="button"
            className="button button-secondary"
            onClick={() => void (progress ?? run('Menyimpan naskah', (tell) => keepReadings(vault, stage, tell)))}
          >
            {kept?.prepared ? 'Perbarui naskah' : `Simpan ${count(stage.assignments.length)} naskah dan rubrik`}
          </button>
          {kept?.prepared && (
            <button type="button" className="action" onClick={() => void (progress ?? wipe())}>
              Hapus simpanan luring
            </button>
          )}
        </div>
        {kept?.prepared && (
          <fieldset className="stack stack-tight">
            <legend>Lampiran yang ikut disimpan</legend>
            {fileChoices.map((one) => {
              const files = filesOf(kept, one)
              const size = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
              return (
                <label key={one} className="choice">
                  <input type="radio" name="lampiran-luring" checked={choice === one} onChange={() => setChoice(one)} />
                  <span>
                    {choiceNames[one]}
                    {one !== 'none' && `: ${count(files.length)} berkas, ${bytes(size)}`}
                  </span>
                </label>
              )
            })}
            {chosen.length > 0 && (
              <p>
                <button
                  type="button"
                  className="button button-secondary"
                  onClick={() => void (progress ?? run('Menyimpan lampiran', (tell) => keepFiles(vault, chosen, tell)))}
                >
                  Simpan lampiran
                </button>
              </p>
            )}
          </fieldset>
        )}
        <div role="status">
          {progress && (
            <p className="cluster">
              <span>
                {progress.what}
                {progress.of > 0 && `, ${count(progress.done)} dari ${count(progress.of)}`}
              </span>
              <progress className="meter" value={progress.done} max={Math.max(1, progress.of)} aria-hidden="true" />
            </p>
          )}
          {ended?.ok && <p>Selesai. Simpanan di perangkat ini lengkap.</p>}
          {ended && !ended.ok && (
            <p className="field-error">
              {ended.problem === 'device'
                ? 'Perangkat ini tidak dapat menyimpan lagi, mungkin ruangnya penuh. Yang sudah tersimpan tetap ada.'
                : `${problemText(ended.problem)} Yang sudah tersimpan tetap ada; lanjutkan dengan tombol yang sama.`}
            </p>
          )}
          {isOffline && <p className="hint">Sekarang luring: simpanan dapat dibaca, belum dapat diperbarui.</p>}
        </div>
        <OfflineHelp />
      </div>
    </details>
  )
}
