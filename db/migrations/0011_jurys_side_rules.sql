-- A tie that a juror or the secretariat has said counts like a post; one that was ended counts until then.
DROP VIEW `ties`;
--> statement-breakpoint
CREATE VIEW `ties` AS
  SELECT `user_id`, `agency_id`, `ends_at` FROM `affiliations`
  UNION ALL
  SELECT `user_id`, `agency_id`, `ends_at` FROM `roles` WHERE `agency_id` IS NOT NULL
  UNION ALL
  SELECT said.`user_id`, said.`agency_id`,
    CASE WHEN gone.`at` IS NULL THEN said.`ends_at` ELSE min(gone.`at`, coalesce(said.`ends_at`, gone.`at`)) END
  FROM `juror_ties` said LEFT JOIN `juror_tie_ends` gone ON gone.`tie_id` = said.`id`;
--> statement-breakpoint

-- Who may not know which proposal, and until when: own agency, its parent, its child, the same regional government, the same
-- group of enterprises, or said.
-- For triggers and lists of one juror; `inConflict` (db/conflicts.ts) says the same inside of other statements, `worker/domain/conflict.ts` in words.
CREATE VIEW `conflicted_pairs` AS
  SELECT held.`user_id` AS `juror_id`, about.`id` AS `proposal_id`, held.`ends_at` AS `ends_at`
  FROM `proposals` about
  JOIN `agencies` other ON other.`id` IN (about.`agency_id`, about.`unit_id`)
  CROSS JOIN `ties` held
  JOIN `agencies` own ON own.`id` = held.`agency_id`
  WHERE own.`id` = other.`id` OR own.`parent_id` = other.`id` OR other.`parent_id` = own.`id`
    OR own.`regional_government_id` = other.`regional_government_id`
    OR own.`enterprise_group_id` = other.`enterprise_group_id`
  UNION ALL
  SELECT `juror_id`, `proposal_id`, NULL FROM `conflicts`;
--> statement-breakpoint
DROP TRIGGER `assignments_conflict`;
--> statement-breakpoint
CREATE TRIGGER `assignments_conflict` BEFORE INSERT ON `assignments`
WHEN EXISTS (
  SELECT 1 FROM `conflicted_pairs` WHERE `juror_id` = NEW.`juror_id` AND `proposal_id` = NEW.`proposal_id`
    AND (`ends_at` IS NULL OR `ends_at` > NEW.`assigned_at`)
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
--> statement-breakpoint
CREATE TRIGGER `interview_seats_conflict` BEFORE INSERT ON `interview_seats`
WHEN EXISTS (
  SELECT 1 FROM `conflicted_pairs` WHERE `juror_id` = NEW.`juror_id`
    AND `proposal_id` = (SELECT `proposal_id` FROM `interview_slots` WHERE `id` = NEW.`slot_id`)
    AND (`ends_at` IS NULL OR `ends_at` > (SELECT `at` FROM `interview_slots` WHERE `id` = NEW.`slot_id`))
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
--> statement-breakpoint
CREATE TRIGGER `field_visitors_conflict` BEFORE INSERT ON `field_visitors`
WHEN EXISTS (
  SELECT 1 FROM `conflicted_pairs` WHERE `juror_id` = NEW.`juror_id`
    AND `proposal_id` = (SELECT `proposal_id` FROM `field_visits` WHERE `id` = NEW.`visit_id`)
    AND (`ends_at` IS NULL OR `ends_at` > NEW.`at`)
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
--> statement-breakpoint

-- The sheets that count.
CREATE VIEW `counted_sheets` AS
  SELECT `assignment_id`, `edition_id`, `stage_id`, `proposal_id`, `total_hundredths`, `comment`, `handed_in_at`
  FROM `score_sheets`
  WHERE `is_rereading` = 0
    AND NOT EXISTS (SELECT 1 FROM `sheet_withdrawals` gone WHERE gone.`assignment_id` = `score_sheets`.`assignment_id`);
--> statement-breakpoint

-- A sheet that is handed in holds its reading, unless it was withdrawn.
CREATE TRIGGER `assignments_handed_in` BEFORE UPDATE OF `ended_at` ON `assignments`
WHEN OLD.`ended_at` IS NULL AND NEW.`ended_at` IS NOT NULL
  AND EXISTS (SELECT 1 FROM `score_sheets` WHERE `assignment_id` = OLD.`id`)
  AND NOT EXISTS (SELECT 1 FROM `sheet_withdrawals` WHERE `assignment_id` = OLD.`id`)
BEGIN
  SELECT RAISE(ABORT, 'already_handed_in');
END;
--> statement-breakpoint
CREATE TRIGGER `assignments_ended_stay` BEFORE UPDATE OF `ended_at` ON `assignments`
WHEN OLD.`ended_at` IS NOT NULL AND NEW.`ended_at` IS NOT OLD.`ended_at`
BEGIN
  SELECT RAISE(ABORT, 'assignment_ended');
END;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_rereading` BEFORE INSERT ON `score_sheets`
WHEN NEW.`is_rereading` <> ((SELECT `rereads_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`) IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'rereading_unsaid');
END;
--> statement-breakpoint
CREATE TRIGGER `assignment_plans_end_once` BEFORE UPDATE ON `assignment_plans`
WHEN OLD.`published_at` IS NOT NULL OR OLD.`discarded_at` IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'plan_ended');
END;
--> statement-breakpoint

-- What the counts say of what is there already.
UPDATE `assignment_plans` SET `published_at` = `at`, `published_by` = `by_id` WHERE `published_at` IS NULL;
--> statement-breakpoint
INSERT INTO `reading_counts` (`edition_id`, `stage_id`, `juror_id`, `assigned`, `handed_in`)
  SELECT a.`edition_id`, a.`stage_id`, a.`juror_id`, count(*), count(s.`assignment_id`)
  FROM `assignments` a LEFT JOIN `score_sheets` s ON s.`assignment_id` = a.`id`
  WHERE a.`ended_at` IS NULL GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO `daily_sheets` (`edition_id`, `stage_id`, `juror_id`, `day`, `count`)
  SELECT s.`edition_id`, s.`stage_id`, a.`juror_id`, date(s.`handed_in_at` / 1000 + 25200, 'unixepoch'), count(*)
  FROM `score_sheets` s JOIN `assignments` a ON a.`id` = s.`assignment_id` GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
INSERT INTO `proposal_readings` (`edition_id`, `stage_id`, `proposal_id`, `live`, `handed_in`)
  SELECT a.`edition_id`, a.`stage_id`, a.`proposal_id`, count(*), count(s.`assignment_id`)
  FROM `assignments` a LEFT JOIN `score_sheets` s ON s.`assignment_id` = a.`id`
  WHERE a.`ended_at` IS NULL GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO `reader_counts` (`edition_id`, `stage_id`, `live`, `proposals`)
  SELECT `edition_id`, `stage_id`, `live`, count(*) FROM `proposal_readings` GROUP BY 1, 2, 3;
--> statement-breakpoint
CREATE TRIGGER `assignments_count` AFTER INSERT ON `assignments` WHEN NEW.`rereads_id` IS NULL AND NEW.`ended_at` IS NULL
BEGIN
  INSERT INTO `reading_counts` (`edition_id`, `stage_id`, `juror_id`, `assigned`, `handed_in`)
  VALUES (NEW.`edition_id`, NEW.`stage_id`, NEW.`juror_id`, 1, 0)
  ON CONFLICT (`edition_id`, `stage_id`, `juror_id`) DO UPDATE SET `assigned` = `assigned` + 1;
  INSERT INTO `proposal_readings` (`edition_id`, `stage_id`, `proposal_id`, `live`, `handed_in`)
  VALUES (NEW.`edition_id`, NEW.`stage_id`, NEW.`proposal_id`, 1, 0)
  ON CONFLICT (`edition_id`, `stage_id`, `proposal_id`) DO UPDATE SET `live` = `live` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `assignments_count_end` AFTER UPDATE OF `ended_at` ON `assignments`
WHEN OLD.`ended_at` IS NULL AND NEW.`ended_at` IS NOT NULL AND OLD.`rereads_id` IS NULL
BEGIN
  UPDATE `reading_counts` SET `assigned` = `assigned` - 1
  WHERE `edition_id` = OLD.`edition_id` AND `stage_id` = OLD.`stage_id` AND `juror_id` = OLD.`juror_id`;
  UPDATE `proposal_readings` SET `live` = `live` - 1
  WHERE `edition_id` = OLD.`edition_id` AND `stage_id` = OLD.`stage_id` AND `proposal_id` = OLD.`proposal_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_count` AFTER INSERT ON `score_sheets` WHEN NEW.`is_rereading` = 0
BEGIN
  UPDATE `reading_counts` SET `handed_in` = `handed_in` + 1
  WHERE `edition_id` = NEW.`edition_id` AND `stage_id` = NEW.`stage_id`
    AND `juror_id` = (SELECT `juror_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`);
  UPDATE `proposal_readings` SET `handed_in` = `handed_in` + 1
  WHERE `edition_id` = NEW.`edition_id` AND `stage_id` = NEW.`stage_id` AND `proposal_id` = NEW.`proposal_id`;
  INSERT INTO `daily_sheets` (`edition_id`, `stage_id`, `juror_id`, `day`, `count`)
  VALUES (NEW.`edition_id`, NEW.`stage_id`, (SELECT `juror_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`),
    date(NEW.`handed_in_at` / 1000 + 25200, 'unixepoch'), 1)
  ON CONFLICT (`edition_id`, `stage_id`, `juror_id`, `day`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `sheet_withdrawals_count` AFTER INSERT ON `sheet_withdrawals`
WHEN (SELECT `is_rereading` FROM `score_sheets` WHERE `assignment_id` = NEW.`assignment_id`) = 0
BEGIN
  UPDATE `reading_counts` SET `handed_in` = `handed_in` - 1
  WHERE (`edition_id`, `stage_id`, `juror_id`) =
    (SELECT `edition_id`, `stage_id`, `juror_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`);
  UPDATE `proposal_readings` SET `handed_in` = `handed_in` - 1
  WHERE (`edition_id`, `stage_id`, `proposal_id`) =
    (SELECT `edition_id`, `stage_id`, `proposal_id` FROM `assignments` WHERE `id` = NEW.`assignment_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `proposal_readings_count` AFTER INSERT ON `proposal_readings`
BEGIN
  INSERT INTO `reader_counts` (`edition_id`, `stage_id`, `live`, `proposals`)
  VALUES (NEW.`edition_id`, NEW.`stage_id`, NEW.`live`, 1)
  ON CONFLICT (`edition_id`, `stage_id`, `live`) DO UPDATE SET `proposals` = `proposals` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `proposal_readings_count_move` AFTER UPDATE OF `live` ON `proposal_readings` WHEN OLD.`live` <> NEW.`live`
BEGIN
  UPDATE `reader_counts` SET `proposals` = `proposals` - 1
  WHERE `edition_id` = OLD.`edition_id` AND `stage_id` = OLD.`stage_id` AND `live` = OLD.`live`;
  INSERT INTO `reader_counts` (`edition_id`, `stage_id`, `live`, `proposals`)
  VALUES (NEW.`edition_id`, NEW.`stage_id`, NEW.`live`, 1)
  ON CONFLICT (`edition_id`, `stage_id`, `live`) DO UPDATE SET `proposals` = `proposals` + 1;
END;
--> statement-breakpoint

-- The draft that is saved over is kept when points were changed (not when the first ones are added), after five minutes, or when
-- more than half of its words go.
CREATE TRIGGER `score_sheet_drafts_keep` AFTER UPDATE ON `score_sheet_drafts`
WHEN OLD.`version` <> NEW.`version` AND (
  EXISTS (SELECT 1 FROM json_each(OLD.`points`) was
    WHERE was.`value` IS NOT json_extract(NEW.`points`, '$."' || was.`key` || '"'))
  OR (length(NEW.`comments`) + length(NEW.`comment`) + length(NEW.`notes`)) * 2
    < length(OLD.`comments`) + length(OLD.`comment`) + length(OLD.`notes`)
  OR NEW.`saved_at` - coalesce((
    SELECT max(`saved_at`) FROM `score_sheet_revisions` WHERE `assignment_id` = OLD.`assignment_id`), 0) >= 300000
)
BEGIN
  INSERT OR IGNORE INTO `score_sheet_revisions`
    (`assignment_id`, `version`, `points`, `comments`, `comment`, `notes`, `pins`, `saved_at`)
  VALUES (OLD.`assignment_id`, OLD.`version`, OLD.`points`, OLD.`comments`, OLD.`comment`, OLD.`notes`, OLD.`pins`,
    OLD.`saved_at`);
END;
--> statement-breakpoint

-- Facts stay.
CREATE TRIGGER `juror_ties_kept` BEFORE UPDATE ON `juror_ties` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `juror_ties_stay` BEFORE DELETE ON `juror_ties` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `juror_tie_ends_kept` BEFORE UPDATE ON `juror_tie_ends` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `juror_tie_ends_stay` BEFORE DELETE ON `juror_tie_ends` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `integrity_pacts_kept` BEFORE UPDATE ON `integrity_pacts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `integrity_pacts_stay` BEFORE DELETE ON `integrity_pacts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `score_sheet_revisions_kept` BEFORE UPDATE ON `score_sheet_revisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `score_sheet_revisions_stay` BEFORE DELETE ON `score_sheet_revisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `sheet_withdrawals_kept` BEFORE UPDATE ON `sheet_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `sheet_withdrawals_stay` BEFORE DELETE ON `sheet_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `consolidation_answers_kept` BEFORE UPDATE ON `consolidation_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `consolidation_answers_stay` BEFORE DELETE ON `consolidation_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_timings_kept` BEFORE UPDATE ON `interview_timings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_timings_stay` BEFORE DELETE ON `interview_timings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `visit_sheets_kept` BEFORE UPDATE ON `visit_sheets` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `visit_sheets_stay` BEFORE DELETE ON `visit_sheets` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `juror_reminders_kept` BEFORE UPDATE ON `juror_reminders` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `juror_reminders_stay` BEFORE DELETE ON `juror_reminders` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `assignments_stay` BEFORE DELETE ON `assignments` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `assignment_plans_stay` BEFORE DELETE ON `assignment_plans` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `divergences_stay` BEFORE DELETE ON `divergences` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_slots_stay` BEFORE DELETE ON `interview_slots` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_seats_stay` BEFORE DELETE ON `interview_seats` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `field_visits_stay` BEFORE DELETE ON `field_visits` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `field_visitors_stay` BEFORE DELETE ON `field_visitors` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `visit_photos_stay` BEFORE DELETE ON `visit_photos` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `availabilities_stay` BEFORE DELETE ON `availabilities` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `interview_materials_stay` BEFORE DELETE ON `interview_materials` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `attachments_stay` BEFORE DELETE ON `attachments` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `roles_stay` BEFORE DELETE ON `roles` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint
CREATE TRIGGER `agency_places_stay` BEFORE DELETE ON `agency_places` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
