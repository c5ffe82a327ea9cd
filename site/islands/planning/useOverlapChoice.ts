import { useState } from 'react'
import type { Order } from './shared-readings.ts'

/** What somebody looks at of the overlap: null is all groups, and no juror's own row. */
export function useOverlapChoice() {
  const [group, setGroup] = useState<string | null>(null)
  const [order, setOrder] = useState<Order>('name')
  const [chosen, setChosen] = useState<string | null>(null)
  return { group, order, chosen, setGroup, setOrder, setChosen }
}

export type OverlapChoice = ReturnType<typeof useOverlapChoice>
