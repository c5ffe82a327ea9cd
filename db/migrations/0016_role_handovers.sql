-- A handing over of a role is a row, so that one that has not begun can be called off.
CREATE TABLE `role_handover_withdrawals` (
	`handover_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`handover_id`) REFERENCES `role_handovers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `role_handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`role_id` text NOT NULL,
	`successor_id` text NOT NULL,
	`successor_role_id` text,
	`starts_at` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`successor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`successor_role_id`) REFERENCES `roles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `role_handovers_by_role` ON `role_handovers` (`role_id`,`starts_at`);
--> statement-breakpoint
CREATE TRIGGER `role_handovers_kept` BEFORE UPDATE ON `role_handovers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `role_handovers_stay` BEFORE DELETE ON `role_handovers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `role_handover_withdrawals_kept` BEFORE UPDATE ON `role_handover_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `role_handover_withdrawals_stay` BEFORE DELETE ON `role_handover_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
-- Those that were told to the trail only.
INSERT INTO `role_handovers` (`id`, `role_id`, `successor_id`, `successor_role_id`, `starts_at`, `at`, `by_id`)
  SELECT lower(hex(randomblob(16))), own.`id`, told.`detail` ->> 'successorId', next.`id`, own.`ends_at`, told.`at`, told.`actor_id`
  FROM `audit_events` told
  JOIN `roles` own ON own.`id` = told.`detail` ->> 'roleId' AND own.`ends_at` IS NOT NULL AND own.`ended_by` = told.`actor_id`
  LEFT JOIN `roles` next ON next.`user_id` = told.`detail` ->> 'successorId' AND next.`role` = own.`role`
    AND next.`agency_id` = own.`agency_id` AND next.`begins_at` = own.`ends_at`
  WHERE told.`action` = 'role.handed_over';
