//! What may be written next in the query bar, and which tags begin so. Offers nothing that stands
//! on no ticket which the reader sees, where the desk as a whole is not theirs to know.
//!
//! Flat in the number of tickets and customers: users, groups, tags and mailboxes are those of the
//! book, tags and mailboxes narrowed by the bitmaps in memory; customers are first those of the newest
//! tickets that the search finds by their beginning, at most so many, then any others of these words.

use std::collections::HashSet;

use crate::domain::{
    access::Sight,
    civil::last_days,
    customer::Customer,
    fold::fold,
    query::{
        Query,
        ask::Ask,
        look::{Has, Look, Within},
        sort,
        typed::{Key, QUERY_CHARS},
        unfinished::{Part, Unfinished, unfinished},
    },
    right::Right,
    tag::Tag,
    ticket::{Priority, Status},
    time::Timestamp,
    words::{Phrase, wanted::Wanted},
};

use super::{
    access::UserDesk,
    book::Book,
    problem::Problem,
    ticket_query::{TAGS, known_states},
};

/// Most values that are offered at once; filters are offered all.
const OFFERS: usize = 12;
/// Tickets whose customers are looked at.
const TICKETS: usize = 100;

/// What may stand in place of the word before the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// How much of the text an offer takes the place of, in UTF-16 code units, as a browser counts.
    pub units: usize,
    pub offers: Vec<Offer>,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written; a filter ends with its colon, all else with a space.
    pub text: String,
    pub what: What,
}

/// What an offer stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Key(Key),
    /// A word of a closed set, or a day or a time.
    Word(Key, String),
    /// Somebody or something with a name, and what tells it from others of that name.
    Named(String, String),
    Tag(Tag),
}

impl UserDesk {
    /// Completes the last word of a beginning.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn complete(&self, before: &str, now: Timestamp) -> Result<Completion, Problem> {
        self.need(Right::TicketRead)?;
        let Some(word) = unfinished(before).filter(|_| before.len() <= QUERY_CHARS * 4) else {
            return Ok(Completion::default());
        };
        let typed = before.get(word.start..).unwrap_or_default();
        Ok(Completion {
            units: typed.encode_utf16().count(),
            offers: match &word.part {
                Part::Key(typed) => keys(&word, typed),
                Part::Value { key, typed, .. } => {
                    let wanted = Wanted::read(typed);
                    let values = self.values(*key, typed, &wanted, now)?;
                    let offer = |(value, what): (String, What)| Offer {
                        text: word.with_value(&value),
                        what,
                    };
                    values.into_iter().take(OFFERS).map(offer).collect()
                }
            },
        })
    }

    /// The tags that this person may know of in whose name a word begins so, by name.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn complete_tag(&self, typed: &str) -> Result<Vec<Tag>, Problem> {
        let wanted = Wanted::read(typed);
        let mut tags = self.tag_words(TAGS)?;
        tags.retain(|tag| wanted.fits(&tag.name));
        tags.truncate(OFFERS);
        Ok(tags)
    }

    fn values(
        &self,
        key: Key,
        typed: &str,
        wanted: &Wanted,
        now: Timestamp,
    ) -> Result<Vec<(String, What)>, Problem> {
        let book = self.book()?;
        let begin = |words: &[&str]| {
            let typed = fold(typed);
            let fits = words.iter().filter(|word| word.starts_with(&typed));
            let pairs = fits.map(|word| ((*word).to_owned(), What::Word(key, (*word).to_owned())));
            pairs.collect::<Vec<_>>()
        };
        Ok(match key {
            Key::Status => begin(&Status::ALL.map(Status::word)),
            Key::Priority => begin(&Priority::ALL.map(Priority::word)),
            Key::Has => begin(Has::WORDS),
            Key::Is => begin(known_states(self)),
            Key::Assignee => {
                let mut all = begin(&["me", "nobody"]);
                all.extend(users(&book, wanted));
                all.extend(groups(&book, wanted));
                all
            }
            Key::Group => {
                let mut all = begin(&["mine"]);
                all.extend(groups(&book, wanted));
                all
            }
            Key::Members => groups(&book, wanted).collect(),
            Key::Sort => begin(&sort::WORDS),
            Key::Tag => {
                let tags = self.complete_tag(typed)?.into_iter();
                tags.map(|tag| (tag.name.clone(), What::Tag(tag))).collect()
            }
            Key::Mailbox => self.mailboxes_known(&book, wanted)?,
            Key::Organization => {
                let view = self.desk().store.read()?;
                let names = self.company_names(&view, wanted, OFFERS)?.into_iter();
                let named = names.map(|name| (name.clone(), What::Named(name, String::new())));
                named.collect()
            }
            Key::Customer | Key::From | Key::To => self.customers_found(key, typed)?,
            Key::Before | Key::After | Key::Updated | Key::Closed | Key::Due => {
                let zone = self.zone(&book);
                let days = days(key, now, &zone);
                begin(&days.iter().map(String::as_str).collect::<Vec<_>>())
            }
            Key::Waits => begin(&["4h", "1d", "7d"]),
            Key::Answered => begin(&["1h", "1h..4h", "4h.."]),
            Key::Solved => begin(&["1d", "1d..7d", "7d.."]),
            Key::Subject | Key::Body | Key::Number => Vec::new(),
        })
    }

    /// Who sees few tickets knows of the mailboxes of those.
    fn mailboxes_known(
        &self,
        book: &Book,
        wanted: &Wanted,
    ) -> Result<Vec<(String, What)>, Problem> {
        let fits = |address: &str, name: &str| wanted.fits(address) || wanted.fits(name);
        let all = book.mailboxes.iter();
        let mut some: Vec<_> = all
            .filter(|mailbox| fits(mailbox.address.as_str(), &mailbox.display_name))
            .collect();
        if self.access().sight != Sight::All {
            let question = |id| Query {
                mailbox: Some(id),
                ..Query::default()
            };
            let questions: Vec<Query> = some.iter().map(|it| question(it.id)).collect();
            let mut counts = self.ticket_counts(&questions)?.into_iter();
            some.retain(|_| counts.next().is_some_and(|count| count > 0));
        }
        let named = some.into_iter().map(|mailbox| {
            let address = mailbox.address.to_string();
            let name = mailbox.display_name.clone();
            (address.clone(), What::Named(address, name))
        });
        Ok(named.collect())
    }

    /// The customers of the newest tickets that this person sees and whose customer begins so, then
    /// others who do.
    fn customers_found(&self, key: Key, typed: &str) -> Result<Vec<(String, What)>, Problem> {
        let phrase = Phrase::read(typed);
        // What holds no word begins no name.
        if phrase.is_none() && !typed.trim().is_empty() {
            return Ok(Vec::new());
        }
        let look = phrase.map(|phrase| Ask::Look(Look::Text(Within::Customer, phrase)));
        let query = Query {
            ask: look,
            ..Query::default()
        };
        let page = self.ticket_list(&query, None, TICKETS)?;
        let mut seen = HashSet::new();
        let newest = page.lines.into_iter().filter_map(|line| line.customer);
        let mut customers: Vec<Customer> = newest.filter(|it| seen.insert(it.id)).collect();
        if customers.len() < OFFERS {
            let others = self.customers_begun(&Wanted::read(typed), OFFERS * 2)?;
            let others = others.into_iter().map(|line| line.customer);
            customers.extend(others.filter(|other| seen.insert(other.id)));
        }
        let customers = customers.into_iter();
        let named = customers.filter_map(|customer| {
            let address = customer.addresses.first().map(ToString::to_string);
            let name = customer.label().to_owned();
            let has_words = Phrase::read(&name).is_some();
            let value = match key {
                Key::Customer if has_words => name.clone(),
                _ => address.clone()?,
            };
            let detail = address.filter(|address| *address != name);
            let what = What::Named(name, detail.unwrap_or_default());
            Some((value, what))
        });
        Ok(named.take(OFFERS).collect())
    }
}

fn keys(word: &Unfinished<'_>, typed: &str) -> Vec<Offer> {
    let typed = typed.to_ascii_lowercase();
    let keys = Key::ALL.iter().copied();
    let begin = keys.filter(|key| key.word().starts_with(&typed));
    let offers = begin.map(|key| Offer {
        text: word.with_key(key),
        what: What::Key(key),
    });
    offers.collect()
}

/// By name, or by address where two have the same name or it cannot be written.
fn users<'a>(book: &'a Book, wanted: &'a Wanted) -> impl Iterator<Item = (String, What)> + 'a {
    let active = book.users.iter().filter(|user| user.active);
    let fits = active.filter(|user| wanted.fits(&user.name) || wanted.fits(user.email.as_str()));
    fits.map(|user| {
        let folded = fold(&user.name);
        let same = |other: &&crate::domain::user::User| fold(&other.name) == folded;
        let plain = book.users.iter().filter(same).count() == 1 && !user.name.contains('"');
        let email = user.email.to_string();
        let value = if plain {
            user.name.clone()
        } else {
            email.clone()
        };
        (value, What::Named(user.name.clone(), email))
    })
}

fn groups<'a>(book: &'a Book, wanted: &'a Wanted) -> impl Iterator<Item = (String, What)> + 'a {
    let fits = book.groups.iter().filter(|group| wanted.fits(&group.name));
    fits.map(|group| {
        let name = group.name.clone();
        (name.clone(), What::Named(name, String::new()))
    })
}

/// Days and times that one often means.
fn days(key: Key, now: Timestamp, zone: &str) -> Vec<String> {
    let today = last_days(now, zone, 1).pop();
    let today = today.map_or_else(String::new, |day| day.date);
    let month = format!("{}-01", today.get(..7).unwrap_or_default());
    match key {
        Key::Due => vec!["4h".to_owned(), "1d".to_owned(), "7d".to_owned(), today],
        Key::Closed => vec![
            "7d".to_owned(),
            "30d".to_owned(),
            format!("{month}..{today}"),
        ],
        _ => vec!["7d".to_owned(), "30d".to_owned(), today, month],
    }
}
