type Props = { codes: readonly string[]; email: string; onKept: () => void }

/** Hands the lines to the browser as a file. */
function save(lines: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: 'kode-pemulihan-gelanggang.txt' })
  link.click()
  URL.revokeObjectURL(url)
}

/** Shown once. The page asks to be left only after they are kept. */
export function RecoveryCodes({ codes, email, onKept }: Props) {
  const download = () => save(['Kode pemulihan Gelanggang', email, 'Masing-masing sekali pakai.', '', ...codes, ''])
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
        <button className="button" type="button" onClick={download}>
          Unduh sebagai berkas
        </button>
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
