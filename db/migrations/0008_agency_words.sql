CREATE TABLE `agency_words` (
	`is_unit` integer NOT NULL,
	`word` text NOT NULL,
	`agency_id` text NOT NULL,
	PRIMARY KEY(`is_unit`, `word`, `agency_id`),
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agency_words_by_agency` ON `agency_words` (`agency_id`);
--> statement-breakpoint
-- The words of a name follow it. A name becomes a JSON array by its blanks, because a trigger can split no other way.
CREATE TRIGGER `agencies_words_insert` AFTER INSERT ON `agencies`
BEGIN
  INSERT OR IGNORE INTO `agency_words` (`is_unit`, `word`, `agency_id`)
  SELECT NEW.`parent_id` IS NOT NULL, `value`, NEW.`id`
  FROM json_each('[' || replace(json_quote(lower(
    replace(replace(replace(replace(replace(replace(NEW.`name`, '(', ' '), ')', ' '), '/', ' '), ',', ' '), '.', ' '), '-', ' ')
  )), ' ', '","') || ']')
  WHERE `value` <> '';
END;
--> statement-breakpoint
CREATE TRIGGER `agencies_words_update` AFTER UPDATE OF `name`, `parent_id` ON `agencies`
WHEN OLD.`name` IS NOT NEW.`name` OR OLD.`parent_id` IS NOT NEW.`parent_id`
BEGIN
  DELETE FROM `agency_words` WHERE `agency_id` = NEW.`id`;
  INSERT OR IGNORE INTO `agency_words` (`is_unit`, `word`, `agency_id`)
  SELECT NEW.`parent_id` IS NOT NULL, `value`, NEW.`id`
  FROM json_each('[' || replace(json_quote(lower(
    replace(replace(replace(replace(replace(replace(NEW.`name`, '(', ' '), ')', ' '), '/', ' '), ',', ' '), '.', ' '), '-', ' ')
  )), ' ', '","') || ']')
  WHERE `value` <> '';
END;
--> statement-breakpoint
INSERT OR IGNORE INTO `agency_words` (`is_unit`, `word`, `agency_id`)
  SELECT `parent_id` IS NOT NULL, `value`, `agencies`.`id`
  FROM `agencies`, json_each('[' || replace(json_quote(lower(
    replace(replace(replace(replace(replace(replace(`name`, '(', ' '), ')', ' '), '/', ' '), ',', ' '), '.', ' '), '-', ' ')
  )), ' ', '","') || ']')
  WHERE `value` <> '';
