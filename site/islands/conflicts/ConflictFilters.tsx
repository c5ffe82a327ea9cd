import { useState } from 'react'
import { sourceNames } from '#domain/conflict-words.ts'
import { conflictTypeNames } from '#site/text/conflicts.ts'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import { SearchField } from '../SearchField.tsx'
import { useAddress } from '../useAddress.ts'
import type { Narrowing } from './conflicts-api.ts'
import { Select } from './Select.tsx'

const idsOf = <Id extends string>(names: Readonly<Record<Id, string>>, given: string | null): Id | undefined =>
  Object.keys(names).find((id): id is Id => id === given)

/** What the address narrows the list to. */
export function narrowingOf(get: (name: string) => string | null): Narrowing {
  const [juror, agency, q] = [get('juri'), get('instansi'), get('cari')]
  const type = idsOf(conflictTypeNames, get('jenis'))
  const source = idsOf(sourceNames, get('sumber'))
  return {
    ...(juror && { juror }),
    ...(agency && { agency }),
    ...(q && { q }),
    ...(type && { type }),
    ...(source && { source }),
  }
}

/** What the list shows, and the same to take along. */
export function ConflictFilters({ file }: { file: (format: 'csv' | 'xlsx') => string }) {
  const { get, go } = useAddress()
  const [agency, setAgency] = useState<Agency | null>(null)
  const shownAgency = get('instansi') === agency?.id ? agency : null
  return (
    <section className="block stack" aria-label="Saring">
      <div className="conflict-filters">
        <SearchField label="Cari nama juri" />
        <AgencyField
          id="instansi-pengusul"
          chosen={shownAgency}
          label="Instansi pengusul"
          hint=""
          onChoose={(chosen) => {
            setAgency(chosen)
            go({ instansi: chosen?.id ?? null, sesudah: null })
          }}
        />
        <Select
          id="jenis"
          label="Jenis"
          names={conflictTypeNames}
          none="Semua jenis"
          value={get('jenis') ?? ''}
          onValue={(jenis) => go({ jenis, sesudah: null })}
        />
        <Select
          id="sumber"
          label="Sumber"
          names={sourceNames}
          none="Semua sumber"
          value={get('sumber') ?? ''}
          onValue={(sumber) => go({ sumber, sesudah: null })}
        />
      </div>
      <p className="cluster">
        <a className="action" href={file('csv')} download>
          Unduh CSV
        </a>
        <a className="action" href={file('xlsx')} download>
          Unduh XLSX
        </a>
        {(get('juri') ?? get('instansi') ?? get('jenis') ?? get('sumber') ?? get('cari')) && (
          <a className="action" href={`?${new URLSearchParams({ edisi: get('edisi') ?? '' }).toString()}`}>
            Hapus saringan
          </a>
        )}
      </p>
    </section>
  )
}
