import { useEffect, useRef } from 'react'
import { date } from '#site/text/format.ts'
import { goalName } from '#site/text/goals.ts'
import type { ProposalView } from './api.ts'
import type { Details } from './proposal-details.ts'

type Props = { view: ProposalView; mine: Details; theirs: Details; onChoose: (details: Details) => Promise<void> }

/** A colleague changed the same fields: both are shown, the writer chooses, nothing is lost meanwhile. */
export function DetailsConflict({ view, mine, theirs, onChoose }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.focus(), [])
  const [here, there] = [linesOf(view, mine), linesOf(view, theirs)]
  const different = Object.keys(here).filter((name) => here[name] !== there[name])
  return (
    <div className="refusal stack stack-tight" role="alert" tabIndex={-1} ref={frame}>
      <h2>Ada dua versi data inovasi</h2>
      <p>Rekan Anda mengubah isian yang sama. Isian lain sudah digabungkan. Pilih yang dipakai.</p>
      <dl className="facts facts-rows">
        {different.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              isian Anda: {here[name] || 'kosong'}
              <br />
              isian rekan: {there[name] || 'kosong'}
            </dd>
          </div>
        ))}
      </dl>
      <p className="cluster">
        <button type="button" className="button" onClick={() => void onChoose(mine)}>
          Simpan isian saya
        </button>
        <button type="button" className="button button-secondary" onClick={() => void onChoose(theirs)}>
          Pakai isian rekan
        </button>
      </p>
    </div>
  )
}

const nameIn = (items: readonly { id: string; name: string }[], id: string) =>
  items.find((item) => item.id === id)?.name ?? id

function linesOf({ rules }: ProposalView, details: Details): Record<string, string> {
  const answers = rules.questions.map(({ id, text }) => {
    const answer = details.answers[id]
    return [text, answer === undefined ? '' : answer ? 'Ya' : 'Tidak'] as const
  })
  return {
    Judul: details.title,
    Kelompok: nameIn(rules.groups, details.groupId),
    'Mulai dijalankan': details.startedOn && date(new Date(details.startedOn), 'plain'),
    'Inovasi yang direplikasi': details.replicationOf,
    Tema: details.themeIds.map((id) => nameIn(rules.themes.items, id)).join(', '),
    TPB: details.goals.map(goalName).join(', '),
    ...Object.fromEntries(answers),
  }
}
