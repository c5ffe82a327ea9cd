import { useEffect, useRef, useState } from 'react'

const setting = 'gelanggang:tombol-pintas'

/** Whether single keys act on this device; anyone who dictates or hits keys by accident can switch them off. */
export function useKeySetting(): [isOn: boolean, set: (isOn: boolean) => void] {
  const [isOn, setIsOn] = useState(() => readSetting())
  return [
    isOn,
    (next) => {
      setIsOn(next)
      try {
        localStorage.setItem(setting, next ? 'hidup' : 'mati')
      } catch {
        // the setting then lasts as long as the page
      }
    },
  ]
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(setting) !== 'mati'
  } catch {
    return true
  }
}

/** Letters typed as text stay text; a field of digits can let letters through with `data-keys="on"`. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.dataset['keys'] === 'on') return false
  if (target.closest('dialog[open]')) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

export type Keys = Readonly<Record<string, () => void>>

/** Runs the act of a key (`event.key`, letters in lower case) wherever the focus is, except where somebody types. */
export function useKeys(keys: Keys, isOn: boolean): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!isOn) return
    const act = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const run = latest.current[key]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', act)
    return () => window.removeEventListener('keydown', act)
  }, [isOn])
}
