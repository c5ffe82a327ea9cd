import { count, dateAndClock } from '#site/text/format.ts'
import { flagSentence, verdictNames } from '#site/text/review.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Stop, Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import type { ReviewItem, RunSummary } from './laboratory-answers.ts'
import { listReviewItems, startRun } from './laboratory-api.ts'
import { runName, type Bench } from './laboratory-parts.ts'
import { ReviewDecision } from './ReviewDecision.tsx'

type Props = Bench & { runs: readonly RunSummary[]; onStarted: (id: string) => void }

/** What the diagnostics raise. Only a recorded decision of a person leaves a score out, and only of a new run. */
export function ReviewQueue(props: Props) {
  const { edition, stage, runs, mayAct } = props
  const key = `reviews ${edition.slug} ${stage.id} ${runs.length}`
  const { answer, reload } = useLoaded(key, () => listReviewItems(edition.slug, stage.id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { items } = answer.value
  const open = items.filter(({ decision }) => decision === null).length
  const excluded = items.filter(({ decision }) => decision?.verdict === 'excluded').length
  if (items.length === 0) return <p className="empty">Tidak ada skor atau juri yang perlu ditinjau sejauh ini.</p>
  return (
    <>
      <p className="measure">
        {count(open)} menunggu keputusan, {count(excluded)} diputuskan dikeluarkan. Tanda dari mesin tidak mengubah apa
        pun; keputusan Anda berlaku pada hitungan baru, dan keduanya disimpan untuk dibandingkan.
      </p>
      {mayAct && excluded > 0 && <WithAndWithout {...props} />}
      <TableScroll>
        <table className="table table-stack">
          <caption>Urut: yang menunggu keputusan dahulu</caption>
          <thead>
            <tr>
              <th scope="col">Yang ditandai</th>
              <th scope="col">Juri</th>
              <th scope="col">Ditandai oleh</th>
              <th scope="col">Keputusan</th>
              {mayAct && <th scope="col">Tindakan</th>}
            </tr>
          </thead>
          <tbody>
            {items
              .toSorted((a, b) => Number(a.decision !== null) - Number(b.decision !== null))
              .map((item) => (
                <Item key={item.id} {...props} item={item} onDecided={reload} />
              ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

/** One act: a run without the excluded scores, then both beside each other. */
function WithAndWithout({ edition, stage, runs, onStarted }: Props) {
  const { send, isSending, problem } = useSending()
  const without = runs.find(({ config, state }) => config.exclusions === 'decided' && state === 'finished')
  const whole = runs.find(
    ({ config, state }) =>
      config.exclusions === 'none' && state === 'finished' && (!without || config.spread === without.config.spread),
  )
  const start = async () => {
    const spread = whole?.config.spread ?? stage.kind !== 'interview'
    // What a person has accepted of this jury holds for the list without these scores too, with the same reason.
    const disconnected = whole?.config.disconnected ?? null
    const answer = await send(() => startRun(edition.slug, stage.id, { spread, exclusions: 'decided', disconnected }))
    if (answer?.ok) onStarted(answer.value.id)
  }
  return (
    <div className="stack stack-tight">
      <Refusal problem={problem} />
      <div className="cluster">
        <button type="button" className="button button-secondary" onClick={() => void start()}>
          {isSending ? 'Meminta hitungan' : 'Hitung tanpa skor yang dikeluarkan'}
        </button>
        {whole && without && (
          <AddressLink className="action" to={{ lihat: 'banding', hitungan: whole.id, dengan: without.id }}>
            Bandingkan dengan dan tanpa
          </AddressLink>
        )}
      </div>
    </div>
  )
}

function Item({ item, onDecided, ...props }: Props & { item: ReviewItem; onDecided: () => void }) {
  const { get, replace } = useAddress()
  const { mayAct, runs } = props
  const isAsked = mayAct && get('putuskan') === item.id
  const row = (
    <tr>
      <th scope="row" className="cell-title">
        {flagSentence(item)}
        {item.proposal && (
          <>
            <br />
            <span className="hint">
              {item.proposal.referenceNumber}, {item.proposal.title}
            </span>
          </>
        )}
      </th>
      <td data-label="Juri">{item.juror.name}</td>
      <td data-label="Ditandai oleh">{runName(runs, item.raisedBy)}</td>
      <td data-label="Keputusan">
        {item.decision ? (
          <>
            <b>{verdictNames[item.decision.verdict]}</b>: {item.decision.reason}{' '}
            <span className="hint">
              ({item.decision.by}
              {item.decision.at && `, ${dateAndClock(new Date(item.decision.at))}`})
            </span>
          </>
        ) : (
          <span className="attention">Menunggu</span>
        )}
      </td>
      {mayAct && (
        <td>
          <AddressLink className="action" to={{ putuskan: item.id }}>
            {item.decision ? 'Ubah keputusan' : 'Putuskan'}
            <span className="visually-hidden">
              {' '}
              tentang {item.juror.name} {item.proposal?.referenceNumber}
            </span>
          </AddressLink>
        </td>
      )}
    </tr>
  )
  if (!isAsked) return row
  const close = () => replace({ putuskan: null })
  return (
    <>
      {row}
      <tr>
        <td colSpan={5} className="is-wide">
          <ReviewDecision
            {...props}
            item={item}
            onCancel={close}
            onDecided={() => {
              close()
              onDecided()
            }}
          />
        </td>
      </tr>
    </>
  )
}
