import { expect, test } from 'vitest'
import { zoneOf } from '#domain/zone.ts'
import { provinces } from '#site/provinces.ts'

test('every province is in its zone, and the central government in that of Jakarta', () => {
  const inZone = (zone: string) => provinces.filter(({ name }) => zoneOf(name.id) === zone).map(({ label }) => label)
  expect(inZone('WITA').length + inZone('WIT').length + inZone('WIB').length).toBe(38)
  expect([zoneOf(null), zoneOf('Kalimantan Barat'), zoneOf('Kalimantan Tengah'), zoneOf('Jawa Timur')]).toEqual(
    Array.from({ length: 4 }, () => 'WIB'),
  )
  expect(inZone('WITA').length).toBe(12)
  expect(inZone('WIT').length).toBe(8)
})
