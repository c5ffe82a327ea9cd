import type { ClusterId } from '#domain/edition.ts'
import { count } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import type { EditionView } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'

type Competing = { groupId: string; clusterId: string }
export type Contest = { groupId: string; clusterId: ClusterId | null }

/** The contest that the address names, else the first group and, where `isOneCluster`, its first cluster. */
export function useContest(edition: EditionView, rows: readonly Competing[], isOneCluster: boolean): Contest {
  const { get } = useAddress()
  const { groups, clusters } = edition.rules
  const present = (groupId: string) => rows.some((row) => row.groupId === groupId)
  const groupId =
    groups.find(({ id }) => id === get('kelompok'))?.id ??
    groups.find(({ id }) => present(id))?.id ??
    groups[0]?.id ??
    ''
  const filled = clusters.filter(({ id }) => rows.some((row) => row.groupId === groupId && row.clusterId === id))
  const named = clusters.find(({ id }) => id === get('klaster'))?.id
  return { groupId, clusterId: named ?? (isOneCluster ? (filled[0]?.id ?? null) : null) }
}

type Props = { edition: EditionView; rows: readonly Competing[]; contest: Contest; hasAll: boolean }

/** Groups, and the clusters within the chosen one, with how many compete in each. A cut that was looked at (`k`) belongs to one. */
export function ContestTabs({ edition, rows, contest, hasAll }: Props) {
  const { groups, clusters } = edition.rules
  const inGroup = rows.filter(({ groupId }) => groupId === contest.groupId)
  return (
    <div>
      <nav className="tabs" aria-label="Kelompok">
        {groups.map(({ id, name }) => (
          <AddressLink
            key={id}
            to={{ kelompok: id, klaster: null, k: null }}
            aria-current={id === contest.groupId ? 'page' : undefined}
          >
            {name} {count(rows.filter(({ groupId }) => groupId === id).length)}
          </AddressLink>
        ))}
      </nav>
      <nav className="tabs" aria-label="Klaster">
        {hasAll && (
          <AddressLink to={{ klaster: null, k: null }} aria-current={contest.clusterId === null ? 'page' : undefined}>
            Semua klaster {count(inGroup.length)}
          </AddressLink>
        )}
        {clusters.map(({ id, name }) => (
          <AddressLink
            key={id}
            to={{ klaster: id, k: null }}
            aria-current={id === contest.clusterId ? 'page' : undefined}
          >
            {name} {count(inGroup.filter(({ clusterId }) => clusterId === id).length)}
          </AddressLink>
        ))}
      </nav>
    </div>
  )
}
