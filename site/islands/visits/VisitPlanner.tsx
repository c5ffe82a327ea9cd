import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { dayOf, daysOfStage, isWeekend } from '#site/text/interview.ts'
import { Stop, Wait } from '../EditionDesk.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import type { VisitWork } from './VisitDesk.tsx'
import { planVisits, proposeVisits, type ProposedVisits } from './visits-api.ts'

type Row = ProposedVisits['visits'][number] & { isChosen: boolean }

/** A visit proposed for every finalist without one; all of it can be changed before it is planned in one act. */
export function VisitPlanner(work: VisitWork) {
  const { edition, stage } = work
  const [seed, setSeed] = useState(1)
  const place = { edition: edition.slug, stage: stage.id }
  const { answer } = useLoaded(`visit proposal ${edition.slug} ${stage.id} ${seed}`, () => proposeVisits(place, seed))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  return <Rows key={seed} {...work} proposed={answer.value.visits} onAgain={() => setSeed(seed + 1)} />
}

/** Why a proposal found no day with visitors, and what to do. */
function whyUnplaced({ visitors, now }: VisitWork['board'], stage: VisitWork['stage']): string {
  if (visitors.length === 0) return 'belum ada petugas pada edisi ini. Undang jurinya di halaman Juri.'
  if (daysOfStage(stage, now).every(isWeekend)) {
    return 'hari kerja pada tahap ini sudah habis. Isi harinya sendiri, juga Sabtu atau Minggu, atau perpanjang tahapnya.'
  }
  return 'tidak ada hari dengan petugas yang bebas. Isi hari dan petugasnya sendiri, atau ubah jadwal tahap ini.'
}

function Rows({
  board,
  edition,
  stage,
  reloadBoard,
  proposed,
  onAgain,
}: VisitWork & { proposed: ProposedVisits['visits']; onAgain: () => void }) {
  const address = useAddress()
  const [rows, setRows] = useState<readonly Row[]>(() =>
    proposed.map((one) => ({
      ...one,
      // What was cancelled by itself is visited only when somebody says so.
      isChosen: one.visitorIds.length > 0 && one.visitsOn !== null && one.cancelledBecause === null,
    })),
  )
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, isSending, problem } = useSending()
  const change = (proposalId: string, given: Partial<Row>) =>
    setRows(rows.map((one) => (one.proposalId === proposalId ? { ...one, ...given } : one)))
  const chosen = rows.filter(({ isChosen }) => isChosen)
  const unplaced = proposed.filter(({ visitorIds, visitsOn }) => visitorIds.length === 0 || visitsOn === null).length
  const submit = async () => {
    const wrong = chosen.flatMap(({ proposalId, title, visitsOn, place, visitorIds }) => [
      ...(visitsOn ? [] : [{ text: `${title}: isi harinya`, href: `#hari-${proposalId}` }]),
      ...(place.trim() ? [] : [{ text: `${title}: isi tempatnya`, href: `#tempat-${proposalId}` }]),
      ...(visitorIds.length > 0 ? [] : [{ text: `${title}: pilih petugasnya`, href: `#petugas-${proposalId}` }]),
    ])
    setLines(chosen.length === 0 ? [{ text: 'Pilih sedikitnya satu usulan.', href: '#rencana' }] : wrong)
    if (wrong.length > 0 || chosen.length === 0) return
    const visits = chosen.map(({ proposalId, visitsOn, place, visitorIds }) => ({
      proposalId,
      visitsOn: visitsOn ?? '',
      place,
      visitorIds,
    }))
    const answer = await send(() => planVisits({ edition: edition.slug, stage: stage.id }, visits))
    if (!answer?.ok) return
    reloadBoard()
    address.go({ bagian: null })
  }
  return (
    <Form className="stack" id="rencana" tabIndex={-1} onSubmit={submit}>
      <p className="measure">
        Rencana ini disusun portal: petugas bebas benturan, tidak di dua tempat pada hari yang sama, beban merata,
        provinsi yang sama berurutan. Ubah seperlunya, lalu tetapkan sekaligus.
      </p>
      {unplaced > 0 && (
        <p className="attention">
          {count(unplaced)} usulan belum dicentang: {whyUnplaced(board, stage)}
        </p>
      )}
      <p>
        <button type="button" className="action" onClick={onAgain}>
          Susun rencana lain
        </button>
      </p>
      <ErrorSummary heading="Belum ditetapkan" lines={lines} />
      <Refusal problem={problem} />
      <ul className="visit-rows">
        {rows.map((row) => (
          <li key={row.proposalId} className="block">
            <fieldset className="stack stack-tight">
              <legend>
                <label className="choice">
                  <input
                    type="checkbox"
                    checked={row.isChosen}
                    onChange={({ target }) => change(row.proposalId, { isChosen: target.checked })}
                  />
                  <span>
                    {row.title}{' '}
                    <span className="hint">
                      {row.referenceNumber}, {row.agency}
                    </span>
                  </span>
                </label>
              </legend>
              {row.cancelledBecause !== null && (
                <p className="attention">
                  Kunjungannya pernah dibatalkan ({row.cancelledBecause}). Centang bila hendak dijadwalkan lagi.
                </p>
              )}
              <div className="visit-fields">
                <TextField
                  id={`hari-${row.proposalId}`}
                  label="Hari"
                  type="date"
                  min={dayOf(stage.opensAt)}
                  max={dayOf(new Date(Date.parse(stage.closesAt) - 1).toISOString())}
                  value={row.visitsOn ?? ''}
                  onValue={(visitsOn) => change(row.proposalId, { visitsOn })}
                />
                <TextField
                  id={`tempat-${row.proposalId}`}
                  label="Tempat"
                  maxLength={300}
                  value={row.place}
                  onValue={(place) => change(row.proposalId, { place })}
                />
              </div>
              <div
                className="visit-choices"
                role="group"
                aria-label={`Petugas ${row.title}`}
                id={`petugas-${row.proposalId}`}
                tabIndex={-1}
              >
                {board.visitors
                  .filter(({ id }) => !row.barredIds.includes(id))
                  .map(({ id, name }) => (
                    <label className="choice" key={id}>
                      <input
                        type="checkbox"
                        checked={row.visitorIds.includes(id)}
                        onChange={({ target }) =>
                          change(row.proposalId, {
                            visitorIds: target.checked
                              ? [...row.visitorIds, id]
                              : row.visitorIds.filter((one) => one !== id),
                          })
                        }
                      />
                      {name}
                    </label>
                  ))}
              </div>
              {row.visitorIds.length < board.visitorsPerProposal && (
                <p className="attention">
                  {row.visitorIds.length} dari {board.visitorsPerProposal} petugas
                </p>
              )}
            </fieldset>
          </li>
        ))}
      </ul>
      <p className="cluster visit-foot">
        <button type="submit" className="button" aria-disabled={isSending}>
          {isSending ? 'Menetapkan' : `Tetapkan ${chosen.length} kunjungan dan kirim surat`}
        </button>
      </p>
    </Form>
  )
}
