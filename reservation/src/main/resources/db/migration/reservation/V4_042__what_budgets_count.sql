-- What a budget counts is of one project, and ends after the period that is judged began: what is long over is not looked at.
CREATE INDEX lease_by_project_and_end ON reservation.lease (project_id, ends_at);
CREATE INDEX past_use_by_project_and_end ON reservation.past_use (project_id, upper(period));
DROP INDEX reservation.past_use_by_project;
