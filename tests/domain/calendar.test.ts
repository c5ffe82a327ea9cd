import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCalendar, type CalendarEvent } from '#domain/calendar.ts'

const event: CalendarEvent = {
  uid: 'kipp-2027.pendaftaran@gelanggang.example',
  sequence: 2,
  changedAt: new Date('2027-04-01T02:00:00.000Z'),
  startsAt: new Date('2027-03-01T01:00:00.000Z'),
  endsAt: new Date('2027-05-06T16:59:00.000Z'),
  summary: 'Pendaftaran, KIPP 2027; tahap 1',
  description: 'Baris satu\nBaris dua \\ selesai',
  url: 'https://gelanggang.example/edisi/kipp-2027/jadwal/',
}
const calendar = { name: 'KIPP 2027', language: 'id', url: 'https://gelanggang.example/', events: [event] }

/** Lines as a reader joins them again. */
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')
const unescaped = (text: string) =>
  text.replaceAll(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
const valueOf = (file: string, name: string) =>
  unfolded(file)
    .find((line) => line.startsWith(`${name};`) || line.startsWith(`${name}:`))
    ?.replace(/^[^:]+:/, '')

describe('a calendar file', () => {
  it('is what RFC 5545 asks for, word by word', () => {
    expect(unfolded(writeCalendar(calendar))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Gelanggang//Jadwal//ID',
      'CALSCALE:GREGORIAN',
      'NAME;LANGUAGE=id:KIPP 2027',
      'X-WR-CALNAME:KIPP 2027',
      'URL:https://gelanggang.example/',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
      'BEGIN:VEVENT',
      'UID:kipp-2027.pendaftaran@gelanggang.example',
      'DTSTAMP:20270401T020000Z',
      'LAST-MODIFIED:20270401T020000Z',
      'SEQUENCE:2',
      'DTSTART:20270301T010000Z',
      'DTEND:20270506T165900Z',
      'SUMMARY;LANGUAGE=id:Pendaftaran\\, KIPP 2027\\; tahap 1',
      'DESCRIPTION;LANGUAGE=id:Baris satu\\nBaris dua \\\\ selesai',
      'URL:https://gelanggang.example/edisi/kipp-2027/jadwal/',
      'TRANSP:TRANSPARENT',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  it('gives a deadline no end', () => {
    const file = writeCalendar({ ...calendar, events: [{ ...event, endsAt: null }] })
    expect([valueOf(file, 'DTSTART'), valueOf(file, 'DTEND')]).toEqual(['20270301T010000Z', undefined])
  })

  const anyText = fc.string({ unit: 'binary', maxLength: 300 })

  it('never has a line of more than 75 octets, nor half a character, whatever the texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (summary, description) => {
        const file = writeCalendar({ ...calendar, events: [{ ...event, summary, description }] })
        const bytes = new TextEncoder().encode(file)
        const lines = file.split('\r\n')
        expect(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)).toBe(file)
        expect(lines.filter((line) => new TextEncoder().encode(line).length > 75)).toEqual([])
        expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([])
      }),
    )
  })

  it('gives back every text as it was, but for control characters', () => {
    fc.assert(
      fc.property(anyText, (summary) => {
        const file = writeCalendar({ ...calendar, events: [{ ...event, summary }] })
        const plain = summary.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\t\n])\p{Cc}/gu, '')
        expect(unescaped(valueOf(file, 'SUMMARY') ?? '')).toBe(plain)
      }),
    )
  })

  it('has as many entries as events, however a text tries to end one', () => {
    fc.assert(
      fc.property(fc.constantFrom('END:VEVENT\r\nBEGIN:VEVENT', '\nEND:VCALENDAR', '\r\n X', ':;,'), (text) => {
        const odd = { ...event, uid: text, summary: text, description: text, url: `https://a.example/${text}` }
        const file = writeCalendar({ ...calendar, name: text, url: text, events: [odd, event] })
        expect(unfolded(file).filter((line) => line === 'BEGIN:VEVENT' || line === 'END:VCALENDAR')).toEqual([
          'BEGIN:VEVENT',
          'BEGIN:VEVENT',
          'END:VCALENDAR',
        ])
      }),
    )
  })
})
