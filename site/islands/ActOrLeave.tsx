import type { ReactNode } from 'react'

type Props = {
  isSending: boolean
  act: string
  /** What the button says while the act is on its way. */
  busy: string
  leave?: string
  /** Left out in a form, which the button submits. */
  onAct?: () => Promise<void>
  onLeave: () => void
  /** What the act brings about, beside it. */
  children?: ReactNode
}

/** The one act of a form or a dialog, and the way out of it. */
export const ActOrLeave = ({ isSending, act, busy, leave = 'Batal', onAct, onLeave, children }: Props) => (
  <div className="cluster">
    <button type={onAct ? 'button' : 'submit'} className="button" onClick={onAct && (() => void onAct())}>
      {isSending ? busy : act}
    </button>
    <button type="button" className="button button-secondary" onClick={onLeave}>
      {leave}
    </button>
    {children}
  </div>
)
