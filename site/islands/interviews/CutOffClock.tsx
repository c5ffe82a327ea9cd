import { clockToTheSecond } from '#site/text/format.ts'

/** Why a clock goes on although the portal is not there, and since when; `since` by the clock of the device, milliseconds since 1970. */
export const CutOffClock = ({ since }: { since: number | null }) => (
  <span role="status" className={since === null ? 'visually-hidden' : 'attention'}>
    {since !== null &&
      `Terputus: jam berjalan menurut perangkat ini, portal terakhir terdengar ${clockToTheSecond(new Date(since))}.`}
  </span>
)
