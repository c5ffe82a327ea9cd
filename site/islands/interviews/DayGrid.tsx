import { span } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { Slot } from './interviews-api.ts'

/** One day: a line a time, a column a room. */
export function DayGrid({ slots }: { slots: readonly Slot[] }) {
  const rooms = [...new Set(slots.map(({ room }) => room))].toSorted()
  const times = [...new Set(slots.map(({ beginsAt }) => beginsAt))].toSorted()
  return (
    <TableScroll>
      <table className="table interview-grid">
        <thead>
          <tr>
            <th scope="col">Waktu</th>
            {rooms.map((room) => (
              <th scope="col" key={room}>
                {room}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((beginsAt) => (
            <tr key={beginsAt}>
              <th scope="row" className="nowrap">
                {span(beginsAt, slots.find((slot) => slot.beginsAt === beginsAt)?.endsAt ?? beginsAt)}
              </th>
              {rooms.map((room) => {
                const slot = slots.find((one) => one.beginsAt === beginsAt && one.room === room)
                return (
                  <td key={room}>
                    {slot && (
                      <>
                        <AddressLink className="row-title" to={{ slot: slot.id }}>
                          {slot.title}
                        </AddressLink>
                        <br />
                        <span className="hint">{slot.panel.map(({ name }) => name).join(', ')}</span>
                        {slot.panel.some(({ state }) => state !== 'seated') && (
                          <span className="attention line">panel perlu diperiksa</span>
                        )}
                      </>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
