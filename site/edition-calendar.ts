import { writeCalendar, type CalendarEvent } from '#domain/calendar.ts'
import type { EditionSnapshot } from '#domain/publication.ts'
import { href, type Language } from './text/language.ts'
import { scheduleText } from './text/public/schedule.ts'

type Stage = EditionSnapshot['stages'][number]

/** Every stage as an entry from its opening to its close, and every close as a deadline of its own. */
export function editionCalendar(snapshot: EditionSnapshot, language: Language, site: URL): string {
  const { slug, name } = snapshot.edition
  const url = new URL(href(language, `/edisi/${slug}/jadwal/`), site).href
  return writeCalendar({
    name,
    language,
    url,
    events: snapshot.stages.flatMap((stage) => stageEvents(stage, snapshot, { language, site, url })),
  })
}

type Place = { language: Language; site: URL; url: string }

function stageEvents(
  stage: Stage,
  { edition, versions, changes, asOf }: EditionSnapshot,
  place: Place,
): CalendarEvent[] {
  const t = scheduleText[place.language]
  const moved = changes.filter(({ stageId }) => stageId === stage.id)
  const lastMove = moved.at(-1)
  const shared = {
    sequence: moved.length,
    changedAt: new Date(lastMove?.at ?? versions[0]?.at ?? asOf),
    url: place.url,
    description: [
      t.eventLead(edition.name, edition.isSimulation),
      ...(lastMove ? [t.movedEvent(lastMove.reason)] : []),
      place.url,
    ].join('\n'),
  }
  const uid = (what: string) => `${edition.slug}.${stage.id}.${what}@${place.site.hostname}`
  const [opensAt, closesAt] = [new Date(stage.opensAt), new Date(stage.closesAt)]
  const summary = t.event(stage.name, edition.name)
  return [
    { ...shared, uid: uid('window'), startsAt: opensAt, endsAt: closesAt, summary },
    { ...shared, uid: uid('close'), startsAt: closesAt, endsAt: null, summary: t.closesEvent(summary) },
  ]
}
