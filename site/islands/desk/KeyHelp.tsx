import { Dialog } from '../Dialog.tsx'
import { deskKeys, fieldKeys } from './desk-keys.ts'

type Props = { isOn: boolean; onSwitch: (isOn: boolean) => void; onClose: () => void }

const shown = (key: string) => (key === 'Escape' ? 'Esc' : key.length === 1 ? key.toUpperCase() : key)

export function KeyHelp({ isOn, onSwitch, onClose }: Props) {
  return (
    <Dialog heading="Tombol pintas" onClose={onClose}>
      <label className="choice">
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.target.checked)} />
        <span>Pakai tombol pintas di perangkat ini</span>
      </label>
      <dl className="facts facts-rows key-list">
        {[...fieldKeys, ...deskKeys].map(({ keys, says }) => (
          <div key={says}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {shown(key)}
                </kbd>
              ))}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" className="button" onClick={onClose}>
          Tutup
        </button>
      </p>
    </Dialog>
  )
}
