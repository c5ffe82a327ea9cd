import { useState } from 'react'
import { date, dateAndClock, inThreeZones } from '#site/text/format.ts'
import { fromWibInput, toWibInput } from '#site/text/wib.ts'
import { phaseOf, type Desk } from './EditionDesk.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextArea, TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { closeStage, moveStage } from './staff-api.ts'
import type { StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'
import { TableScroll } from './TableScroll.tsx'

const phaseWords = { past: 'Selesai', current: 'Berjalan', future: 'Belum dibuka' } as const

/** Dates stay changeable while the edition runs; each change has its reason and is public within seconds. */
export function StageSchedule(desk: Desk) {
  const { edition, mayAct } = desk
  const { get, link } = useAddress()
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption>Tahap berlaku sejak waktu buka dan berakhir tepat pada waktu tutup menurut jam portal.</caption>
        <thead>
          <tr>
            <th scope="col">Tahap</th>
            <th scope="col">Dibuka</th>
            <th scope="col">Ditutup</th>
            <th scope="col">Keadaan</th>
            {mayAct && <th scope="col">Tindakan</th>}
          </tr>
        </thead>
        <tbody>
          {edition.stages.map((stage) => {
            const phase = phaseOf(stage, edition.now)
            const isMoving = get('ubah') === stage.id
            const isClosing = get('tutup') === stage.id && phase === 'current' && edition.version > 0
            return [
              <tr key={stage.id} className={isMoving || isClosing ? 'is-selected' : undefined}>
                <th scope="row">{stage.name}</th>
                <td>
                  <Instant at={stage.opensAt} />
                </td>
                <td>
                  <Instant at={stage.closesAt} />
                </td>
                <td>{phaseWords[phase]}</td>
                {mayAct && (
                  <td>
                    <a className="action" href={link({ ubah: stage.id, tutup: null })}>
                      Ubah tanggal
                    </a>
                    {phase === 'current' && edition.version > 0 && (
                      <>
                        <br />
                        <a className="action" href={link({ tutup: stage.id, ubah: null })}>
                          Tutup tahap ini sekarang
                        </a>
                      </>
                    )}
                  </td>
                )}
              </tr>,
              mayAct && (isMoving || isClosing) && (
                <tr key={`${stage.id} form`}>
                  <td colSpan={5} className="is-wide">
                    {isMoving ? <MoveForm {...desk} stage={stage} /> : <CloseForm {...desk} stage={stage} />}
                  </td>
                </tr>
              ),
            ]
          })}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Instant({ at }: { at: string }) {
  const instant = new Date(at)
  const [, ...further] = inThreeZones(instant)
  return (
    <>
      {dateAndClock(instant)}
      <br />
      <span className="hint">{further.map(({ zone, clock, day }) => `${clock} ${zone}, ${day}`).join('; ')}</span>
    </>
  )
}

type StageForm = Desk & { stage: StageRow }

function MoveForm({ edition, stage, reload }: StageForm) {
  const { replace, link } = useAddress()
  const [opens, setOpens] = useState(toWibInput(stage.opensAt))
  const [closes, setCloses] = useState(toWibInput(stage.closesAt))
  const [reason, setReason, forget] = useKept(`jadwal-${edition.slug}-${stage.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const needsReason = edition.version > 0

  const save = async () => {
    const opensAt = fromWibInput(opens)
    const closesAt = fromWibInput(closes)
    const found: ErrorLine[] = [
      ...(opensAt ? [] : [{ href: '#buka', text: 'Isi tanggal dan jam dibuka.' }]),
      ...(closesAt ? [] : [{ href: '#tutup', text: 'Isi tanggal dan jam ditutup.' }]),
      ...(opensAt && closesAt && opensAt >= closesAt
        ? [{ href: '#tutup', text: 'Waktu tutup harus sesudah waktu buka.' }]
        : []),
      ...(needsReason && reason.trim() === '' ? [{ href: '#alasan', text: 'Tulis alasan perubahan.' }] : []),
    ]
    setMistakes(found)
    if (found.length > 0 || !opensAt || !closesAt) return
    const answer = await send(() => moveStage(edition.slug, stage.id, { opensAt, closesAt, reason: reason.trim() }))
    if (!answer?.ok) return
    forget()
    replace({ ubah: null })
    reload()
  }
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text
  return (
    <Form className="inline-form" onSubmit={save}>
      <h2>Ubah tanggal {stage.name}</h2>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <div className="fields">
        <ZonedField id="buka" label="Dibuka (WIB)" value={opens} onValue={setOpens} error={errorOf('#buka')} />
        <ZonedField id="tutup" label="Ditutup (WIB)" value={closes} onValue={setCloses} error={errorOf('#tutup')} />
      </div>
      <TextArea
        id="alasan"
        label={needsReason ? 'Alasan perubahan' : 'Alasan perubahan (boleh kosong selama draf)'}
        hint="Dicatat dalam jejak. Tahap berikutnya ikut mundur bila perlu."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={errorOf('#alasan')}
      />
      <div className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Menyimpan' : 'Simpan tanggal'}
        </button>
        <a className="button button-secondary" href={link({ ubah: null })}>
          Batal
        </a>
      </div>
    </Form>
  )
}

type Zoned = { id: string; label: string; value: string; onValue: (value: string) => void; error: string | undefined }

function ZonedField(field: Zoned) {
  const instant = fromWibInput(field.value)
  const elsewhere = instant ? inThreeZones(new Date(instant)).slice(1) : []
  return (
    <div>
      <TextField {...field} type="datetime-local" />
      <p className="hint" aria-live="polite">
        {elsewhere.map(({ zone, clock, day }) => `${clock} ${zone}, ${day}`).join('; ')}
      </p>
    </div>
  )
}

function CloseForm({ edition, stage, reload }: StageForm) {
  const { replace, link } = useAddress()
  const [reason, setReason, forget] = useKept(`tutup-${edition.slug}-${stage.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const next = edition.stages.find(({ position }) => position === stage.position + 1)

  const close = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-tutup', text: 'Tulis alasan penutupan lebih awal.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => closeStage(edition.slug, stage.id, reason.trim()))
    if (!answer?.ok) return
    forget()
    replace({ tutup: null })
    reload()
  }
  return (
    <Form className="inline-form" onSubmit={close}>
      <h2>Tutup {stage.name} sekarang</h2>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p>
        Menurut jadwal, tahap ini ditutup {date(new Date(stage.closesAt))}. Bila ditutup sekarang, tidak ada yang dapat
        mengirim lagi pada tahap ini{next ? `, dan ${next.name} langsung dibuka` : ''}.
      </p>
      <TextArea
        id="alasan-tutup"
        label="Alasan"
        hint="Dicatat dalam jejak."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={mistakes[0]?.text}
      />
      <div className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Menutup tahap' : 'Tutup tahap ini sekarang'}
        </button>
        <a className="button button-secondary" href={link({ tutup: null })}>
          Batal
        </a>
      </div>
    </Form>
  )
}
