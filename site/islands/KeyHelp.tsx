import { Dialog } from './Dialog.tsx'

const keys = [
  { keys: ['J', 'K'], act: 'kriteria berikutnya, sebelumnya' },
  { keys: ['Enter'], act: 'dari kolom skor ke kriteria berikutnya' },
  { keys: ['[', ']'], act: 'bagian usulan sebelumnya, berikutnya' },
  { keys: ['N'], act: 'tulis catatan kriteria' },
  { keys: ['Esc'], act: 'dari catatan kembali ke skor' },
  { keys: ['?'], act: 'daftar tombol ini' },
] as const

type Props = { isOn: boolean; onSwitch: (isOn: boolean) => void; onClose: () => void }

export function KeyHelp({ isOn, onSwitch, onClose }: Props) {
  return (
    <Dialog heading="Tombol pintas" onClose={onClose}>
      <dl className="facts facts-rows">
        {keys.map(({ keys: names, act }) => (
          <div key={act}>
            <dt>
              {names.map((name) => (
                <kbd key={name} className="kbd">
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <label className="choice">
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.target.checked)} />
        <span>Pakai tombol pintas di perangkat ini</span>
      </label>
      <p>
        <button type="button" className="button" onClick={onClose}>
          Tutup
        </button>
      </p>
    </Dialog>
  )
}
