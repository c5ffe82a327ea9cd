CREATE TABLE `bundles` (
	`hash` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`object_key` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `ranking_runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ranking_results` (
	`run_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`manifest_hash` text,
	`bundle_hash` text,
	`object_key` text,
	`bundle_key` text,
	`finished_at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `ranking_runs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ranking_run_steps` (
	`run_id` text NOT NULL,
	`step` integer NOT NULL,
	`of_steps` integer NOT NULL,
	`object_key` text NOT NULL,
	`sha256` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`run_id`, `step`),
	FOREIGN KEY (`run_id`) REFERENCES `ranking_runs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ranking_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`config` text NOT NULL,
	`requested_at` integer NOT NULL,
	`requested_by` text NOT NULL,
	FOREIGN KEY (`requested_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `ranking_runs_by_stage` ON `ranking_runs` (`edition_id`,`stage_id`,`requested_at`);--> statement-breakpoint
CREATE INDEX `ranking_runs_newest` ON `ranking_runs` (`requested_at`);--> statement-breakpoint
CREATE TABLE `review_decisions` (
	`item_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`item_id`, `sequence`),
	FOREIGN KEY (`item_id`) REFERENCES `review_items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "review_decisions_reason" CHECK(length(trim("review_decisions"."reason")) > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `review_items` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`kind` text NOT NULL,
	`juror_id` text NOT NULL,
	`proposal_id` text,
	`strength` real NOT NULL,
	`raised_by` text NOT NULL,
	`raised_at` integer NOT NULL,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`raised_by`) REFERENCES `ranking_runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `review_items_by_stage` ON `review_items` (`edition_id`,`stage_id`,`raised_at`);--> statement-breakpoint
CREATE TABLE `second_readings` (
	`run_id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`reason` text NOT NULL,
	`closes_at` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `ranking_runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `assignment_plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;--> statement-breakpoint

-- A run, its steps and results, and what people decided about them are never altered.
CREATE TRIGGER `ranking_runs_kept` BEFORE UPDATE ON `ranking_runs` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `ranking_runs_stay` BEFORE DELETE ON `ranking_runs` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `ranking_run_steps_kept` BEFORE UPDATE ON `ranking_run_steps` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `ranking_run_steps_stay` BEFORE DELETE ON `ranking_run_steps` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `ranking_results_kept` BEFORE UPDATE ON `ranking_results` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `ranking_results_stay` BEFORE DELETE ON `ranking_results` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `review_items_kept` BEFORE UPDATE ON `review_items` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `review_items_stay` BEFORE DELETE ON `review_items` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `review_decisions_kept` BEFORE UPDATE ON `review_decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `review_decisions_stay` BEFORE DELETE ON `review_decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `second_readings_kept` BEFORE UPDATE ON `second_readings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `second_readings_stay` BEFORE DELETE ON `second_readings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `bundles_kept` BEFORE UPDATE ON `bundles` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `bundles_stay` BEFORE DELETE ON `bundles` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
