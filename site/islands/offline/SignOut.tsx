import { useEffect, useState } from 'react'
import { count } from '#site/text/format.ts'
import { receive } from '../answer.ts'
import { sessionsApi } from '../api.ts'
import { Dialog } from '../Dialog.tsx'
import { askToFlush } from '../local-first/useFlushing.ts'
import { useSending } from '../useSending.ts'
import { whenKept } from './me.ts'
import { forgetShell } from './shell.ts'
import { onSignedOut, tellSignedOut } from './signed-out.ts'
import { countUnsent } from './unsent.ts'
import { wipeVaults } from './vault.ts'

/** A save on its way gets so many looks, so far apart (milliseconds), before what it carries is called unsent. */
const mostLooks = 10
const lookMs = 150

type Step = { at: 'idle' } | { at: 'asking'; unsent: number } | { at: 'not_wiped' }

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
    if (unsent > 0) setStep({ at: 'asking', unsent })
    else await leave()
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
        <Dialog heading={`${count(step.unsent)} lembar belum sampai di server`} onClose={() => setStep({ at: 'idle' })}>
          <p>
            Isian itu hanya ada di perangkat ini. Bila Anda keluar sekarang, isian itu dihapus bersama simpanan luring
            dan tidak dapat dikembalikan. Bila Anda tetap masuk dan membuka halaman juri sesudah jaringan kembali, isian
            itu dikirim.
          </p>
          <div className="cluster">
            <button type="button" className="button" onClick={() => setStep({ at: 'idle' })}>
              Tetap masuk
            </button>
            <button type="button" className="button button-secondary" onClick={() => void leave()}>
              Hapus {count(step.unsent)} lembar itu dan keluar
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** What is given up was named and agreed to: the page does not ask again. */
function leavePage() {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  window.location.assign('/masuk/')
}

/** Sends what was typed a moment ago, and counts what could not be sent. */
async function settleUnsent(personId: string): Promise<number> {
  let unsent = await countUnsent(personId)
  if (unsent > 0) askToFlush()
  for (let tries = 0; tries < mostLooks && unsent > 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    unsent = await countUnsent(personId)
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
