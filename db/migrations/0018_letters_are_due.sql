-- When a letter is tried next stands in its row, however long ago it was written; without such a time it is sent or given up.
DROP INDEX `mails_unsent`;--> statement-breakpoint
ALTER TABLE `mails` ADD `due_at` integer;--> statement-breakpoint
-- As the sweep found them until now: those of the last two days. What is older waits for a person.
UPDATE `mails` SET `due_at` = `created_at` + 60000 * (1 << `attempts`)
WHERE `sent_at` IS NULL AND `attempts` < 10 AND `created_at` > (unixepoch() - 172800) * 1000;--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `mails_waiting` ON `mails` (`created_at`,`id`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `mails_given_up` ON `mails` (`created_at`,`id`) WHERE sent_at is null and due_at is null;