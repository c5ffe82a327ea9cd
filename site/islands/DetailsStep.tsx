import type { SubmitEvent } from 'react'
import { ageMonths } from '#domain/eligibility.ts'
import { spokenMonths } from '#site/text/proposal-problems.ts'
import type { ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import type { Details } from './proposal-details.ts'
import { SaveState } from './SaveState.tsx'
import { useDetails } from './useDetails.ts'

type Props = { view: ProposalView; userId: string; reload: () => void; onDone: () => void }

/** Title, group and first day: saved when a field is left, kept on the device until then. */
export function DetailsStep({ view, userId, reload, onDone }: Props) {
  const { form, change, save, takeStored, problem, status } = useDetails(view, userId, reload)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (await save()) onDone()
  }
  const saveOnLeave = () => {
    if (!problem) void save()
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Refusal problem={problem}>
        {problem?.code === 'details_conflict' && (
          <TheirDetails view={view} onMine={() => void save(view.version)} onTheirs={takeStored} />
        )}
      </Refusal>
      <div>
        <p className="hint">Langkah pertama</p>
        <h1>Data inovasi</h1>
      </div>
      <TextField
        id="title"
        label="Judul inovasi"
        hint="Nama inovasi seperti dikenal warga, paling panjang 300 karakter."
        maxLength={300}
        value={form.title}
        onValue={(title) => change({ title })}
        onBlur={saveOnLeave}
      />
      <GroupChoice
        view={view}
        groupId={form.groupId}
        onChoose={(groupId) => change({ groupId })}
        onLeave={saveOnLeave}
      />
      <TextField
        id="startedOn"
        type="date"
        className="input-short"
        label="Tanggal mulai dijalankan"
        hint="Hari pertama inovasi ini melayani warga, bukan hari uji coba."
        value={form.startedOn}
        onValue={(startedOn) => change({ startedOn })}
        onBlur={saveOnLeave}
      />
      <Age view={view} form={form} />
      <p className="cluster cluster-between">
        <button type="submit" className="button">
          Simpan dan lanjut
        </button>
        <SaveState status={status} />
      </p>
    </form>
  )
}

function GroupChoice(props: {
  view: ProposalView
  groupId: string
  onChoose: (groupId: string) => void
  onLeave: () => void
}) {
  const { view, groupId, onChoose, onLeave } = props
  const isFixed = view.state === 'needs_repair'
  const groups = view.rules.groups.filter(({ id }) => !isFixed || id === groupId)
  return (
    <fieldset className="choices">
      <legend>Kelompok</legend>
      {isFixed && (
        <p className="field-hint">
          Kelompok tidak dapat diganti dalam perbaikan, karena sudah dihitung dalam batas instansi.
        </p>
      )}
      {groups.map(({ id, name, description }) => (
        <label className="choice" key={id}>
          <input
            type="radio"
            name="groupId"
            value={id}
            checked={id === groupId}
            onChange={() => onChoose(id)}
            onBlur={onLeave}
          />
          <span>
            {name}
            <span className="hint line">{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** By the same function as the server's, so that a unit learns before it writes. */
function Age({ view, form }: { view: ProposalView; form: Details }) {
  const required = view.rules.groups.find(({ id }) => id === form.groupId)?.minimumAgeMonths ?? 0
  const months = ageMonths(form.startedOn || null, new Date(view.registration.closesAt))
  if (months === null)
    return <p className="hint">Syarat umur: {spokenMonths(required)} pada hari pendaftaran ditutup.</p>
  if (months >= required) {
    return (
      <p>
        Umur pada hari pendaftaran ditutup: {spokenMonths(months)}. Syaratnya {spokenMonths(required)}.
      </p>
    )
  }
  return (
    <p className="attention">
      Umur pada hari pendaftaran ditutup: {spokenMonths(months)}, kurang dari syarat {spokenMonths(required)}. Usulan
      dapat ditulis, tetapi sekretariat akan menilainya tidak layak.
    </p>
  )
}

function TheirDetails({ view, onMine, onTheirs }: { view: ProposalView; onMine: () => void; onTheirs: () => void }) {
  const group = view.rules.groups.find(({ id }) => id === view.groupId)?.name
  return (
    <div className="stack stack-tight">
      <p>
        Yang tersimpan sekarang: {view.title || 'tanpa judul'}, kelompok {group}, mulai{' '}
        {view.startedOn ?? 'belum diisi'}.
      </p>
      <p className="cluster">
        <button type="button" className="button" onClick={onMine}>
          Simpan isian saya
        </button>
        <button type="button" className="button button-secondary" onClick={onTheirs}>
          Pakai yang tersimpan
        </button>
      </p>
    </div>
  )
}
