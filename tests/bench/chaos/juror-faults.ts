import type { Random } from '#worker/cli/seed/random.ts'
import { crash, pause, takeOffline } from './browser-faults.ts'
import { look, type DeskScreen } from './desk-screen.ts'
import type { JurorBrowser } from './juror-browser.ts'
import type { JurorHands } from './juror-hands.ts'

/** What may befall one juror; what befalls all of them is the portal's weather (`weather.ts`). */
export const jurorFaults = ['offline', 'tab crashed', 'tab closed', 'reload', 'second tab', 'session ended'] as const
export type JurorFault = (typeof jurorFaults)[number]

type Sufferer = { random: Random; tabs: JurorBrowser; hands: JurorHands; step: () => Promise<boolean> }

/** Each fault as it strikes somebody who looks at this screen. */
export function sufferings({ random, tabs, hands, step }: Sufferer) {
  const { context, page, take, aTab, openReading } = tabs
  const again = async (id: string) => {
    take(await aTab())
    await openReading(page(), id)
  }
  /** Goes on as far as the desk lets. */
  const goOn = async (most: number) => {
    for (let n = most; n > 0 && (await look(page())); n--) await step()
  }
  return {
    offline: async ({ id }) => {
      const comeBack = await takeOffline(page())
      await hands.typeMore(page())
      await pause(random.below(2500))
      // Some hand in without a network.
      await goOn(random.below(12))
      const isKilled = random.below(3) === 0
      if (isKilled) await crash(page())
      await comeBack()
      if (isKilled) await again(id)
    },
    'tab crashed': async ({ id }) => {
      await hands.typeMore(page())
      await pause(random.below(1700))
      await crash(page())
      await again(id)
    },
    'tab closed': async ({ id }) => {
      await hands.typeMore(page())
      await page().close()
      await again(id)
    },
    reload: async ({ id }) => {
      await hands.typeMore(page())
      await openReading(page(), id)
    },
    'second tab': async ({ id }) => {
      const [first, second] = [page(), await aTab()]
      const there = await openReading(second, id)
      if (there) await hands.recognise(second, there)
      await hands.typeMore(second)
      await pause(random.below(1000))
      if (random.below(2) === 0) {
        await first.bringToFront()
        await hands.typeMore(first)
        await pause(random.below(2500))
      }
      const [stays, goes] = random.below(2) === 0 ? [first, second] : [second, first]
      await (random.below(2) === 0 ? goes.close() : crash(goes))
      take(stays)
      await stays.bringToFront()
    },
    'session ended': async () => {
      await context.clearCookies()
      await hands.typeMore(page())
      await pause(random.between(1600, 2600))
      if (random.below(3) === 0) await goOn(3)
      await tabs.signIn()
    },
  } satisfies Record<JurorFault, (screen: DeskScreen) => Promise<void>>
}
