//! What a form showed of a record, as a number: whoever saves it is told if it is another one since.

use std::{
    fmt::Debug,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::problem::{Fault, Problem};

/// The mark of a record. After an upgrade it may have another: then a form of before says that it
/// changed.
#[must_use]
pub fn mark(record: &impl Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{record:?}").hash(&mut hasher);
    hasher.finish()
}

/// Refuses a form that showed something else; None asks for no check.
///
/// # Errors
/// [`Problem::Field`] names the field where it is said.
pub fn check(seen: Option<u64>, record: &impl Debug, field: &'static str) -> Result<(), Problem> {
    match seen {
        Some(seen) if seen != mark(record) => Err(Problem::field(field, Fault::Changed)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_seen_is_changed() {
        let seen = mark(&("red", 1));
        assert!(check(Some(seen), &("red", 1), "name").is_ok());
        assert!(check(None, &("blue", 1), "name").is_ok());
        let told = check(Some(seen), &("red", 2), "name");
        let fault = Fault::Changed;
        assert!(
            matches!(told, Err(Problem::Field { field: "name", fault: told }) if told == fault)
        );
    }
}
