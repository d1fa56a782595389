//! The list of business hours: `/settings/calendars`.

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        calendars::typed::{runs, write_minute, write_target},
    },
    domain::{
        calendar::{Calendar, Targets},
        fold::fold,
        ticket::Priority,
    },
};

use super::{
    call::Call,
    error::WebError,
    gate::Answer,
    respond,
    view::{
        Section,
        settings_calendars::{Aim, CalendarRow, Run, SettingsCalendarsPage, Span},
    },
};

/// Where the list is.
pub const PATH: &str = "/settings/calendars";

/// Shows the list: the one for all others first, then by name.
pub async fn settings_calendars(call: Call, user: UserDesk) -> Answer {
    let reader = user.clone();
    let (book, mut calendars) = call
        .run(move |_| Ok::<_, WebError>((reader.book()?, reader.calendars()?)))
        .await?;
    calendars.sort_by_cached_key(|it| (!it.is_default, fold(&it.name)));
    let page = SettingsCalendarsPage {
        calendars: calendars.iter().map(|it| row(&book, it)).collect(),
    };
    respond::page(
        &call,
        Some(&user),
        Section::Settings,
        "settings_calendars.html",
        &page,
    )
}

fn row(book: &Book, calendar: &Calendar) -> CalendarRow {
    let mailboxes = calendar.mailboxes.iter().filter_map(|id| book.mailbox(*id));
    let groups = calendar.groups.iter().filter_map(|id| book.group(*id));
    let hours = runs(&calendar.week).into_iter();
    CalendarRow {
        id: calendar.id.0,
        name: calendar.name.clone(),
        time_zone: calendar.time_zone.clone(),
        hours: hours
            .map(|(first, last, spans)| Run {
                first: first + 1,
                last: last + 1,
                spans: spans.iter().map(span).collect(),
            })
            .collect(),
        holidays: calendar.holidays.len() as u64,
        answer: aims(&calendar.answer),
        solution: aims(&calendar.solution),
        mailboxes: mailboxes
            .filter(|mailbox| mailbox.active)
            .map(|mailbox| mailbox.address.to_string())
            .collect(),
        groups: groups.map(|group| group.name.clone()).collect(),
        is_default: calendar.is_default,
    }
}

/// Draws hours of a day; those that last until midnight end at `24:00`.
#[must_use]
pub fn span((from, to): &(u16, u16)) -> Span {
    Span {
        from: write_minute(*from),
        to: write_minute(*to),
    }
}

fn aims(targets: &Targets) -> Vec<Aim> {
    let aims = Priority::ALL.into_iter().filter_map(|priority| {
        let time = write_target(targets.of(priority)?);
        Some(Aim { priority, time })
    });
    aims.collect()
}
