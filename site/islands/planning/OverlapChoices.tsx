import type { ReactNode } from 'react'
import type { EditionView } from '../staff-answers.ts'
import { orders, type Order, type SharingJuror } from './shared-readings.ts'
import type { OverlapChoice } from './useOverlapChoice.ts'

const orderNames: Readonly<Record<Order, string>> = {
  name: 'Nama',
  least: 'Paling sedikit berbagi',
  group: 'Kelompok usulan',
}

type Props = {
  id: string
  edition: EditionView
  jurors: readonly SharingJuror[]
  choice: OverlapChoice
  children?: ReactNode
}

/** Of which proposals, in which order, and whose row. */
export function OverlapChoices({ id, edition, jurors, choice, children }: Props) {
  const { groups } = edition.rules
  const { group, order, chosen, setGroup, setOrder, setChosen } = choice
  return (
    <div className="fields overlap-choices">
      {groups.length > 1 && (
        <div className="field">
          <label htmlFor={`${id}-kelompok`}>Usulan dari kelompok</label>
          <select
            id={`${id}-kelompok`}
            className="select"
            value={group ?? ''}
            onChange={(event) => setGroup(event.target.value || null)}
          >
            <option value="">Semua kelompok</option>
            {groups.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="field overlap-wide">
        <label htmlFor={`${id}-urutan`}>Urutan juri</label>
        <select
          id={`${id}-urutan`}
          className="select"
          value={order}
          onChange={(event) => setOrder(orders.find((one) => one === event.target.value) ?? 'name')}
        >
          {orders
            .filter((one) => one !== 'group' || groups.length > 1)
            .map((one) => (
              <option key={one} value={one}>
                {orderNames[one]}
              </option>
            ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-juri`}>Lihat satu juri</label>
        <select
          id={`${id}-juri`}
          className="select"
          value={chosen ?? ''}
          onChange={(event) => setChosen(event.target.value || null)}
        >
          <option value="">Semua pasangan</option>
          {jurors.map(({ id: jurorId, name }) => (
            <option key={jurorId} value={jurorId}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {children}
    </div>
  )
}
