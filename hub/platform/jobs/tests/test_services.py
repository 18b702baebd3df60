"""Work is queued with the transaction, runs once at a time, and says how far it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ

from hub.platform import clock
from hub.platform.jobs import lease, services
from hub.platform.jobs.models import Job
from hub.platform.jobs.services import enqueue, run
from hub.platform.jobs.terms import JobState
from hub.platform.jobs.testing import run_all

WORK = "hub.platform.jobs.tests.work_to_do"


@pytest.mark.django_db(transaction=True)
class TestEnqueueing:
    def test_a_job_waits_in_the_queue_once_the_transaction_commits(self):
        with transaction.atomic():
            job = enqueue(f"{WORK}.count_up", 3)
            assert not OrmQ.objects.exists()
        assert OrmQ.objects.count() == 1
        assert job.state == JobState.QUEUED

    def test_a_job_vanishes_with_the_transaction_that_queued_it(self):
        with pytest.raises(RuntimeError), transaction.atomic():
            enqueue(f"{WORK}.count_up", 3)
            raise RuntimeError
        assert not Job.objects.exists()
        assert not OrmQ.objects.exists()

    def test_one_key_is_one_job(self):
        first = enqueue(f"{WORK}.count_up", 3, key="import:7")
        assert enqueue(f"{WORK}.count_up", 3, key="import:7") == first
        assert OrmQ.objects.count() == 1


@pytest.mark.django_db
class TestRunning:
    def test_it_does_the_work_and_keeps_progress_and_result(self):
        job = enqueue(f"{WORK}.count_up", 3)
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done, job.total, job.message) == (JobState.DONE, 3, 3, "Row 3")
        assert job.result == {"text": "Counted to 3", "link": "/contracts/"}

    def test_a_job_that_is_done_is_not_done_again(self):
        job = enqueue(f"{WORK}.count_up", 3)
        run(job.pk)
        run(job.pk)
        assert Job.objects.get().attempts == 1

    def test_what_somebody_waits_for_goes_before_the_hub_s_own_work(self, cast, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            own, other = (enqueue(f"{WORK}.count_up", 3) for _ in range(2))
            asked = enqueue(f"{WORK}.count_up", 3, by=cast.actor("helen"))
        OrmQ.objects.all().delete()
        run(own.pk)
        states = dict(Job.objects.values_list("pk", "state"))
        assert states == {own.pk: JobState.QUEUED, other.pk: JobState.QUEUED, asked.pk: JobState.DONE}
        # It stands in the queue again, and its turn comes.
        assert [entry.task["args"] for entry in OrmQ.objects.all()] == [(own.pk,)]
        run(own.pk)
        assert Job.objects.get(pk=own.pk).state == JobState.DONE

    def test_people_s_work_runs_in_its_order(self, cast):
        first, second = (enqueue(f"{WORK}.count_up", 3, by=cast.actor("helen")) for _ in range(2))
        run(second.pk)
        states = dict(Job.objects.values_list("pk", "state"))
        assert states == {first.pk: JobState.QUEUED, second.pk: JobState.DONE}

    def test_a_failure_is_kept_with_its_progress(self):
        job = enqueue(f"{WORK}.fail")
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done) == (JobState.FAILED, 3)
        assert "the file is not a register" in job.error

    def test_a_failed_job_can_be_tried_again(self):
        job = enqueue(f"{WORK}.fail")
        run(job.pk)
        services.retry(job)
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.QUEUED, "")

    def test_it_stops_where_it_may_when_asked(self):
        job = enqueue(f"{WORK}.count_up", 3)
        Job.objects.update(is_cancel_asked=True)
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done) == (JobState.CANCELLED, 1)

    def test_a_waiting_job_is_cancelled_at_once(self):
        job = enqueue(f"{WORK}.count_up", 3)
        services.cancel(job)
        assert run_all() == 0
        job.refresh_from_db()
        assert job.state == JobState.CANCELLED


@pytest.mark.django_db
class TestTheSweep:
    def running(self, **fields):
        job = enqueue(f"{WORK}.count_up", 3)
        long_ago = clock.real_now() - timedelta(minutes=5)
        words = {"state": JobState.RUNNING, "run": "x", "attempts": 1, "beat_at": long_ago, "host": lease.host()}
        Job.objects.filter(pk=job.pk).update(**{**words, **fields})
        job.refresh_from_db()
        return job

    def test_the_job_of_a_dead_worker_starts_again(self):
        job = self.running()
        services.sweep()
        assert run_all() == 1
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.DONE, 2)

    def test_the_job_of_a_living_worker_is_left_alone_however_long_it_is_silent(self):
        job = self.running()
        with lease.lease(job.pk):
            assert services.sweep() == 0

    def test_a_worker_on_another_machine_has_a_while_to_speak(self):
        job = self.running(host="elsewhere", beat_at=clock.real_now() - timedelta(seconds=5))
        assert services.sweep() == 0
        Job.objects.filter(pk=job.pk).update(beat_at=clock.real_now() - services.SILENT * 2)
        assert services.sweep() == 1

    def test_a_job_that_kills_its_worker_again_and_again_fails_in_the_end(self):
        job = self.running(attempts=services.MOST_ATTEMPTS)
        services.sweep()
        job.refresh_from_db()
        assert job.state == JobState.FAILED

    def test_a_job_that_the_queue_lost_is_offered_again(self, django_capture_on_commit_callbacks):
        job = enqueue(f"{WORK}.count_up", 3)
        Job.objects.update(offered_at=clock.real_now() - services.OFFER_AGAIN * 2)
        assert services.sweep() == 1
        assert OrmQ.objects.count() == 1
        job.refresh_from_db()
        assert job.state == JobState.QUEUED

    def test_what_an_old_run_says_at_its_end_does_not_overwrite_the_new(self):
        job = self.running()
        from hub.platform.jobs.running import Running

        old = Running(job)
        Job.objects.filter(pk=job.pk).update(run="y")
        services._end(job, old, JobState.DONE)
        job.refresh_from_db()
        assert job.state == JobState.RUNNING


@pytest.mark.django_db
class TestRegularWork:
    @pytest.fixture
    def hourly(self):
        services.schedule("test.hourly", f"{WORK}.fail", every=timedelta(hours=1))
        yield "test.hourly"
        services.SCHEDULES.pop("test.hourly")

    def started(self):
        return Job.objects.filter(label="test.hourly").count()

    def test_it_starts_when_its_time_has_come_and_not_before(self, hourly, at_nine):
        services.start_schedules(at=at_nine)
        services.start_schedules(at=at_nine + timedelta(minutes=59))
        assert self.started() == 1
        services.start_schedules(at=at_nine + timedelta(minutes=61))
        assert self.started() == 2

    def test_after_a_long_pause_it_starts_once(self, hourly, at_nine):
        services.start_schedules(at=at_nine)
        services.start_schedules(at=at_nine + timedelta(days=9))
        services.start_schedules(at=at_nine + timedelta(days=9, minutes=1))
        assert self.started() == 2

    def test_one_name_is_one_piece_of_work(self, hourly):
        with pytest.raises(ValueError, match="twice"):
            services.schedule("test.hourly", f"{WORK}.count_up", every=timedelta(hours=1))
