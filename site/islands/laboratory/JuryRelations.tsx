import { count } from '#site/text/format.ts'
import { coefficient, signedPoints } from '#site/text/ranking.ts'
import { TableScroll } from '../TableScroll.tsx'
import type { Ranking } from './laboratory-answers.ts'

type Relations = NonNullable<Ranking['relations']>

/** What no single score shows: a juror's leaning towards an agency, and jurors whose surprises go together. */
export function JuryRelations({ relations }: { relations: Ranking['relations'] }) {
  if (!relations) return null
  return (
    <>
      <Leanings {...relations} />
      <Pairs {...relations} />
    </>
  )
}

function Leanings({ leanings, leaningPairs, leaningChance }: Relations) {
  const beyond = leanings.filter(({ t }) => Math.abs(t) > leaningChance).length
  return (
    <section className="stack stack-tight" aria-labelledby="juri-dan-instansi">
      <h3 id="juri-dan-instansi">Juri terhadap tiap instansi</h3>
      {leanings.length === 0 ? (
        <p>
          Tidak ada juri yang membaca tiga usulan atau lebih dari satu instansi, jadi tidak ada yang dapat dikatakan.
        </p>
      ) : (
        <>
          <p className="measure">
            Selisih skor juri dari dugaan model pada usulan satu instansi, dalam galat baku. Dari {count(leaningPairs)}{' '}
            pasangan, kebetulan saja jarang melewati {coefficient(leaningChance)}.{' '}
            {beyond === 0 ? 'Tidak ada yang melewatinya.' : `${count(beyond)} melewatinya dan perlu dilihat orang.`}
          </p>
          <TableScroll>
            <table className="table table-dense table-stack">
              <caption>
                Urut: condong terkuat dahulu{leanings.length < leaningPairs && `, ${count(leanings.length)} pertama`}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Juri</th>
                  <th scope="col">Instansi</th>
                  <th scope="col" className="numeric">
                    Skor
                  </th>
                  <th scope="col" className="numeric">
                    Rata-rata per skor
                  </th>
                  <th scope="col" className="numeric">
                    Semua skor bersama
                  </th>
                  <th scope="col">Catatan</th>
                </tr>
              </thead>
              <tbody>
                {leanings.map(({ pseudonym, name, agency, scores, mean, t }) => (
                  <tr key={`${pseudonym} ${agency}`}>
                    <th scope="row">{name}</th>
                    <td data-label="Instansi">{agency}</td>
                    <td className="numeric" data-label="Skor">
                      {count(scores)}
                    </td>
                    <td className="numeric nowrap" data-label="Rata-rata per skor">
                      {signedPoints(mean)}
                    </td>
                    <td className="numeric nowrap" data-label="Semua skor bersama">
                      {signedPoints(t)}
                    </td>
                    <td data-label="Catatan">
                      {Math.abs(t) <= leaningChance ? (
                        'Dalam batas kebetulan'
                      ) : (
                        <span className="attention">{t > 0 ? 'Lebih murah hati di sini' : 'Lebih keras di sini'}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      )}
    </section>
  )
}

function Pairs({ pairs, jurorPairs, meanCorrelation }: Relations) {
  const isApart = pairs.some(({ shrunk }) => Math.abs(shrunk - meanCorrelation) > 0.005)
  return (
    <section className="stack stack-tight" aria-labelledby="juri-berpasangan">
      <h3 id="juri-berpasangan">Juri berpasangan</h3>
      {pairs.length === 0 ? (
        <p>Tidak ada dua juri yang membaca lima usulan yang sama, jadi tidak ada yang dapat dikatakan.</p>
      ) : (
        <>
          <p className="measure">
            Apakah dua juri meleset dari dugaan model ke arah yang sama pada usulan yang sama-sama mereka baca. Nilai
            sekitar nol atau di bawahnya wajar; rata-rata {count(jurorPairs)} pasangan {coefficient(meanCorrelation)}.{' '}
            {isApart
              ? 'Yang perlu dilihat ialah pasangan yang jauh dari rata-rata itu sesudah disusutkan.'
              : 'Perbedaan antarpasangan tidak lebih besar daripada kebetulan.'}
          </p>
          <TableScroll>
            <table className="table table-dense table-stack">
              <caption>
                Urut: paling jauh dari rata-rata dahulu{pairs.length < jurorPairs && `, ${count(pairs.length)} pertama`}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Juri</th>
                  <th scope="col">Dengan</th>
                  <th scope="col" className="numeric">
                    Usulan bersama
                  </th>
                  <th scope="col" className="numeric">
                    Korelasi
                  </th>
                  <th scope="col" className="numeric">
                    Disusutkan
                  </th>
                </tr>
              </thead>
              <tbody>
                {pairs.map(({ first, second, firstName, secondName, shared, correlation, shrunk }) => (
                  <tr key={`${first} ${second}`}>
                    <th scope="row">{firstName}</th>
                    <td data-label="Dengan">{secondName}</td>
                    <td className="numeric" data-label="Usulan bersama">
                      {count(shared)}
                    </td>
                    <td className="numeric nowrap" data-label="Korelasi">
                      {coefficient(correlation)}
                    </td>
                    <td className="numeric nowrap" data-label="Disusutkan">
                      {coefficient(shrunk)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      )}
    </section>
  )
}
