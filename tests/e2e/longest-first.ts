import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Journeys that take more than half a minute, the longest first: begun last, they would be waited for alone. */
const long = ['competition', 'showcase', 'jury-desk', 'writing', 'deadline', 'jury-interviews'].map(
  (name) => `/e2e/${name}.e2e.ts`,
)

const turn = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((end) => moduleId.endsWith(end))
  return at < 0 ? long.length : at
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which alters nothing
    return (await super.sort(files)).toSorted((a, b) => turn(a) - turn(b))
  }
}
