-- Interviews and visits move in one act, what was cancelled is planned again when somebody says so, and the hours of planning are kept.
CREATE TABLE `interview_hours` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`days` text NOT NULL,
	`from_hour` text NOT NULL,
	`to_hour` text NOT NULL,
	`breaks` text NOT NULL,
	`zone` text NOT NULL,
	`rooms` text NOT NULL,
	`seed` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `sequence`),
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `visit_moves` (
	`visit_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`visits_on` text NOT NULL,
	`place` text NOT NULL,
	`former_visits_on` text NOT NULL,
	`former_place` text NOT NULL,
	`joined_ids` text NOT NULL,
	`left_ids` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`visit_id`, `sequence`),
	FOREIGN KEY (`visit_id`) REFERENCES `field_visits`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `interview_slots` ADD `moved_from_id` text REFERENCES interview_slots(id);--> statement-breakpoint
ALTER TABLE `interview_slots` ADD `again_at` integer;--> statement-breakpoint
ALTER TABLE `interview_slots` ADD `again_by` text REFERENCES users(id);--> statement-breakpoint
-- What was moved so far was cancelled at the very instant at which another was set for the same proposal.
UPDATE `interview_slots` SET `moved_from_id` = (
  SELECT `before`.`id` FROM `interview_slots` `before`
  WHERE `before`.`edition_id` = `interview_slots`.`edition_id` AND `before`.`stage_id` = `interview_slots`.`stage_id`
    AND `before`.`proposal_id` = `interview_slots`.`proposal_id` AND `before`.`cancelled_at` = `interview_slots`.`at`
    AND `before`.`id` <> `interview_slots`.`id`
  ORDER BY `before`.`at` DESC LIMIT 1);
--> statement-breakpoint
-- Plans that found no place have looked for one again, and so has whatever was set since; what was cancelled by itself last stays so.
UPDATE `interview_slots` SET `again_at` = `cancelled_at`, `again_by` = `cancelled_by`
WHERE `cancelled_at` IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM `interview_slots` `later` WHERE `later`.`moved_from_id` = `interview_slots`.`id`)
  AND (NOT EXISTS (SELECT 1 FROM `audit_events` WHERE `action` = 'interview.cancelled' AND `subject_id` = `interview_slots`.`id`)
    OR EXISTS (SELECT 1 FROM `interview_slots` `later` WHERE `later`.`edition_id` = `interview_slots`.`edition_id`
      AND `later`.`stage_id` = `interview_slots`.`stage_id` AND `later`.`proposal_id` = `interview_slots`.`proposal_id`
      AND `later`.`at` >= `interview_slots`.`cancelled_at` AND `later`.`id` <> `interview_slots`.`id`));
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_slots_moved_once` ON `interview_slots` (`moved_from_id`);--> statement-breakpoint
CREATE INDEX `interview_slots_by_proposal` ON `interview_slots` (`edition_id`,`stage_id`,`proposal_id`,`at`);
--> statement-breakpoint
CREATE TRIGGER `interview_hours_kept` BEFORE UPDATE ON `interview_hours` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_hours_stay` BEFORE DELETE ON `interview_hours` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `visit_moves_kept` BEFORE UPDATE ON `visit_moves` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `visit_moves_stay` BEFORE DELETE ON `visit_moves` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
