import { useMemo, useState } from 'react'
import { count } from '#site/text/format.ts'
import { differenceLines, verdictText } from '#site/text/recompute.ts'
import { TableScroll } from './TableScroll.tsx'
import { useRecompute, type Recomputation } from './useRecompute.ts'

/** A published bundle, as the page around the island names it: `<li data-bundle="hash" data-name="stage">`. */
type Published = { hash: string; name: string }

function publishedOnThisPage(): Published[] {
  return [...document.querySelectorAll<HTMLElement>('[data-bundle]')].map(({ dataset }) => ({
    hash: dataset.bundle ?? '',
    name: dataset.name ?? '',
  }))
}

async function fetchBundle(hash: string): Promise<string> {
  const response = await fetch(`/api/bundles/${hash}`)
  if (!response.ok) throw new Error(`the bundle answered ${response.status}`)
  return response.text()
}

/** Recomputes a published ranking, or one from a file of the visitor, with the files the portal itself ran. */
export function Recompute() {
  const bundles = useMemo(() => publishedOnThisPage(), [])
  const { state, start } = useRecompute()
  const [subject, setSubject] = useState('')
  const isBusy = state.step === 'loading' || state.step === 'running'
  return (
    <div className="recompute">
      <div className="recompute-acts">
        {bundles.map(({ hash, name }) => (
          <button
            key={hash}
            type="button"
            className="button"
            onClick={() => {
              if (isBusy) return
              setSubject(name)
              void start(() => fetchBundle(hash), hash)
            }}
          >
            Hitung ulang {name}
          </button>
        ))}
        <label className="button button-secondary recompute-file">
          Pilih berkas di perangkat Anda
          <input
            type="file"
            accept="application/json,.json"
            className="visually-hidden"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (!file) return
              setSubject(file.name)
              void start(() => file.text(), null)
              target.value = ''
            }}
          />
        </label>
      </div>
      <p className="small">Berkas yang Anda pilih tidak dikirim ke mana pun; penghitungan berjalan di peramban Anda.</p>
      <div role="status">
        <Progress state={state} subject={subject} />
      </div>
      {state.step === 'done' && <Verdict key={subject} state={state} subject={subject} />}
      {state.step === 'failed' && <p className="recompute-failure">{failures[state.reason]}</p>}
    </div>
  )
}

const failures = {
  network: 'Berkas belum dapat dibaca. Periksa sambungan Anda, lalu coba lagi; tidak ada yang berubah.',
  'not-json': 'Berkas ini bukan berkas peringkat: isinya tidak terbaca sebagai JSON. Pilih berkas yang diterbitkan.',
  worker: 'Peramban menghentikan penghitungan. Coba lagi, atau pakai baris perintah di bawah.',
} as const

function Progress({ state, subject }: { state: Recomputation; subject: string }) {
  if (state.step === 'loading') return <p>Mengambil berkas {subject}</p>
  if (state.step !== 'running') return null
  const percent = Math.round(state.share * 100)
  return (
    <div>
      <progress className="recompute-meter" max={100} value={percent} aria-label={`Menghitung ulang ${subject}`} />
      <p>
        Menghitung ulang {subject}: {count(percent)}%
      </p>
    </div>
  )
}

/** Differences beyond these are counted, not listed. */
const MOST_LISTED = 40

const secondsText = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1, minimumFractionDigits: 1 })

function Verdict({ state, subject }: { state: Recomputation & { step: 'done' }; subject: string }) {
  const { verification, seconds } = state
  const lines = useMemo(() => verification.differences.flatMap(differenceLines), [verification])
  return (
    <section className="recompute-verdict" aria-labelledby="hasil-hitung" data-matches={verification.matches}>
      <h3 id="hasil-hitung">{subject}</h3>
      <p role="status" className="recompute-words">
        {verdictText(verification)}
      </p>
      <p className="small">Dihitung di peramban ini dalam {secondsText.format(seconds)} detik.</p>
      {verification.bundleHash && (
        <p className="small">
          SHA-256 <span className="hash">{verification.bundleHash}</span>
        </p>
      )}
      {lines.length > 0 && (
        <TableScroll>
          <table className="table">
            <caption className="visually-hidden">Di mana yang diumumkan dan yang dihitung ulang berbeda</caption>
            <thead>
              <tr>
                <th scope="col">Bagian</th>
                <th scope="col">Diumumkan</th>
                <th scope="col">Dihitung ulang</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, MOST_LISTED).map(({ place, stated, recomputed }) => (
                <tr key={place}>
                  <th scope="row">{place}</th>
                  <td className="hash">{stated}</td>
                  <td className="hash">{recomputed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {lines.length > MOST_LISTED && <p>dan {count(lines.length - MOST_LISTED)} baris lain.</p>}
    </section>
  )
}
