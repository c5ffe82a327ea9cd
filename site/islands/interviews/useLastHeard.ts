import { useCallback, useState } from 'react'

type Line = {
  /** By the clock of the device, milliseconds since 1970; null before the first answer. */
  heardAt: number | null
  isCutOff: boolean
}

/** When the portal last answered what is asked again and again, once it does not any more. */
export function useLastHeard(beginning: () => number | null) {
  const [line, setLine] = useState<Line>(() => ({ heardAt: beginning(), isCutOff: false }))
  const heard = useCallback(() => setLine({ heardAt: Date.now(), isCutOff: false }), [])
  const missed = useCallback(() => setLine((before) => ({ ...before, isCutOff: true })), [])
  const { heardAt, isCutOff } = line
  return { cutOffSince: isCutOff && heardAt !== null ? heardAt : null, heard, missed }
}
