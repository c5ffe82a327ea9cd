import { useState } from 'react'
import { findScoringStage } from '#domain/edition.ts'
import { count } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import type { StageDesk } from './AssignmentBoard.tsx'
import { makePlan } from './planning-api.ts'

/** Largest seed the server takes: 32 bits. */
const maxSeed = 4_294_967_295

const wholeNumber = (text: string, most: number): number | null => {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN
  return value <= most ? value : null
}

/** Orders a plan: what is entered is kept until it is made. */
export function PlanOrderForm({
  place,
  edition,
  stage,
  work,
  onMade,
}: StageDesk & { onMade: (planId: string) => void }) {
  const rules = findScoringStage(edition.rules, stage.id)
  const isReplan = work.progress.plan !== null
  const key = `rancangan-${place.edition}-${place.stage}`
  const [seed, setSeed] = useKept(`${key}-benih`, '1')
  const [cap, setCap] = useKept(`${key}-batas`, String(work.progress.sharedCap ?? ''))
  const [anchors, setAnchors] = useKept(`${key}-jangkar`, String(rules?.anchors?.perGroup ?? 0))
  const [anchorReaders, setAnchorReaders] = useKept(`${key}-pembaca-jangkar`, String(rules?.anchors?.readers ?? 0))
  const [themes, setThemes] = useKept(`${key}-tema`, 'ya')
  const [reason, setReason] = useKept(`${key}-alasan`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text

  const make = async () => {
    const given = {
      seed: wholeNumber(seed, maxSeed),
      cap: cap.trim() === '' ? undefined : wholeNumber(cap, 100_000),
      anchors: wholeNumber(anchors, 50),
      anchorReaders: wholeNumber(anchorReaders, 20),
    }
    const found: ErrorLine[] = [
      ...(given.seed === null
        ? [{ href: '#benih', text: `Isi benih dengan bilangan bulat dari 0 sampai ${count(maxSeed)}.` }]
        : []),
      ...(given.cap === null ? [{ href: '#batas', text: 'Isi batas dengan bilangan bulat, atau kosongkan.' }] : []),
      ...(given.anchors === null ? [{ href: '#jangkar', text: 'Isi usulan jangkar dengan 0 sampai 50.' }] : []),
      ...(given.anchorReaders === null
        ? [{ href: '#pembaca-jangkar', text: 'Isi penilai jangkar dengan 0 sampai 20.' }]
        : []),
    ]
    setMistakes(found)
    if (found.length > 0 || given.seed === null) return
    const isAnchored = (given.anchors ?? 0) > 0 && (given.anchorReaders ?? 0) > 0
    const answer = await send(() =>
      makePlan(place, {
        kind: isReplan ? 'replan' : 'first',
        seed: given.seed ?? 0,
        mostReadings: given.cap ?? null,
        anchors: isAnchored ? { perGroup: given.anchors ?? 0, readers: given.anchorReaders ?? 0 } : null,
        usesThemes: themes === 'ya',
        reason: reason.trim(),
      }),
    )
    if (answer?.ok) onMade(answer.value.id)
  }

  return (
    <section className="block stack" aria-labelledby="susun">
      <h2 id="susun">{isReplan ? 'Susun ulang penugasan' : 'Susun penugasan'}</h2>
      <p className="hint measure">
        {isReplan
          ? 'Bacaan yang masih berlaku tetap pada jurinya. Yang berpindah hanya yang harus berpindah, dan lembar yang sudah diserahkan tidak berubah.'
          : `Setiap usulan mendapat ${count(rules?.readersPerProposal ?? 0)} penilai menurut aturan edisi. Tidak ada yang berlaku sebelum Anda menerbitkan.`}
      </p>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <Form className="stack" onSubmit={make}>
        <div className="fields">
          <TextField
            id="benih"
            label="Benih undian"
            hint="Bilangan bulat. Benih yang sama dengan juri dan usulan yang sama selalu menghasilkan penugasan yang sama, jadi dapat diperiksa ulang."
            inputMode="numeric"
            value={seed}
            error={errorOf('#benih')}
            onValue={setSeed}
          />
          <TextField
            id="batas"
            label="Batas bersama bacaan per juri"
            hint="Bagi juri tanpa batas sendiri. Sesudah rancangan diterbitkan, berlaku juga ketika pengganti dicari. Kosong berarti tanpa batas."
            inputMode="numeric"
            value={cap}
            error={errorOf('#batas')}
            onValue={setCap}
          />
          <TextField
            id="jangkar"
            label="Usulan jangkar per kelompok"
            hint="Dibaca lebih banyak juri, agar ketegasan juri dapat dibandingkan. 0 berarti tanpa jangkar."
            inputMode="numeric"
            value={anchors}
            error={errorOf('#jangkar')}
            onValue={setAnchors}
          />
          <TextField
            id="pembaca-jangkar"
            label="Penilai setiap jangkar"
            hint="Berlaku bila lebih banyak daripada penilai usulan biasa."
            inputMode="numeric"
            value={anchorReaders}
            error={errorOf('#pembaca-jangkar')}
            onValue={setAnchorReaders}
          />
          {isReplan && (
            <TextField
              id="alasan-susun"
              label="Alasan susun ulang"
              hint="Dicatat pada bacaan yang berakhir dan dalam jejak."
              value={reason}
              maxLength={500}
              onValue={setReason}
            />
          )}
        </div>
        <label className="choice">
          <input
            type="checkbox"
            checked={themes === 'ya'}
            onChange={(event) => setThemes(event.target.checked ? 'ya' : 'tidak')}
          />
          <span>Utamakan juri yang temanya sesuai, sejauh beban tetap merata</span>
        </label>
        <div className="cluster">
          <button type="submit" className="button button-secondary">
            {isSending ? 'Menyusun' : 'Lihat rancangan'}
          </button>
          <span role="status">{isSending && 'Rancangan sedang disusun.'}</span>
        </div>
      </Form>
    </section>
  )
}
