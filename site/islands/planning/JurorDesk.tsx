import { count } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { useAddress } from '../useAddress.ts'
import { ApartPanel } from './ApartPanel.tsx'
import type { StageDesk } from './AssignmentBoard.tsx'
import { JurorDetail } from './JurorDetail.tsx'
import { JurorForm } from './JurorForm.tsx'
import { JurorTable } from './JurorTable.tsx'
import { ProfileForm } from './ProfileForm.tsx'

/** Who judges: the list, one juror, themes and caps, and who is kept apart from whom. */
export function JurorDesk(desk: StageDesk) {
  const { edition, stage, place, work, mayAct, reloadWork, say } = desk
  const { get, replace } = useAddress()
  const { jurors, progress } = work
  const act = get('juri')
  const chosen = [...jurors, ...progress.jurors].find(({ id }) => id === act)
  if (chosen) return <JurorDetail key={chosen.id} {...desk} juror={chosen} />
  return (
    <>
      <section className="stack" aria-labelledby="juri">
        <div className="cluster cluster-between">
          <h2 id="juri">{count(jurors.length)} juri</h2>
          {mayAct && act === null && (
            <p className="cluster">
              {jurors.length > 0 && (
                <AddressLink className="action" to={{ juri: 'profil' }}>
                  Ubah tema dan batas
                </AddressLink>
              )}
              <AddressLink className="action" to={{ juri: 'baru' }}>
                Tambah juri
              </AddressLink>
            </p>
          )}
        </div>
        {mayAct && act === 'baru' && (
          <JurorForm
            edition={edition}
            stageId={stage.id}
            onAdded={() => {
              say('Juri ditambahkan dan menerima surat.')
              replace({ juri: null })
              reloadWork()
            }}
            onCancel={() => replace({ juri: null })}
          />
        )}
        {mayAct && act === 'profil' ? (
          <ProfileForm
            edition={edition}
            jurors={jurors}
            onSaved={() => {
              say('Tema dan batas tersimpan. Rancangan yang sudah ada perlu disusun ulang.')
              replace({ juri: null })
              reloadWork()
            }}
            onCancel={() => replace({ juri: null })}
          />
        ) : (
          <JurorTable jurors={jurors} progress={progress} themes={edition.rules.themes?.items ?? []} />
        )}
      </section>
      {jurors.length > 1 && act === null && <ApartPanel place={place} jurors={jurors} mayAct={mayAct} />}
    </>
  )
}
