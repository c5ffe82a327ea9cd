import { useEffect, useRef, useState } from 'react'
import type { AssignmentView } from './staff-answers.ts'
import { Stop, Wait } from './EditionDesk.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { HandedInFoot } from './HandedInFoot.tsx'
import { HandInDialog } from './HandInDialog.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { commentInputId, scoreInputId } from './OpenCriterion.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { RubricPane } from './RubricPane.tsx'
import { SaveState } from './SaveState.tsx'
import { contentOf, pointsField, readTyped, typedOf } from './score-draft.ts'
import { SheetFoot } from './SheetFoot.tsx'
import { LeftOfHandedIn, SheetNotices } from './SheetNotices.tsx'
import { loadAssignment } from './staff-api.ts'
import { useAddress } from './useAddress.ts'
import { useKeys, useKeySetting } from './useKeys.ts'
import { useLoaded } from './useLoaded.ts'
import { useScoreDraft, type ScoreDraft } from './useScoreDraft.ts'
import { InHeader, SimulationBadge, Workspace, type Me } from './Workspace.tsx'
import { count } from '#site/text/format.ts'

export const ScoreSheetForm = () => <Workspace roles={['evaluator', 'panelist']}>{(me) => <Desk me={me} />}</Workspace>

function Desk({ me }: { me: Me }) {
  const id = useAddress().get('penugasan')
  const { answer, reload } = useLoaded(`assignment ${id}`, () => loadAssignment(id ?? ''))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const view = answer.value
  return (
    <>
      {view.edition.isSimulation && <SimulationBadge />}
      <Sheet key={`${view.id} ${view.sheet ? 'diserahkan' : 'draf'}`} view={view} me={me} reload={reload} />
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

type SheetProps = { view: AssignmentView; me: Me; reload: () => void }

function Sheet({ view, me, reload }: SheetProps) {
  return view.sheet ? (
    <OpenSheet view={view} me={me} reload={reload} draft={null} />
  ) : (
    <Draft view={view} me={me} reload={reload} />
  )
}

function Draft({ view, me, reload }: SheetProps) {
  const draft = useScoreDraft(view, me.user.id, reload)
  return draft ? <OpenSheet view={view} me={me} reload={reload} draft={draft} /> : <Wait />
}

/** `draft`: null once the sheet was handed in. */
function OpenSheet({ view, me, reload, draft }: SheetProps & { draft: ScoreDraft | null }) {
  const { rubric } = view
  const place = usePlace(view)
  const { get } = useAddress()
  const [asking, setAsking] = useState<Asking>(null)
  const [areKeysOn, setKeysOn] = useKeySetting()
  const typed = view.sheet ? typedOf(view.sheet) : (draft?.typed ?? {})
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
    const blank = rubric.find(({ id }) => typeof readTyped(typed[pointsField(id)]) !== 'number')
    if (blank) place.openCriterion(blank.id)
    else setAsking('hand-in')
  }
  const pane = get('panel') === 'nilai' ? 'rubric' : 'text'

  return (
    <>
      <InHeader>
        {draft?.state.status && <SaveState status={draft.state.status} />}
        <span className="hint">
          Usulan {count(view.position)} dari {count(view.of)}
        </span>
        <progress className="meter" value={view.position} max={view.of} aria-hidden="true" />
      </InHeader>
      <PaneTabs pane={pane} />
      <div className="desk" data-pane={pane}>
        <ReadingPane view={view} sectionId={place.sectionId} />
        <section className="desk-side" aria-label="Lembar nilai">
          {draft ? (
            <SheetNotices rubric={rubric} draft={draft} email={me.user.email} />
          ) : (
            <LeftOfHandedIn view={view} personId={me.user.id} />
          )}
          <RubricPane
            rubric={rubric}
            typed={typed}
            openId={place.openId}
            onOpen={place.openCriterion}
            onChange={draft ? draft.change : null}
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
      {asking === 'hand-in' && draft && (
        <HandInDialog
          view={view}
          content={contentOf(rubric, typed)}
          pause={draft.pause}
          onClose={() => setAsking(null)}
          onHandedIn={() => {
            setAsking(null)
            void draft.forget().then(reload)
          }}
        />
      )}
      {asking === 'conflict' && draft && (
        <ConflictDialog view={view} onClose={() => setAsking(null)} onDeclared={() => void draft.forget()} />
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
