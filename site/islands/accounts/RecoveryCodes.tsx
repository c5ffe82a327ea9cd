import { useEffect, useState } from 'react'

type Props = { codes: readonly string[]; email: string; onKept: () => void }

/** Shown once. The page asks to be left only after they are kept. */
export function RecoveryCodes({ codes, email, onKept }: Props) {
  const [file, setFile] = useState<string>()
  useEffect(() => {
    const text = ['Kode pemulihan Gelanggang', email, 'Masing-masing sekali pakai.', '', ...codes, ''].join('\n')
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    setFile(url)
    return () => URL.revokeObjectURL(url)
  }, [codes, email])
  return (
    <div className="notice stack">
      <h3>Simpan kode pemulihan ini</h3>
      <p>
        Faktor kedua terpasang. Bila ponsel hilang, satu kode di bawah ini menggantikan kode aplikasi, masing-masing
        sekali. Kode ini hanya ditampilkan sekarang.
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="cluster no-print">
        <a className="button" href={file} download="kode-pemulihan-gelanggang.txt">
          Unduh sebagai berkas
        </a>
        <button className="button button-secondary" type="button" onClick={() => window.print()}>
          Cetak
        </button>
        <button className="action" type="button" onClick={onKept}>
          Sudah saya simpan
        </button>
      </p>
    </div>
  )
}
