import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { Dialog } from '../Dialog.tsx'
import { phaseOf, Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import type { StageDesk } from './AssignmentBoard.tsx'
import { kindNames, stateNames, stateOf } from './plan-words.ts'
import { PlanOverlap } from './PlanOverlap.tsx'
import { ShownHeading } from './ShownHeading.tsx'
import { PlanChanges, PlanLoads, UnmetDemands } from './PlanTables.tsx'
import { discardPlan, loadPlan, planFile, publishPlan, type PlanReport, type PlanView } from './planning-api.ts'

type Props = StageDesk & { planId: string; onPublished: () => void; onDiscarded: () => void }

/** One plan with everything that speaks for or against publishing it. */
export function PlanPreview(props: Props) {
  const { place, planId, edition, stage, mayAct } = props
  const { answer, reload } = useLoaded(`plan ${planId}`, () => loadPlan(place, planId))
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const plan = answer.value
  const state = stateOf(plan)
  const mayPublish = mayAct && state === 'draft' && phaseOf(stage, edition.now) !== 'past'
  const groups = new Map(edition.rules.groups.map(({ id, name }) => [id, name]))
  return (
    <section className="block stack" aria-labelledby="rancangan-terpilih">
      <ShownHeading id="rancangan-terpilih">
        {kindNames[plan.kind]}, benih {plan.seed}
      </ShownHeading>
      <p className="hint">
        {stateNames[state]}. Disusun {dateAndClock(new Date(plan.at))} oleh {plan.by}.
        {plan.config && plan.kind !== 'import' && ` ${configWords(plan.config)}`}
        {plan.reason && <span className="line">Alasan: {plan.reason}</span>}
      </p>
      {plan.isOutdated && (
        <p className="attention">
          Juri, usulan, benturan, atau bacaan berubah sejak rancangan ini disusun. Rancangan ini tidak dapat diterbitkan
          lagi; susun yang baru.
        </p>
      )}
      {plan.report === null ? (
        <p className="empty">Rancangan ini langsung diterbitkan ketika disusun, jadi tidak mempunyai laporan.</p>
      ) : (
        <>
          <Figures plan={plan} report={plan.report} groups={groups} />
          <UnmetDemands place={place} planId={planId} report={plan.report} />
          <PlanLoads place={place} planId={planId} report={plan.report} />
        </>
      )}
      <PlanChanges place={place} plan={plan} />
      {state !== 'discarded' && (
        <PlanOverlap place={place} planId={planId} edition={edition} overlap={plan.report?.overlap} />
      )}
      <p className="cluster no-print">
        {state !== 'discarded' && (
          <a className="action" href={planFile(place, planId, { format: 'csv', part: 'readings' })} download>
            Unduh seluruh bacaan (CSV)
          </a>
        )}
        <a className="action" href={planFile(place, planId, { format: 'xlsx' })} download>
          Unduh rancangan (XLSX)
        </a>
        <button type="button" className="action" onClick={() => window.print()}>
          Cetak
        </button>
      </p>
      {mayPublish && <Acts {...props} plan={plan} onRefused={reload} />}
    </section>
  )
}

function configWords({ anchors, mostReadings, usesThemes }: NonNullable<PlanView['config']>): string {
  const words = [
    anchors === null
      ? 'tanpa usulan jangkar'
      : `${count(anchors.perGroup)} usulan jangkar per kelompok dibaca ${count(anchors.readers)} juri`,
    mostReadings === null ? 'tanpa batas bersama' : `batas bersama ${count(mostReadings)} bacaan per juri`,
    usesThemes ? 'tema diutamakan' : 'tema tidak dipakai',
  ]
  return `Disusun dengan ${words.join(', ')}.`
}

function Figures({
  plan,
  report,
  groups,
}: {
  plan: PlanView
  report: PlanReport
  groups: ReadonlyMap<string, string>
}) {
  const { proposals, covered, leastLoad, mostLoad, conflictsAvoided, overlap, offThemePercent } = report
  const pieces = report.groups.filter(({ components }) => components > 1)
  return (
    <dl className="facts plan-facts">
      <div>
        <dt>Usulan dengan penilai cukup</dt>
        <dd>
          {count(covered)} dari {count(proposals)}
        </dd>
      </div>
      <div>
        <dt>Beban</dt>
        <dd>
          {count(leastLoad)} sampai {count(mostLoad)} usulan per juri
        </dd>
      </div>
      <div>
        <dt>Keterhubungan</dt>
        <dd>
          {pieces.length === 0
            ? 'Semua juri tersambung di setiap kelompok, jadi nilai dapat dibandingkan.'
            : pieces
                .map(
                  ({ groupId, components }) =>
                    `Kelompok ${groups.get(groupId) ?? groupId} terpecah menjadi ${count(components)} bagian.`,
                )
                .join(' ')}
        </dd>
      </div>
      <div>
        <dt>Bacaan baru, dan yang berakhir</dt>
        <dd>
          {count(plan.added ?? 0)}, {count(plan.ended ?? 0)}
        </dd>
      </div>
      <div>
        <dt>Benturan yang dihindari</dt>
        <dd>{count(conflictsAvoided)} pasangan juri dan usulan</dd>
      </div>
      <div>
        <dt>Usulan bersama dua juri</dt>
        <dd>
          {count(overlap.least)} sampai {count(overlap.most)}, tengahnya {count(overlap.median)}
          <Range {...overlap} />
        </dd>
      </div>
      {offThemePercent !== null && (
        <div>
          <dt>Bacaan di luar tema juri</dt>
          <dd>{count(Math.round(offThemePercent))}%</dd>
        </div>
      )}
    </dl>
  )
}

/** Least, middle and most shared proposals on one line; the sentence beside it says the same. */
function Range({ least, median, most }: { least: number; median: number; most: number }) {
  const at = (value: number) => 4 + (most === 0 ? 0 : (152 * value) / most)
  return (
    <svg className="plan-range" viewBox="0 0 160 12" aria-hidden="true">
      <line x1={at(0)} x2={at(most)} y1="6" y2="6" className="plan-range-axis" />
      <line x1={at(least)} x2={at(most)} y1="6" y2="6" className="plan-range-span" />
      <circle cx={at(median)} cy="6" r="4" className="plan-range-middle" />
    </svg>
  )
}

function Acts({
  place,
  plan,
  stage,
  work,
  onPublished,
  onDiscarded,
  onRefused,
}: Props & { plan: PlanView; onRefused: () => void }) {
  const [asked, ask] = useState<'publish' | 'discard' | null>(null)
  const { send, problem, isSending } = useSending()
  const run = async () => {
    if (asked === 'publish') {
      const answer = await send(() => publishPlan(place, plan.id))
      if (answer?.ok) return onPublished()
    } else {
      const answer = await send(() => discardPlan(place, plan.id))
      if (answer?.ok) return onDiscarded()
    }
    ask(null)
    onRefused()
  }
  const isUnread = plan.added === 0 && plan.ended === 0
  const movesCap = plan.config !== null && plan.config.mostReadings !== work.progress.sharedCap
  const isIdle = isUnread && !movesCap
  const lacking = plan.report ? plan.report.proposals - plan.report.covered : 0
  const letters = plan.report?.loads.filter(({ added, ended }) => added > 0 || ended > 0).length ?? 0
  return (
    <div className="plan-acts">
      <Refusal problem={problem} />
      {isUnread && (
        <p className="hint">
          Rancangan ini tidak mengubah satu bacaan pun{movesCap && '; yang berubah hanya batas bersama'}.
        </p>
      )}
      <div className="cluster">
        {lacking > 0 && <span className="attention">{count(lacking)} usulan kekurangan penilai</span>}
        <button type="button" className="button" disabled={plan.isOutdated || isIdle} onClick={() => ask('publish')}>
          Terbitkan penugasan
        </button>
        <button type="button" className="button button-secondary" onClick={() => ask('discard')}>
          Batalkan rancangan
        </button>
      </div>
      {asked === 'publish' && (
        <Dialog heading="Terbitkan penugasan ini?" onClose={() => ask(null)}>
          <p>
            {count(plan.added ?? 0)} bacaan mulai berlaku pada {stage.name}
            {(plan.ended ?? 0) > 0 && `, ${count(plan.ended ?? 0)} berakhir`}. {count(letters)} juri menerima surat.
            Sesudah diterbitkan, rancangan ini tidak dapat dibatalkan; perubahan berikutnya disusun ulang.
          </p>
          {lacking > 0 && <p className="attention">{count(lacking)} usulan masih kekurangan penilai.</p>}
          <ActOrLeave
            isSending={isSending}
            act="Terbitkan"
            busy="Menerbitkan"
            leave="Kembali"
            onAct={run}
            onLeave={() => ask(null)}
          />
        </Dialog>
      )}
      {asked === 'discard' && (
        <Dialog heading="Batalkan rancangan ini?" onClose={() => ask(null)}>
          <p>Rancangan tetap tercatat sebagai dibatalkan. Tidak ada bacaan yang berubah.</p>
          <ActOrLeave
            isSending={isSending}
            act="Batalkan rancangan"
            busy="Membatalkan"
            leave="Kembali"
            onAct={run}
            onLeave={() => ask(null)}
          />
        </Dialog>
      )}
    </div>
  )
}
