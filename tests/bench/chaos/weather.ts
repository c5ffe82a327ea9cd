import { randomFrom } from '#worker/cli/seed/random.ts'
import { pause } from './browser-faults.ts'
import type { ChaosServer } from './server.ts'

/** What befalls the portal and the line to it, and thereby everybody at once. */
const weathers = ['line cut', 'answers lost', 'line slow', 'server killed'] as const
export type Weather = (typeof weathers)[number]

type WeatherOptions = {
  seed: number
  /** Between two turns, at most. */
  calmSeconds: number
  isOver: () => boolean
  trace?: (line: string) => void
}

/** Until it is over; then all is well. */
export async function makeWeather(
  server: ChaosServer,
  { seed, calmSeconds, isOver, trace }: WeatherOptions,
): Promise<Record<Weather, number>> {
  const random = randomFrom(seed)
  const counted: Record<Weather, number> = { 'line cut': 0, 'answers lost': 0, 'line slow': 0, 'server killed': 0 }
  const strike: Record<Weather, () => Promise<void>> = {
    'line cut': async () => {
      server.setLine('cut')
      await pause(random.between(500, 3000))
    },
    'answers lost': async () => {
      server.setLine('mute')
      await pause(random.between(500, 3000))
    },
    'line slow': async () => {
      server.setLine({ slowMs: random.between(300, 2000) })
      await pause(random.between(1000, 3000))
    },
    'server killed': async () => {
      await server.kill()
      await pause(random.below(1500))
      await server.restart()
    },
  }
  let deck: Weather[] = []
  while (!isOver()) {
    for (let calm = random.between(500, calmSeconds * 1000); calm > 0 && !isOver(); calm -= 200) await pause(200)
    if (isOver()) break
    if (deck.length === 0) deck = [...weathers]
    const weather = deck.splice(random.below(deck.length), 1)[0] ?? 'line cut'
    counted[weather] += 1
    trace?.(weather)
    await strike[weather]()
    server.setLine('well')
  }
  return counted
}
