import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { chosenStage, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from '../EditionDesk.tsx'
import { SearchField } from '../SearchField.tsx'
import type { StageRow } from '../staff-answers.ts'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { DailySheets } from './DailySheets.tsx'
import { DivergenceDesk } from './DivergenceDesk.tsx'
import { JurorPaceTable } from './JurorPaceTable.tsx'
import { JurorReminderBar } from './JurorReminderBar.tsx'
import { loadProgress, progressFile, type Place, type Progress } from './progress-api.ts'
import { isOrder, orders, shownJurors, type Order } from './progress-order.ts'

/** `/sekretariat/kemajuan/`: how jurors get on, never what they give. */
export const ProgressBoard = () => <EditionDesk>{(desk) => <Board {...desk} />}</EditionDesk>

function Board(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'scoring' || kind === 'interview')
  const stage = chosenStage(stages, get('tahap'), edition.now)
  if (!stage) {
    return <p className="work-page empty">Edisi ini tidak mempunyai tahap penilaian, jadi tidak ada kemajuan juri.</p>
  }
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      <StageProgress key={stage.id} {...desk} stage={stage} />
    </div>
  )
}

const parts = { juri: 'Juri', selisih: 'Selisih nilai' } as const

export type StageDesk = Desk & { stage: StageRow; place: Place }

function StageProgress(desk: Desk & { stage: StageRow }) {
  const { edition, stage } = desk
  const place = { edition: edition.slug, stage: stage.id }
  const { get } = useAddress()
  const { answer, reload } = useLoaded(`juror progress ${place.edition} ${place.stage}`, () => loadProgress(place))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const part = get('bagian') === 'selisih' ? 'selisih' : 'juri'
  return (
    <>
      <header>
        <h1>{heading(answer.value)}</h1>
        <p className="lead">
          {draftWords(answer.value)}
          {windowWords(stage, edition.now)}
        </p>
      </header>
      <nav className="tabs no-print" aria-label="Bagian kemajuan">
        {(['juri', 'selisih'] as const).map((id) => (
          <AddressLink key={id} to={{ bagian: id }} aria-current={id === part ? 'page' : undefined}>
            {parts[id]}
          </AddressLink>
        ))}
      </nav>
      {part === 'juri' ? (
        <Jurors {...desk} place={place} progress={answer.value} onReminded={reload} />
      ) : (
        <DivergenceDesk {...desk} place={place} />
      )}
    </>
  )
}

function heading({ jurors }: Progress): string {
  if (jurors.length === 0) return 'Belum ada juri yang bertugas pada tahap ini'
  const handedIn = jurors.reduce((sum, juror) => sum + juror.handedIn, 0)
  const assigned = jurors.reduce((sum, juror) => sum + juror.assigned, 0)
  return `${count(handedIn)} dari ${count(assigned)} lembar diserahkan`
}

/** Begun and not handed in. */
function draftWords({ jurors }: Progress): string {
  const drafts = jurors.reduce((sum, juror) => sum + juror.drafts, 0)
  return drafts === 0 ? '' : `${count(drafts)} lembar masih draf. `
}

const windowWords = (stage: StageRow, now: string): string =>
  ({
    past: `${stage.name} ditutup ${dateAndClock(new Date(stage.closesAt))}.`,
    current: `${stage.name} ditutup ${dateAndClock(new Date(stage.closesAt))}. Nilai baru terlihat sesudahnya.`,
    future: `${stage.name} dibuka ${dateAndClock(new Date(stage.opensAt))}.`,
  })[phaseOf(stage, now)]

type JurorsProps = StageDesk & { progress: Progress; onReminded: () => void }

function Jurors({ edition, stage, mayAct, place, progress, onReminded }: JurorsProps) {
  const { get, replace } = useAddress()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const named = get('urut')
  const order: Order = isOrder(named) ? named : 'nama'
  const onlyBehind = get('saring') === 'tertinggal'
  const shown = shownJurors(progress.jurors, { order, onlyBehind, search: get('cari') ?? '' })
  const behind = progress.jurors.filter(({ isBehind }) => isBehind)
  const mayRemind = mayAct && phaseOf(stage, edition.now) === 'current'
  if (progress.jurors.length === 0) {
    return (
      <p className="empty">
        Kemajuan terlihat sesudah usulan ditugaskan.{' '}
        <a href={`/sekretariat/penugasan/?edisi=${edition.slug}`}>Susun penugasan</a>
      </p>
    )
  }
  return (
    <>
      <DailySheets days={progress.days} />
      <div className="cluster cluster-between list-tools no-print">
        <nav className="tabs" aria-label="Saring juri">
          <AddressLink to={{ saring: null }} aria-current={onlyBehind ? undefined : 'page'}>
            Semua {count(progress.jurors.length)}
          </AddressLink>
          <AddressLink to={{ saring: 'tertinggal' }} aria-current={onlyBehind ? 'page' : undefined}>
            Tertinggal {count(behind.length)}
          </AddressLink>
        </nav>
        <div className="cluster">
          <div className="field">
            <label htmlFor="urut">Urut</label>
            <select
              id="urut"
              className="select"
              value={order}
              onChange={(event) => replace({ urut: event.target.value === 'nama' ? null : event.target.value })}
            >
              {Object.entries(orders).map(([id, { name }]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <SearchField label="Cari nama juri" />
        </div>
      </div>
      <p className="cluster no-print">
        {mayRemind && behind.length > 0 && (
          <button type="button" className="action" onClick={() => setChosen(new Set(behind.map(({ id }) => id)))}>
            Pilih {count(behind.length)} juri yang tertinggal
          </button>
        )}
        <a className="action" href={progressFile(place)}>
          Unduh CSV
        </a>
      </p>
      <JurorPaceTable
        jurors={shown}
        closesAt={progress.closesAt}
        selection={mayRemind ? { chosen, onChange: setChosen } : null}
      />
      {mayRemind && chosen.size > 0 && (
        <JurorReminderBar
          place={place}
          jurorIds={[...chosen]}
          onSent={onReminded}
          onClear={() => setChosen(new Set())}
        />
      )}
    </>
  )
}
