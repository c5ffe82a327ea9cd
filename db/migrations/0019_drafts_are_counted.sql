-- Begun and not handed in, per juror. Kept like the other counts: the secretariat's list of jurors costs a row for each juror.
ALTER TABLE `reading_counts` ADD `drafts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `reading_counts` SET `drafts` = (
  SELECT count(*) FROM `assignments` a JOIN `score_sheet_drafts` d ON d.`assignment_id` = a.`id`
  WHERE a.`edition_id` = `reading_counts`.`edition_id` AND a.`stage_id` = `reading_counts`.`stage_id`
    AND a.`juror_id` = `reading_counts`.`juror_id` AND a.`ended_at` IS NULL AND a.`rereads_id` IS NULL
    AND NOT EXISTS (SELECT 1 FROM `score_sheets` s WHERE s.`assignment_id` = a.`id`));
--> statement-breakpoint
CREATE TRIGGER `score_sheet_drafts_count` AFTER INSERT ON `score_sheet_drafts`
WHEN NOT EXISTS (SELECT 1 FROM `score_sheets` WHERE `assignment_id` = NEW.`assignment_id`)
BEGIN
  UPDATE `reading_counts` SET `drafts` = `drafts` + 1
  WHERE (`edition_id`, `stage_id`, `juror_id`) = (
    SELECT `edition_id`, `stage_id`, `juror_id` FROM `assignments`
    WHERE `id` = NEW.`assignment_id` AND `ended_at` IS NULL AND `rereads_id` IS NULL);
END;
--> statement-breakpoint
DROP TRIGGER `assignments_count_end`;
--> statement-breakpoint
CREATE TRIGGER `assignments_count_end` AFTER UPDATE OF `ended_at` ON `assignments`
WHEN OLD.`ended_at` IS NULL AND NEW.`ended_at` IS NOT NULL AND OLD.`rereads_id` IS NULL
BEGIN
  UPDATE `reading_counts` SET `assigned` = `assigned` - 1, `drafts` = `drafts` - (
    EXISTS (SELECT 1 FROM `score_sheet_drafts` WHERE `assignment_id` = OLD.`id`)
    AND NOT EXISTS (SELECT 1 FROM `score_sheets` WHERE `assignment_id` = OLD.`id`))
  WHERE `edition_id` = OLD.`edition_id` AND `stage_id` = OLD.`stage_id` AND `juror_id` = OLD.`juror_id`;
  UPDATE `proposal_readings` SET `live` = `live` - 1
  WHERE `edition_id` = OLD.`edition_id` AND `stage_id` = OLD.`stage_id` AND `proposal_id` = OLD.`proposal_id`;
END;
--> statement-breakpoint
DROP TRIGGER `score_sheets_count`;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_count` AFTER INSERT ON `score_sheets` WHEN NEW.`is_rereading` = 0
BEGIN
  UPDATE `reading_counts` SET `handed_in` = `handed_in` + 1, `drafts` = `drafts` - EXISTS (
    SELECT 1 FROM `score_sheet_drafts` WHERE `assignment_id` = NEW.`assignment_id`)
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

-- A sheet that is revised in a round was read on another day, and is counted there.
CREATE TRIGGER `consolidation_answers_count` AFTER INSERT ON `consolidation_answers` WHEN NEW.`answer` = 'revised'
BEGIN
  UPDATE `daily_sheets` SET `count` = `count` - 1
  WHERE (`edition_id`, `stage_id`, `juror_id`, `day`) = (
    SELECT `edition_id`, `stage_id`, NEW.`juror_id`, date(`handed_in_at` / 1000 + 25200, 'unixepoch')
    FROM `score_sheets` WHERE `assignment_id` = NEW.`assignment_id`);
  DELETE FROM `daily_sheets`
  WHERE `count` = 0 AND (`edition_id`, `stage_id`, `juror_id`, `day`) = (
    SELECT `edition_id`, `stage_id`, NEW.`juror_id`, date(`handed_in_at` / 1000 + 25200, 'unixepoch')
    FROM `score_sheets` WHERE `assignment_id` = NEW.`assignment_id`);
END;
--> statement-breakpoint
UPDATE `daily_sheets` SET `count` = `count` - (
  SELECT count(*) FROM `consolidation_answers` made JOIN `score_sheets` s ON s.`assignment_id` = made.`assignment_id`
  WHERE made.`answer` = 'revised' AND made.`juror_id` = `daily_sheets`.`juror_id`
    AND s.`edition_id` = `daily_sheets`.`edition_id` AND s.`stage_id` = `daily_sheets`.`stage_id`
    AND date(s.`handed_in_at` / 1000 + 25200, 'unixepoch') = `daily_sheets`.`day`);
--> statement-breakpoint
DELETE FROM `daily_sheets` WHERE `count` = 0;
