import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '#site/islands/answer.ts'
import type { LocalText } from '#site/islands/local-texts.ts'
import { sectionSaver } from '#site/islands/section-saver.ts'

const opened = new Date('2027-04-01T03:00:00.000Z')
const savedAt = '2027-04-01T03:04:31.000Z'
const empty = { text: '', version: 0, savedAt: null }

type Reply = Answer<{ version: number; savedAt: string }>

/** A saver whose server answers what the test says, in order, and whose device remembers. */
function aSaver(
  replies: Reply[],
  { saved = empty, kept }: { saved?: Parameters<typeof sectionSaver>[0]; kept?: LocalText } = {},
) {
  const sent: [string, number][] = []
  const device = { copy: kept }
  const saver = sectionSaver(saved, {
    send: (text, version) => {
      sent.push([text, version])
      const reply = replies.shift()
      return reply ? Promise.resolve(reply) : Promise.reject(new Error('one request too many'))
    },
    copy: {
      keep: (copy) => {
        device.copy = copy
        return true
      },
      read: () => device.copy,
      forget: () => {
        device.copy = undefined
      },
    },
    onChange: () => {},
  })
  return { saver, sent, device }
}

const accepted = (version: number): Reply => ({ ok: true, value: { version, savedAt } })
const refused = (problem: Extract<Reply, { ok: false }>['problem']): Reply => ({ ok: false, problem })
const theirs = { text: 'tulisan rekan', version: 4, savedAt, savedBy: 'Budi H.' }

beforeEach(() => {
  vi.useFakeTimers({ now: opened })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('writing a section', () => {
  it('is kept on the device at once and sent when the keys have rested', async () => {
    const { saver, sent, device } = aSaver([accepted(1)])
    saver.type('satu')
    saver.type('satu dua')
    expect([sent, device.copy]).toEqual([[], { text: 'satu dua', baseVersion: 0, at: opened.getTime() }])
    await vi.advanceTimersByTimeAsync(1500)
    expect([sent, device.copy, saver.read().status]).toEqual([
      [['satu dua', 0]],
      undefined,
      { state: 'saved', at: new Date(savedAt), version: 1 },
    ])
  })

  it('sends what was typed during a save over the version that save made', async () => {
    const { saver, sent } = aSaver([accepted(1), accepted(2)])
    saver.type('satu')
    const first = saver.flush()
    saver.type('satu dua')
    await first
    await vi.advanceTimersByTimeAsync(1500)
    expect(sent).toEqual([
      ['satu', 0],
      ['satu dua', 1],
    ])
  })

  it('says that it waits when the network is gone, and sends again by itself', async () => {
    const { saver, sent, device } = aSaver([refused({ code: 'network' }), accepted(1)])
    saver.type('satu')
    await saver.flush()
    expect([saver.read().status, device.copy?.text]).toEqual([{ state: 'local' }, 'satu'])
    await vi.advanceTimersByTimeAsync(5000)
    expect([sent.length, device.copy]).toEqual([2, undefined])
  })

  it('keeps the copy and does not insist when the portal refuses for good', async () => {
    const problem = { code: 'not_editable', state: 'with_agency' } as const
    const { saver, sent, device } = aSaver([refused(problem)])
    saver.type('satu')
    await saver.flush()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([saver.read().status, saver.read().problem, sent.length, device.copy?.text]).toEqual([
      { state: 'unsaved' },
      problem,
      1,
      'satu',
    ])
  })
})

describe('two people in one section', () => {
  const saved = { text: 'awal', version: 3, savedAt }

  it('stops saving, shows both, and saves the chosen text over the version it has seen', async () => {
    const { saver, sent } = aSaver([refused({ code: 'version_conflict', theirs }), accepted(5)], { saved })
    saver.type('tulisan saya')
    await saver.flush()
    expect([saver.read().status, saver.read().theirs]).toEqual([{ state: 'conflict' }, theirs])
    await saver.choose('tulisan saya')
    expect([sent.at(-1), saver.read().setAside]).toEqual([['tulisan saya', 4], 'tulisan rekan'])
  })

  it('needs no second save for the text of the colleague, and sets the own one aside', async () => {
    const { saver, sent, device } = aSaver([refused({ code: 'version_conflict', theirs })], { saved })
    saver.type('tulisan saya')
    await saver.flush()
    await saver.choose(theirs.text)
    expect([sent.length, saver.read().text, saver.read().setAside, device.copy]).toEqual([
      1,
      'tulisan rekan',
      'tulisan saya',
      undefined,
    ])
  })

  it('sees no conflict where both wrote the same', async () => {
    const { saver } = aSaver([refused({ code: 'version_conflict', theirs })], { saved })
    saver.type('tulisan rekan')
    await saver.flush()
    expect(saver.read().status).toEqual({ state: 'saved', at: new Date(savedAt), version: 4 })
  })
})

describe('coming back', () => {
  const kept = { text: 'belum terkirim', baseVersion: 3, at: opened.getTime() - 60_000 }

  it('restores what was never sent and sends it over the version it was written on', async () => {
    const { saver, sent } = aSaver([accepted(4)], { saved: { text: 'awal', version: 3, savedAt }, kept })
    expect([saver.read().text, saver.read().restoredFrom]).toEqual(['belum terkirim', new Date(kept.at)])
    await saver.flush()
    expect(sent).toEqual([['belum terkirim', 3]])
  })

  it('forgets a copy that the server has', () => {
    const { saver, device } = aSaver([], { saved: { text: 'belum terkirim', version: 4, savedAt }, kept })
    expect([saver.isPending(), device.copy]).toEqual([false, undefined])
  })
})
