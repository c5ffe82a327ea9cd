import { useEffect, useRef, useState } from 'react'
import { count } from '#site/text/format.ts'
import { verdictNames } from '#site/text/review.ts'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import type { ReviewItem } from './laboratory-answers.ts'
import { decideReviewItem } from './laboratory-api.ts'
import type { Bench } from './laboratory-parts.ts'

type Props = Bench & { item: ReviewItem; onDecided: () => void; onCancel: () => void }

/** A person decides about one flag, with a reason that stays. */
export function ReviewDecision({ edition, stage, item, onDecided, onCancel }: Props) {
  const [reason, setReason, forget] = useKept(`tinjauan-${item.id}`)
  const [verdict, setVerdict] = useState(item.decision?.verdict ?? 'kept')
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, isSending, problem } = useSending()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const decide = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-tinjauan', text: 'Tulis alasan keputusan.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() =>
      decideReviewItem(edition.slug, stage.id, item.id, { verdict, reason: reason.trim() }),
    )
    if (!answer?.ok) return
    forget()
    onDecided()
  }
  return (
    <Form ref={form} className="inline-form" onSubmit={decide}>
      <ErrorSummary heading="Belum dapat dicatat" lines={mistakes} />
      <Refusal problem={problem} />
      <fieldset className="choices">
        <legend>Keputusan</legend>
        {(['kept', 'excluded'] as const).map((choice) => (
          <label key={choice} className="choice">
            <input type="radio" name="keputusan" checked={verdict === choice} onChange={() => setVerdict(choice)} />
            <span>
              {verdictNames[choice]}
              {choice === 'excluded' && `: ${count(item.sheets)} lembar tidak ikut pada hitungan baru`}
            </span>
          </label>
        ))}
      </fieldset>
      <TextArea
        id="alasan-tinjauan"
        label="Alasan"
        hint="Dicatat dengan nama Anda. Alasan mengeluarkan skor ikut dalam berkas yang diterbitkan."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={mistakes[0]?.text}
      />
      <ActOrLeave isSending={isSending} act="Catat keputusan" busy="Mencatat" onLeave={onCancel} />
    </Form>
  )
}
