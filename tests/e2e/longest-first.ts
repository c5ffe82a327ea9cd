import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take half a minute and more, the longest first: begun last, they would be waited for alone. */
const long = [
  'e2e/competition.e2e',
  'e2e/jury-desk.e2e',
  'e2e/showcase.e2e',
  'e2e/writing.e2e',
  'e2e/jury-interviews.e2e',
  'e2e/deadline.e2e',
  'e2e/offline.e2e',
  'e2e/jury-chaos.e2e',
  'site/offline/shell.test',
].map((name) => `/tests/${name}.ts`)

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
