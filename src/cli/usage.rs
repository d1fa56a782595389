//! What was typed and cannot be meant. Leads to exit code 2.

use std::fmt;

/// Everything that is wrong with the arguments of one verb, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct UsageError(pub Vec<String>);

impl UsageError {
    /// Passes a value on, or notes what is wrong with the argument that it came from.
    pub fn note<T, E: fmt::Display>(&mut self, flag: &str, read: Result<T, E>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.0.push(format!("{flag}: {error}"));
                None
            }
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}
