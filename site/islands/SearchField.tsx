import { useEffect, useState } from 'react'
import { useAddress } from './useAddress.ts'

/** Searches 300 ms after the last letter; the words stay in the address as `cari`. */
export function SearchField({ label }: { label: string }) {
  const { get, replace } = useAddress()
  const [words, setWords] = useState(get('cari') ?? '')
  useEffect(() => {
    if (words === (new URLSearchParams(window.location.search).get('cari') ?? '')) return
    const timer = setTimeout(() => replace({ cari: words, sesudah: null, pilih: null }), 300)
    return () => clearTimeout(timer)
  }, [words, replace])
  return (
    <div className="field">
      <label htmlFor="cari">{label}</label>
      <input
        id="cari"
        type="search"
        className="input"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </div>
  )
}
