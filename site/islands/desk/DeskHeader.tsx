import { useEffect, useState } from 'react'
import { count } from '#site/text/format.ts'
import { useOffline } from '../offline/useOffline.ts'
import { SaveState } from '../SaveState.tsx'
import { useAddress } from '../useAddress.ts'
import { InHeader } from '../Workspace.tsx'
import type { OpenSheet } from './sheets.ts'

type Props = {
  /** Null once it was handed in, here or on its way. */
  sheet: OpenSheet | null
  place: { position: number; of: number }
  isFromDevice: boolean
}

/** Beside the title: whether the sheet is saved, whether the portal is there, how far the juror is. */
export function DeskHeader({ sheet, place: { position, of }, isFromDevice }: Props) {
  const status = sheet?.saver.read().status
  return (
    <InHeader>
      <span className="desk-state">
        {sheet && (status ? <SaveState status={status} /> : <span className="hint">Belum ada isian</span>)}
        <Line isFromDevice={isFromDevice} own={sheet} />
        <a className="hint nowrap" href="/juri/">
          <span className="visually-hidden">Ke daftar usulan: </span>
          <span className="phone-quiet">Usulan </span>
          {count(position)} dari {count(of)}
        </a>
        <progress className="meter" value={position} max={Math.max(1, of)} aria-hidden="true" />
      </span>
    </InHeader>
  )
}

/** Whether the portal is there, and what only this device has besides the sheet on the screen, whose state stands beside it. */
function Line({ isFromDevice, own }: { isFromDevice: boolean; own: OpenSheet | null }) {
  const { isOnline, unsent } = useOffline()
  const others = useSettled(Math.max(0, unsent - (own?.saver.isPending() ? 1 : 0)))
  // A sheet that waits for the network says so itself.
  const isSaid = isOnline || own?.saver.read().status?.state === 'local'
  if (!isSaid || others > 0)
    return (
      <span className="attention" role="status">
        {!isSaid && 'Luring'}
        {!isSaid && others > 0 && ', '}
        {others > 0 && (
          <>
            {count(others)} lain<span className="phone-quiet"> belum sampai</span>
          </>
        )}
      </span>
    )
  return isFromDevice ? <span className="hint phone-quiet">Naskah dari perangkat ini</span> : null
}

/** The copies are counted a moment after the sheet on the screen is saved: it must not pass for another one meanwhile, milliseconds. */
const settledMs = 3000

/** A number once it has stayed for a while; none at once. */
function useSettled(value: number): number {
  const [settled, setSettled] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === 0 ? 0 : settledMs)
    return () => clearTimeout(timer)
  }, [value])
  return Math.min(value, settled)
}

/** On a narrow window the two panes take turns. */
export function PaneTabs({ pane }: { pane: 'text' | 'rubric' }) {
  const { replace } = useAddress()
  return (
    <div className="desk-tabs">
      <div className="tabs tabs-line" role="group" aria-label="Tampilan">
        <button type="button" aria-pressed={pane === 'text'} onClick={() => replace({ panel: 'teks' })}>
          Usulan
        </button>
        <button type="button" aria-pressed={pane === 'rubric'} onClick={() => replace({ panel: 'nilai' })}>
          Lembar nilai
        </button>
      </div>
    </div>
  )
}
