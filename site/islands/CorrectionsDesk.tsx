import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import { CorrectionReport } from './CorrectionReport.tsx'
import { DeskNav } from './DeskNav.tsx'
import { Wait } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { listCorrections } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { Workspace } from './Workspace.tsx'

const filters = [
  { id: 'open', name: 'Belum dijawab' },
  { id: 'answered', name: 'Sudah dijawab' },
  { id: 'rejected', name: 'Tidak diubah' },
  { id: 'all', name: 'Semua' },
] as const
type Filter = (typeof filters)[number]['id']

const empty = {
  open: 'Tidak ada laporan yang menunggu jawaban.',
  answered: 'Belum ada laporan yang dijawab.',
  rejected: 'Belum ada laporan yang dijawab tanpa perubahan.',
  all: 'Belum ada laporan dari pembaca.',
} as const satisfies Record<Filter, string>

/** Readers' reports of wrong facts, newest first; they belong to the archive and to no edition. */
export const CorrectionsDesk = () => (
  <Workspace roles={['secretariat', 'auditor']}>
    {(me) => {
      const mayAct = me.roles.some(({ role }) => role === 'secretariat')
      return (
        <>
          <DeskNav slug={null} mayAct={mayAct} />
          <Corrections mayAct={mayAct} />
        </>
      )
    }}
  </Workspace>
)

function Corrections({ mayAct }: { mayAct: boolean }) {
  const { get } = useAddress()
  const state = filters.find(({ id }) => id === get('saring'))?.id ?? 'open'
  const after = get('sesudah')
  const query = { state, ...(after === null ? {} : { after }) }
  const { answer, reload } = useLoaded(JSON.stringify(query), () => listCorrections(query))
  const [said, setSaid] = useState<{ state: Filter; text: string }>()
  return (
    <div className="work-page stack">
      <header>
        <h1>Koreksi dari pembaca</h1>
        <p className="lead">
          Laporan tentang fakta yang keliru pada halaman inovasi. Jawaban Anda terbaca oleh pemegang nomor laporan, dan
          dikirim ke surelnya bila ia menuliskannya.
        </p>
      </header>
      <nav className="tabs" aria-label="Saring menurut jawaban">
        {filters.map(({ id, name }) => (
          <AddressLink key={id} to={{ saring: id, sesudah: null }} aria-current={id === state ? 'page' : undefined}>
            {name}
          </AddressLink>
        ))}
      </nav>
      <p role="status">{said?.state === state && said.text}</p>
      {!answer && <Wait />}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && (
        <>
          {answer.value.rows.length === 0 && (
            <p className="empty">{answer.value.next ? 'Tidak ada pada bagian daftar ini.' : empty[state]}</p>
          )}
          {answer.value.rows.map((report) => (
            <CorrectionReport
              key={report.id}
              report={report}
              mayAct={mayAct}
              onAnswered={() => {
                setSaid({ state, text: `Jawaban atas ${report.reference} tersimpan.` })
                reload()
              }}
            />
          ))}
          <nav className="pagination" aria-label="Halaman daftar">
            {after ? <AddressLink to={{ sesudah: null }}>Kembali ke awal daftar</AddressLink> : <span />}
            {answer.value.next ? (
              <AddressLink to={{ sesudah: answer.value.next }}>Laporan yang lebih lama</AddressLink>
            ) : (
              <span className="hint">Akhir daftar, {count(answer.value.rows.length)} laporan pada halaman ini</span>
            )}
          </nav>
        </>
      )}
    </div>
  )
}
