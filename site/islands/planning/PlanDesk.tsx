import { count, dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Wait, phaseOf } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import type { StageDesk } from './AssignmentBoard.tsx'
import { kindNames, stateNames, stateOf } from './plan-words.ts'
import { PlanComparison } from './PlanComparison.tsx'
import { PlanOrderForm } from './PlanOrderForm.tsx'
import { PlanPreview } from './PlanPreview.tsx'
import { listPlans, type PlanRow } from './planning-api.ts'

/** Plans of the stage: made, looked at, compared, published or put away. */
export function PlanDesk(desk: StageDesk) {
  const { place, stage, edition, mayAct, work, reloadWork, say } = desk
  const { get, go, replace } = useAddress()
  const { answer, reload } = useLoaded(`plans ${place.edition} ${place.stage}`, () => listPlans(place))
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { plans, hasMore } = answer.value
  const chosen = get('rancangan')
  const other = get('banding')
  const mayPlan = mayAct && work.progress.proposals > 0 && phaseOf(stage, edition.now) !== 'past'
  const isReplan = work.progress.plan !== null
  const reloadAll = () => {
    reload()
    reloadWork()
  }
  const orderForm = (
    <PlanOrderForm
      {...desk}
      onMade={(planId) => {
        reload()
        replace({ bagian: 'rancangan', rancangan: planId, banding: null })
      }}
    />
  )
  return (
    <>
      {chosen !== null && other !== null && (
        <PlanComparison
          place={place}
          edition={edition}
          plans={plans}
          a={chosen}
          b={other}
          onClose={() => go({ banding: null })}
        />
      )}
      {chosen !== null && other === null && (
        <PlanPreview
          key={chosen}
          {...desk}
          planId={chosen}
          onPublished={() => {
            say('Penugasan diterbitkan. Juri yang bersangkutan menerima surat.')
            replace({ bagian: 'juri', rancangan: null })
            reloadAll()
          }}
          onDiscarded={() => {
            say('Rancangan dibatalkan.')
            replace({ rancangan: null })
            reload()
          }}
        />
      )}
      {mayPlan && chosen === null && orderForm}
      {mayPlan && chosen !== null && (
        <details className="no-print">
          <summary>{isReplan ? 'Susun ulang dengan pilihan lain' : 'Susun rancangan lain'}</summary>
          {orderForm}
        </details>
      )}
      <PlanList plans={plans} chosen={chosen} hasMore={hasMore} />
    </>
  )
}

function PlanList({ plans, chosen, hasMore }: { plans: readonly PlanRow[]; chosen: string | null; hasMore: boolean }) {
  if (plans.length === 0) {
    return (
      <p className="empty">
        Belum ada rancangan. Rancangan dapat dilihat, dibandingkan, dan dibatalkan sebelum diterbitkan.
      </p>
    )
  }
  return (
    <section className="block stack" aria-labelledby="daftar-rancangan">
      <h2 id="daftar-rancangan">Rancangan tahap ini</h2>
      <TableScroll>
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col">Disusun</th>
              <th scope="col">Jenis</th>
              <th scope="col">Keadaan</th>
              <th scope="col" className="numeric">
                Benih
              </th>
              <th scope="col" className="numeric">
                Baru
              </th>
              <th scope="col" className="numeric">
                Berakhir
              </th>
              <th scope="col" className="numeric">
                Beban
              </th>
              <th scope="col">Lihat</th>
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <Row key={plan.id} plan={plan} chosen={chosen} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {hasMore && <p className="hint">Yang lebih lama tercatat dalam jejak edisi.</p>}
    </section>
  )
}

const number = (value: number | null) => (value === null ? '–' : count(value))

function Row({ plan, chosen }: { plan: PlanRow; chosen: string | null }) {
  const { id, kind, seed, at, by, publishedAt, publishedBy, discardedAt, discardedBy, reason } = plan
  const state = stateOf(plan)
  const when = publishedAt ?? discardedAt
  const name = `${kindNames[kind]} ${dateAndClock(new Date(at))}`
  const mayCompare = chosen !== null && chosen !== id && state !== 'discarded'
  return (
    <tr className={state === 'discarded' ? 'is-out' : undefined} aria-current={id === chosen ? 'true' : undefined}>
      <th scope="row">
        {dateAndClock(new Date(at))}
        <span className="hint plan-by">{by}</span>
      </th>
      <td data-label="Jenis">
        {kindNames[kind]}
        {reason && <span className="hint plan-by">{reason}</span>}
      </td>
      <td data-label="Keadaan">
        {stateNames[state]}
        {when && (
          <span className="hint plan-by">
            {dateAndClock(new Date(when))}, {publishedBy ?? discardedBy ?? 'oleh portal: sudah tidak berlaku'}
          </span>
        )}
      </td>
      <td className="numeric" data-label="Benih">
        {seed}
      </td>
      <td className="numeric" data-label="Baru">
        {number(plan.added)}
      </td>
      <td className="numeric" data-label="Berakhir">
        {number(plan.ended)}
      </td>
      <td className="numeric" data-label="Beban">
        {plan.leastLoad === null || plan.mostLoad === null ? '–' : `${count(plan.leastLoad)}–${count(plan.mostLoad)}`}
      </td>
      <td data-label="Lihat">
        <span className="cluster">
          {id === chosen && <span className="hint">Sedang dilihat</span>}
          {id !== chosen && (
            <AddressLink
              className="action"
              to={{ bagian: 'rancangan', rancangan: id, banding: null }}
              aria-label={`Lihat ${name}`}
            >
              Lihat
            </AddressLink>
          )}
          {mayCompare && (
            <AddressLink className="action" to={{ banding: id }} aria-label={`Bandingkan dengan ${name}`}>
              Bandingkan
            </AddressLink>
          )}
        </span>
      </td>
    </tr>
  )
}
