import { describe, expect, it } from 'vitest'
import type { Device } from '#site/islands/local-first/device.ts'
import { sendLeft, type OpenLeft } from '#site/islands/local-first/send-left.ts'

/** A device with one copy of each of these documents, left by tabs that are gone. */
function aDevice(documents: readonly string[]) {
  const kept = new Set(documents)
  const device: Device = {
    keep: () => Promise.resolve(true),
    forget: async (document) => void kept.delete(document),
    list: async (prefix) =>
      [...kept].filter((one) => one.startsWith(prefix)).map((document) => ({ document, tab: 'lama', value: {} })),
  }
  return { device, kept }
}

/** A saver that has everything there after so many saves. */
function aSaver(saves: number, done: () => void = () => {}) {
  let left = saves
  return {
    isPending: () => left > 0,
    flush: async () => {
      left -= 1
      if (left === 0) done()
    },
    stop: () => {},
  }
}

describe('what earlier visits could not send', () => {
  it('is sent document by document, also where a save meets a newer version first', async () => {
    const { device } = aDevice(['lembar:1', 'lembar:2', 'bagian:3'])
    const opened: string[] = []
    const open: OpenLeft = async (document) => {
      opened.push(document)
      return aSaver(document === 'lembar:1' ? 1 : 2)
    }
    expect(await sendLeft(device, 'lembar:', open)).toEqual({ sent: 2, waiting: 0 })
    expect(opened).toEqual(['lembar:1', 'lembar:2'])
  })

  it('waits where only its page can settle it', async () => {
    const { device, kept } = aDevice(['lembar:1', 'lembar:2', 'lembar:3'])
    const open: OpenLeft = async (document) =>
      document === 'lembar:1' ? 'waits' : aSaver(document === 'lembar:2' ? 99 : 1)
    expect(await sendLeft(device, 'lembar:', open)).toEqual({ sent: 1, waiting: 2 })
    expect([...kept]).toEqual(['lembar:1', 'lembar:2', 'lembar:3'])
  })

  it('goes from the device where it is this person’s no more', async () => {
    const { device, kept } = aDevice(['lembar:1', 'lembar:10'])
    const open: OpenLeft = async (document) => (document === 'lembar:1' ? 'gone' : 'waits')
    expect(await sendLeft(device, 'lembar:', open)).toEqual({ sent: 0, waiting: 1 })
    expect([...kept]).toEqual(['lembar:10'])
  })

  it('is left alone, all of it, once the portal is not reached', async () => {
    const { device, kept } = aDevice(['lembar:1', 'lembar:2'])
    const opened: string[] = []
    const open: OpenLeft = async (document) => {
      opened.push(document)
      return 'cut_off'
    }
    expect(await sendLeft(device, 'lembar:', open)).toEqual({ sent: 0, waiting: 2 })
    expect([opened, [...kept]]).toEqual([['lembar:1'], ['lembar:1', 'lembar:2']])
  })
})
