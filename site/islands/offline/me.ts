import { actAs } from '../acting.ts'
import { receive, type Answer, type Body } from '../answer.ts'
import { meApi } from '../api.ts'
import { findOwner, rememberOwner } from './owner.ts'
import { prepareShell } from './shell.ts'
import { findVault, openVault } from './vault.ts'

export type Me = Body<typeof meApi.index.$get>

/** A line that has not answered for this long (milliseconds) is taken for none where the device knows who works here. */
const patienceMs = 3000

const isJurysPage = () => window.location.pathname.startsWith('/juri/')

/**
 * Who is here, as the portal says. On the jury's pages without a network, or with one that does not answer: who was last signed in
 * on this device and has not signed out. An ended session is the portal's answer and opens nothing.
 */
export async function loadMe(): Promise<Answer<Me>> {
  const answer = await findMe()
  if (answer.ok) actAs(answer.value.user.id)
  return answer
}

async function findMe(): Promise<Answer<Me>> {
  const asked = receive(meApi.index.$get())
  if (!isJurysPage()) return asked
  const tired = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  const answer = await Promise.race([asked, tired])
  if (answer?.ok && isJuror(answer.value)) {
    keeping = keep(answer.value)
    void keeping.then(prepareShell)
  }
  const isCutOff = answer === null || (!answer.ok && isOfTheLine(answer.problem.code))
  const kept = isCutOff ? await findKept() : undefined
  return kept ? { ok: true, value: kept } : (answer ?? asked)
}

const isOfTheLine = (code: string) => code === 'network' || code === 'unreadable_answer'

async function findKept(): Promise<Me | undefined> {
  const owner = await findOwner()
  const vault = owner === undefined ? null : await findVault(owner)
  const me = await vault?.get<Me>('me')
  return me?.user.id === owner ? me : undefined
}

const isJuror = ({ roles }: Me) => roles.some(({ role }) => role === 'evaluator' || role === 'panelist')

let keeping: Promise<void> = Promise.resolve()

/** Once nothing is on its way into the vault that signing out would have to find there. */
export const whenKept = () => keeping

/** From now on the jury's pages of this device open for this person without a network. */
async function keep(me: Me): Promise<void> {
  const vault = await openVault(me.user.id)
  if (await vault?.put('me', me)) await rememberOwner(me.user.id).catch(() => undefined)
}
