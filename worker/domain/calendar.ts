/** One entry of a calendar. Without an end it is a moment: a deadline. */
export type CalendarEvent = {
  /** Stays the same however often the entry changes. */
  uid: string
  /** Counts the changes of this entry, so that calendars take the newer one. */
  sequence: number
  /** When this entry was last changed. */
  changedAt: Date
  startsAt: Date
  endsAt: Date | null
  summary: string
  description: string
  url: string
  /** Where somebody must be; such an entry makes them busy. */
  location?: string
  /** It does not take place: calendars that have it take it out. */
  isCancelled?: boolean
}

export type Calendar = {
  name: string
  /** Tag of the language of names and descriptions: `id`. */
  language: string
  url: string
  events: readonly CalendarEvent[]
}

/** How often a subscribed calendar looks for changes. */
const refreshEvery = 'PT6H'

/** An iCalendar file. Source: RFC 5545, and RFC 7986 for the calendar's own name, address and refresh interval. */
export function writeCalendar({ name, language, url, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Gelanggang//Jadwal//ID',
    'CALSCALE:GREGORIAN',
    `NAME;LANGUAGE=${language}:${escape(name)}`,
    `X-WR-CALNAME:${escape(name)}`,
    `URL:${uri(url)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
    `X-PUBLISHED-TTL:${refreshEvery}`,
    ...events.flatMap((event) => eventLines(event, language)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

const eventLines = (event: CalendarEvent, language: string): string[] => [
  'BEGIN:VEVENT',
  `UID:${escape(event.uid)}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTART:${utc(event.startsAt)}`,
  ...(event.endsAt ? [`DTEND:${utc(event.endsAt)}`] : []),
  `SUMMARY;LANGUAGE=${language}:${escape(event.summary)}`,
  `DESCRIPTION;LANGUAGE=${language}:${escape(event.description)}`,
  `URL:${uri(event.url)}`,
  ...(event.location === undefined ? [] : [`LOCATION;LANGUAGE=${language}:${escape(event.location)}`]),
  // Nobody is busy because a competition is open, or with what is cancelled.
  event.location === undefined || event.isCancelled ? 'TRANSP:TRANSPARENT' : 'TRANSP:OPAQUE',
  event.isCancelled ? 'STATUS:CANCELLED' : 'STATUS:CONFIRMED',
  'END:VEVENT',
]

/** `20270611T165900Z`. */
const utc = (instant: Date): string => instant.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** Section 3.3.11: backslash, semicolon, comma and line break are escaped; other control characters have no place in a text. */
const escape = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '')
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')

/** An address is no text: nothing in it is escaped, and nothing in it may end the line. */
const uri = (address: string): string => address.replaceAll(/[\p{Cc} ]/gu, '')

/** Octets on one line, without its end. Source: section 3.1. */
const lineOctets = 75

/** Long lines go on in the next one after a space; a character is never cut in two. */
function fold(line: string): string {
  const encoder = new TextEncoder()
  const folded: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    // The space that begins a continued line counts.
    const room = folded.length === 0 ? lineOctets : lineOctets - 1
    if (octets + size > room) {
      folded.push(current)
      current = ''
      octets = 0
    }
    current += character
    octets += size
  }
  return [...folded, current].join('\r\n ')
}
