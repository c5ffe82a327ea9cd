import { useEffect, useRef, useState } from 'react'
import type { AttachmentRule } from '#domain/edition.ts'
import { bytes, dateAndClock } from '#site/text/format.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import { receive } from './answer.ts'
import { attachmentsApi, type Attachment } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { upload, type Upload } from './upload.ts'
import { useSending } from './useSending.ts'

type Props = { proposalId: string; rule: AttachmentRule; file: Attachment | undefined; onChanged: () => void }

/** One file of the proposal. A new one takes the place of the old only when it has arrived whole. */
export function AttachmentField({ proposalId, rule, file, onChanged }: Props) {
  const { underWay, problem, start, cancel } = useUpload(proposalId, rule, onChanged)
  return (
    <section className="block stack stack-tight" aria-labelledby={`${rule.id}-judul`}>
      <h2 id={`${rule.id}-judul`}>{rule.title}</h2>
      <p className="hint" id={`${rule.id}-petunjuk`}>
        {rule.guidance} {rule.required ? 'Wajib' : 'Boleh kosong'}, PDF sampai {bytes(rule.maxBytes)}.
      </p>
      <Refusal problem={problem} />
      {file && <StoredFile proposalId={proposalId} file={file} onRemoved={onChanged} />}
      {underWay ? (
        <Progress name={underWay.file.name} sent={underWay.sent} of={underWay.file.size} onCancel={cancel} />
      ) : (
        <label className="button button-secondary file-button">
          {file ? 'Ganti dengan berkas lain' : 'Pilih berkas PDF'}
          <input
            id={rule.id}
            type="file"
            accept="application/pdf,.pdf"
            aria-describedby={`${rule.id}-judul ${rule.id}-petunjuk`}
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              if (chosen) start(chosen)
              // So that the same file can be chosen again after a refusal.
              event.target.value = ''
            }}
          />
        </label>
      )}
    </section>
  )
}

function useUpload(proposalId: string, rule: AttachmentRule, onChanged: () => void) {
  const [underWay, setUnderWay] = useState<{ file: File; sent: number }>()
  const [problem, setProblem] = useState<ClientProblem>()
  const running = useRef<Upload>(undefined)
  useEffect(() => () => running.current?.cancel(), [])

  const start = async (file: File) => {
    // The server checks again; asking here spares the way of a file that cannot be taken.
    if (file.size > rule.maxBytes) return setProblem({ code: 'file_too_large', maxBytes: rule.maxBytes })
    setProblem(undefined)
    setUnderWay({ file, sent: 0 })
    const query = new URLSearchParams({ rule: rule.id, name: file.name })
    const address = `/api/proposals/${encodeURIComponent(proposalId)}/attachments?${query}`
    running.current = upload(address, file, (sent) => setUnderWay({ file, sent }))
    const answer = await running.current.done
    setUnderWay(undefined)
    if (answer?.ok) onChanged()
    else setProblem(answer?.problem)
  }
  return { underWay, problem, start: (file: File) => void start(file), cancel: () => running.current?.cancel() }
}

function Progress({ name, sent, of, onCancel }: { name: string; sent: number; of: number; onCancel: () => void }) {
  const percent = of === 0 ? 0 : Math.floor((sent / of) * 100)
  return (
    <p className="cluster cluster-between">
      <span>{name}</span>
      <span className="cluster">
        <span>
          {percent}%, {bytes(sent)} dari {bytes(of)}
        </span>
        <progress className="meter" value={sent} max={of} aria-label={`Mengunggah ${name}`} />
        <button type="button" className="action" onClick={onCancel}>
          Batalkan
        </button>
      </span>
    </p>
  )
}

function StoredFile({ proposalId, file, onRemoved }: { proposalId: string; file: Attachment; onRemoved: () => void }) {
  const { send, problem, isSending } = useSending()
  const remove = async () => {
    const param = { id: proposalId, attachment: file.id }
    const answer = await send(() => receive(attachmentsApi[':id'].attachments[':attachment'].$delete({ param })))
    if (answer?.ok) onRemoved()
  }
  return (
    <div className="stack stack-tight">
      <Refusal problem={problem} />
      <FileFacts proposalId={proposalId} file={file} />
      <p>
        <button type="button" className="action" onClick={remove}>
          {isSending ? 'Menghapus' : `Hapus ${file.fileName}`}
        </button>
      </p>
    </div>
  )
}

/** Name, size, when and fingerprint of a stored file. */
export function FileFacts({ proposalId, file }: { proposalId: string; file: Attachment }) {
  return (
    <dl className="facts facts-rows">
      <div>
        <dt>Berkas</dt>
        <dd>
          <a href={`/api/proposals/${proposalId}/attachments/${file.id}`}>{file.fileName}</a>
        </dd>
      </div>
      <div>
        <dt>Ukuran, terunggah</dt>
        <dd>
          {bytes(file.sizeBytes)}, {dateAndClock(new Date(file.uploadedAt))}
        </dd>
      </div>
      <div>
        <dt>SHA-256</dt>
        <dd>
          <code className="hash">{file.sha256}</code>
        </dd>
      </div>
    </dl>
  )
}
