import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { problemText, type ClientProblem } from '#site/text/problems.ts'
import { receive, type Answer } from './answer.ts'
import { handoversApi, submissionsApi } from './api.ts'
import { TextArea } from './Field.tsx'
import type { Gate, GateRow } from './gate-api.ts'
import { useKept } from './useKept.ts'

type Props = { gate: Gate; rows: readonly GateRow[]; onDone: () => void; onClear: () => void }
type Outcome = { id: string; title: string; problem: ClientProblem | null }
type Act = 'forward' | 'return'

/** Most proposals that stand beside each other. */
const mostCompared = 4

const send = {
  forward: ({ id }: GateRow): Promise<Answer<unknown>> =>
    receive(submissionsApi.proposals[':id'].submissions.$post({ param: { id }, json: {} })),
  return: ({ id }: GateRow, note: string): Promise<Answer<unknown>> =>
    receive(handoversApi[':id'].handovers.$post({ param: { id }, json: { kind: 'returned', note } })),
} satisfies Record<Act, (row: GateRow, note: string) => Promise<Answer<unknown>>>

/** One after the other, each with its own answer: what one is refused does not stop the others. */
function useBulk(rows: readonly GateRow[], onDone: () => void) {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const [isSending, setSending] = useState(false)
  const run = async (act: Act, note: string) => {
    if (isSending) return
    setSending(true)
    const done: Outcome[] = []
    for (const row of rows) {
      const answer = await send[act](row, note)
      done.push({ id: row.id, title: row.title, problem: answer.ok ? null : answer.problem })
      setOutcomes([...done])
    }
    setSending(false)
    onDone()
  }
  return { outcomes, isSending, run }
}

/** What can be done with the ticked proposals. */
export function AgencyBulk({ gate, rows, onDone, onClear }: Props) {
  const [asked, setAsked] = useState<Act | null>(null)
  const { outcomes, isSending, run } = useBulk(rows, onDone)
  const [note, setNote, forgetNote] = useKept('kembalikan-beberapa')
  const ready = rows.filter(({ may, problems }) => may.forward && problems.length === 0)
  const mayForward = ready.length === rows.length
  const mayReturn = rows.every(({ may }) => may.return)
  const isComparable = rows.length >= 2 && rows.length <= mostCompared
  const address = new URLSearchParams(rows.map(({ id }) => ['id', id]))
  const act = async (what: Act) => {
    await run(what, note)
    setAsked(null)
    forgetNote()
  }
  return (
    <section className="desk-bar stack stack-tight no-print" aria-label="Usulan terpilih">
      <p role="status">
        <b>{count(rows.length)} usulan dipilih</b>
        {!mayForward && `, ${count(ready.length)} di antaranya lengkap dan dapat diteruskan sekarang`}
        {isSending && `. Diproses ${count(outcomes.length)} dari ${count(rows.length)}`}
      </p>
      <Outcomes outcomes={outcomes} />
      <div className="cluster">
        {isComparable && (
          <a className="button button-secondary" href={`/instansi/banding/?${address.toString()}`}>
            Bandingkan {count(rows.length)}
          </a>
        )}
        {mayForward && (
          <button
            type="button"
            className="button"
            aria-expanded={asked === 'forward'}
            onClick={() => setAsked('forward')}
          >
            Teruskan {count(rows.length)}
          </button>
        )}
        {mayReturn && (
          <button
            type="button"
            className="button button-secondary"
            aria-expanded={asked === 'return'}
            onClick={() => setAsked('return')}
          >
            Kembalikan {count(rows.length)}
          </button>
        )}
        <button type="button" className="link-quiet" onClick={onClear}>
          Lepaskan pilihan
        </button>
      </div>
      {asked === 'forward' && mayForward && (
        <div className="inline-form stack stack-tight">
          <p>
            Isinya dibekukan dengan nomor dan sidik jarinya. {placesWords(gate, rows)} Sampai pendaftaran ditutup,
            pengajuan dapat ditarik kembali.
          </p>
          <p className="cluster">
            <button type="button" className="button" aria-disabled={isSending} onClick={() => void act('forward')}>
              {isSending ? 'Meneruskan' : `Ya, teruskan ${count(rows.length)} usulan`}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsked(null)}>
              Belum
            </button>
          </p>
        </div>
      )}
      {asked === 'return' && mayReturn && (
        <div className="inline-form stack stack-tight">
          <TextArea
            id="catatan-bersama"
            label="Catatan bagi semua unit itu"
            hint="Catatan pada bagian tertentu ditulis di halaman usulannya."
            maxLength={2000}
            value={note}
            onValue={setNote}
          />
          <p className="cluster">
            <button
              type="button"
              className="button"
              disabled={note.trim() === ''}
              aria-disabled={isSending}
              onClick={() => void act('return')}
            >
              {isSending ? 'Mengembalikan' : `Kembalikan ${count(rows.length)} usulan`}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsked(null)}>
              Belum
            </button>
          </p>
        </div>
      )}
    </section>
  )
}

/** How many places of each cap the ticked ones need, and how many are left. */
function placesWords({ caps }: Gate, rows: readonly GateRow[]): string {
  return caps
    .flatMap(({ groupId, group, cap, used }) => {
      const needed = rows.filter((row) => row.groupId === groupId && row.state === 'with_agency').length
      if (needed === 0 || cap === null) return []
      return [`Kelompok ${group}: perlu ${count(needed)} tempat, sisa ${count(Math.max(0, cap - used))}.`]
    })
    .join(' ')
}

function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  if (outcomes.length === 0) return null
  const refused = outcomes.filter(({ problem }) => problem !== null)
  return (
    <div role="status">
      <p>
        {count(outcomes.length - refused.length)} berhasil{refused.length > 0 && `, ${count(refused.length)} ditolak:`}
      </p>
      <ul>
        {refused.map(({ id, title, problem }) => (
          <li key={id} className="attention">
            {title}: {problem && problemText(problem)}
          </li>
        ))}
      </ul>
    </div>
  )
}
