//! Answers a query for all tickets at once, with bitmaps.

use std::{borrow::Cow, sync::Arc};

use roaring::RoaringBitmap;

use crate::domain::{
    assignee::Assignee,
    query::{ask::Ask, look::Look},
    ticket::Status,
};

use super::{
    columns::{Columns, small},
    said::Said,
    tag_sets::TagSets,
};

/// What was found out before the columns are read.
pub(super) struct Answers<'a> {
    /// None where no tag is asked for.
    pub tags: Option<&'a TagSets>,
    /// None where nothing new is asked for.
    pub said: Option<&'a Said>,
    /// What each look into texts finds. Without an index there is none, and nothing is found.
    pub texts: &'a [(Look, Arc<RoaringBitmap>)],
    /// Knows what was merged into what.
    pub leads: &'a Columns,
}

impl<'a> Answers<'a> {
    fn text(&self, look: &Look) -> Cow<'a, RoaringBitmap> {
        let mut texts = self.texts.iter();
        let found = texts.find(|(asked, _)| asked == look);
        found.map_or_else(Cow::default, |(_, found)| Cow::Borrowed(&**found))
    }
}

/// The tickets that answer yes, all of them among those of the columns.
pub(super) fn asked<'a>(
    ask: &Ask,
    columns: &'a Columns,
    answers: &Answers<'a>,
) -> Cow<'a, RoaringBitmap> {
    let found = found(ask, columns, answers);
    match is_within(ask) {
        true => found,
        false => Cow::Owned(found.as_ref() & columns.every()),
    }
}

/// True if no ticket of elsewhere can answer yes. Texts, tags and what was said are those of all.
fn is_within(ask: &Ask) -> bool {
    match ask {
        Ask::All(asks) => asks.is_empty() || asks.iter().any(is_within),
        Ask::Any(asks) => asks.iter().all(is_within),
        Ask::Look(_) | Ask::Tags(_) | Ask::NewTo(_) => false,
        _ => true,
    }
}

/// As [`asked`], and maybe some of elsewhere. Nothing is copied that can be lent: with a million
/// tickets the copies are what a query costs.
fn found<'a>(ask: &Ask, columns: &'a Columns, answers: &Answers<'a>) -> Cow<'a, RoaringBitmap> {
    let answer = |ask: &Ask| found(ask, columns, answers);
    let made = match ask {
        Ask::All(asks) => {
            let all = asks.iter().map(answer).reduce(|all, one| match all {
                Cow::Owned(all) => Cow::Owned(all & one.as_ref()),
                Cow::Borrowed(all) => Cow::Owned(all & one.as_ref()),
            });
            return all.unwrap_or(Cow::Borrowed(columns.every()));
        }
        Ask::Any(asks) => {
            let any = asks.iter().map(answer).reduce(|any, one| match any {
                Cow::Owned(any) => Cow::Owned(any | one.as_ref()),
                Cow::Borrowed(any) => Cow::Owned(any | one.as_ref()),
            });
            return any.unwrap_or_default();
        }
        Ask::Status(status) => return Cow::Borrowed(columns.with_status(*status)),
        Ask::Priority(priority) => return Cow::Borrowed(columns.with_priority(*priority)),
        Ask::Assignee(assignee) => return columns.with_assignee(small(Assignee::code(*assignee))),
        Ask::Mailbox(mailbox) => return columns.with_mailbox(small(mailbox.0)),
        Ask::Tags(ids) => return answers.tags.map(|tags| tags.union(ids)).unwrap_or_default(),
        Ask::Look(look) => return answers.leads.led(answers.text(look)),
        Ask::Automatic => return Cow::Borrowed(columns.automatic()),
        Ask::Ours => return Cow::Borrowed(columns.ours()),
        Ask::Asleep => return Cow::Borrowed(columns.asleep()),
        Ask::Not(ask) if **ask == Ask::Status(Status::Closed) => {
            return Cow::Borrowed(columns.not_closed());
        }
        Ask::Not(ask) => columns.every() - answer(ask).as_ref(),
        Ask::Customers(ids) => columns.with_customers(ids),
        Ask::Number(id) => {
            let id = answers.leads.root(*id);
            let there = columns.row(id).and_then(|_| u32::try_from(id.0).ok());
            there.into_iter().collect()
        }
        Ask::MadeFrom(from) => columns.made_from(from.0),
        Ask::ChangedFrom(from) => columns.changed_from(from.0),
        Ask::DueBy(by) => columns.due_by(by.0),
        Ask::NewTo(marks) => {
            let said = answers.said;
            said.map_or_else(RoaringBitmap::new, |said| said.new_to(marks))
        }
        // Where it is asked, nothing else is there; elsewhere nothing is.
        Ask::Deleted => columns.deleted(),
        Ask::Closed(from, before) => columns.closed_in(*from, *before),
        Ask::WaitsSince(since) => columns.waits_since(*since),
        Ask::Answered(took) => columns.answered_in(*took),
        Ask::Solved(took) => columns.solved_in(*took),
    };
    Cow::Owned(made)
}
