import { count, dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { JuryNav } from '../desk/JuryNav.tsx'
import { Wait } from '../desk/Wait.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { Kawung } from '../marks.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace } from '../Workspace.tsx'
import { listRounds, type ListedRound } from './consolidation-api.ts'
import { RoundPage } from './RoundPage.tsx'

/** `/juri/konsolidasi/`: proposals whose jurors may see each other's sheets. */
export const ConsolidationDesk = () => (
  <Workspace roles={['evaluator', 'panelist']}>
    {(me) => (
      <div className="work-page stack">
        <JuryNav />
        <Chosen who={{ personId: me.user.id, email: me.user.email }} />
      </div>
    )}
  </Workspace>
)

function Chosen({ who }: { who: { personId: string; email: string } }) {
  const { get } = useAddress()
  const id = get('putaran')
  return id === null ? <Rounds /> : <RoundPage key={id} id={id} who={who} />
}

function Rounds() {
  const { answer } = useLoaded('rounds', listRounds)
  if (!answer) return <Wait />
  if (!answer.ok)
    return (
      <>
        <h1>Konsolidasi nilai</h1>
        <Refusal problem={answer.problem} />
      </>
    )
  const { rounds } = answer.value
  const waiting = rounds.filter((round) => stateOf(round) === 'waiting')
  return (
    <>
      {rounds.some(({ isSimulation }) => isSimulation) && <SimulationBadge />}
      <header>
        <h1>Konsolidasi nilai</h1>
        <p className="lead measure">
          Bila nilai para juri untuk satu usulan jauh berbeda, juri ketiga ikut membaca. Sesudah semua lembar masuk,
          Anda dapat melihat lembar juri lain tanpa nama, lalu menegaskan atau mengubah lembar Anda, satu kali.
        </p>
      </header>
      {rounds.length === 0 ? (
        <p className="empty">Tidak ada usulan Anda yang dikonsolidasikan. Surat dikirim begitu ada.</p>
      ) : (
        <>
          <p role="status">
            {waiting.length === 0
              ? 'Semua sudah Anda jawab.'
              : `${count(waiting.length)} dari ${count(rounds.length)} usulan menunggu jawaban Anda.`}
          </p>
          <RoundTable rounds={rounds} />
        </>
      )}
    </>
  )
}

const states = {
  waiting: { name: 'Menunggu jawaban Anda', filled: 1 },
  confirmed: { name: 'Anda menegaskan lembar Anda', filled: 4 },
  revised: { name: 'Anda mengubah lembar Anda', filled: 4 },
  over: { name: 'Ditutup tanpa jawaban Anda', filled: 0 },
} as const

const stateOf = ({ answer, isOver }: ListedRound): keyof typeof states => answer ?? (isOver ? 'over' : 'waiting')

const RoundTable = ({ rounds }: { rounds: readonly ListedRound[] }) => (
  <TableScroll>
    <table className="table table-stack">
      <thead>
        <tr>
          <th scope="col">Nomor</th>
          <th scope="col">Judul</th>
          <th scope="col">Tahap</th>
          <th scope="col">Keadaan</th>
          <th scope="col">Paling lambat</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => {
          const { name, filled } = states[stateOf(round)]
          return (
            <tr key={round.id}>
              <td className="nowrap" data-label="Nomor">
                {round.referenceNumber}
              </td>
              <th scope="row">
                <AddressLink className="row-title" to={{ putaran: round.id }}>
                  {round.title}
                </AddressLink>
              </th>
              <td data-label="Tahap">{round.stageName}</td>
              <td data-label="Keadaan">
                <span className="state">
                  <Kawung filled={filled} />
                  {name}
                </span>
              </td>
              <td data-label="Paling lambat">
                {round.isOver ? 'Sudah ditutup' : dateAndClock(new Date(round.closesAt))}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </TableScroll>
)
