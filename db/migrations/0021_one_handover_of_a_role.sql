-- Of two that the trail told of one role, 0016 made two with one beginning: the later one took the place of the earlier.
INSERT INTO `role_handover_withdrawals` (`handover_id`, `reason`, `at`, `by_id`)
  SELECT earlier.`id`, 'Diganti serah terima yang lebih baru', min(later.`at`), later.`by_id`
  FROM `role_handovers` earlier
  JOIN `role_handovers` later ON later.`role_id` = earlier.`role_id` AND (later.`at`, later.`id`) > (earlier.`at`, earlier.`id`)
  WHERE earlier.`id` NOT IN (SELECT `handover_id` FROM `role_handover_withdrawals`)
    AND later.`id` NOT IN (SELECT `handover_id` FROM `role_handover_withdrawals`)
  GROUP BY earlier.`id`;
--> statement-breakpoint
-- So that the role does not begin twice.
UPDATE `roles` SET `ends_at` = called.`at`, `ended_by` = called.`by_id`, `end_reason` = called.`reason`
  FROM `role_handover_withdrawals` called JOIN `role_handovers` planned ON planned.`id` = called.`handover_id`
  WHERE planned.`successor_role_id` = `roles`.`id` AND `roles`.`ends_at` IS NULL AND `roles`.`begins_at` > unixepoch() * 1000;
--> statement-breakpoint
CREATE TRIGGER `role_handovers_once` BEFORE INSERT ON `role_handovers`
  WHEN EXISTS (SELECT 1 FROM `role_handovers` open WHERE open.`role_id` = NEW.`role_id`
    AND NOT EXISTS (SELECT 1 FROM `role_handover_withdrawals` called WHERE called.`handover_id` = open.`id`))
  BEGIN SELECT RAISE(ABORT, 'handover_planned'); END;
