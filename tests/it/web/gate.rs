//! Every line of the route table: who is refused, and how. A line without a row here fails.
//!
//! `doors` is the table; its sisters hold what is asked of each of its rows (`table`), what one may
//! not see of a ticket (`objects`, `lists`, `feed`, `verbs`), and what holds for every door (`plain`).

use guichet::web::{
    ROUTES,
    gate::{Door, Kind},
};

mod doors;
mod feed;
mod lists;
mod objects;
mod plain;
mod table;
mod verbs;

use doors::{
    DOORS,
    Need::{self, Has, Nobody},
};

fn need(door: &Door) -> Need {
    match door {
        Door::Open(_) => Nobody,
        Door::SignedIn(_) => Need::SignedIn,
        Door::Right(right, _) => Has(*right),
    }
}

/// Where somebody goes who signed in instead: the page that a form stood on.
fn way_back(path: &str) -> &str {
    match path {
        "/t/1/edit" | "/t/1/notes" | "/t/1/messages" | "/t/1/participants" => "/t/1",
        path if ROUTES.iter().zip(DOORS).any(|(line, door)| {
            door.3 == path && line.method == "GET" && line.kind() == Kind::Page
        }) =>
        {
            path
        }
        path => match path.rsplit_once('/') {
            Some(("", _)) | None => "/",
            Some((page, _)) => page,
        },
    }
}

#[test]
fn every_line_of_the_table_has_a_row_here() {
    let table: Vec<_> = ROUTES
        .iter()
        .map(|line| (line.method.as_str(), line.path, need(&line.door)))
        .collect();
    let door = |need| match need {
        Need::OneOf(_) => Need::SignedIn,
        Need::Keeper(right) | Need::Whole(right) => Has(right),
        need => need,
    };
    let rows = DOORS.iter().map(|row| (row.0, row.1, door(row.2)));
    let rows: Vec<_> = rows.collect();
    assert_eq!(table, rows);
}
