//! Answers a query for all tickets at once, with bitmaps.

use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::domain::{
    assignee::Assignee,
    query::{ask::Ask, look::Look},
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

impl Answers<'_> {
    fn text(&self, look: &Look) -> RoaringBitmap {
        let mut texts = self.texts.iter();
        let found = texts.find(|(asked, _)| asked == look);
        found.map_or_else(RoaringBitmap::new, |(_, found)| RoaringBitmap::clone(found))
    }
}

/// The tickets that answer yes.
pub(super) fn asked(ask: &Ask, columns: &Columns, answers: &Answers<'_>) -> RoaringBitmap {
    let answer = |ask: &Ask| asked(ask, columns, answers);
    match ask {
        Ask::All(asks) => {
            let answers = asks.iter().map(answer);
            let all = answers.reduce(|all, one| all & one);
            all.unwrap_or_else(|| columns.every().clone())
        }
        Ask::Any(asks) => asks
            .iter()
            .map(answer)
            .fold(RoaringBitmap::new(), |any, one| any | one),
        Ask::Not(ask) => columns.every() - answer(ask),
        Ask::Status(status) => columns.with_status(*status).clone(),
        Ask::Priority(priority) => columns.with_priority(*priority).clone(),
        Ask::Assignee(assignee) => columns.with_assignee(small(Assignee::code(*assignee))),
        Ask::Mailbox(mailbox) => columns.with_mailbox(small(mailbox.0)),
        Ask::Customers(ids) => columns.with_customers(ids),
        Ask::Tags(ids) => {
            let tags = answers.tags;
            tags.map_or_else(RoaringBitmap::new, |tags| tags.union(ids))
        }
        Ask::Look(look) => answers.leads.led(answers.text(look)),
        Ask::Number(id) => {
            let id = answers.leads.root(*id);
            let there = columns.row(id).and_then(|_| u32::try_from(id.0).ok());
            there.into_iter().collect()
        }
        Ask::MadeFrom(from) => columns.made_from(from.0),
        Ask::ChangedFrom(from) => columns.changed_from(from.0),
        Ask::DueBy(by) => columns.due_by(by.0),
        Ask::Automatic => columns.automatic().clone(),
        Ask::Ours => columns.ours().clone(),
        Ask::Asleep => columns.asleep().clone(),
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
    }
}
