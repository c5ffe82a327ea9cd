import type { ProposalView } from './api.ts'
import { isReplication } from './asked-rules.ts'
import { DetailsConflict } from './DetailsConflict.tsx'
import { ProposalEligibility } from './EligibilityCheck.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { GoalChoice, GroupChoice, QuestionChoice, ThemeChoice } from './DetailsChoices.tsx'
import { PriorAwardField } from './PriorAwardField.tsx'
import type { Details } from './proposal-details.ts'
import { SaveNotices } from './SaveNotices.tsx'
import { SaveState } from './SaveState.tsx'
import type { Draft } from './useDraft.ts'

type Props = { view: ProposalView; draft: Draft; email: string; onDone: () => void }

/** Title, group, first day, themes, goals and the questions that open branches: kept and saved like every other part. */
export function DetailsStep({ view, draft, email, onDone }: Props) {
  const { details } = draft
  const state = details.read()
  const form = state.content
  const change = (part: Partial<Details>) => details.type({ ...form, ...part })
  const flush = () => void details.flush()
  const submit = async () => {
    await details.flush()
    const { status, theirs } = details.read()
    const isRefused = status?.state === 'local' && status.because === 'refused'
    if (!isRefused && !theirs) onDone()
  }

  return (
    <Form className="stack" onSubmit={submit}>
      <div>
        <p className="hint">Langkah pertama</p>
        <h1>Data inovasi</h1>
      </div>
      <SaveNotices
        draft={state}
        email={email}
        onSignedIn={draft.flush}
        wordsOf={({ title, startedOn }) => `${title}, ${startedOn}`}
        onDiscard={details.discard}
      />
      {state.theirs && (
        <DetailsConflict view={view} mine={form} theirs={state.theirs.content} onChoose={details.choose} />
      )}
      <TextField
        id="title"
        label="Judul inovasi"
        hint="Nama inovasi seperti dikenal warga, paling panjang 300 karakter."
        maxLength={300}
        value={form.title}
        onValue={(title) => change({ title })}
        onBlur={flush}
      />
      <GroupChoice view={view} groupId={form.groupId} onChoose={(groupId) => change({ groupId })} />
      {isReplication(view) && (
        <TextField
          id="replicationOf"
          label="Inovasi yang direplikasi"
          hint="Nama inovasi yang ditiru, dengan instansi dan tahun penghargaannya."
          maxLength={300}
          value={form.replicationOf}
          onValue={(replicationOf) => change({ replicationOf })}
          onBlur={flush}
        />
      )}
      <TextField
        id="startedOn"
        type="date"
        className="input-short"
        label="Tanggal mulai dijalankan"
        hint="Hari pertama inovasi ini melayani warga, bukan hari uji coba."
        value={form.startedOn}
        onValue={(startedOn) => change({ startedOn })}
        onBlur={flush}
      />
      <PriorAwardField
        edition={view.edition.slug}
        registryId={form.registryId}
        onChoose={(registryId) => {
          change({ registryId })
          flush()
        }}
      />
      <ProposalEligibility view={view} />
      <ThemeChoice themes={view.rules.themes} chosen={form.themeIds} onChoose={(themeIds) => change({ themeIds })} />
      <GoalChoice goals={view.rules.goals} chosen={form.goals} onChoose={(goals) => change({ goals })} />
      {view.rules.questions.map((question) => (
        <QuestionChoice
          key={question.id}
          question={question}
          answer={form.answers[question.id]}
          onAnswer={(answer) => change({ answers: { ...form.answers, [question.id]: answer } })}
        />
      ))}
      <p className="cluster cluster-between">
        <button type="submit" className="button">
          Simpan dan lanjut
        </button>
        {state.status && <SaveState status={state.status} />}
      </p>
    </Form>
  )
}
