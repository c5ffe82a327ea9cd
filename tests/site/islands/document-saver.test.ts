import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '#site/islands/answer.ts'
import type { Copy } from '#site/islands/local-first/copy.ts'
import { documentSaver, type Stored, type TabMessage } from '#site/islands/local-first/document-saver.ts'
import { fingerprint } from '#site/islands/local-first/fingerprint.ts'

const opened = new Date('2027-04-01T03:00:00.000Z')
const savedAt = '2027-04-01T03:04:31.000Z'
const empty: Stored<string> = { content: '', version: 0, savedAt: null }

type Reply = Answer<{ version: number; savedAt: string }>

type Given = {
  stored?: Stored<string>
  left?: Copy<string>[]
  /** Whether the device takes copies. */
  keeps?: boolean
  sendable?: (text: string) => string
}

/** A saver of a text whose portal answers what the test says, in order, and whose device remembers. */
function aSaver(
  replies: (Reply | Promise<Reply>)[],
  { stored = empty, left = [], keeps = true, sendable }: Given = {},
) {
  const sent: [string, number][] = []
  const told: TabMessage<string>[] = []
  const device: { copy: Copy<string> | undefined; left: string[] } = { copy: undefined, left: [] }
  const saver = documentSaver(
    stored,
    left.map((copy) => {
      device.left.push(copy.content)
      return { copy, forget: () => (device.left = device.left.filter((content) => content !== copy.content)) }
    }),
    {
      send: (text, version) => {
        sent.push([text, version])
        const reply = replies.shift()
        return reply ? Promise.resolve(reply) : Promise.reject(new Error('one request too many'))
      },
      theirsIn: (problem) =>
        problem.code === 'version_conflict' ? { ...problem.theirs, content: problem.theirs.text } : undefined,
      isSame: (a, b) => a === b,
      covers: (whole, part) => whole.includes(part),
      ...(sendable && { sendable }),
      device: {
        keep: (copy) => {
          if (keeps) device.copy = copy
          return Promise.resolve(keeps)
        },
        forget: () => {
          device.copy = undefined
        },
      },
      tell: (message) => told.push(message),
      onChange: () => {},
    },
  )
  return { saver, sent, told, device }
}

const accepted = (version: number): Reply => ({ ok: true, value: { version, savedAt } })
const refused = (problem: Extract<Reply, { ok: false }>['problem']): Reply => ({ ok: false, problem })
const conflict = (text: string, version: number): Reply =>
  refused({ code: 'version_conflict', theirs: { text, version, savedAt, savedBy: 'Budi H.' } })
const offline = refused({ code: 'network' })

beforeEach(() => {
  vi.useFakeTimers({ now: opened })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('writing', () => {
  it('is kept on the device at once and is on the portal within two seconds of rest', async () => {
    const { saver, sent, device } = aSaver([accepted(1)])
    saver.type('satu')
    saver.type('satu dua')
    expect([sent, device.copy]).toEqual([
      [],
      { content: 'satu dua', base: '', baseVersion: 0, at: opened.getTime(), sent: [] },
    ])
    await vi.advanceTimersByTimeAsync(1999)
    expect([sent, device.copy, saver.read().status]).toEqual([
      [['satu dua', 0]],
      undefined,
      { state: 'saved', at: new Date(savedAt), version: 1 },
    ])
  })

  it('is on the portal within two seconds of each key for somebody who never rests', async () => {
    const { saver, sent } = aSaver([1, 2, 3, 4, 5].map(accepted))
    for (let key = 1; key <= 40; key++) {
      saver.type('k'.repeat(key))
      await vi.advanceTimersByTimeAsync(200)
    }
    // One key every fifth of a second: eight in one and a half.
    expect(sent.map(([text, version]) => [text.length, version])).toEqual([
      [8, 0],
      [16, 1],
      [24, 2],
      [32, 3],
      [40, 4],
    ])
  })

  it('is tried every second and a half, not at every key, while the portal does not take it', async () => {
    const { saver, sent } = aSaver(Array.from({ length: 10 }, () => offline))
    for (let key = 1; key <= 50; key++) {
      saver.type('k'.repeat(key))
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(sent.length).toBe(6)
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

  it('sends nothing and keeps nothing when the text is as it was', async () => {
    const { saver, sent, device } = aSaver([], { stored: { content: 'awal', version: 3, savedAt } })
    saver.type('awal!')
    saver.type('awal')
    await vi.advanceTimersByTimeAsync(2000)
    expect([sent, device.copy, saver.read().status]).toEqual([
      [],
      undefined,
      { state: 'saved', at: new Date(savedAt), version: 3 },
    ])
  })
})

describe('without network', () => {
  it('says what it waits for, keeps every word for hours, and sends once there is a way', async () => {
    const { saver, sent, device } = aSaver([...Array.from({ length: 400 }, () => offline), accepted(1)])
    saver.type('satu')
    await vi.advanceTimersByTimeAsync(3 * 3600 * 1000)
    saver.type('satu dua')
    expect([saver.read().status, device.copy?.content]).toEqual([{ state: 'local', because: 'network' }, 'satu dua'])
    while (saver.isPending()) await vi.advanceTimersByTimeAsync(30_000)
    expect([sent.at(-1), device.copy]).toEqual([['satu dua', 0], undefined])
  })

  it('sees no conflict with its own save whose answer got lost', async () => {
    const { saver, sent, device } = aSaver([offline, conflict('satu', 1), accepted(2)])
    saver.type('satu')
    await saver.flush()
    saver.type('satu dua')
    await saver.flush()
    await vi.advanceTimersByTimeAsync(2000)
    expect([sent, saver.read().theirs, saver.read().status, device.copy]).toEqual([
      [
        ['satu', 0],
        ['satu dua', 0],
        ['satu dua', 1],
      ],
      null,
      { state: 'saved', at: new Date(savedAt), version: 2 },
      undefined,
    ])
  })

  it('knows its own unanswered save also after a reload', async () => {
    const left = { content: 'satu dua', base: '', baseVersion: 0, at: opened.getTime(), sent: [fingerprint('satu')] }
    const { saver, sent } = aSaver([accepted(2)], { stored: { content: 'satu', version: 1, savedAt }, left: [left] })
    await saver.flush()
    expect([sent, saver.read().theirs]).toEqual([[['satu dua', 1]], null])
  })

  it('says when neither portal nor device has the words', async () => {
    const { saver } = aSaver([offline], { keeps: false })
    saver.type('satu')
    await saver.flush()
    expect([saver.read().status, saver.isAtRisk()]).toEqual([{ state: 'unsaved', because: 'device' }, true])
  })
})

describe('refusals', () => {
  it('keeps the copy and does not insist when the portal refuses for good', async () => {
    const problem = { code: 'not_editable', state: 'with_agency' } as const
    const { saver, sent, device } = aSaver([refused(problem)])
    saver.type('satu')
    await saver.flush()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([saver.read().status, saver.read().problem, sent.length, device.copy?.content]).toEqual([
      { state: 'local', because: 'refused' },
      problem,
      1,
      'satu',
    ])
  })

  it('keeps the sentence when the session ends in its middle, and sends it after sign-in', async () => {
    const { saver, sent } = aSaver([refused({ code: 'sign_in_needed' }), accepted(1)])
    saver.type('Kalimat yang belum se')
    await vi.advanceTimersByTimeAsync(1500)
    const status = saver.read().status
    saver.type('Kalimat yang belum selesai')
    await saver.flush()
    expect([status, sent.at(-1), saver.read().problem]).toEqual([
      { state: 'local', because: 'sign_in' },
      ['Kalimat yang belum selesai', 0],
      null,
    ])
  })
})

describe('two people in one section', () => {
  const stored = { content: 'awal', version: 3, savedAt }

  it('stops saving, shows both, and saves the chosen text over the version it has seen', async () => {
    const { saver, sent, device } = aSaver([conflict('tulisan rekan', 4), accepted(5)], { stored })
    saver.type('tulisan saya')
    await saver.flush()
    expect([saver.read().status, saver.read().theirs?.content, device.copy?.content]).toEqual([
      { state: 'conflict' },
      'tulisan rekan',
      'tulisan saya',
    ])
    await saver.choose('tulisan saya')
    expect([sent.at(-1), saver.read().setAside]).toEqual([['tulisan saya', 4], ['tulisan rekan']])
  })

  it('needs no second save for the text of the colleague, and sets the own one aside', async () => {
    const { saver, sent, device } = aSaver([conflict('tulisan rekan', 4)], { stored })
    saver.type('tulisan saya')
    await saver.flush()
    await saver.choose('tulisan rekan')
    expect([sent.length, saver.read().content, saver.read().setAside, device.copy]).toEqual([
      1,
      'tulisan rekan',
      ['tulisan saya'],
      undefined,
    ])
  })

  it('sets nothing aside when the two were brought together', async () => {
    const { saver } = aSaver([conflict('tulisan rekan', 4), accepted(5)], { stored })
    saver.type('tulisan saya')
    await saver.flush()
    await saver.choose('tulisan saya\n\ntulisan rekan')
    expect([saver.read().setAside, saver.isPending()]).toEqual([[], false])
  })

  it('takes over what a colleague saved while nothing waits here, and only then', () => {
    const newer = { content: 'tulisan rekan', version: 4, savedAt }
    const idle = aSaver([], { stored })
    const busy = aSaver([], { stored })
    busy.saver.type('tulisan saya')
    expect([idle.saver.adopt(newer), busy.saver.adopt(newer)]).toEqual([true, false])
    expect([idle.saver.read().content, busy.saver.read().content]).toEqual(['tulisan rekan', 'tulisan saya'])
  })
})

describe('two tabs', () => {
  const stored = { content: 'awal', version: 3, savedAt }

  it('the other follows what is typed here, and is saved when this one is', () => {
    const [here, there] = [aSaver([], { stored }), aSaver([], { stored })]
    here.saver.type('awal dan')
    for (const message of here.told) there.saver.hear(message)
    expect([there.saver.read().content, there.saver.isPending()]).toEqual(['awal dan', true])
    there.saver.hear({ kind: 'saved', stored: { content: 'awal dan', version: 4, savedAt } })
    expect([there.saver.isPending(), there.saver.version()]).toEqual([false, 4])
  })

  it('saves for the other tab when that one is gone', async () => {
    const there = aSaver([accepted(4)], { stored })
    there.saver.hear({ kind: 'typed', content: 'awal dan', previous: 'awal', base: stored })
    await vi.advanceTimersByTimeAsync(6000)
    expect(there.sent).toEqual([['awal dan', 3]])
  })

  it('tells a tab that opens what waits here', () => {
    const [here, opening] = [aSaver([], { stored }), aSaver([], { stored })]
    here.saver.type('awal dan')
    here.told.length = 0
    for (const message of opening.told) here.saver.hear(message)
    for (const message of here.told) opening.saver.hear(message)
    expect(opening.saver.read().content).toBe('awal dan')
  })

  it('that wrote apart from each other are a conflict, not an own save come back', async () => {
    const there = aSaver([conflict('awal di sini', 4)], { stored })
    there.saver.type('awal di sana')
    there.saver.hear({ kind: 'typed', content: 'awal di sini', previous: 'awal', base: stored })
    await there.saver.flush()
    expect([there.saver.read().content, there.saver.read().theirs?.content]).toEqual(['awal di sana', 'awal di sini'])
  })

  it('does not follow over words of its own', () => {
    const there = aSaver([], { stored })
    there.saver.type('awal di sini')
    there.saver.hear({ kind: 'typed', content: 'awal di sana', previous: 'awal', base: stored })
    expect(there.saver.read().content).toBe('awal di sini')
  })
})

describe('coming back', () => {
  const stored = { content: 'awal', version: 3, savedAt }
  const copy = (content: string, ago: number, baseVersion = 3): Copy<string> => ({
    content,
    base: 'awal',
    baseVersion,
    at: opened.getTime() - ago,
    sent: [],
  })

  it('restores what was never sent and sends it over the version it was written on', async () => {
    const { saver, sent, device } = aSaver([accepted(4)], { stored, left: [copy('awal, lalu', 60_000)] })
    expect([saver.read().content, saver.read().restoredFrom]).toEqual([
      'awal, lalu',
      new Date(opened.getTime() - 60_000),
    ])
    await saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect([sent, device]).toEqual([[['awal, lalu', 3]], { copy: undefined, left: [] }])
  })

  it('forgets a copy that the portal has', async () => {
    const { saver, device } = aSaver([], { stored, left: [copy('awal', 60_000)] })
    await vi.advanceTimersByTimeAsync(0)
    expect([saver.isPending(), device.left]).toEqual([false, []])
  })

  it('takes the newest of several copies and shows the others until they are given up', async () => {
    const left = [copy('dari tab lama', 90_000), copy('dari tab baru', 60_000), copy('tab baru', 70_000)]
    const { saver, device } = aSaver([], { stored, left })
    await vi.advanceTimersByTimeAsync(0)
    expect([saver.read().content, saver.read().setAside, device.left]).toEqual([
      'dari tab baru',
      ['dari tab lama'],
      ['dari tab lama'],
    ])
    saver.discard(0)
    expect([saver.read().setAside, device.left]).toEqual([[], []])
  })

  it('meets a colleague’s newer version with both texts', async () => {
    const { saver } = aSaver([conflict('rekan', 5)], {
      stored: { content: 'rekan', version: 5, savedAt },
      left: [copy('awal, lalu', 60_000)],
    })
    await saver.flush()
    expect([saver.read().content, saver.read().theirs?.content]).toEqual(['awal, lalu', 'rekan'])
  })
})

describe('what the portal cannot take', () => {
  /** Whole numbers are sent, letters stay. */
  const sendable = (text: string) => text.replaceAll(/[^\d ]/g, '')

  it('waits on the device while the rest is saved, and is sent once it is mended', async () => {
    const { saver, sent, device } = aSaver([accepted(1), accepted(2)], { sendable })
    saver.type('76 x')
    await vi.advanceTimersByTimeAsync(20_000)
    expect([sent, saver.read().status, device.copy?.content, saver.isPending()]).toEqual([
      [['76 ', 0]],
      { state: 'unsaved' },
      '76 x',
      true,
    ])
    saver.type('76 8')
    await vi.advanceTimersByTimeAsync(2000)
    expect([sent.at(-1), saver.read().status, device.copy]).toEqual([
      ['76 8', 1],
      { state: 'saved', at: new Date(savedAt), version: 2 },
      undefined,
    ])
  })
})

describe('a document that is being handed in', () => {
  it('is not saved beside it, and is again when that came to nothing', async () => {
    const { saver, sent, device } = aSaver([accepted(1)])
    saver.type('satu')
    saver.hold(true)
    await vi.advanceTimersByTimeAsync(60_000)
    await saver.flush(true)
    expect([sent, device.copy?.content]).toEqual([[], 'satu'])
    saver.hold(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([['satu', 0]])
  })
})

describe('a document that is left while it is being saved', () => {
  it('tells nobody and keeps nothing anew when the answer comes', async () => {
    const answers = [accepted(1), conflict('rekan', 5)]
    for (const answer of answers) {
      let arrive = (_: Reply) => {}
      const { saver, told, device } = aSaver([new Promise<Reply>((resolve) => (arrive = resolve))])
      saver.type('satu')
      const saving = saver.flush()
      saver.stop()
      device.copy = undefined
      const before = told.length
      arrive(answer)
      await saving
      expect([told.slice(before), device.copy]).toEqual([[], undefined])
    }
  })
})

describe('a tab that opened on what the portal had a moment ago', () => {
  it('is told by the others what was saved since', async () => {
    const first = aSaver([accepted(1)])
    first.saver.type('satu')
    await first.saver.flush()
    // Told to nobody yet: the other tab was still waiting for the portal.
    first.told.length = 0
    const second = aSaver([])
    first.saver.hear({ kind: 'opened' })
    for (const message of first.told) second.saver.hear(message)
    expect([second.saver.read().content, second.saver.version()]).toEqual(['satu', 1])
  })
})

describe('a copy of a tab that turns out to have died', () => {
  const late = (content: string) => {
    const gone: string[] = []
    const copy: Copy<string> = { content, base: empty.content, baseVersion: 0, at: opened.getTime(), sent: [] }
    return { gone, one: { copy, forget: () => gone.push(content) } }
  }

  it('is taken up and sent where nothing else was typed meanwhile', async () => {
    const { saver, sent } = aSaver([accepted(1)])
    const { gone, one } = late('satu')
    saver.find(one)
    expect(saver.read().content).toBe('satu')
    await vi.advanceTimersByTimeAsync(2000)
    expect([sent, gone]).toEqual([[['satu', 0]], ['satu']])
  })

  it('is set aside, to be copied from, where something else was typed', async () => {
    const { saver } = aSaver([accepted(1)])
    const { gone, one } = late('satu')
    saver.type('dua')
    saver.find(one)
    await vi.advanceTimersByTimeAsync(2000)
    expect([saver.read().content, saver.read().setAside, gone]).toEqual(['dua', ['satu'], []])
  })

  it('goes where every word of it is there already', async () => {
    const { saver } = aSaver([accepted(1)])
    const { gone, one } = late('satu')
    saver.type('satu dua')
    saver.find(one)
    await vi.advanceTimersByTimeAsync(2000)
    expect([saver.read().content, saver.read().setAside, gone]).toEqual(['satu dua', [], ['satu']])
  })
})
