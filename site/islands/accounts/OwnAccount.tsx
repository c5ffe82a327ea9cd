import { isOfficeMailbox } from '#domain/mailbox.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import { OfficeMailboxHint } from './OfficeMailboxHint.tsx'
import { OwnRoles } from './OwnRoles.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { SessionList } from './SessionList.tsx'

/** `/akun/`: one's own sign-in, roles and sessions. */
export function OwnAccount() {
  return (
    <Workspace roles={[]}>
      {(me, reload) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <div className="work-page work-page-narrow stack">
            <Head me={me} />
            <SecondFactor me={me} onChanged={reload} />
            <OwnRoles me={me} onChanged={reload} />
            <SessionList />
          </div>
        </>
      )}
    </Workspace>
  )
}

function Head({ me }: { me: Me }) {
  return (
    <div className="stack stack-tight">
      <h1>Akun Anda</h1>
      <dl className="facts facts-rows">
        <div>
          <dt>Nama</dt>
          <dd>{me.user.name}</dd>
        </div>
        <div>
          <dt>Surel</dt>
          <dd>{me.user.email}</dd>
        </div>
      </dl>
      {!me.isDemo && isOfficeMailbox(me.user.email) && <OfficeMailboxHint />}
    </div>
  )
}
