import { useEffect, useRef, useState, type ReactNode } from 'react'
import { bytes } from '#site/text/format.ts'
import { Refusal } from '../ErrorSummary.tsx'
import type { UploadBoard } from './upload-board.ts'
import { progressOf, type UploadItem } from './upload-list.ts'

type Props = { item: UploadItem; board: UploadBoard }

/** One file on its way: its name, how far, what it waits for, and what can be done about it. */
export function UploadRow({ item, board }: Props) {
  const { key, name, state } = item
  return (
    <li className="upload stack stack-tight">
      <p className="upload-name">{name}</p>
      {state.step === 'refused' || state.step === 'file_wanted' || state.step === 'paused' ? (
        <Refusal problem={'problem' in state ? state.problem : undefined} />
      ) : null}
      {state.step !== 'refused' && <Progress item={item} />}
      <div className="cluster">
        {state.step === 'file_wanted' && (
          <FileAgain name={name} onChosen={(file) => void board.chooseAgain(key, file)} />
        )}
        {['preparing', 'sending', 'waiting'].includes(state.step) && (
          <RowButton name={name} onClick={() => board.pause(key)}>
            Jeda
          </RowButton>
        )}
        {state.step === 'paused' && (
          <RowButton name={name} onClick={() => board.resume(key)}>
            Lanjutkan
          </RowButton>
        )}
        {state.step !== 'finishing' && (
          <RowButton name={name} onClick={() => board.cancel(key)}>
            {state.step === 'refused' ? 'Tutup' : 'Batalkan'}
          </RowButton>
        )}
      </div>
      <Announcement item={item} />
    </li>
  )
}

function RowButton({ name, onClick, children }: { name: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="action" onClick={onClick}>
      {children}
      <span className="visually-hidden"> {name}</span>
    </button>
  )
}

function Progress({ item }: { item: UploadItem }) {
  const { sentBytes, percent } = progressOf(item)
  return (
    <p className="upload-progress">
      <progress className="meter" value={sentBytes} max={item.sizeBytes} aria-label={`Mengunggah ${item.name}`} />
      <span className="meter-text">
        {percent}%, {bytes(sentBytes)} dari {bytes(item.sizeBytes)}
      </span>
      <span className="hint">{stepText(item.state)}</span>
    </p>
  )
}

function stepText(state: UploadItem['state']): string {
  switch (state.step) {
    case 'queued':
      return 'Menunggu giliran'
    case 'preparing':
      return 'Membaca berkas'
    case 'sending':
      return 'Mengunggah'
    case 'waiting':
      return state.because === 'network'
        ? 'Jaringan terputus. Dilanjutkan sendiri begitu tersambung; yang sudah sampai tidak diulang.'
        : 'Portal sedang sibuk. Dicoba lagi sebentar lagi; yang sudah sampai tidak diulang.'
    case 'paused':
      return 'Dijeda. Yang sudah sampai tetap tersimpan.'
    case 'finishing':
      return 'Semua bagian sampai. Berkas sedang diperiksa.'
    case 'file_wanted':
      return 'Belum selesai dari kunjungan lalu. Pilih lagi berkas yang sama untuk melanjutkan.'
    case 'refused':
      return 'Tidak diterima'
    case 'done':
      return 'Tersimpan'
  }
}

function FileAgain({ name, onChosen }: { name: string; onChosen: (file: File) => void }) {
  return (
    <label className="button button-secondary file-button">
      Pilih lagi {name}
      <input
        type="file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) onChosen(chosen)
          event.target.value = ''
        }}
      />
    </label>
  )
}

/** Percent from one announcement to the next: heard often enough to know, not so often that nothing else is heard. */
const announcedEvery = 25

/** Read out when there is a pause in speaking. */
function Announcement({ item }: { item: UploadItem }) {
  const { percent } = progressOf(item)
  const quarter = Math.floor(percent / announcedEvery) * announcedEvery
  const words =
    item.state.step === 'sending'
      ? `${item.name}: ${quarter} persen terunggah`
      : `${item.name}: ${stepText(item.state)}`
  const [said, say] = useState('')
  const last = useRef('')
  useEffect(() => {
    if (last.current === words) return
    last.current = words
    say(words)
  }, [words])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}
