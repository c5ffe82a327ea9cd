import type { Snapshot } from '#domain/publication.ts'
import { fetchPublications } from '#site/publications.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { anEdition, servePublications, someResults, type Portal } from './fixture.ts'

const portals: Portal[] = []
afterEach(() => {
  for (const portal of portals.splice(0)) portal.close()
})

async function portalWith(...args: Parameters<typeof servePublications>): Promise<Portal> {
  const portal = await servePublications(...args)
  portals.push(portal)
  return portal
}

const named = (snapshot: Snapshot, name: string): Snapshot => ({ ...snapshot, edition: { ...snapshot.edition, name } })

describe('what the site takes from a portal', () => {
  it('is the newest snapshot of each edition and of each stage, whatever their order', async () => {
    const portal = await portalWith([
      { snapshot: named(anEdition, 'lama'), publishedAt: '2026-11-01T00:00:00.000Z' },
      { snapshot: named(anEdition, 'baru'), publishedAt: '2026-11-03T00:00:00.000Z' },
      { snapshot: named(someResults, 'lama'), publishedAt: '2026-11-02T00:00:00.000Z' },
      { snapshot: named(someResults, 'baru'), publishedAt: '2026-11-04T00:00:00.000Z' },
      {
        snapshot: { ...someResults, stage: { id: 'final', name: 'Sidang pleno akhir' } },
        publishedAt: '2026-11-05T00:00:00.000Z',
      },
    ])
    const found = await fetchPublications(portal.origin)
    expect(found.map(({ snapshot, hash }) => [snapshot.kind, snapshot.edition.name, hash])).toEqual([
      ['results', 'KIPP Uji', portal.hashes[4]],
      ['results', 'baru', portal.hashes[3]],
      ['edition', 'baru', portal.hashes[1]],
    ])
  })

  it('is refused when one byte differs from what was hashed', async () => {
    const published = [{ snapshot: someResults, publishedAt: '2026-11-02T00:00:00.000Z' }]
    const portal = await portalWith(published, (bytes) => bytes.replace('17150', '17151'))
    await expect(fetchPublications(portal.origin)).rejects.toThrow(/its bytes have the SHA-256/)
  })

  it('is refused when it is not shaped like a snapshot, even with the right hash', async () => {
    const snapshot = { ...someResults, places: someResults.places.map((place) => ({ ...place, rank: 0 })) }
    const portal = await portalWith([{ snapshot, publishedAt: '2026-11-02T00:00:00.000Z' }])
    await expect(fetchPublications(portal.origin)).rejects.toThrow(/places/)
  })

  it('is an error when the portal does not answer', async () => {
    const portal = await portalWith([])
    await expect(fetchPublications(`${portal.origin}/`)).resolves.toEqual([])
    portal.close()
    await expect(fetchPublications(portal.origin)).rejects.toThrow('fetch failed')
  })
})
