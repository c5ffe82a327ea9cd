-- A tie bars a panelist from the seat until it ends: what counts is when the seat is taken, not when the interview was planned.
DROP TRIGGER `interview_seats_conflict`;
--> statement-breakpoint
CREATE TRIGGER `interview_seats_conflict` BEFORE INSERT ON `interview_seats`
WHEN EXISTS (
  SELECT 1 FROM `conflicted_pairs` WHERE `juror_id` = NEW.`juror_id`
    AND `proposal_id` = (SELECT `proposal_id` FROM `interview_slots` WHERE `id` = NEW.`slot_id`)
    AND (`ends_at` IS NULL OR `ends_at` > CAST(unixepoch('subsec') * 1000 AS INTEGER))
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
