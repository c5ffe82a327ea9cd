CREATE TABLE `juror_tie_ends` (
	`tie_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`tie_id`) REFERENCES `juror_ties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `juror_ties` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`ends_at` integer,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `juror_ties_by_user` ON `juror_ties` (`user_id`);--> statement-breakpoint
CREATE TABLE `consolidation_answers` (
	`divergence_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`answer` text NOT NULL,
	`reason` text NOT NULL,
	`assignment_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`divergence_id`, `juror_id`),
	FOREIGN KEY (`divergence_id`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `score_sheets`(`assignment_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consolidation_answers_reason" CHECK(length(trim("consolidation_answers"."reason")) > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `daily_sheets` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `juror_id`, `day`),
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `divergences` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`difference_hundredths` integer NOT NULL,
	`limit_hundredths` integer NOT NULL,
	`found_at` integer NOT NULL,
	`third_assignment_id` text,
	`opened_at` integer,
	`closed_at` integer,
	`closed_by` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`third_assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `divergences_once` ON `divergences` (`edition_id`,`stage_id`,`proposal_id`);--> statement-breakpoint
CREATE TABLE `integrity_pacts` (
	`edition_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`sha256` text NOT NULL,
	`text` text NOT NULL,
	`signed_at` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `juror_id`, `sha256`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `juror_profiles` (
	`edition_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`theme_ids` text NOT NULL,
	`most_readings` integer,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `juror_id`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `juror_reminders` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`left` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `juror_id`, `at`),
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `jurors_apart` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`first_id` text NOT NULL,
	`second_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`first_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`second_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "jurors_apart_order" CHECK("jurors_apart"."first_id" < "jurors_apart"."second_id")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `jurors_apart_once` ON `jurors_apart` (`edition_id`,`first_id`,`second_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `planned_readings` (
	`plan_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`position` integer NOT NULL,
	`act` text NOT NULL,
	PRIMARY KEY(`plan_id`, `proposal_id`, `juror_id`),
	FOREIGN KEY (`plan_id`) REFERENCES `assignment_plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposal_readings` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`live` integer NOT NULL,
	`handed_in` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `proposal_id`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `proposal_readings_by_live` ON `proposal_readings` (`edition_id`,`stage_id`,`live`,`proposal_id`);--> statement-breakpoint
CREATE TABLE `reader_counts` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`live` integer NOT NULL,
	`proposals` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `live`),
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reading_counts` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`assigned` integer NOT NULL,
	`handed_in` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `juror_id`),
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reading_marks` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`later_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `score_sheet_revisions` (
	`assignment_id` text NOT NULL,
	`version` integer NOT NULL,
	`points` text NOT NULL,
	`comments` text NOT NULL,
	`comment` text NOT NULL,
	`notes` text NOT NULL,
	`pins` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`assignment_id`, `version`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sheet_withdrawals` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`cause` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `score_sheets`(`assignment_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sheet_withdrawals_reason" CHECK(length(trim("sheet_withdrawals"."reason")) > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `availabilities` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`removed_at` integer,
	`removed_by` text,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "availabilities_order" CHECK("availabilities"."begins_at" < "availabilities"."ends_at")
) STRICT;
--> statement-breakpoint
CREATE INDEX `availabilities_by_stage` ON `availabilities` (`edition_id`,`stage_id`,`juror_id`,`begins_at`);--> statement-breakpoint
CREATE TABLE `field_visitors` (
	`visit_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`visit_id`, `juror_id`),
	FOREIGN KEY (`visit_id`) REFERENCES `field_visits`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `field_visitors_by_juror` ON `field_visitors` (`juror_id`);--> statement-breakpoint
CREATE TABLE `field_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`visits_on` text NOT NULL,
	`place` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`cancelled_at` integer,
	`cancelled_by` text,
	`cancel_reason` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cancelled_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `field_visits_once` ON `field_visits` (`edition_id`,`stage_id`,`proposal_id`) WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX `field_visits_by_day` ON `field_visits` (`edition_id`,`stage_id`,`visits_on`,`id`);--> statement-breakpoint
CREATE TABLE `interview_materials` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`file_name` text,
	`object_key` text,
	`sha256` text,
	`size_bytes` integer,
	`media_type` text,
	`address` text,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`removed_at` integer,
	`removed_by` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "interview_materials_either" CHECK(("interview_materials"."object_key" is null) <> ("interview_materials"."address" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `interview_materials_by_proposal` ON `interview_materials` (`edition_id`,`stage_id`,`proposal_id`,`at`);--> statement-breakpoint
CREATE TABLE `interview_seats` (
	`slot_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`slot_id`, `juror_id`),
	FOREIGN KEY (`slot_id`) REFERENCES `interview_slots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_seats_once` ON `interview_seats` (`juror_id`,`begins_at`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `interview_slots` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`room` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`cancelled_at` integer,
	`cancelled_by` text,
	`cancel_reason` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cancelled_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "interview_slots_order" CHECK("interview_slots"."begins_at" < "interview_slots"."ends_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_slots_once` ON `interview_slots` (`edition_id`,`stage_id`,`proposal_id`) WHERE cancelled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX `interview_slots_of_room` ON `interview_slots` (`edition_id`,`stage_id`,`room`,`begins_at`) WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX `interview_slots_by_time` ON `interview_slots` (`edition_id`,`stage_id`,`begins_at`,`id`);--> statement-breakpoint
CREATE TABLE `interview_timings` (
	`slot_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`phase` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`slot_id`, `sequence`),
	FOREIGN KEY (`slot_id`) REFERENCES `interview_slots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `visit_photos` (
	`id` text PRIMARY KEY NOT NULL,
	`visit_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`object_key` text NOT NULL,
	`sha256` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`media_type` text NOT NULL,
	`caption` text NOT NULL,
	`at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`visit_id`,`juror_id`) REFERENCES `field_visitors`(`visit_id`,`juror_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `visit_photos_by_visit` ON `visit_photos` (`visit_id`,`juror_id`,`at`);--> statement-breakpoint
CREATE TABLE `visit_sheet_drafts` (
	`visit_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`findings` text NOT NULL,
	`comment` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`visit_id`, `juror_id`),
	FOREIGN KEY (`visit_id`,`juror_id`) REFERENCES `field_visitors`(`visit_id`,`juror_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `visit_sheets` (
	`visit_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`findings` text NOT NULL,
	`comment` text NOT NULL,
	`sha256` text NOT NULL,
	`handed_in_at` integer NOT NULL,
	PRIMARY KEY(`visit_id`, `juror_id`),
	FOREIGN KEY (`visit_id`,`juror_id`) REFERENCES `field_visitors`(`visit_id`,`juror_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
DROP INDEX `score_sheets_by_stage`;--> statement-breakpoint
ALTER TABLE `score_sheets` ADD `pins` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `score_sheets` ADD `sha256` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `score_sheets` ADD `is_rereading` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `score_sheets_of_proposal` ON `score_sheets` (`edition_id`,`stage_id`,`proposal_id`,`assignment_id`,`is_rereading`,`total_hundredths`);--> statement-breakpoint
DROP INDEX `assignments_once`;--> statement-breakpoint
ALTER TABLE `assignments` ADD `rereads_id` text REFERENCES assignments(id);--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_reread_once` ON `assignments` (`rereads_id`) WHERE rereads_id is not null;--> statement-breakpoint
CREATE INDEX `assignments_by_proposal` ON `assignments` (`edition_id`,`stage_id`,`proposal_id`);--> statement-breakpoint
CREATE INDEX `assignments_by_plan` ON `assignments` (`plan_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_once` ON `assignments` (`edition_id`,`stage_id`,`proposal_id`,`juror_id`) WHERE ended_at is null and rereads_id is null;--> statement-breakpoint
ALTER TABLE `agencies` ADD `enterprise_group_id` text REFERENCES agencies(id);--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `kind` text DEFAULT 'first' NOT NULL;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `config` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `report` text;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `basis` text;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `reason` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `published_at` integer;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `published_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `discarded_at` integer;--> statement-breakpoint
ALTER TABLE `assignment_plans` ADD `discarded_by` text REFERENCES users(id);--> statement-breakpoint
CREATE INDEX `assignment_plans_by_stage` ON `assignment_plans` (`edition_id`,`stage_id`,`at`);--> statement-breakpoint
ALTER TABLE `conflicts` ADD `kind` text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE `score_sheet_drafts` ADD `notes` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `score_sheet_drafts` ADD `pins` text DEFAULT '[]' NOT NULL;