//! The stories are many, in order, in the past, and the same for one seed.

use std::{collections::HashSet, time::Duration};

use super::{Act, DAYS, invent};
use crate::{demo::samples::Samples, domain::time::Timestamp};

fn check(seed: u64, now: i64) {
    let (samples, now) = (Samples::read().unwrap(), Timestamp(now * 1_000_000));
    let stories = invent(&samples, seed, now);
    assert!((280..=320).contains(&stories.len()), "{}", stories.len());
    let oldest = now.minus(Duration::from_secs(
        u64::try_from(DAYS + 4).unwrap() * 86_400,
    ));
    let mut seen = HashSet::new();
    for story in &stories {
        assert!(
            matches!(story.steps[0].act, Act::Opens(_)),
            "{}",
            story.subject
        );
        assert!(story.steps.is_sorted_by_key(|step| step.at));
        assert!(
            story
                .steps
                .iter()
                .all(|step| step.at < now && step.at > oldest)
        );
        assert!(!story.subject.contains(['{', '}']), "{}", story.subject);
        assert!(
            seen.insert((story.customer.email, &story.subject)),
            "{}",
            story.subject
        );
    }
    let again = invent(&samples, seed, now);
    assert_eq!(format!("{stories:?}"), format!("{again:?}"));
}

#[test]
fn stories_hold_at_any_hour() {
    // A Tuesday, the middle of a Sunday night, a leap day, New Year.
    for now in [1_795_496_400, 1_795_919_400, 1_835_400_000, 1_798_761_600] {
        check(1_042, now);
        check(7, now);
    }
}
