import { useState } from 'react'
import { findScoringStage } from '#domain/edition.ts'
import { roles } from '#site/text/labels.ts'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { addJuror } from './planning-api.ts'
import type { EditionView } from '../staff-answers.ts'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'

type Props = { edition: EditionView; stageId: string; onAdded: () => void; onCancel: () => void }

export function JurorForm({ edition, stageId, onAdded, onCancel }: Props) {
  const role = findScoringStage(edition.rules, stageId)?.jurorRole ?? 'evaluator'
  const [name, setName, forgetName] = useKept('juri-nama')
  const [email, setEmail, forgetEmail] = useKept('juri-surel')
  const [post, setPost, forgetPost] = useKept('juri-jabatan')
  const [agency, setAgency] = useState<Agency | null>(null)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text

  const add = async () => {
    const found: ErrorLine[] = [
      ...(name.trim() === '' ? [{ href: '#nama', text: 'Tulis nama juri.' }] : []),
      ...(/^\S+@\S+\.\S+$/.test(email.trim())
        ? []
        : [{ href: '#surel', text: 'Tulis alamat surel kantor, misalnya nama@instansi.go.id.' }]),
      ...(agency && post.trim() === '' ? [{ href: '#jabatan', text: 'Tulis jabatan pada instansi itu.' }] : []),
    ]
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() =>
      addJuror(edition.slug, {
        name: name.trim(),
        email: email.trim(),
        role,
        agencyId: agency?.id ?? null,
        post: post.trim(),
      }),
    )
    if (!answer?.ok) return
    for (const forget of [forgetName, forgetEmail, forgetPost]) forget()
    onAdded()
  }
  return (
    <Form className="inline-form" onSubmit={add}>
      <h3>Tambah juri, peran {roles[role].name}</h3>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <div className="fields">
        <TextField id="nama" label="Nama" value={name} maxLength={200} error={errorOf('#nama')} onValue={setName} />
        <TextField
          id="surel"
          label="Surel kantor"
          type="email"
          value={email}
          maxLength={200}
          error={errorOf('#surel')}
          onValue={setEmail}
        />
        <AgencyField chosen={agency} onChoose={setAgency} />
        <TextField
          id="jabatan"
          label="Jabatan"
          value={post}
          maxLength={200}
          error={errorOf('#jabatan')}
          onValue={setPost}
        />
      </div>
      <p className="hint">
        Instansi menentukan usulan yang tidak boleh dinilai: instansi itu sendiri, induk dan unitnya, dan pemerintah
        daerah yang sama. Orang yang sudah terdaftar dengan surel ini menerima peran juri.
      </p>
      <ActOrLeave isSending={isSending} act="Tambah juri" busy="Menambahkan" onLeave={onCancel} />
    </Form>
  )
}
