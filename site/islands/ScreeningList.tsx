import { useState } from 'react'
import { count } from '#site/text/format.ts'
import type { Desk } from './EditionDesk.tsx'
import { AddressLink } from './AddressLink.tsx'
import { BulkEligible } from './BulkEligible.tsx'
import { ScreeningBar } from './ScreeningBar.tsx'
import { ScreeningTable } from './ScreeningTable.tsx'
import type { ScreeningList as Listed } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useKeys, useKeySetting } from './useKeys.ts'

/** Most rows that one act may name. */
const maxBulk = 50

type Props = Desk & { list: Listed; onRecorded: () => void }

export function ScreeningList({ edition, mayAct, list: { rows, next }, onRecorded }: Props) {
  const { get, replace } = useAddress()
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const [areKeysOn, setKeysOn] = useKeySetting()
  const chosen = rows.find(({ submissionId }) => submissionId === get('pilih')) ?? rows[0]
  const at = chosen ? rows.indexOf(chosen) : -1

  const choose = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (!row) return
    replace({ pilih: row.submissionId, putusan: null })
    document.getElementById(`baris-${row.submissionId}`)?.scrollIntoView({ block: 'nearest' })
  }
  const open = () => chosen && replace({ berkas: chosen.submissionId, lihat: null })
  useKeys(
    {
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      j: () => choose(at + 1),
      k: () => choose(at - 1),
      b: () => open(),
      ...(mayAct && {
        l: () => replace({ putusan: 'eligible' }),
        p: () => replace({ putusan: 'needs_repair' }),
        t: () => replace({ putusan: 'ineligible' }),
      }),
    },
    areKeysOn && rows.length > 0,
  )

  /** The row that follows takes the place of a decided one, which may have left the list. */
  const recorded = () => {
    replace({ putusan: null, pilih: rows[at + 1]?.submissionId ?? rows[at - 1]?.submissionId ?? null })
    onRecorded()
  }
  const toggle = (id: string) => {
    const changed = new Set(checked)
    if (!changed.delete(id) && changed.size < maxBulk) changed.add(id)
    setChecked(changed)
  }
  const picked = rows.filter(({ submissionId }) => checked.has(submissionId))

  if (rows.length === 0 && !next)
    return <NothingListed hasSearch={get('cari') !== null} isSimilar={get('mirip') !== null} />
  return (
    <>
      <ScreeningTable
        rows={rows}
        chosenId={chosen?.submissionId}
        onChoose={(id) => replace({ pilih: id, putusan: null })}
        selection={mayAct ? { checked, toggle } : null}
      />
      <nav className="pagination" aria-label="Halaman daftar">
        {get('sesudah') ? (
          <AddressLink to={{ sesudah: null, pilih: null }}>Kembali ke awal daftar</AddressLink>
        ) : (
          <span />
        )}
        {next ? (
          <AddressLink to={{ sesudah: next, pilih: null }}>Berikutnya</AddressLink>
        ) : (
          <span className="hint">Akhir daftar, {count(rows.length)} baris pada halaman ini</span>
        )}
      </nav>
      {mayAct && picked.length > 0 && (
        <BulkEligible
          edition={edition.slug}
          rows={picked}
          onDone={() => {
            setChecked(new Set())
            onRecorded()
          }}
          onClear={() => setChecked(new Set())}
        />
      )}
      {chosen && (
        <ScreeningBar
          key={chosen.submissionId}
          row={chosen}
          mayAct={mayAct}
          areKeysOn={areKeysOn}
          onKeys={setKeysOn}
          onRecorded={recorded}
        />
      )}
    </>
  )
}

const NothingListed = ({ hasSearch, isSimilar }: { hasSearch: boolean; isSimilar: boolean }) => (
  <p className="empty">
    {isSimilar
      ? 'Tidak ada usulan pada saringan ini yang mirip teks lain. Tampilkan juga yang tidak mirip, atau pilih Semua.'
      : hasSearch
        ? 'Tidak ada usulan yang cocok. Kurangi kata pencarian atau pilih Semua.'
        : 'Tidak ada usulan pada saringan ini. Pilih saringan lain; bila tidak ada yang menunggu, tahap berikutnya adalah penugasan juri.'}
  </p>
)
