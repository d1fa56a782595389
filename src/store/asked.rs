//! Answers a query for all tickets at once, with bitmaps.

use roaring::RoaringBitmap;

use crate::domain::{assignee::Assignee, query::ask::Ask};

use super::{
    columns::{Columns, small},
    search::Words,
};

/// The tickets that answer yes. `words` is needed where texts or tags are asked for.
pub(super) fn asked(ask: &Ask, columns: &Columns, words: Option<&Words>) -> RoaringBitmap {
    let answer = |ask: &Ask| asked(ask, columns, words);
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
        Ask::Tags(tags) => words.map_or_else(RoaringBitmap::new, |words| words.tags().union(tags)),
        Ask::Words(texts) => words.map_or_else(RoaringBitmap::new, |words| words.find(texts)),
        Ask::Customer(texts) => {
            words.map_or_else(RoaringBitmap::new, |words| words.find_customer(texts))
        }
        Ask::Number(id) => {
            let there = columns.row(*id).and_then(|_| u32::try_from(id.0).ok());
            there.into_iter().collect()
        }
        Ask::MadeFrom(from) => columns.made_from(from.0),
        Ask::ChangedFrom(from) => columns.changed_from(from.0),
        Ask::DueBy(by) => columns.due_by(by.0),
        Ask::Automatic => columns.automatic().clone(),
        Ask::Ours => columns.ours().clone(),
        Ask::Closed(from, before) => columns.closed_in(*from, *before),
        Ask::WaitsSince(since) => columns.waits_since(*since),
        Ask::Answered(took) => columns.answered_in(*took),
        Ask::Solved(took) => columns.solved_in(*took),
    }
}
