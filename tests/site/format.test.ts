import {
  bytes,
  count,
  dateAndClock,
  inThreeZones,
  meanPoints,
  points,
  shortUrl,
  shortWindow,
} from '#site/text/format.ts'
import { describe, expect, it } from 'vitest'

describe('numbers', () => {
  it('are written with a point for thousands and a comma for decimals', () => {
    expect([
      count(3478),
      points(8425),
      points(10_000),
      meanPoints(25_276, 3),
      bytes(5_242_880),
      bytes(225_280),
    ]).toEqual(['3.478', '84,25', '100,00', '84,25', '5 MB', '220 kB'])
  })
})

describe('instants', () => {
  const deadline = new Date('2027-05-06T16:59:00Z')

  it('carry day, date and clock of western Indonesia', () => {
    expect(dateAndClock(deadline)).toBe('Kamis, 6 Mei 2027 pukul 23.59 WIB')
  })

  it('are the next day further east', () => {
    expect(inThreeZones(deadline)).toEqual([
      { zone: 'WIB', clock: '23.59', day: '6 Mei' },
      { zone: 'WITA', clock: '00.59', day: '7 Mei' },
      { zone: 'WIT', clock: '01.59', day: '7 Mei' },
    ])
  })

  it('make a window of one day a single day', () => {
    const morning = new Date('2027-05-06T01:00:00Z')
    expect([
      shortWindow({ opensAt: morning, closesAt: deadline }),
      shortWindow({ opensAt: new Date('2027-03-01T00:00:00Z'), closesAt: deadline }),
    ]).toEqual(['6 Mei', '1 Mar – 6 Mei'])
  })
})

describe('addresses', () => {
  it('are shown without protocol, www and closing slash', () => {
    expect(shortUrl('https://www.kanal24.co.id/klinik/')).toBe('kanal24.co.id/klinik')
  })
})
