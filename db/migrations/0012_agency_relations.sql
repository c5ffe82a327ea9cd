CREATE INDEX `agencies_by_regional_government` ON `agencies` (`regional_government_id`);--> statement-breakpoint
CREATE INDEX `agencies_by_enterprise_group` ON `agencies` (`enterprise_group_id`);--> statement-breakpoint

-- No sheet of a juror in conflict is taken, also when the conflict came about at the very moment of handing in. Those that were
-- handed in before stay, and are reported to the secretariat.
CREATE TRIGGER `score_sheets_conflict` BEFORE INSERT ON `score_sheets`
WHEN EXISTS (
  SELECT 1 FROM `conflicted_pairs`
  WHERE `juror_id` = (SELECT `juror_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`)
    AND `proposal_id` = NEW.`proposal_id` AND (`ends_at` IS NULL OR `ends_at` > NEW.`handed_in_at`)
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
