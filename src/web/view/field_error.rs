//! What is wrong with one field of a form, as it is drawn beside it.

use serde::Serialize;

use super::Problem;

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The name of the field in the form.
    pub field: String,
    pub problem: Problem,
    /// What the words are about: the name of a file, an address, a limit. Empty where they need none.
    pub about: String,
}

impl FieldError {
    /// Says what is wrong with a field, where the words need nothing else.
    #[must_use]
    pub fn new(field: &str, problem: Problem) -> Self {
        Self::about(field, problem, String::new())
    }

    /// Says what is wrong with a field and what it is about.
    #[must_use]
    pub fn about(field: &str, problem: Problem, about: String) -> Self {
        let field = field.to_owned();
        Self {
            field,
            problem,
            about,
        }
    }
}
