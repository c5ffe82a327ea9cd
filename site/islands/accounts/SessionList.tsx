import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import { deviceName } from '#site/text/device.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { endOtherSessions, endSession, listSessions } from './accounts-api.ts'

/** Where one is signed in. */
export function SessionList() {
  const { answer, reload } = useLoaded('sessions', listSessions)
  const { send, problem } = useSending()
  const [said, setSaid] = useState('')
  const end = async (id: string) => {
    const ended = await send(() => endSession(id))
    if (!ended?.ok) return
    setSaid('Sesi diakhiri.')
    reload()
  }
  const endOthers = async () => {
    const ended = await send(endOtherSessions)
    if (!ended?.ok) return
    setSaid('Semua sesi lain diakhiri.')
    reload()
  }
  const sessions = answer?.ok ? answer.value.sessions : []
  return (
    <section className="block stack" aria-labelledby="sesi">
      <h2 id="sesi">Anda masuk di</h2>
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      <Refusal problem={problem} />
      <p role="status">{said}</p>
      <ul className="stack stack-tight">
        {sessions.map((session) => (
          <li key={session.id} className="cluster cluster-between">
            <span>
              {deviceName(session.userAgent)}
              <span className="line hint">
                {session.isThis ? 'Sesi ini, sejak ' : 'Sejak '}
                {dateAndClock(new Date(session.createdAt))}
              </span>
            </span>
            {!session.isThis && (
              <button className="action" type="button" onClick={() => void end(session.id)}>
                Akhiri<span className="visually-hidden"> sesi {deviceName(session.userAgent)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <button className="button button-secondary" type="button" onClick={() => void endOthers()}>
            Akhiri semua sesi lain
          </button>
        </p>
      )}
    </section>
  )
}
