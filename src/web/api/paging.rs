//! One page of a list that is in memory whole: `limit`, `after`, `next` as in the ticket list.

use serde_json::{Value, json};

use crate::web::{call::Call, error::WebError};

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
        Ok(Self {
            limit: limit(call)?,
            after: after(call, |text| text.parse().ok())?.unwrap_or(0),
        })
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

/// Reads how many are asked for.
///
/// # Errors
/// [`WebError::Schema`] for what is no number, or too many.
pub fn limit(call: &Call) -> Result<usize, WebError> {
    let Some(text) = call.query.get("limit") else {
        return Ok(LIMIT);
    };
    let limit = text.parse().ok().filter(|n| (1..=MOST).contains(n));
    limit.ok_or_else(|| wrong("limit", &format!("a whole number from 1 to {MOST}")))
}

/// Reads where the list goes on; None for its start.
///
/// # Errors
/// [`WebError::Schema`] for what no list gave.
pub fn after<T>(call: &Call, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, WebError> {
    let Some(text) = call.query.get("after").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let place = read(text).ok_or_else(|| wrong("after", "`next` of the page before"))?;
    Ok(Some(place))
}

fn wrong(field: &str, takes: &str) -> WebError {
    WebError::Schema {
        field: Some(field.to_owned()),
        detail: format!("{field}: this is {takes}"),
    }
}
