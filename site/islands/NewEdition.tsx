import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import { fromWibInput } from '#site/text/wib.ts'
import { deskLink } from './EditionDesk.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { createEdition, listTemplates } from './staff-api.ts'
import { useKept } from './useKept.ts'
import { useLoaded } from './useLoaded.ts'
import { useSending } from './useSending.ts'

const slugOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)

type Form = { templateId: string; name: string; slug: string; opens: string }

function mistakesOf({ templateId, name, slug, opens }: Form): ErrorLine[] {
  return [
    ...(templateId === '' ? [{ href: '#templat', text: 'Pilih templat kompetisi.' }] : []),
    ...(name.trim().length < 3 ? [{ href: '#nama', text: 'Tulis nama edisi, sedikitnya tiga huruf.' }] : []),
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)
      ? []
      : [{ href: '#alamat', text: 'Tulis alamat edisi dengan huruf kecil, angka, dan tanda hubung.' }]),
    ...(fromWibInput(opens) ? [] : [{ href: '#mulai', text: 'Isi tanggal dan jam pendaftaran dibuka.' }]),
  ]
}

export function NewEdition() {
  const [templateId, setTemplateId] = useKept('edisi-templat')
  const [name, setName] = useKept('edisi-nama')
  const [slug, setSlug] = useKept('edisi-alamat')
  const [opens, setOpens] = useKept('edisi-mulai')
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text
  const opensAt = fromWibInput(opens)

  const create = async () => {
    const found = mistakesOf({ templateId, name, slug, opens })
    setMistakes(found)
    if (found.length > 0 || !opensAt) return
    const answer = await send(() =>
      createEdition({ templateId, slug, name: name.trim(), registrationOpensAt: opensAt }),
    )
    if (answer?.ok) window.location.assign(deskLink('/sekretariat/edisi/', answer.value.slug))
  }

  return (
    <Form className="work-page work-page-narrow stack" onSubmit={create}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <header>
        <h1>Edisi baru</h1>
        <p className="lead">
          Edisi dibuat sebagai draf. Aturan dan jadwalnya diperiksa pada halaman berikutnya, sebelum dibuka.
        </p>
      </header>
      <TemplateChoice chosen={templateId} onChoose={setTemplateId} error={errorOf('#templat')} />
      <TextField
        id="nama"
        label="Nama edisi"
        value={name}
        maxLength={120}
        error={errorOf('#nama')}
        onValue={(value) => {
          if (slug === slugOf(name)) setSlug(slugOf(value))
          setName(value)
        }}
      />
      <TextField
        id="alamat"
        label="Alamat edisi"
        hint="Bagian akhir alamat halaman dan awal nomor usulan. Huruf kecil, angka, dan tanda hubung. Tetap sesudah dibuka."
        value={slug}
        maxLength={40}
        error={errorOf('#alamat')}
        onValue={setSlug}
      />
      <TextField
        id="mulai"
        label="Pendaftaran dibuka (WIB)"
        hint="Tahap lain menyusul menurut lama tiap tahap pada templat, dan masih dapat diubah."
        type="datetime-local"
        className="input-short"
        value={opens}
        error={errorOf('#mulai')}
        onValue={setOpens}
      />
      {opensAt && <p className="hint">{dateAndClock(new Date(opensAt))}</p>}
      <p>
        <button className="button" type="submit">
          {isSending ? 'Membuat edisi' : 'Buat edisi'}
        </button>
      </p>
    </Form>
  )
}

type Choice = { chosen: string; onChoose: (id: string) => void; error: string | undefined }

function TemplateChoice({ chosen, onChoose, error }: Choice) {
  const { answer } = useLoaded('templates', listTemplates)
  return (
    <fieldset className={error ? 'choices is-invalid' : 'choices'} id="templat" tabIndex={-1}>
      <legend>Templat kompetisi</legend>
      {error && <p className="field-error">{error}</p>}
      {!answer && <p className="hint">Memuat templat</p>}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok &&
        answer.value.templates.map(({ id, name }) => (
          <label className="choice" key={id}>
            <input type="radio" name="templat" checked={chosen === id} onChange={() => onChoose(id)} />
            <span>{name}</span>
          </label>
        ))}
    </fieldset>
  )
}
