//! One page of a list that is in memory whole: `limit`, `after`, `next` as in the ticket list.

use serde_json::{Value, json};

use crate::{
    desk::problem::Fault,
    web::{call::Call, error::WebError},
};

const LIMIT: usize = 50;
const MOST: usize = 200;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    limit: usize,
    /// The id after which it goes on.
    after: u64,
}

impl Paging {
    /// Reads it from the query.
    ///
    /// # Errors
    /// [`WebError::Field`] for a limit that is none, or a place that no list gave.
    pub fn read(call: &Call) -> Result<Self, WebError> {
        let wrong = |field: &str| WebError::Field {
            field: field.to_owned(),
            fault: Fault::Unknown,
        };
        let limit = match call.query.get("limit").map(str::parse) {
            None => LIMIT,
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
            Some(_) => return Err(wrong("limit")),
        };
        let after = match call.query.get("after").filter(|text| !text.is_empty()) {
            None => 0,
            Some(text) => text.parse().map_err(|_| wrong("after"))?,
        };
        Ok(Self { limit, after })
    }

    /// Takes the part from records that stand in the order of their ids.
    pub fn answer<T>(
        self,
        name: &str,
        records: impl IntoIterator<Item = (u64, T)>,
        write: impl Fn(T) -> Value,
    ) -> Value {
        let mut rest = records.into_iter().filter(|(id, _)| *id > self.after);
        let (mut list, mut last) = (Vec::new(), 0);
        for (id, record) in rest.by_ref().take(self.limit) {
            list.push(write(record));
            last = id;
        }
        let next = rest.next().map(|_| last.to_string());
        json!({ name: list, "next": next })
    }
}
