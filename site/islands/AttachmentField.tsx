import { maxFilesOf } from '#domain/attachment.ts'
import type { AttachmentRule } from '#domain/edition.ts'
import { bytes, count, dateAndClock } from '#site/text/format.ts'
import { receive } from './answer.ts'
import { attachmentsApi, type Attachment } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { UploadRow } from './uploads/UploadRow.tsx'
import type { UploadBoard } from './uploads/upload-board.ts'
import type { UploadItem } from './uploads/upload-list.ts'
import { useSending } from './useSending.ts'

type Props = {
  proposalId: string
  rule: AttachmentRule
  files: readonly Attachment[]
  items: readonly UploadItem[]
  board: UploadBoard
  onChanged: () => void
}

const accepted = 'application/pdf,image/jpeg,image/png,image/webp,.pdf,.jpg,.jpeg,.png,.webp'

/** The files of one rule. Where there is place for one, a new one takes the place of the old only when it has arrived whole. */
export function AttachmentField({ proposalId, rule, files, items, board, onChanged }: Props) {
  const maxFiles = maxFilesOf(rule)
  const isFull = maxFiles > 1 && files.length >= maxFiles
  const choose = (chosen: readonly File[]) => {
    if (chosen.length > 0) board.choose(rule, chosen, files.length)
  }
  return (
    <section className="block stack stack-tight" aria-labelledby={`${rule.id}-judul`}>
      <h2 id={`${rule.id}-judul`}>{rule.title}</h2>
      <p className="hint" id={`${rule.id}-petunjuk`}>
        {rule.guidance} {rule.required ? 'Wajib' : 'Boleh kosong'}, PDF, JPEG, PNG, atau WebP sampai{' '}
        {bytes(rule.maxBytes)}
        {maxFiles > 1 && `, paling banyak ${count(maxFiles)} berkas`}.
      </p>
      {files.map((file) => (
        <StoredFile key={file.id} proposalId={proposalId} file={file} onRemoved={onChanged} />
      ))}
      {items.length > 0 && (
        <ul className="uploads">
          {items.map((item) => (
            <UploadRow key={item.key} item={item} board={board} />
          ))}
        </ul>
      )}
      {isFull ? (
        <p className="hint">Sudah {count(maxFiles)} berkas. Hapus salah satunya bila ingin menambah yang lain.</p>
      ) : (
        <label className="file-button drop-place">
          <span className="button button-secondary">{buttonWords(maxFiles, files.length)}</span>
          <span className="hint drop-hint">atau seret berkas ke sini</span>
          <input
            id={rule.id}
            type="file"
            multiple={maxFiles > 1}
            accept={accepted}
            aria-describedby={`${rule.id}-judul ${rule.id}-petunjuk`}
            onChange={(event) => {
              choose([...(event.target.files ?? [])])
              // So that the same file can be chosen again after a refusal.
              event.target.value = ''
            }}
          />
        </label>
      )}
    </section>
  )
}

function buttonWords(maxFiles: number, held: number): string {
  if (maxFiles > 1) return held > 0 ? 'Tambah berkas' : 'Pilih berkas'
  return held > 0 ? 'Ganti dengan berkas lain' : 'Pilih berkas'
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

const textWords = {
  read: 'Teks terbaca',
  no_text: 'Tidak ada teks, mungkin hasil pindai; tetap diterima',
  failed: 'Teks tidak dapat dibaca; berkasnya tetap diterima',
}

/** What the queue could read of a PDF; nothing is said of pictures. */
function textFact({ fileName, text }: Attachment): string | undefined {
  if (!/\.pdf$/i.test(fileName)) return undefined
  if (!text) return 'Teks sedang dibaca'
  return text.pages === null ? textWords[text.status] : `${textWords[text.status]}, ${count(text.pages)} halaman`
}

/** Name, size, when, what could be read, and fingerprint of a stored file. */
export function FileFacts({ proposalId, file }: { proposalId: string; file: Attachment }) {
  const text = textFact(file)
  return (
    <dl className="facts facts-rows">
      <div>
        <dt>Berkas</dt>
        <dd>
          <a className="file-name" href={`/api/proposals/${proposalId}/attachments/${file.id}`}>
            {file.fileName}
          </a>
        </dd>
      </div>
      <div>
        <dt>Ukuran, terunggah</dt>
        <dd>
          {bytes(file.sizeBytes)}, {dateAndClock(new Date(file.uploadedAt))}
        </dd>
      </div>
      {text && (
        <div>
          <dt>Isi</dt>
          <dd>{text}</dd>
        </div>
      )}
      <div>
        <dt>SHA-256</dt>
        <dd>
          <code className="hash">{file.sha256}</code>
        </dd>
      </div>
    </dl>
  )
}
