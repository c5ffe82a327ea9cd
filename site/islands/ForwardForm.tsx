import { useCallback, useMemo, useState } from 'react'
import { count } from '#site/text/format.ts'
import { proposalProblemText, stepOf } from '#site/text/proposal-problems.ts'
import { receive } from './answer.ts'
import { proposalsApi, type AgencyCap, type ProposalView } from './api.ts'
import { ErrorSummary, Refusal } from './ErrorSummary.tsx'
import { Meter } from './marks.tsx'
import { useLoaded } from './useLoaded.ts'
import { useForwarding } from './useForwarding.ts'

type Props = { view: ProposalView; onForwarded: () => void; onEdit: (step: string) => void }

/** To the secretariat: first the cap and what follows are shown, then it is confirmed. */
export function ForwardForm({ view, onForwarded, onEdit }: Props) {
  const [isAsked, setAsked] = useState(false)
  const arrived = useCallback(() => {
    onForwarded()
    window.scrollTo(0, 0)
  }, [onForwarded])
  const { forwarding, forward } = useForwarding(view, arrived)
  const isSending = forwarding.state === 'sending'
  const lines = useMemo(
    () =>
      view.problems.map((gap) => ({
        text: proposalProblemText(gap, view.rules),
        href: `?id=${view.id}&bagian=${stepOf(gap)}`,
        onFollow: () => onEdit(stepOf(gap)),
      })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [view],
  )
  return (
    <section className="block stack no-print">
      <h2>{view.state === 'needs_repair' ? 'Ajukan kembali kepada sekretariat' : 'Teruskan kepada sekretariat'}</h2>
      <CapOfGroup view={view} />
      <Refusal problem={forwarding.state === 'refused' ? forwarding.problem : undefined} />
      {isAsked && (
        <ErrorSummary heading={`Belum dapat diteruskan: ${count(lines.length)} hal perlu diperbaiki`} lines={lines} />
      )}
      {isAsked && lines.length === 0 ? (
        <div className="notice stack">
          <p>
            Isi usulan dibekukan seperti terbaca di atas, dengan nomor, waktu, dan sidik jarinya. Sesudah itu unit dan
            instansi tidak dapat mengubahnya, kecuali Anda menariknya kembali sebelum pendaftaran ditutup.
          </p>
          <p className="cluster">
            <button type="button" className="button" onClick={() => void forward()} aria-disabled={isSending}>
              {isSending ? 'Meneruskan' : 'Ya, teruskan usulan ini'}
            </button>
            <button type="button" className="button button-secondary" onClick={() => setAsked(false)}>
              Belum
            </button>
          </p>
          <p role="status">
            {isSending &&
              forwarding.tries > 1 &&
              `Portal belum menjawab. Dikirim ulang, percobaan ke-${count(forwarding.tries)}. Biarkan halaman ini terbuka.`}
          </p>
        </div>
      ) : (
        <p>
          <button type="button" className="button" onClick={() => setAsked(true)}>
            Teruskan usulan
          </button>
        </p>
      )}
    </section>
  )
}

function CapOfGroup({ view }: { view: ProposalView }) {
  const { answer } = useLoaded(`caps ${view.edition.slug} ${view.state}`, () =>
    receive(proposalsApi.index.$get({ query: { as: 'agency_admin', edition: view.edition.slug } })),
  )
  if (!answer?.ok) return null
  const cap = answer.value.caps.find(({ groupId, agency }) => groupId === view.groupId && agency === view.agency)
  if (!cap) return null
  if (view.state === 'needs_repair') return <p>Perbaikan tidak menambah jumlah dalam batas instansi.</p>
  return <CapWords cap={cap} />
}

function CapWords({ cap }: { cap: AgencyCap }) {
  if (cap.cap === null)
    return (
      <p>
        Kelompok {cap.group} tidak dibatasi; {count(cap.used)} usulan sudah diteruskan.
      </p>
    )
  const left = cap.cap - cap.used
  return (
    <div className="stack stack-tight">
      <Meter value={cap.used} max={cap.cap} unit={`usulan kelompok ${cap.group} sudah diteruskan`} />
      <p>
        {left > 0
          ? `Sesudah usulan ini, sisa ${count(left - 1)}.`
          : 'Batas instansi sudah terpakai semua, jadi usulan ini belum dapat diteruskan.'}
      </p>
    </div>
  )
}
