//! What is asked at every door for reading by those who do not see a ticket. A door without a row
//! here fails: whoever adds one says what of tickets it shows.

use guichet::{
    domain::right::{Right, Rights},
    web::{ROUTES, gate::Kind},
};

use super::{pages::PAGES, programs::PROGRAMS, readers::Reader};
use crate::web::without_tokens;

/// What is asked at a door.
///
/// In an address, `{own}` is a ticket of the reader's and `{line}` its first message; `{ticket}`,
/// `{customer}` and `{company}` are what is made next; `{user}` and `{group}` have what is hidden;
/// `{after}` is the newest change before anything is hidden, `{then}` one before the tags changed.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// It shows tickets, or counts, names or customers of tickets. Who sees everything sees the
    /// answer of one of the addresses change.
    Tickets(&'static [&'static str]),
    /// It shows nothing of tickets, but this. Nobody sees its answer change.
    Nothing(&'static str, &'static str),
    /// Whoever has the right is shown what happens on the desk as a whole: this.
    Whole(Right, &'static str, &'static str),
    /// It has no end; [`super::stream`] listens to it.
    Endless(&'static str),
}
use Asked::{Endless, Nothing, Tickets, Whole};

pub type Row = (&'static str, Asked);

impl Asked {
    fn addresses(&self) -> &[&'static str] {
        match self {
            Tickets(addresses) => addresses,
            Nothing(address, _) | Whole(_, address, _) => std::slice::from_ref(address),
            Endless(_) => &[],
        }
    }

    /// False where somebody with these rights is shown more than the tickets that they see.
    fn is_narrowed(&self, rights: Rights) -> bool {
        !matches!(self, Whole(right, ..) if rights.has(*right))
    }
}

/// Every row: the pages, then the API.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    PAGES.iter().chain(PROGRAMS)
}

/// What somebody was answered at one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub route: &'static str,
    /// As in the table.
    pub address: &'static str,
    pub status: u16,
    /// Without what is new on each answer.
    pub text: String,
}

impl Shown {
    /// What is other in a later answer at the same address; None if nothing is.
    pub fn differs(&self, now: &Self) -> Option<String> {
        if self == now {
            return None;
        }
        let pairs = self.text.chars().zip(now.text.chars());
        let same = pairs.take_while(|(was, is)| was == is).count();
        let part = |text: &str| -> String {
            let from = same.saturating_sub(60);
            text.chars().skip(from).take(200).collect()
        };
        Some(format!(
            "{}: {} …{}…\n  is now {} …{}…",
            self.address,
            self.status,
            part(&self.text),
            now.status,
            part(&now.text)
        ))
    }
}

/// The newest number of the whole desk taken out wherever it stands.
fn without_rev(text: &str) -> String {
    let mut pieces = text.split(" data-rev=\"");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        rest.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
    }
    rest
}

/// What somebody is shown at every address, where it is narrowed to what they see.
pub async fn shown(reader: &Reader) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (route, asked) in rows().filter(|(_, asked)| asked.is_narrowed(reader.rights)) {
        for address in asked.addresses() {
            let path = reader.fill(address);
            let answer = if path.starts_with("/api/") {
                reader.who.api.get(&path).await
            } else {
                reader.who.browser.get(&path).await
            };
            let text = String::from_utf8_lossy(&answer.body);
            shown.push(Shown {
                route,
                address,
                status: answer.status,
                text: without_rev(&without_tokens(&text)),
            });
        }
    }
    shown
}

#[test]
fn every_door_for_reading_has_a_row() {
    let doors = ROUTES.iter().filter(|line| line.method == "GET");
    let doors: Vec<&str> = doors.map(|line| line.path).collect();
    let table: Vec<&str> = rows().map(|(route, _)| *route).collect();
    assert_eq!(doors, table, "each says what of tickets it shows");
}

#[test]
fn every_row_asks_at_its_own_door() {
    let kind = |path: &str| match path.starts_with("/api/") {
        true => Kind::Api,
        false => Kind::Page,
    };
    for (route, asked) in rows() {
        let said = match asked {
            Tickets(addresses) => !addresses.is_empty(),
            Nothing(_, why) | Whole(_, _, why) | Endless(why) => why.contains(' '),
        };
        assert!(said, "{route} says nothing");
        for address in asked.addresses() {
            let path = address.split('?').next().unwrap_or_default();
            let (parts, wanted) = (path.split('/'), route.split('/'));
            let same = parts
                .clone()
                .zip(wanted.clone())
                .all(|(part, wanted)| wanted.starts_with(':') || part == wanted);
            assert!(
                same && parts.count() == wanted.count(),
                "{address} at {route}"
            );
            assert_eq!(kind(address), kind(route));
        }
    }
}
