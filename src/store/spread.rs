//! How many of the tickets that a query finds stand at each of some values.

use crate::domain::{
    access::Sight,
    assignee::Assignee,
    id::TagId,
    query::Query,
    ticket::{Priority, Status},
};

use super::{Store, StoreError, columns::small, tag_sets::TagSets};

/// A value whose tickets are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    Status(Status),
    Priority(Priority),
    Assignee(Option<Assignee>),
    /// Tags that count as one.
    Tags(Vec<TagId>),
}

impl Store {
    /// Counts, in the order of the values.
    ///
    /// # Errors
    /// [`StoreError`] if words or tags have to be gathered first and cannot be read.
    pub fn spread(
        &self,
        query: &Query,
        sight: &Sight,
        values: &[Spread],
    ) -> Result<Vec<u64>, StoreError> {
        let found = self.search(query, sight, |columns, found| columns.found(query, found))?;
        let count = |tags: Option<&TagSets>| {
            self.columns(|columns| {
                let columns = columns.asked_by(query);
                let at = |value: &Spread| match value {
                    Spread::Status(status) => found.intersection_len(columns.with_status(*status)),
                    Spread::Priority(priority) => {
                        found.intersection_len(columns.with_priority(*priority))
                    }
                    Spread::Assignee(who) => {
                        let code = small(Assignee::code(*who));
                        found.intersection_len(&columns.with_assignee(code))
                    }
                    Spread::Tags(group) => {
                        let set = tags.map(|tags| tags.union(group)).unwrap_or_default();
                        found.intersection_len(&set)
                    }
                };
                values.iter().map(at).collect()
            })
        };
        if values.iter().any(|value| matches!(value, Spread::Tags(_))) {
            let heads = &self.shared.heads;
            heads.with(self, |heads| count(Some(&heads.tags)))
        } else {
            Ok(count(None))
        }
    }
}
