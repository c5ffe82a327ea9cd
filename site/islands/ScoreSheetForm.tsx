import { useEffect, useRef, useState } from 'react'
import type { AssignmentView } from './staff-answers.ts'
import { Stop, Wait } from './EditionDesk.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DraftClash } from './DraftClash.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { HandedInFoot } from './HandedInFoot.tsx'
import { HandInDialog } from './HandInDialog.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { commentInputId, scoreInputId } from './OpenCriterion.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { RubricPane } from './RubricPane.tsx'
import { SaveState } from './SaveState.tsx'
import { contentOf, pointsField, readTyped, typedOf } from './score-draft.ts'
import { SheetFoot } from './SheetFoot.tsx'
import { loadAssignment } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useKeys, useKeySetting } from './useKeys.ts'
import { useLoaded } from './useLoaded.ts'
import { useScoreDraft } from './useScoreDraft.ts'
import { InHeader, SimulationBadge, Workspace } from './Workspace.tsx'
import { count } from '#site/text/format.ts'

export const ScoreSheetForm = () => <Workspace roles={['evaluator', 'panelist']}>{() => <Desk />}</Workspace>

function Desk() {
  const id = useAddress().get('penugasan')
  const { answer, reload } = useLoaded(`assignment ${id}`, () => loadAssignment(id ?? ''))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const view = answer.value
  return (
    <>
      {view.edition.isSimulation && <SimulationBadge />}
      <Sheet key={`${view.id} ${view.sheet ? 'diserahkan' : 'draf'}`} view={view} reload={reload} />
    </>
  )
}

type Asking = 'hand-in' | 'conflict' | 'keys' | null

/** Which criterion is open and which section is read: both in the address, both moved by keys. */
function usePlace({ rubric, proposal }: AssignmentView) {
  const { get, replace } = useAddress()
  const sections = proposal.sections
  const openId = rubric.find(({ id }) => id === get('kriteria'))?.id ?? rubric[0]?.id ?? ''
  const sectionId = sections.find(({ id }) => id === get('bagian'))?.id ?? sections[0]?.id ?? ''
  const hasMoved = useRef(false)
  useEffect(() => {
    const field = document.getElementById(scoreInputId)
    if (!hasMoved.current || !(field instanceof HTMLInputElement)) return
    field.focus()
    // What is typed next replaces the former score.
    field.select()
  }, [openId])

  /** The section of the same name comes along, so that the juror reads what is scored. */
  const openCriterion = (id: string | undefined) => {
    if (id === undefined) return
    hasMoved.current = true
    const section = sections.find((candidate) => candidate.id === id)
    replace({ kriteria: id, panel: 'nilai', ...(section && { bagian: section.id }) })
  }
  const step = <Item extends { id: string }>(list: readonly Item[], from: string, by: number) =>
    list[list.findIndex(({ id }) => id === from) + by]?.id
  return {
    openId,
    sectionId,
    openCriterion,
    stepCriterion: (by: number) => openCriterion(step(rubric, openId, by)),
    stepSection: (by: number) => {
      const id = step(sections, sectionId, by)
      if (id) replace({ bagian: id, panel: 'teks' })
    },
  }
}

function Sheet({ view, reload }: { view: AssignmentView; reload: () => void }) {
  const { rubric } = view
  const draft = useScoreDraft(view, reload)
  const place = usePlace(view)
  const { get } = useAddress()
  const [asking, setAsking] = useState<Asking>(null)
  const [areKeysOn, setKeysOn] = useKeySetting()
  const typed = view.sheet ? typedOf(view.sheet) : draft.typed
  useKeys(
    {
      j: () => place.stepCriterion(1),
      k: () => place.stepCriterion(-1),
      ']': () => place.stepSection(1),
      '[': () => place.stepSection(-1),
      n: () => document.getElementById(commentInputId)?.focus(),
      '?': () => setAsking('keys'),
    },
    areKeysOn,
  )
  const askToHandIn = () => {
    const blank = rubric.find(({ id }) => typeof readTyped(draft.typed[pointsField(id)]) !== 'number')
    if (blank) place.openCriterion(blank.id)
    else setAsking('hand-in')
  }
  const pane = get('panel') === 'nilai' ? 'rubric' : 'text'

  return (
    <>
      <InHeader>
        {!view.sheet && <SaveState status={draft.status} />}
        <span className="hint">
          Usulan {count(view.position)} dari {count(view.of)}
        </span>
        <progress className="meter" value={view.position} max={view.of} aria-hidden="true" />
      </InHeader>
      <PaneTabs pane={pane} />
      <div className="desk" data-pane={pane}>
        <ReadingPane view={view} sectionId={place.sectionId} />
        <section className="desk-side" aria-label="Lembar nilai">
          {draft.problem && !view.sheet && <Refusal problem={draft.problem} />}
          {draft.clashes.length > 0 && <DraftClash rubric={rubric} clashes={draft.clashes} onResolve={draft.resolve} />}
          <RubricPane
            rubric={rubric}
            typed={typed}
            openId={place.openId}
            onOpen={place.openCriterion}
            onChange={view.sheet ? null : draft.change}
            areKeysOn={areKeysOn}
          />
          {view.sheet ? (
            <HandedInFoot sheet={view.sheet} nextOpenId={view.nextOpenId} />
          ) : (
            <SheetFoot
              rubric={rubric}
              typed={typed}
              onHandIn={askToHandIn}
              onConflict={() => setAsking('conflict')}
              onHelp={() => setAsking('keys')}
              areKeysOn={areKeysOn}
            />
          )}
        </section>
      </div>
      {asking === 'hand-in' && (
        <HandInDialog
          view={view}
          content={contentOf(rubric, draft.typed)}
          pause={draft.pause}
          onClose={() => setAsking(null)}
          onHandedIn={() => {
            draft.forget()
            setAsking(null)
            reload()
          }}
        />
      )}
      {asking === 'conflict' && (
        <ConflictDialog view={view} onClose={() => setAsking(null)} onDeclared={draft.forget} />
      )}
      {asking === 'keys' && <KeyHelp isOn={areKeysOn} onSwitch={setKeysOn} onClose={() => setAsking(null)} />}
    </>
  )
}

/** On a narrow window the two panes take turns. */
function PaneTabs({ pane }: { pane: 'text' | 'rubric' }) {
  const { replace } = useAddress()
  return (
    <div className="desk-tabs">
      <div className="tabs tabs-line" role="group" aria-label="Tampilan">
        <button type="button" aria-pressed={pane === 'text'} onClick={() => replace({ panel: 'teks' })}>
          Usulan
        </button>
        <button type="button" aria-pressed={pane === 'rubric'} onClick={() => replace({ panel: 'nilai' })}>
          Lembar nilai
        </button>
      </div>
    </div>
  )
}
