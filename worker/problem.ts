import type { Context } from 'hono'
import type { Details } from '#db/proposals.ts'
import type { FileRefusal } from '#domain/attachment.ts'
import type { LateRefusal } from '#domain/intent.ts'
import type { WrittenVisit } from '#domain/field-visit.ts'
import type { SlotCause } from '#domain/interview-plan.ts'
import type { InvitationState } from '#domain/invitation.ts'
import type { PinInvalid } from '#domain/pinned-passage.ts'
import type { ProposalProblem } from '#domain/proposal.ts'
import type { DraftContent, HandedInSheet, RoundDraft } from '#domain/score-sheet.ts'
import type { UploadRefusal } from '#domain/upload.ts'

/** What a juror may know of a proposal before its stage opens, to declare a conflict. */
export type ProposalName = { referenceNumber: string; title: string; agency: string }

/** Everything the API can refuse. The wire shape is the refusal itself; site/text/problems.ts has the sentence for each code. */
export type Problem =
  // at the edge
  | { code: 'not_json' }
  | { code: 'body_too_large'; maxBytes: number }
  | { code: 'invalid_input'; fields: string[] }
  | { code: 'not_found' }
  | { code: 'sign_in_needed' }
  | { code: 'not_allowed' }
  | { code: 'foreign_origin' }
  | { code: 'too_many_requests' }
  | { code: 'internal_error'; requestId: string }
  // sign-in
  | { code: 'code_wrong' }
  | { code: 'code_expired' }
  | { code: 'code_tries_used_up' }
  // second factor
  | { code: 'second_factor_needed' }
  | { code: 'second_factor_wrong' }
  | { code: 'second_factor_locked' }
  | { code: 'second_factor_expired' }
  | { code: 'second_factor_on' }
  | { code: 'second_factor_off' }
  // accounts
  | { code: 'request_decided' }
  | { code: 'agency_closed' }
  | { code: 'unit_exists' }
  | { code: 'invitation_not_open'; state: InvitationState }
  | { code: 'already_invited' }
  | { code: 'already_holds_role'; name: string }
  | { code: 'role_ended' }
  | { code: 'last_holder' }
  | { code: 'not_a_colleague' }
  | { code: 'handover_date_out_of_range' }
  | { code: 'handover_planned'; startsAt: string }
  | { code: 'handover_not_planned' }
  | { code: 'successor_planned'; startsAt: string }
  | { code: 'successor_leaves'; endsAt: string }
  // editions
  | { code: 'slug_taken' }
  | { code: 'edition_frozen' }
  | { code: 'edition_not_open' }
  | { code: 'stage_not_open'; opensAt: string; closesAt: string; proposal?: ProposalName }
  | { code: 'stage_still_open'; closesAt: string }
  | { code: 'dates_out_of_order' }
  | { code: 'reason_needed' }
  // proposals
  | { code: 'version_conflict'; theirs: { text: string; version: number; savedAt: string; savedBy: string } }
  | { code: 'details_conflict'; version: number; theirs: Details }
  | { code: 'text_too_long'; maxCharacters: number }
  | { code: 'not_editable'; state: string }
  | { code: 'move_not_possible'; state: string }
  | { code: 'note_needed' }
  | { code: 'proposal_incomplete'; problems: ProposalProblem[] }
  | { code: 'cap_reached'; cap: number; group: string }
  | { code: 'not_eligible'; findings: { rule: string; text: string; advice: string | null }[] }
  | LateRefusal
  // attachments
  | FileRefusal
  | UploadRefusal
  // screening
  | { code: 'reasons_needed' }
  | { code: 'already_screened' }
  // corrections
  | { code: 'already_answered' }
  // jury
  | { code: 'too_few_jurors'; needed: number; available: number }
  | { code: 'nothing_to_assign' }
  | { code: 'already_assigned' }
  | { code: 'plan_outdated' }
  | { code: 'plan_ended' }
  | { code: 'already_apart' }
  | { code: 'table_unreadable'; missing: string[]; openQuote?: number }
  | { code: 'table_too_long'; mostRows: number }
  | { code: 'table_empty' }
  | { code: 'conflict_of_interest' }
  | { code: 'conflict_known' | 'tie_known' | 'tie_end_needed' | 'tie_over' | 'tie_ended' | 'conflict_ended' }
  | { code: 'points_invalid'; criterionIds: string[] }
  | { code: 'criteria_missing'; criterionIds: string[] }
  | { code: 'draft_conflict'; version: number; draft: (DraftContent & { savedAt: string }) | null }
  | { code: 'already_handed_in'; sheet?: HandedInSheet }
  | PinInvalid
  | { code: 'pact_needed' | 'pact_changed'; edition: string; pact: { text: string; sha256: string } }
  | { code: 'not_handed_in' }
  | { code: 'already_withdrawn' }
  | { code: 'consolidation_over' | 'sheet_unchanged' }
  | { code: 'answer_draft_conflict'; version: number; draft: RoundDraft & { savedAt: string } }
  | { code: 'answer_stands'; answer: 'confirmed' | 'revised'; answeredAt: string }
  // interviews and field visits
  | { code: 'hours_invalid'; fields: string[] }
  | { code: 'interviews_changed' }
  | { code: 'interview_changed' }
  | { code: 'slot_not_free'; cause: SlotCause; names: string[] }
  | { code: 'hours_changed' }
  | { code: 'visit_changed' }
  | { code: 'interview_begun' }
  | { code: 'no_panel' }
  | { code: 'too_many_materials'; most: number }
  | { code: 'visit_draft_conflict'; version: number; theirs: WrittenVisit & { savedAt: string } }
  | { code: 'findings_missing'; checkIds: string[]; noteIds: string[] }
  | { code: 'too_many_photos'; most: number }
  | { code: 'already_planned' }
  // plenary
  | { code: 'not_a_candidate' }
  | { code: 'decree_needed' }
  | { code: 'already_decided' }
  | { code: 'not_decided' }
  | { code: 'nothing_ranked' }
  | { code: 'official_run_missing' }
  // laboratory
  | { code: 'run_not_finished' }
  | { code: 'bundle_not_ready' }

export const statusOf = {
  not_json: 400,
  body_too_large: 413,
  invalid_input: 422,
  not_found: 404,
  sign_in_needed: 401,
  not_allowed: 403,
  foreign_origin: 403,
  too_many_requests: 429,
  internal_error: 500,
  code_wrong: 422,
  code_expired: 422,
  code_tries_used_up: 429,
  second_factor_needed: 403,
  second_factor_wrong: 422,
  second_factor_locked: 429,
  second_factor_expired: 422,
  second_factor_on: 409,
  second_factor_off: 409,
  request_decided: 409,
  agency_closed: 409,
  unit_exists: 409,
  invitation_not_open: 409,
  already_invited: 409,
  already_holds_role: 409,
  role_ended: 409,
  last_holder: 409,
  not_a_colleague: 422,
  handover_date_out_of_range: 422,
  handover_planned: 409,
  handover_not_planned: 409,
  successor_planned: 409,
  successor_leaves: 409,
  slug_taken: 409,
  edition_frozen: 409,
  edition_not_open: 409,
  stage_not_open: 409,
  stage_still_open: 409,
  dates_out_of_order: 422,
  reason_needed: 422,
  version_conflict: 409,
  details_conflict: 409,
  text_too_long: 422,
  not_editable: 409,
  move_not_possible: 409,
  note_needed: 422,
  proposal_incomplete: 422,
  cap_reached: 409,
  not_eligible: 422,
  intent_invalid: 422,
  intent_outdated: 409,
  no_grace: 409,
  grace_over: 409,
  not_a_pdf: 422,
  pdf_encrypted: 422,
  pdf_scripted: 422,
  file_too_large: 413,
  file_type_unknown: 422,
  not_a_photo: 422,
  file_damaged: 422,
  file_empty: 422,
  image_too_large: 422,
  pdf_carries_files: 422,
  pdf_form_xfa: 422,
  pdf_bomb: 422,
  too_many_files: 409,
  too_many_uploads: 429,
  upload_ended: 409,
  upload_cut_off: 400,
  upload_incomplete: 409,
  upload_changed: 409,
  chunk_corrupted: 422,
  chunk_differs: 409,
  reasons_needed: 422,
  already_screened: 409,
  already_answered: 409,
  too_few_jurors: 422,
  nothing_to_assign: 409,
  already_assigned: 409,
  plan_outdated: 409,
  plan_ended: 409,
  already_apart: 409,
  table_unreadable: 422,
  table_too_long: 422,
  table_empty: 422,
  conflict_of_interest: 409,
  conflict_known: 409,
  tie_known: 409,
  tie_end_needed: 422,
  tie_over: 422,
  tie_ended: 409,
  conflict_ended: 409,
  points_invalid: 422,
  criteria_missing: 422,
  draft_conflict: 409,
  already_handed_in: 409,
  pin_invalid: 422,
  pact_needed: 403,
  pact_changed: 409,
  not_handed_in: 409,
  already_withdrawn: 409,
  consolidation_over: 409,
  sheet_unchanged: 422,
  answer_draft_conflict: 409,
  answer_stands: 409,
  hours_invalid: 422,
  interviews_changed: 409,
  interview_changed: 409,
  slot_not_free: 409,
  interview_begun: 409,
  hours_changed: 409,
  visit_changed: 409,
  no_panel: 409,
  too_many_materials: 409,
  visit_draft_conflict: 409,
  findings_missing: 422,
  too_many_photos: 409,
  already_planned: 409,
  not_a_candidate: 422,
  decree_needed: 422,
  already_decided: 409,
  not_decided: 409,
  nothing_ranked: 409,
  official_run_missing: 409,
  run_not_finished: 409,
  bundle_not_ready: 409,
} as const satisfies Record<Problem['code'], number>

/** Answers a refusal with its status. */
export const problem = <P extends Problem>(c: Context, refusal: P) => c.json(refusal, statusOf[refusal.code])
