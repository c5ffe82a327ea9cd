import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import type { ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { withdraw } from './gate-api.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

/** Undoes a forwarding until registration closes; first it is said what follows, then it is confirmed. */
export function WithdrawForm({ view, onWithdrawn }: { view: ProposalView; onWithdrawn: () => void }) {
  const [isAsked, setAsked] = useState(false)
  const [note, setNote, forgetNote] = useKept(`tarik:${view.id}`)
  const { send, isSending, problem } = useSending()
  const submit = async () => {
    const answer = await send(() => withdraw(view.id, note))
    if (!answer?.ok) return
    forgetNote()
    onWithdrawn()
    window.scrollTo(0, 0)
  }
  return (
    <section className="block stack no-print">
      <h2>Tarik kembali pengajuan</h2>
      <p>
        Sampai {dateAndClock(new Date(view.registration.closesAt))} pengajuan ini dapat ditarik kembali, misalnya untuk
        diperbaiki atau diganti usulan lain.
      </p>
      <Refusal problem={problem} />
      {isAsked ? (
        <div className="notice stack">
          <p>
            Usulan kembali ke Anda, tempatnya dalam batas instansi kosong lagi, dan unit diberi tahu. Bila diteruskan
            lagi, nomornya tetap dan revisinya bertambah. Yang sudah dibekukan tetap tercatat.
          </p>
          <TextArea
            id="catatan-tarik"
            label="Catatan bagi unit (boleh kosong)"
            maxLength={2000}
            value={note}
            onValue={setNote}
          />
          <p className="cluster">
            <button type="button" className="button" aria-disabled={isSending} onClick={() => void submit()}>
              {isSending ? 'Menarik kembali' : 'Ya, tarik kembali'}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsked(false)}>
              Tidak jadi
            </button>
          </p>
        </div>
      ) : (
        <p>
          <button type="button" className="button button-secondary" onClick={() => setAsked(true)}>
            Tarik kembali
          </button>
        </p>
      )}
    </section>
  )
}
