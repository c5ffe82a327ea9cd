import type { DatabaseSync } from 'node:sqlite'
import type { Browser } from 'playwright-core'
import { openLocalDatabase } from '#worker/cli/local.ts'
import { holdUntil } from '../../e2e/held-stages.ts'
import { signIn } from '../competition.ts'
import { pause } from './browser-faults.ts'
import { countReadings, findMiscounts, findTwice, readStored } from './jury-facts.ts'
import { aJuror } from './juror.ts'
import { jurorFaults, type JurorFault } from './juror-faults.ts'
import type { ChaosServer, Field } from './server.ts'
import { makeWeather, type Weather } from './weather.ts'

export type JuryChaosReport = {
  seed: number
  jurors: number
  seconds: number
  faults: Record<JurorFault | Weather, number>
  /** Times that a desk called something saved that it had not called so before. */
  saves: number
  /** Readings that the field holds in the end, and how many of them are handed in. */
  readings: number
  handedIn: number
  /** Called saved or handed in, and not there. Must be none. */
  lost: string[]
  /** Handed in otherwise than the desk showed it. Must be none. */
  unshown: string[]
  /** A juror's second sheet that counts for one proposal. Must be none. */
  twice: string[]
  /** Counts and audit events that differ from counting. Must be none. */
  miscounts: string[]
  /** Jurors on whose device something still waits once all is well again. Must be none. */
  waiting: string[]
  /** Errors that pages threw. Must be none. */
  pageErrors: string[]
}

export const jurorIds = (jurors: number) => Array.from({ length: jurors }, (_, n) => `sim-juri-${n + 1}`)

/** A stage of scoring in which every proposal has its readers, and a session for each of them. */
export function juryField(proposals: number, jurors: number): { field: Field; cookies: Map<string, string> } {
  const cookies = new Map<string, string>()
  const lay = async (db: DatabaseSync, now: Date) => {
    holdUntil(db, now, 'scoring', true)
    for (const id of jurorIds(jurors)) cookies.set(id, await signIn(db, id, now))
  }
  // Four of five are submitted.
  return { field: { proposals: Math.ceil(proposals / 0.8), jurors, lay }, cookies }
}

export type JuryChaos = {
  seed: number
  minutes: number
  /** On a slow machine it goes on, six times as long at most, until so many sheets were called handed in. */
  leastHandIns?: number
  sheetsPerFault: number
  /** Between two turns of the weather, seconds at most. */
  calmSeconds: number
  cookies: ReadonlyMap<string, string>
  trace?: (line: string) => void
}

/** Jurors score at the real desk while everything fails; then everything is well again and what stands is held against what was said. */
export async function scoreThroughChaos(
  browser: Browser,
  server: ChaosServer,
  { seed, minutes, leastHandIns = 0, sheetsPerFault, calmSeconds, cookies, trace }: JuryChaos,
): Promise<JuryChaosReport> {
  const started = performance.now()
  const minutesGone = () => (performance.now() - started) / 60_000
  let isDone = false
  let handIns = () => 0
  const isOver = () => minutesGone() > minutes && (handIns() >= leastHandIns || minutesGone() > 6 * minutes)
  const jurors = await Promise.all(
    [...cookies].map(([jurorId, cookie], n) =>
      aJuror({
        browser,
        origin: server.origin,
        jurorId,
        cookie,
        seed: seed * 1000 + n,
        sheetsPerFault,
        isOver,
        ...(trace && { trace }),
      }),
    ),
  )
  handIns = () => jurors.reduce((sum, { testimony }) => sum + testimony.handIns(), 0)
  const weather = makeWeather(server, { seed, calmSeconds, isOver: () => isDone || isOver(), ...(trace && { trace }) })
  await Promise.all(jurors.map(({ score }) => score()))
  isDone = true
  trace?.('all is well again')
  const weatherFaults = await weather
  const left = await Promise.all(jurors.map(async ({ jurorId, settle }) => ({ jurorId, ...(await settle()) })))
  const waiting = left
    .filter(({ count }) => count > 0)
    .map(({ jurorId, count, words }) => `${jurorId}: ${count} ${words}`)
  // A queue of the Worker may still find readings to repeat; nothing is written after it is gone.
  await pause(1500)
  await server.kill()
  const db = openLocalDatabase(server.state)
  const stored = readStored(db)
  const verdicts = jurors.map(({ testimony }) => testimony.verdict(stored))
  const report: JuryChaosReport = {
    seed,
    jurors: jurors.length,
    seconds: Math.round((performance.now() - started) / 1000),
    faults: { ...sumOf(jurors.map(({ faults }) => faults)), ...weatherFaults },
    saves: jurors.reduce((sum, { testimony }) => sum + testimony.saves(), 0),
    readings: countReadings(db),
    handedIn: [...stored.values()].filter(({ sheet }) => sheet !== null).length,
    lost: verdicts.flatMap(({ lost }) => lost),
    unshown: verdicts.flatMap(({ unshown }) => unshown),
    twice: findTwice(db),
    miscounts: findMiscounts(db),
    waiting,
    pageErrors: jurors.flatMap(({ jurorId, pageErrors }) => pageErrors.map((error) => `${jurorId}: ${error}`)),
  }
  db.close()
  for (const juror of jurors) await juror.close()
  return report
}

/** Whether every list that must be empty is, after jurors did get to score. */
export const isWhole = (report: JuryChaosReport): boolean => {
  const { lost, unshown, twice, miscounts, waiting, pageErrors, saves, handedIn } = report
  const isEmpty = [lost, unshown, twice, miscounts, waiting, pageErrors].every((list) => list.length === 0)
  return isEmpty && saves > 0 && handedIn > 0
}

function sumOf(counted: readonly Record<JurorFault, number>[]): Record<JurorFault, number> {
  const sum = (fault: JurorFault) => counted.reduce((all, one) => all + one[fault], 0)
  const [offline, crashed, closed, reload, second, session] = jurorFaults.map(sum)
  return {
    offline: offline ?? 0,
    'tab crashed': crashed ?? 0,
    'tab closed': closed ?? 0,
    reload: reload ?? 0,
    'second tab': second ?? 0,
    'session ended': session ?? 0,
  }
}
