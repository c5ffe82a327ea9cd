import { useEffect, useMemo, useReducer, useState } from 'react'
import { findingOutcomes, fillVisit, type FindingOutcome, type WrittenVisit } from '#domain/field-visit.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { outcomeNames } from '#site/text/visit.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { useFlushing } from '../local-first/useFlushing.ts'
import type { Vault } from '../offline/vault.ts'
import { SaveNotices } from '../SaveNotices.tsx'
import { SaveState } from '../SaveState.tsx'
import { useSending } from '../useSending.ts'
import { SimulationBadge } from '../Workspace.tsx'
import { openVisit, type OpenVisit } from './visit-document.ts'
import { VisitPhotos } from './VisitPhotos.tsx'
import { handInVisit, type VisitView } from './visits-api.ts'

type Props = { view: VisitView; vault: Vault | null; email: string; reload: () => void }

/** One visit: what was found, pictures of it, and handing in once. */
export function VisitSheetForm({ view, vault, email, reload }: Props) {
  const { proposal, stage, edition, sheet } = view
  return (
    <div className="work-page work-page-narrow stack">
      {edition.isSimulation && <SimulationBadge />}
      <p className="no-print">
        <AddressLink className="action" to={{ kunjungan: null }}>
          Kembali ke daftar kunjungan
        </AddressLink>
      </p>
      <header className="stack stack-tight">
        <p className="hint">
          {edition.name}, {stage.name}
        </p>
        <h1>{proposal.title}</h1>
        <p className="lead">
          {dayWords(view.visitsOn)}, {view.place}
        </p>
        <p className="hint">
          {proposal.referenceNumber}, {proposal.agency}
        </p>
      </header>
      {sheet ? (
        <HandedIn view={view} />
      ) : view.isOpen ? (
        <Writing view={view} vault={vault} email={email} reload={reload} />
      ) : (
        <p className="empty">
          Lembar kunjungan dapat ditulis dari {dateAndClock(new Date(stage.opensAt))} sampai{' '}
          {dateAndClock(new Date(stage.closesAt))}.
        </p>
      )}
      <VisitPhotos view={view} vault={vault} mayWrite={!sheet && view.isOpen} reload={reload} />
    </div>
  )
}

function HandedIn({ view: { sheet, checks } }: { view: VisitView }) {
  if (!sheet) return null
  return (
    <section className="receipt block stack" aria-labelledby="tanda-terima">
      <h2 id="tanda-terima">Lembar kunjungan sudah diserahkan</h2>
      <p>
        Diterima {dateAndClock(new Date(sheet.handedInAt))}. Sidik SHA-256: <span className="hash">{sheet.sha256}</span>
      </p>
      <Findings checks={checks} written={sheet} />
    </section>
  )
}

type FindingsProps = { checks: VisitView['checks']; written: WrittenVisit }

/** A sheet as it was handed in. */
export function Findings({ checks, written }: FindingsProps) {
  return (
    <dl className="facts facts-rows">
      {checks.map(({ id, title }) => (
        <div key={id}>
          <dt>{title}</dt>
          <dd>
            <b>{outcomeNames[written.findings[id]?.outcome ?? 'not_seen']}</b>
            {written.findings[id]?.note && <p className="prose">{written.findings[id].note}</p>}
          </dd>
        </div>
      ))}
      <div>
        <dt>Keseluruhan</dt>
        <dd className="prose">{written.comment || 'Tidak ada catatan.'}</dd>
      </div>
    </dl>
  )
}

const none: readonly [] = []

function useOpenVisit(view: VisitView, vault: Vault | null): OpenVisit | undefined {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const [open, setOpen] = useState<OpenVisit>()
  useEffect(() => {
    let isCurrent = true
    const opening = openVisit(view, vault, redraw)
    void opening.then((one) => isCurrent && setOpen(one))
    return () => {
      isCurrent = false
      void opening.then(({ saver }) => saver.stop())
    }
    // One opening for the life of the page: it is keyed by the visit, and a reload of the view alters no draft.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  useFlushing(useMemo(() => (open ? [open.saver] : none), [open]))
  return open
}

function Writing({ view, vault, email, reload }: Props) {
  const open = useOpenVisit(view, vault)
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const [isAsking, setAsking] = useState(false)
  if (!open) return <p className="hint">Memuat lembar</p>
  const { saver } = open
  const draft = saver.read()
  const written = draft.content
  const put = (id: string, given: Partial<{ outcome: FindingOutcome; note: string }>) => {
    const before = written.findings[id]
    const outcome = given.outcome ?? before?.outcome
    if (outcome === undefined) return
    saver.type({
      ...written,
      findings: { ...written.findings, [id]: { outcome, note: given.note ?? before?.note ?? '' } },
    })
  }
  const check = () => {
    const filled = fillVisit(view.checks, written)
    if (filled.ok) {
      setLines([])
      return setAsking(true)
    }
    const titleOf = (id: string) => view.checks.find((one) => one.id === id)?.title ?? id
    setLines([
      ...filled.refusal.checkIds.map((id) => ({ text: `${titleOf(id)}: belum dijawab`, href: `#periksa-${id}` })),
      ...filled.refusal.noteIds.map((id) => ({ text: `${titleOf(id)}: tulis alasannya`, href: `#catatan-${id}` })),
    ])
  }
  return (
    <section className="stack" aria-labelledby="lembar">
      <div className="cluster cluster-between visit-head">
        <h2 id="lembar">Lembar kunjungan</h2>
        {draft.status && <SaveState status={draft.status} />}
      </div>
      {vault === null && (
        <p className="notice">
          Peramban ini tidak dapat menyimpan tertutup, jadi tulisan hanya aman selama tersambung.
        </p>
      )}
      <SaveNotices
        draft={draft}
        email={email}
        onSignedIn={() => void saver.flush()}
        wordsOf={(one) => wordsOf(view, one)}
        onDiscard={saver.discard}
      />
      {draft.theirs && (
        <div className="refusal stack" role="alert">
          <h3>Ada dua versi lembar ini</h3>
          <p>Versi lain ditulis di jendela atau perangkat lain. Pilih yang dipakai; yang lain masih dapat disalin.</p>
          <p className="prose">{wordsOf(view, draft.theirs.content)}</p>
          <p className="cluster">
            <button type="button" className="button" onClick={() => void saver.choose(written)}>
              Pakai yang ada di halaman ini
            </button>
            <button
              type="button"
              className="button button-secondary"
              onClick={() => draft.theirs && void saver.choose(draft.theirs.content)}
            >
              Pakai versi lain
            </button>
          </p>
        </div>
      )}
      <ErrorSummary heading="Belum lengkap" lines={lines} />
      {view.checks.map(({ id, title, guidance }) => (
        <Check
          key={id}
          id={id}
          title={title}
          guidance={guidance}
          found={written.findings[id]}
          put={(given) => put(id, given)}
        />
      ))}
      <div className="field">
        <label htmlFor="keseluruhan">Catatan keseluruhan (boleh kosong)</label>
        <textarea
          id="keseluruhan"
          className="textarea"
          maxLength={8000}
          value={written.comment}
          onChange={({ target }) => saver.type({ ...written, comment: target.value })}
        />
      </div>
      <p className="cluster">
        <button type="button" className="button" onClick={check}>
          Periksa dan serahkan
        </button>
        <span className="hint">
          {count(Object.keys(written.findings).length)} dari {count(view.checks.length)} pemeriksaan dijawab.
        </span>
      </p>
      {isAsking && <HandIn view={view} open={open} onDone={reload} onClose={() => setAsking(false)} />}
    </section>
  )
}

const wordsOf = ({ checks }: VisitView, { findings, comment }: WrittenVisit) =>
  [
    ...checks.flatMap(({ id, title }) => {
      const found = findings[id]
      return found ? [`${title}: ${outcomeNames[found.outcome]}. ${found.note}`] : []
    }),
    comment,
  ].join('\n')

type CheckProps = {
  id: string
  title: string
  guidance: string
  found: WrittenVisit['findings'][string] | undefined
  put: (given: Partial<{ outcome: FindingOutcome; note: string }>) => void
}

function Check({ id, title, guidance, found, put }: CheckProps) {
  const needsNote = found !== undefined && found.outcome !== 'confirmed'
  return (
    <div className="block">
      <fieldset className="choices visit-check" id={`periksa-${id}`} tabIndex={-1}>
        <legend>{title}</legend>
        {guidance && <p className="hint measure">{guidance}</p>}
        <div className="visit-outcomes">
          {findingOutcomes.map((outcome) => (
            <label className="choice" key={outcome}>
              <input type="radio" name={id} checked={found?.outcome === outcome} onChange={() => put({ outcome })} />
              {outcomeNames[outcome]}
            </label>
          ))}
        </div>
        {found && (
          <div className="field">
            <label htmlFor={`catatan-${id}`}>{needsNote ? 'Alasan' : 'Catatan (boleh kosong)'}</label>
            <textarea
              id={`catatan-${id}`}
              className="textarea"
              rows={2}
              maxLength={4000}
              value={found.note}
              onChange={({ target }) => put({ note: target.value })}
            />
          </div>
        )}
      </fieldset>
    </div>
  )
}

type HandInProps = { view: VisitView; open: OpenVisit; onDone: () => void; onClose: () => void }

function HandIn({ view, open, onDone, onClose }: HandInProps) {
  const { send, isSending, problem } = useSending()
  const written = open.saver.read().content
  const submit = async () => {
    open.saver.hold(true)
    const answer = await send(() => handInVisit(view.id, written))
    if (!answer?.ok) {
      open.saver.hold(false)
      return
    }
    open.saver.stop()
    await open.forget()
    onDone()
  }
  return (
    <Dialog heading="Serahkan lembar kunjungan" onClose={onClose}>
      <p>
        Sesudah diserahkan, lembar dan {count(view.photos.length)} fotonya tidak berubah lagi. Foto yang masih menunggu
        jaringan tidak ikut; tunggu sampai terkirim.
      </p>
      <Findings checks={view.checks} written={written} />
      <Refusal problem={problem} />
      <p className="cluster">
        <button type="button" className="button" aria-disabled={isSending} onClick={() => void submit()}>
          {isSending ? 'Menyerahkan' : 'Serahkan'}
        </button>
        <button type="button" className="action" onClick={onClose}>
          Kembali menulis
        </button>
      </p>
    </Dialog>
  )
}
