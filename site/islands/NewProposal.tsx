import { useRef, useState } from 'react'
import { date } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import { AddressLink } from './AddressLink.tsx'
import { receive, type Body } from './answer.ts'
import { editionsApi, proposalsApi } from './api.ts'
import { PageRefusal } from './PageRefusal.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { EligibilityPanel, useEligibility } from './EligibilityCheck.tsx'
import { Field, TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { PriorAwardField } from './PriorAwardField.tsx'
import { useKept } from './useKept.ts'
import { useLoaded } from './useLoaded.ts'
import { useSending } from './useSending.ts'
import type { Me } from './Workspace.tsx'

type Edition = Body<(typeof editionsApi)[':edition']['$get']>

/** Title, group and unit: enough to begin. */
export function NewProposal({ me }: { me: Me }) {
  const { answer } = useLoaded('editions', () => receive(editionsApi.index.$get()))
  const [chosen, setChosen] = useState<string>()
  if (!answer) return <p className="work-page hint">Memuat edisi</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const open = answer.value.editions.filter(({ stages, currentStageId }) =>
    stages.some(
      ({ id, kind, opensAt }) => id === currentStageId && kind === 'registration' && Date.parse(opensAt) <= Date.now(),
    ),
  )
  const slug = chosen ?? open[0]?.slug
  return (
    <div className="work-page work-page-narrow stack">
      <p>
        <AddressLink className="action" to={{ baru: null }}>
          Kembali ke daftar usulan
        </AddressLink>
      </p>
      <h1>Usulan baru</h1>
      {slug === undefined && (
        <p className="empty">
          Tidak ada edisi yang pendaftarannya sedang terbuka. Jadwalnya ada pada halaman Edisi dan jadwal.
        </p>
      )}
      {open.length > 1 && (
        <Field id="edition" label="Edisi">
          <select className="select" id="edition" value={slug} onChange={(event) => setChosen(event.target.value)}>
            {open.map((edition) => (
              <option key={edition.slug} value={edition.slug}>
                {edition.name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {slug !== undefined && <Beginning key={slug} slug={slug} me={me} />}
    </div>
  )
}

function Beginning({ slug, me }: { slug: string; me: Me }) {
  const { answer } = useLoaded(slug, () => receive(editionsApi[':edition'].$get({ param: { edition: slug } })))
  if (!answer) return <p className="hint">Memuat aturan edisi</p>
  if (!answer.ok) return <Refusal problem={answer.problem} />
  return <BeginningForm edition={answer.value} me={me} />
}

const openProposal = (id: string): void => window.location.assign(`/peserta/usulan/?id=${id}`)

function BeginningForm({ edition, me }: { edition: Edition; me: Me }) {
  const units = me.roles.flatMap(({ role, agencyId, agency }) =>
    role === 'author' && agencyId !== null ? [{ id: agencyId, name: agency ?? agencyId }] : [],
  )
  const [title, setTitle, forgetTitle] = useKept('usulan-baru')
  const [groupId, setGroupId] = useState('')
  const [startedOn, setStartedOn] = useState('')
  const [registryId, setRegistryId] = useState<string | null>(null)
  const [replicationOf, setReplicationOf] = useState('')
  const [unitId, setUnitId] = useState(units[0]?.id ?? '')
  const [lines, setLines] = useState<ErrorLine[]>([])
  const made = useRef<{ key: string; id: string } | null>(null)
  const { send, isSending } = useSending()
  const said = {
    edition: edition.slug,
    unitId,
    groupId,
    title: title.trim(),
    startedOn: startedOn || null,
    registryId,
    replicationOf: replicationOf.trim() || null,
  }
  const eligibility = useEligibility(said)
  const group = edition.rules.groups.find(({ id }) => id === groupId)
  const registration = edition.stages.find(({ kind }) => kind === 'registration')

  const submit = async () => {
    const gaps = [
      ...(title.trim() === '' ? [{ text: 'Isi judul inovasi.', href: '#title' }] : []),
      ...(groupId === '' ? [{ text: 'Pilih kelompok.', href: `#kelompok-${edition.rules.groups[0]?.id ?? ''}` }] : []),
    ]
    setLines(gaps)
    if (gaps.length > 0) return
    const json = said
    const key = JSON.stringify(json)
    // A click between the answer and the next page opens what was made, and makes nothing more.
    if (made.current?.key === key) return openProposal(made.current.id)
    const answer = await send(() => receive(proposalsApi.index.$post({ json })))
    if (answer?.ok) {
      made.current = { key, id: answer.value.id }
      forgetTitle()
      openProposal(answer.value.id)
    } else if (answer) setLines([{ text: problemText(answer.problem) }])
  }
  return (
    <Form className="stack" onSubmit={submit}>
      <ErrorSummary heading="Usulan belum dibuat" lines={lines} />
      <p className="lead">
        {edition.name}. {registration && `Pendaftaran sampai ${date(new Date(registration.closesAt))}.`}
      </p>
      <TextField
        id="title"
        label="Judul inovasi"
        hint="Nama inovasi seperti dikenal warga. Masih dapat diubah nanti."
        error={lines.find(({ href }) => href === '#title')?.text}
        maxLength={300}
        value={title}
        onValue={setTitle}
      />
      <fieldset className="choices">
        <legend>Kelompok</legend>
        {edition.rules.groups.map(({ id, name, description }) => (
          <label className="choice" key={id}>
            <input
              type="radio"
              id={`kelompok-${id}`}
              name="groupId"
              checked={id === groupId}
              onChange={() => setGroupId(id)}
            />
            <span>
              {name}
              <span className="hint line">{description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {units.length > 1 && (
        <Field id="unitId" label="Unit">
          <select className="select" id="unitId" value={unitId} onChange={(event) => setUnitId(event.target.value)}>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {group?.isReplication && (
        <TextField
          id="replicationOf"
          label="Inovasi yang direplikasi"
          hint="Nama inovasi yang ditiru, dengan instansi dan tahun penghargaannya."
          maxLength={300}
          value={replicationOf}
          onValue={setReplicationOf}
        />
      )}
      <TextField
        id="startedOn"
        type="date"
        className="input-short"
        label="Tanggal mulai dijalankan"
        hint="Hari pertama inovasi ini melayani warga. Boleh diisi nanti."
        value={startedOn}
        onValue={setStartedOn}
      />
      <PriorAwardField edition={edition.slug} registryId={registryId} onChoose={setRegistryId} />
      <EligibilityPanel answer={eligibility} />
      <p>
        <button type="submit" className="button">
          {isSending ? 'Membuat usulan' : 'Mulai menulis'}
        </button>
      </p>
    </Form>
  )
}
