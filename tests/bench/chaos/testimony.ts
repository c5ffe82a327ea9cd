/** `points:<criterion>`, `comments:<criterion>` or `comment`. */
export type Field = string

/** What is in the fields, without those that are empty. */
export type Shown = Readonly<Record<Field, string>>

/** What the portal has in the end: a sheet that was handed in, else a draft. */
export type Stored = { content: Shown; sheet: { totalHundredths: number; sha256: string } | null }

type Typed = { field: Field; value: string; isCalledSaved: boolean }

type Attempt = {
  shown: Shown
  /** How many entries were typed before it. */
  after: number
}

type Account = {
  typed: Typed[]
  attempts: Attempt[]
  /** The desk said that it was handed in, or would be as soon as there is a network. */
  isCalledHandedIn: boolean
  receipts: { totalHundredths: number; proof: string }[]
}

const isSame = (a: Shown, b: Shown) =>
  Object.keys({ ...a, ...b }).every((field) => (a[field] ?? '').trim() === (b[field] ?? '').trim())

/**
 * What one juror typed and what the desk said of it, by reading, to be held against what the portal has in the end. A value that
 * the desk called saved may only give way to one that the same juror typed later.
 */
export function testimony() {
  const accounts = new Map<string, Account>()
  const complaints: string[] = []
  let saves = 0

  function accountOf(id: string): Account {
    const there = accounts.get(id) ?? { typed: [], attempts: [], isCalledHandedIn: false, receipts: [] }
    accounts.set(id, there)
    return there
  }

  /** Values that may stand in a field, after so many entries; null where nothing was called saved and anything may. */
  function mayStand({ typed }: Account, field: Field, until: number): readonly string[] | null {
    const entries = typed.slice(0, until).filter((one) => one.field === field)
    const last = entries.findLastIndex(({ isCalledSaved }) => isCalledSaved)
    return last < 0 ? null : entries.slice(last).map(({ value }) => value.trim())
  }

  function missingIn(account: Account, content: Shown, until: number): string[] {
    const fields = new Set(account.typed.slice(0, until).map(({ field }) => field))
    return [...fields].flatMap((field) => {
      const [values, there] = [mayStand(account, field, until), (content[field] ?? '').trim()]
      return values === null || values.includes(there) ? [] : [`${field} is "${there}", not ${values.join(' or ')}`]
    })
  }

  function check(id: string, account: Account, stored: Stored | undefined): { lost: string[]; unshown: string[] } {
    const { typed, attempts, isCalledHandedIn, receipts } = account
    const content = stored?.content ?? {}
    const sheet = stored?.sheet ?? null
    // What was typed after the act stays beside the sheet, and the desk shows it there.
    const attempt = sheet ? attempts.findLast(({ shown }) => isSame(shown, content)) : undefined
    const lost = missingIn(account, content, attempt?.after ?? typed.length).map((said) => `${id}: ${said}`)
    if (isCalledHandedIn && !sheet) lost.push(`${id}: called handed in and is not`)
    for (const { totalHundredths, proof } of receipts) {
      if (sheet && (sheet.totalHundredths !== totalHundredths || !sheet.sha256.startsWith(proof)))
        lost.push(`${id}: its receipt says ${totalHundredths} ${proof}, the sheet ${sheet.totalHundredths}`)
    }
    return { lost, unshown: sheet && !attempt ? [`${id}: handed in as it was never shown`] : [] }
  }

  return {
    /** Before the key is pressed. */
    typed: (id: string, field: Field, value: string) => {
      accountOf(id).typed.push({ field, value, isCalledSaved: false })
    },
    /** The desk called what it shows saved, on the portal or on this device. */
    calledSaved: (id: string, shown: Shown) => {
      const { typed } = accountOf(id)
      saves += 1
      for (const [field, value] of Object.entries(shown)) {
        const entry = typed.findLast((one) => one.field === field && one.value.trim() === value.trim())
        if (entry) entry.isCalledSaved = true
        else complaints.push(`${id}: ${field} shows "${value}", which nobody typed`)
      }
    },
    /** What a sheet shows must still hold everything that was called saved. */
    missing: (id: string, shown: Shown) => missingIn(accountOf(id), shown, accountOf(id).typed.length),
    complain: (words: string) => void complaints.push(words),
    /** The juror presses the last key, looking at this. */
    handsIn: (id: string, shown: Shown) => {
      const { attempts, typed } = accountOf(id)
      attempts.push({ shown, after: typed.length })
    },
    calledHandedIn: (id: string, receipt?: { totalHundredths: number; proof: string }) => {
      const account = accountOf(id)
      account.isCalledHandedIn = true
      if (receipt && !account.receipts.some(({ proof }) => proof === receipt.proof)) account.receipts.push(receipt)
    },
    isCalledHandedIn: (id: string) => accounts.get(id)?.isCalledHandedIn ?? false,
    readings: () => [...accounts.keys()],
    handIns: () => [...accounts.values()].filter((account) => account.isCalledHandedIn).length,
    saves: () => saves,
    /** Everything that was called saved or handed in and is not there, and every sheet that differs from what was shown. */
    verdict: (stored: ReadonlyMap<string, Stored>) => {
      const found = [...accounts].map(([id, account]) => check(id, account, stored.get(id)))
      return {
        lost: [...complaints, ...found.flatMap(({ lost }) => lost)],
        unshown: found.flatMap(({ unshown }) => unshown),
      }
    },
  }
}

export type Testimony = ReturnType<typeof testimony>
