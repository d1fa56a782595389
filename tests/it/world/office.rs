//! A desk at some moment, with business hours.

use guichet::{
    base::clock::Clock,
    domain::{
        calendar::{Calendar, Targets, Week},
        change::Change,
        id::CalendarId,
        time::Timestamp,
    },
    store::{self, StoreError},
};

use super::{Plan, World, play_with};

pub fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

/// Runs a test on a desk whose clock stands at a time.
pub fn play_at(now: &str, test: impl AsyncFnOnce(&mut World)) {
    let plan = Plan {
        clock: Clock::fixed(at(now)),
        ..Plan::default()
    };
    play_with(plan, test);
}

/// Monday to Friday from 9 to 12 and from 14 to 18 in Paris, for all tickets.
pub async fn open_office(world: &World, answer: Targets) {
    let mut week = Week::default();
    for day in week.days.iter_mut().take(5) {
        *day = vec![(9 * 60, 12 * 60), (14 * 60, 18 * 60)];
    }
    let calendar = Calendar {
        id: CalendarId(1),
        name: "Office".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        week,
        holidays: Vec::new(),
        answer,
        solution: Targets::default(),
        mailboxes: Vec::new(),
        groups: Vec::new(),
        is_default: true,
    };
    let written = world.desk().run(move |desk| {
        desk.store().write(move |tx| {
            store::calendar::put(tx, &calendar)?;
            tx.change(Change::Settings)?;
            Ok::<_, StoreError>(())
        })
    });
    written.await.unwrap().unwrap();
}
