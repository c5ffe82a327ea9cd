-- What ties a person to an agency: a post, or a role held for it. Both make a conflict of interest.
CREATE VIEW `ties` AS
  SELECT `user_id`, `agency_id`, `ends_at` FROM `affiliations`
  UNION ALL
  SELECT `user_id`, `agency_id`, `ends_at` FROM `roles` WHERE `agency_id` IS NOT NULL;
--> statement-breakpoint
DROP TRIGGER `assignments_conflict`;
--> statement-breakpoint
CREATE TRIGGER `assignments_conflict` BEFORE INSERT ON `assignments`
WHEN EXISTS (
  SELECT 1 FROM `proposals` p
  JOIN `agencies` pa ON pa.`id` IN (p.`agency_id`, p.`unit_id`)
  JOIN `ties` t ON t.`user_id` = NEW.`juror_id`
  JOIN `agencies` ta ON ta.`id` = t.`agency_id`
  WHERE p.`id` = NEW.`proposal_id`
    AND (t.`ends_at` IS NULL OR t.`ends_at` > NEW.`assigned_at`)
    AND (ta.`id` = pa.`id` OR ta.`parent_id` = pa.`id` OR pa.`parent_id` = ta.`id`
      OR ta.`regional_government_id` = pa.`regional_government_id`)
) OR EXISTS (
  SELECT 1 FROM `conflicts` WHERE `juror_id` = NEW.`juror_id` AND `proposal_id` = NEW.`proposal_id`
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
