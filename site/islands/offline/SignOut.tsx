import { Suspense, useEffect, useState } from 'react'
import { receive } from '../answer.ts'
import { sessionsApi } from '../api.ts'
import { later } from '../later.ts'
import { askToFlush } from '../local-first/useFlushing.ts'
import { useSending } from '../useSending.ts'
import { whenKept } from './me.ts'
import { forgetShell } from './shell.ts'
import { onSignedOut, tellSignedOut } from './signed-out.ts'
import { findUnsent, isNone, type Unsent } from './unsent.ts'
import { wipeVaults } from './vault.ts'

const UnsentQuestion = later(() => import('./UnsentQuestion.tsx').then((module) => module.UnsentQuestion))

/** A save on its way gets so many looks, so far apart (milliseconds), before what it carries is called unsent. */
const mostLooks = 10
const lookMs = 150

type Step = { at: 'idle' } | { at: 'asking'; unsent: Unsent } | { at: 'not_wiped' }

/** Leaves the portal and takes along what this device keeps for the jury; what has not arrived is named before. */
export function SignOut({ personId }: { personId: string }) {
  const { send, problem } = useSending()
  const [step, setStep] = useState<Step>({ at: 'idle' })
  const [isWiped, setWiped] = useState(false)
  useEffect(() => onSignedOut(personId, leavePage), [personId])

  const leave = async () => {
    const wiped = await wipe(personId)
    setWiped(wiped)
    if (!wiped) return setStep({ at: 'not_wiped' })
    await end()
  }
  const end = async () => {
    setStep({ at: 'idle' })
    const answer = await send(() => receive(sessionsApi.index.$delete()))
    if (!answer?.ok) return
    tellSignedOut(personId)
    leavePage()
  }
  const ask = async () => {
    const unsent = await settleUnsent(personId)
    if (isNone(unsent)) await leave()
    else setStep({ at: 'asking', unsent })
  }
  return (
    <>
      <button type="button" className="action" onClick={() => void ask()}>
        Keluar
      </button>
      {problem && (
        <span role="alert">
          {isWiped
            ? 'Simpanan di perangkat ini sudah dihapus, tetapi Anda belum keluar dari portal. Coba lagi.'
            : 'Belum keluar. Coba lagi.'}
        </span>
      )}
      {step.at === 'not_wiped' && (
        <span role="alert">
          Simpanan di perangkat ini belum dapat dihapus, jadi Anda belum keluar. Tutup tab lain dari portal ini, lalu
          coba lagi.{' '}
          <button type="button" className="action" onClick={() => void end()}>
            Keluar tanpa menghapus simpanan
          </button>
        </span>
      )}
      {step.at === 'asking' && (
        <Suspense fallback={null}>
          <UnsentQuestion unsent={step.unsent} onStay={() => setStep({ at: 'idle' })} onLeave={() => void leave()} />
        </Suspense>
      )}
    </>
  )
}

/** What is given up was named and agreed to: the page does not ask again. */
function leavePage() {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  window.location.assign('/masuk/')
}

/** Sends what was typed a moment ago, and finds what could not be sent. */
async function settleUnsent(personId: string): Promise<Unsent> {
  let unsent = await findUnsent(personId)
  if (!isNone(unsent)) askToFlush()
  for (let tries = 0; tries < mostLooks && !isNone(unsent); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    unsent = await findUnsent(personId)
  }
  return unsent
}

/** False when the device did not let go of its keys. */
async function wipe(personId: string): Promise<boolean> {
  try {
    await whenKept()
    await wipeVaults(personId)
    await forgetShell()
    return true
  } catch {
    return false
  }
}
