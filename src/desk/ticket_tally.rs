//! How the tickets that a question finds are spread over the values of a field.

use crate::{
    domain::{
        assignee::Assignee,
        id::TagId,
        query::Query,
        right::Right,
        ticket::{Priority, Status},
    },
    store::spread::Spread,
};

use super::{access::UserDesk, problem::Problem};

/// A field whose values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyBy {
    Status,
    Priority,
    Assignee,
    Tag,
}

/// One value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyValue {
    Status(Status),
    Priority(Priority),
    Assignee(Option<Assignee>),
    Tag(TagId),
}

impl TallyBy {
    pub const ALL: [Self; 4] = [Self::Status, Self::Priority, Self::Assignee, Self::Tag];

    /// The word of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Assignee => "assignee",
            Self::Tag => "tag",
        }
    }
}

impl UserDesk {
    /// Counts the tickets of a question by value: each status and priority, else the values that
    /// there are.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_tally(
        &self,
        query: &Query,
        by: TallyBy,
    ) -> Result<Vec<(TallyValue, u64)>, Problem> {
        self.need(Right::TicketRead)?;
        let (store, sight, book) = (&self.desk().store, &self.access().sight, self.book()?);
        let values: Vec<(TallyValue, Spread)> = match by {
            TallyBy::Status => Status::ALL
                .map(|it| (TallyValue::Status(it), Spread::Status(it)))
                .to_vec(),
            TallyBy::Priority => Priority::ALL
                .map(|it| (TallyValue::Priority(it), Spread::Priority(it)))
                .to_vec(),
            TallyBy::Assignee => {
                let users = book.users.iter().map(|user| Assignee::User(user.id));
                let groups = book.groups.iter().map(|group| Assignee::Group(group.id));
                let all = users.chain(groups).map(Some);
                std::iter::once(None)
                    .chain(all)
                    .map(|it| (TallyValue::Assignee(it), Spread::Assignee(it)))
                    .collect()
            }
            TallyBy::Tag => book
                .tags()
                .iter()
                .map(|tag| {
                    (
                        TallyValue::Tag(tag.id),
                        Spread::Tags(book.tag_group(tag.id)),
                    )
                })
                .collect(),
        };
        let (values, asked): (Vec<TallyValue>, Vec<Spread>) = values.into_iter().unzip();
        let counts = store.spread(query, sight, &asked)?;
        let all = values.into_iter().zip(counts);
        let is_named = matches!(by, TallyBy::Status | TallyBy::Priority);
        Ok(all.filter(|(_, count)| is_named || *count > 0).collect())
    }
}
