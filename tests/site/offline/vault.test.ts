import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '../../e2e/browser.ts'
import { deviceScript, openTab, serveBlankPage } from './juror-device.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof serveBlankPage>>
let script: string
let context: BrowserContext
let page: Page
beforeAll(async () => {
  ;[browser, server, script] = await Promise.all([openBrowser(), serveBlankPage(), deviceScript()])
})
afterAll(async () => {
  await browser.close()
  server.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  page = await openTab(context, server.origin, script)
})
afterEach(() => context.close())

const anotherTab = () => openTab(context, server.origin, script)

/** Everything in the database of the device as text, one character a byte, and what kinds of things lie in it. */
const readDisk = (at: Page) =>
  at.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('gelanggang-juri')
      request.addEventListener('success', () => resolve(request.result))
    })
    const all = async (store: string) => {
      const opened = db.transaction(store).objectStore(store)
      const [keys, values] = [opened.getAllKeys(), opened.getAll()]
      await new Promise((resolve) => values.addEventListener('success', resolve))
      return keys.result.map((key, i): { key: string; value: unknown } => ({
        key: String(key),
        value: values.result[i],
      }))
    }
    const asText = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(value))
      if (value instanceof CryptoKey) return `[${value.algorithm.name} ${value.extractable ? 'open' : 'closed'}]`
      if (typeof value !== 'object' || value === null) return String(value)
      return Object.entries(value)
        .map(([name, inner]) => `${name}=${asText(inner)}`)
        .join(' ')
    }
    const stores = ['keys', 'names', 'contents', 'owner']
    const read = await Promise.all(stores.map(async (store) => [store, await all(store)] as const))
    db.close()
    return Object.fromEntries(
      read.map(([store, records]) => [store, records.map(({ key, value }) => `${key}: ${asText(value)}`)]),
    )
  })

describe('a vault', () => {
  it('gives back JSON, bytes and files as they were put', async () => {
    const back = await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      const json = { judul: 'Perahu Sehat', nilai: [80, null], 'catatan é': '' }
      const file = new Blob([Uint8Array.of(37, 80, 68, 70)], { type: 'application/pdf' })
      const isPut = [
        await vault?.put('reading:a', json),
        await vault?.put('file:b', file),
        await vault?.put('raw', Uint8Array.of(0, 255, 7)),
      ]
      const pdf = await vault?.get<Blob>('file:b')
      const raw = await vault?.get<Uint8Array>('raw')
      return {
        isPut,
        json: await vault?.get('reading:a'),
        file: pdf && [pdf.type, await pdf.text()],
        raw: raw && [...raw],
        missing: await vault?.get('reading:none'),
        names: [await vault?.names('reading:'), await vault?.names('r'), (await vault?.names(''))?.toSorted()],
        // 12 bytes of start value and 16 of tag each, a byte for the kind, and a Blob's type.
        size: await vault?.sizeBytes(),
        jsonBytes: new TextEncoder().encode(JSON.stringify(json)).length,
      }
    })
    expect(back).toEqual({
      isPut: [true, true, true],
      json: { judul: 'Perahu Sehat', nilai: [80, null], 'catatan é': '' },
      file: ['application/pdf', '%PDF'],
      raw: [0, 255, 7],
      missing: undefined,
      names: [['reading:a'], ['raw', 'reading:a'], ['file:b', 'raw', 'reading:a']],
      size: 3 * (12 + 16 + 1) + back.jsonBytes + (1 + 'application/pdf'.length + 4) + 3,
      jsonBytes: back.jsonBytes,
    })
  })

  it('leaves neither text, nor title, nor the name of a proposal readable on the device', async () => {
    await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      await vault?.put('reading:usulan-17', { judul: 'Perahu Sehat', teks: 'Kapal mengantar bidan' })
      await window.sheets.sealedDevice(vault).keep('ani:lembar:usulan-17', 'tab1', { content: { nilai: '88' } })
    })
    const disk = await readDisk(page)
    const text = JSON.stringify(disk)
    expect(['Perahu', 'bidan', 'usulan-17', 'lembar', '88"', 'judul'].filter((word) => text.includes(word))).toEqual([])
    expect(disk.keys).toHaveLength(1)
    expect(disk.keys?.[0]).toMatch(/^ani: generation=[\w-]+ seal=\[AES-GCM closed\] label=\[HMAC closed\]$/)
    expect(disk.names?.map((one) => one.replace(/^[\w-]+\/(\w+)\/[0-9a-f]{64}: name=.*/s, '$1')).toSorted()).toEqual([
      'copy',
      'reading',
    ])
  })

  it('has keys that the browser hands out to nobody', async () => {
    const refusals = await page.evaluate(async () => {
      await window.vaults.openVault('ani')
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('gelanggang-juri')
        request.addEventListener('success', () => resolve(request.result))
      })
      const request = db.transaction('keys').objectStore('keys').get('ani')
      await new Promise((resolve) => request.addEventListener('success', resolve))
      const keys: CryptoKey[] = [request.result.seal, request.result.label]
      return Promise.all(
        keys.map((key) =>
          crypto.subtle.exportKey('raw', key).then(
            () => 'handed out',
            ({ name }: Error) => name,
          ),
        ),
      )
    })
    expect(refusals).toEqual(['InvalidAccessError', 'InvalidAccessError'])
  })

  it('seals the same words differently each time', async () => {
    const contents = await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      await vault?.put('list', 'sama')
      return vault?.put('list2', 'sama')
    })
    expect(contents).toBe(true)
    const [one, other] = (await readDisk(page)).contents ?? []
    expect(one?.split(': ')[1]).not.toBe(other?.split(': ')[1])
  })

  it('does not open a record that was put in the place of another', async () => {
    const found = await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      await vault?.put('reading:a', 'A')
      await vault?.put('reading:b', 'B')
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('gelanggang-juri')
        request.addEventListener('success', () => resolve(request.result))
      })
      const store = db.transaction('contents', 'readwrite').objectStore('contents')
      const [keys, values] = [store.getAllKeys(), store.getAll()]
      await new Promise((resolve) => values.addEventListener('success', resolve))
      keys.result.forEach((key, i) => store.put(values.result[1 - i], key))
      await new Promise((resolve) => store.transaction.addEventListener('complete', resolve))
      db.close()
      return [await vault?.get('reading:a'), await vault?.get('reading:b')]
    })
    expect(found).toEqual([undefined, undefined])
  })

  it('keeps the last of many words that were put at once', async () => {
    const kept = await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      const puts = Array.from({ length: 60 }, (_, n) => vault?.put('copy:x#1', n % 2 ? n : 'x'.repeat(200_000)))
      const removed = vault?.remove('copy:y#1')
      const last = vault?.put('copy:y#1', 'sesudah dihapus')
      await Promise.all([...puts, removed, last])
      return [await vault?.get('copy:x#1'), await vault?.get('copy:y#1')]
    })
    expect(kept).toEqual([59, 'sesudah dihapus'])
  })

  it('is the same in two tabs that open it at once, and is there after a reload', async () => {
    const second = await anotherTab()
    const put = (at: Page, name: string) =>
      at.evaluate(async (key) => (await window.vaults.openVault('ani'))?.put(key, key), name)
    expect(await Promise.all([put(page, 'list'), put(second, 'me')])).toEqual([true, true])
    await page.reload()
    await page.evaluate(script)
    expect(await page.evaluate(async () => (await window.vaults.openVault('ani'))?.names(''))).toEqual(['list', 'me'])
  })

  it('is of one person: another on the same device opens nothing of it', async () => {
    const seen = await page.evaluate(async () => {
      const own = await window.vaults.openVault('ani')
      await own?.put('list', 'milik Ani')
      const other = await window.vaults.openVault('budi')
      const seenByOther = [await other?.get('list'), await other?.names(''), await other?.sizeBytes()]
      await window.vaults.wipeVaults('budi')
      return { seenByOther, stillThere: await own?.get('list') }
    })
    expect(seen).toEqual({ seenByOther: [undefined, [], 0], stillThere: 'milik Ani' })
  })
})

describe('signing out', () => {
  it('takes the keys and every record; nothing opens any more, in no tab', async () => {
    const second = await anotherTab()
    const open = (at: Page) =>
      at.evaluate(async () => {
        const vault = await window.vaults.openVault('ani')
        Object.assign(window, { vault })
        return vault?.put('list', 'milik Ani')
      })
    expect(await Promise.all([open(page), open(second)])).toEqual([true, true])
    await page.evaluate(() => window.vaults.wipeVaults('ani'))
    expect(await readDisk(page)).toEqual({ keys: [], names: [], contents: [], owner: [] })
    await second.waitForTimeout(200)
    const after = (at: Page) =>
      at.evaluate(`Promise.all([vault.get('list'), vault.put('list', 'lagi'), vault.names('')])`)
    expect(await Promise.all([after(page), after(second)])).toEqual([
      [undefined, false, []],
      [undefined, false, []],
    ])
    expect(await page.evaluate(async () => (await window.vaults.openVault('ani'))?.get('list'))).toBeUndefined()
  })

  it('is followed by other keys: what was copied away before does not open with them', async () => {
    const opened = await page.evaluate(async () => {
      const stores = ['names', 'contents']
      const connect = () =>
        new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open('gelanggang-juri')
          request.addEventListener('success', () => resolve(request.result))
        })
      await (await window.vaults.openVault('ani'))?.put('list', 'milik Ani')
      const db = await connect()
      const reading = db.transaction(stores)
      const copies = stores.map((name) => {
        const store = reading.objectStore(name)
        return [store.getAllKeys(), store.getAll()] as const
      })
      await new Promise((resolve) => reading.addEventListener('complete', resolve))
      await window.vaults.wipeVaults('ani')
      const fresh = await window.vaults.openVault('ani')
      await fresh?.put('me', 1)
      // The thief puts the old records under the new generation, where the new vault looks for them.
      const keyStore = db.transaction('keys').objectStore('keys').get('ani')
      await new Promise((resolve) => keyStore.addEventListener('success', resolve))
      const { generation } = keyStore.result
      const writing = db.transaction(stores, 'readwrite')
      stores.forEach((name, i) => {
        const [keys, values] = copies[i] ?? []
        keys?.result.forEach((key, n) =>
          writing.objectStore(name).put(values?.result[n], String(key).replace(/^[^/]+/, generation)),
        )
      })
      await new Promise((resolve) => writing.addEventListener('complete', resolve))
      return [await fresh?.get('list'), await fresh?.names('')]
    })
    expect(opened).toEqual([undefined, ['me']])
  })

  it('of everybody, where nobody is named', async () => {
    await page.evaluate(async () => {
      for (const person of ['ani', 'budi']) await (await window.vaults.openVault(person))?.put('list', person)
      await window.vaults.wipeVaults()
    })
    expect(await readDisk(page)).toEqual({ keys: [], names: [], contents: [], owner: [] })
  })
})

describe('a copy of a sheet', () => {
  it('is sealed, found again by its document, counted as unsent and forgotten when it has arrived', async () => {
    const seen = await page.evaluate(async () => {
      const device = window.sheets.sealedDevice(await window.vaults.openVault('ani'))
      const isKept = [
        await device.keep('ani:lembar:1', 'tab1', { at: 1 }),
        await device.keep('ani:lembar:1', 'tab2', { at: 2 }),
        await device.keep('ani:lembar:2', 'tab1', { at: 3 }),
      ]
      const found = await device.list('ani:lembar:1')
      const vault = await window.vaults.openVault('ani')
      // Handed in with words that wait beside it: one sheet.
      await vault?.put('handin:2', { points: {} })
      await vault?.put('handin:3', { points: {} })
      const before = await window.unsent.countUnsent('ani')
      await device.forget('ani:lembar:1', 'tab1')
      await device.forget('ani:lembar:1', 'tab2')
      return {
        isKept,
        found,
        before,
        after: await window.unsent.countUnsent('ani'),
        none: await window.unsent.countUnsent('budi'),
      }
    })
    expect({ ...seen, found: seen.found?.toSorted((a, b) => a.tab.localeCompare(b.tab)) }).toEqual({
      isKept: [true, true, true],
      found: [
        { document: 'ani:lembar:1', tab: 'tab1', value: { at: 1 } },
        { document: 'ani:lembar:1', tab: 'tab2', value: { at: 2 } },
      ],
      before: 3,
      after: 2,
      none: 0,
    })
    expect((await readDisk(page)).keys).toHaveLength(1)
  })

  it('is kept nowhere, and this is said, where the browser cannot seal', async () => {
    const seen = await page.evaluate(async () => {
      Object.defineProperty(crypto, 'subtle', { value: undefined })
      const vault = await window.vaults.openVault('ani')
      const device = window.sheets.sealedDevice(vault)
      return [vault, await device.keep('ani:lembar:1', 'tab1', {}), await device.list('ani:')]
    })
    expect(seen).toEqual([null, false, null])
  })

  it('waits apart from marks, visits, photographs and answers: each kind is counted by its name', async () => {
    const seen = await page.evaluate(async () => {
      const vault = await window.vaults.openVault('ani')
      const device = window.sheets.sealedDevice(vault)
      await device.keep('lembar:1', 'tab1', {})
      await vault?.put('mark:1', {})
      await vault?.put('mark:2', {})
      await device.keep('konsolidasi:9', 'tab1', {})
      await device.keep('konsolidasi:9', 'tab2', {})
      await device.keep('kunjungan:5', 'tab1', {})
      await vault?.put('photo:5:a', {})
      await vault?.put('photo:5:b', {})
      return [await window.unsent.findUnsent('ani'), await window.unsent.countUnsent('ani')]
    })
    expect(seen).toEqual([{ sheets: 1, marks: 2, visits: 1, photos: 2, answers: 1 }, 6])
  })
})
