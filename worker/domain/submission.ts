import type { ClusterId } from './edition.ts'

/** What a submission freezes; its canonical JSON is what the SHA-256 on the receipt is taken of. */
export type SubmittedProposal = {
  edition: string
  referenceNumber: string
  revision: number
  title: string
  groupId: string
  clusterId: ClusterId
  agency: string
  unit: string
  startedOn: string
  sections: { id: string; text: string }[]
  attachments: { ruleId: string; fileName: string; sizeBytes: number; sha256: string; objectKey: string }[]
}
