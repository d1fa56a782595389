//! Turns what was typed into the query bar into a question: names become people, groups, tags and
//! mailboxes, days become times in the reader's zone. What names nothing is said at its word.

mod states;

use std::time::Duration;

use crate::{
    domain::{
        assignee::Assignee,
        civil::{read_end, read_local},
        fold::fold,
        group::Group,
        id::{TagId, TicketId},
        query::{
            ask::{Ask, Took},
            look::{Has, Look, Within},
            sort::{self, Sort},
            typed::{self, Key, Term, WordFault, WrongWord},
        },
        right::Right,
        rule::units::read_span,
        tag::clean_tag,
        ticket::{Priority, Status},
        time::Timestamp,
        words::{Phrase, wanted::Wanted},
    },
    store,
};

use super::{access::UserDesk, book::Book, problem::Problem};

pub(super) use states::known_states;

/// Names that a fault offers.
const KNOWN: usize = 10;
/// Tags that are known by name.
pub(super) const TAGS: usize = 10_000;

/// A question, and what of the text was not understood and is left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// None asks for everything.
    pub ask: Option<Ask>,
    pub wrong: Vec<WrongWord>,
}

impl UserDesk {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ask(&self, text: &str, now: Timestamp) -> Result<Asked, Problem> {
        self.need(Right::TicketRead)?;
        let typed = typed::read(text);
        let book = self.book()?;
        let reader = Reader {
            zone: self.zone(&book),
            user: self,
            book: &book,
            now,
        };
        let mut all = Vec::new();
        let mut wrong = typed.wrong;
        for any in &typed.all {
            // An order asks for nothing: it is read where the list is.
            if Sort::of_term(any).is_some() {
                continue;
            }
            let mut asks = Vec::new();
            for term in any {
                match reader.term(term)? {
                    Ok(ask) if term.not => asks.push(ask.turned()),
                    Ok(ask) => asks.push(ask),
                    Err(fault) => wrong.push(WrongWord {
                        at: term.at.clone(),
                        word: text.get(term.at.clone()).unwrap_or_default().to_owned(),
                        fault,
                    }),
                }
            }
            match asks.len() {
                0 => {}
                1 => all.append(&mut asks),
                _ => all.push(Ask::Any(asks)),
            }
        }
        wrong.sort_by_key(|wrong| wrong.at.start);
        Ok(Asked {
            ask: (!all.is_empty()).then_some(Ask::All(all)),
            wrong,
        })
    }
}

/// The words that all have to be there, or the phrase. They may also be a tag's.
fn anywhere(book: &Book, value: &str) -> Option<Ask> {
    let phrase = Phrase::read(value)?;
    let tags = tags_with(book, &phrase);
    let look = Ask::Look(Look::Text(Within::Anywhere, phrase));
    Some(match tags.is_empty() {
        true => look,
        false => Ask::Any(vec![look, Ask::Tags(tags)]),
    })
}

/// The tags in whose name the words stand, with those that were merged into them. A name is one word to
/// whoever types it, whatever signs are between its parts.
fn tags_with(book: &Book, phrase: &Phrase) -> Vec<TagId> {
    let tags = book.tags().into_iter();
    let named = tags.filter(|tag| phrase.stands_in(&tag.name));
    named.flat_map(|tag| book.tag_group(tag.id)).collect()
}

/// The same in one place.
fn within(place: Within, value: &str) -> Read {
    let phrase = Phrase::read(value).ok_or_else(|| known("printer"))?;
    Ok(Ask::Look(Look::Text(place, phrase)))
}

struct Reader<'a> {
    user: &'a UserDesk,
    book: &'a Book,
    zone: String,
    now: Timestamp,
}

type Read = Result<Ask, WordFault>;

impl Reader<'_> {
    fn term(&self, term: &Term) -> Result<Read, Problem> {
        let value = term.value.as_str();
        Ok(match term.key {
            None => anywhere(self.book, value).ok_or_else(|| known("printer")),
            Some(Key::Status) => one_of(value, &Status::ALL.map(Status::word), |word| {
                Status::from_word(word).map(Ask::Status)
            }),
            Some(Key::Priority) => one_of(value, &Priority::ALL.map(Priority::word), |word| {
                Priority::from_word(word).map(Ask::Priority)
            }),
            Some(Key::Assignee) => self.assignee(value),
            Some(Key::Group) => self.group(value),
            Some(Key::Tag) => self.tag(value)?,
            Some(Key::Customer) => within(Within::Customer, value),
            Some(Key::From) => within(Within::From, value),
            Some(Key::To) => within(Within::To, value),
            Some(Key::Subject) => within(Within::Subject, value),
            Some(Key::Body) => within(Within::Body, value),
            Some(Key::Has) => one_of(value, Has::WORDS, |word| {
                Has::from_word(word).map(|kind| Ask::Look(Look::Has(kind)))
            }),
            Some(Key::Mailbox) => self.mailbox(value),
            Some(Key::Is) => self.is(value)?,
            Some(Key::Before) => self.moment(value).map(|at| Ask::MadeFrom(at).turned()),
            Some(Key::After) => self.moment(value).map(Ask::MadeFrom),
            Some(Key::Updated) => self.moment(value).map(Ask::ChangedFrom),
            Some(Key::Number) => {
                let number = value.trim_start_matches('#').parse();
                let number = number.map(|number| Ask::Number(TicketId(number)));
                number.map_err(|_| known("1042"))
            }
            Some(Key::Closed) => self.closed(value),
            Some(Key::Due) => self.due(value),
            Some(Key::Waits) => match read_span(value) {
                Some(seconds) => Ok(Ask::WaitsSince(self.ago(seconds))),
                None => Err(known("4h, 7d")),
            },
            Some(Key::Answered) => took(value).map(Ask::Answered),
            Some(Key::Solved) => took(value).map(Ask::Solved),
            Some(Key::Members) => self.members(value),
            Some(Key::Organization) => self.organization(value)?,
            // Unknown, turned round, or one of several.
            Some(Key::Sort) => Err(known_names(sort::WORDS.into_iter())),
        })
    }

    fn assignee(&self, value: &str) -> Read {
        let typed = fold(value);
        match typed.as_str() {
            "me" => return Ok(self.mine()),
            "nobody" => return Ok(Ask::Assignee(None)),
            _ => {}
        }
        let users = self.book.users.iter();
        let people = users
            .filter(|user| {
                let name = fold(&user.name);
                let is_name = name == typed || name.split(' ').any(|word| word == typed);
                is_name || user.email.key() == value.to_lowercase()
            })
            .map(|user| Ask::Assignee(Some(Assignee::User(user.id))));
        let group = self.named_group(value).ok().map(of_group);
        let meant: Vec<Ask> = people.chain(group).collect();
        if meant.is_empty() {
            let active = self.book.users.iter().filter(|user| user.active);
            let names = active.map(|user| user.name.as_str());
            let groups = self.book.groups.iter().map(|group| group.name.as_str());
            let names = names.chain(groups);
            return Err(known_names(["me", "nobody"].into_iter().chain(names)));
        }
        Ok(Ask::Any(meant))
    }

    fn mine(&self) -> Ask {
        Ask::Assignee(Some(Assignee::User(self.user.user().id)))
    }

    fn group(&self, value: &str) -> Read {
        if fold(value) == "mine" {
            return Ok(Ask::Any(self.own_groups().collect()));
        }
        self.named_group(value).map(of_group)
    }

    fn own_groups(&self) -> impl Iterator<Item = Ask> {
        let me = self.user.user().id;
        let groups = self.book.groups.iter();
        let own = groups.filter(move |group| group.members.contains(&me));
        own.map(of_group)
    }

    fn members(&self, value: &str) -> Read {
        let group = self.named_group(value)?;
        let members = group.members.iter().map(|id| Assignee::User(*id));
        let members = members.map(|member| Ask::Assignee(Some(member)));
        let all = std::iter::once(of_group(group)).chain(members);
        Ok(Ask::Any(all.collect()))
    }

    fn named_group(&self, value: &str) -> Result<&Group, WordFault> {
        let typed = fold(value);
        let mut groups = self.book.groups.iter();
        // A value is read without its quotation marks.
        let name = |group: &Group| fold(&group.name.replace('"', ""));
        let found = groups.find(|group| name(group) == typed);
        found.ok_or_else(|| {
            let names = self.book.groups.iter().map(|group| group.name.as_str());
            known_names(names)
        })
    }

    /// Somebody who sees few tickets knows of the tags on those alone.
    fn tag(&self, value: &str) -> Result<Read, Problem> {
        let tags = self.user.tag_words(TAGS)?;
        let name = clean_tag(value);
        let found = name.and_then(|name| self.book.tag_by_name(&name));
        let found = found.filter(|tag| tags.iter().any(|other| other.id == tag.id));
        Ok(match found {
            Some(tag) => Ok(Ask::Tags(self.book.tag_group(tag.id))),
            None => Err(known_names(tags.iter().map(|tag| tag.name.as_str()))),
        })
    }

    /// Somebody who sees few tickets knows of the organizations of those alone.
    fn organization(&self, value: &str) -> Result<Read, Problem> {
        let view = self.user.desk().store.read()?;
        Ok(match self.user.company_named(&view, value)? {
            Some(id) => Ok(Ask::Customers(store::company::members(&view, id)?)),
            None => {
                let wanted = Wanted::default();
                let names = self.user.company_names(&view, &wanted, KNOWN + 1)?;
                Err(known_names(names.iter().map(String::as_str)))
            }
        })
    }

    fn mailbox(&self, value: &str) -> Read {
        let typed = value.to_lowercase();
        let mut all = self.book.every_mailbox();
        let found = all.find(|mailbox| {
            let addresses = std::iter::once(&mailbox.address).chain(&mailbox.aliases);
            addresses.into_iter().any(|address| address.key() == typed)
        });
        match found {
            Some(mailbox) => Ok(Ask::Mailbox(mailbox.id)),
            None => {
                let mailboxes = self.book.mailboxes.iter();
                Err(known_names(mailboxes.map(|it| it.address.as_str())))
            }
        }
    }

    /// A day, as it begins for the reader, or so long ago.
    fn moment(&self, value: &str) -> Result<Timestamp, WordFault> {
        if let Some(seconds) = read_span(value) {
            return Ok(self.ago(seconds));
        }
        let day = (value.len() == 10).then(|| read_local(&format!("{value}T00:00"), &self.zone));
        day.flatten().ok_or_else(|| known("2026-11-30, 7d"))
    }

    fn ago(&self, seconds: u64) -> Timestamp {
        self.now.minus(Duration::from_secs(seconds))
    }

    fn closed(&self, value: &str) -> Read {
        let Some((first, last)) = value.split_once("..") else {
            return self.moment(value).map(|from| Ask::Closed(from, None));
        };
        let from = read_local(&format!("{first}T00:00"), &self.zone);
        let until = read_end(last, &self.zone).filter(|_| last.len() == 10);
        match (from.filter(|_| first.len() == 10), until) {
            (Some(from), Some(until)) => Ok(Ask::Closed(from, Some(until))),
            _ => Err(known("2026-11-30, 7d, 2026-11-01..2026-11-30")),
        }
    }

    fn due(&self, value: &str) -> Read {
        if let Some(seconds) = read_span(value) {
            return Ok(Ask::DueBy(self.now.plus(Duration::from_secs(seconds))));
        }
        let end = read_end(value, &self.zone).filter(|_| value.len() == 10);
        // What is due at midnight is due on the next day.
        let end = end.map(|end| end.minus(Duration::from_micros(1)));
        end.map(Ask::DueBy).ok_or_else(|| known("2026-11-30, 4h"))
    }
}

fn of_group(group: &Group) -> Ask {
    Ask::Assignee(Some(Assignee::Group(group.id)))
}

/// `1h` is less than it, `1h..4h` from the first to the second, `1h..` the first and longer.
fn took(value: &str) -> Result<Took, WordFault> {
    let span = |text: &str| read_span(text).ok_or_else(|| known("1h, 1h..4h, 4h.."));
    let Some((least, below)) = value.split_once("..") else {
        let (least, below) = (0, Some(span(value)?));
        return Ok(Took { least, below });
    };
    let below = match below {
        "" => None,
        below => Some(span(below)?),
    };
    let least = span(least)?;
    Ok(Took { least, below })
}

/// Values with commas between them, of which one is enough.
fn one_of(value: &str, words: &[&str], read: impl Fn(&str) -> Option<Ask>) -> Read {
    let mut any = Vec::new();
    for word in value
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let ask = read(&word.to_lowercase());
        any.push(ask.ok_or_else(|| known_names(words.iter().copied()))?);
    }
    match any.len() {
        0 => Err(known_names(words.iter().copied())),
        1 => Ok(any.remove(0)),
        _ => Ok(Ask::Any(any)),
    }
}

fn known(how: &str) -> WordFault {
    WordFault::Value {
        known: how.to_owned(),
    }
}

fn known_names<'a>(names: impl Iterator<Item = &'a str>) -> WordFault {
    let mut names: Vec<&str> = names.take(KNOWN + 1).collect();
    if names.len() > KNOWN {
        names.truncate(KNOWN);
        names.push("…");
    }
    known(&names.join(", "))
}
