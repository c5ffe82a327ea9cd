import { useRef } from 'react'
import { useKeys, type Keys } from '../useKeys.ts'
import { actingKeys, pressKey, type DeskAct, type Waiting } from './desk-keys.ts'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Runs the acts of the desk by their keys; a digit typed anywhere but in a field begins the score of the open criterion. */
export function useDeskKeys(
  acts: Readonly<Record<DeskAct, () => void>>,
  onDigit: ((digit: string) => void) | null,
  isOn: boolean,
): void {
  const waiting = useRef<Waiting>(null)
  const press = (key: string) => {
    const pressed = pressKey(waiting.current, key, performance.now())
    waiting.current = pressed.waiting
    if (pressed.act) acts[pressed.act]()
  }
  const ofActs = actingKeys.map((key) => [key, () => press(key)] as const)
  const ofDigits = onDigit ? digits.map((digit) => [digit, () => onDigit(digit)] as const) : []
  const keys: Keys = Object.fromEntries([...ofActs, ...ofDigits])
  useKeys(keys, isOn)
}
