//! What a form showed when it was drawn, which it sends back as `was-…`: only what somebody changed
//! in it is changed, so that a page that stood open takes nothing back.

use crate::{desk::problem::Fault, domain::set_edit::SetEdit};

use super::{
    error::WebError,
    form::Form,
    settings_people::chosen,
    view::{FieldError, Problem as ViewProblem},
};

/// Names the lists of which the form sends what was chosen in them.
const MARK: &str = "was";

/// The change of a list of boxes; None if nothing in it was changed. A request that does not say
/// what it saw saw what a page would show at this moment.
///
/// # Errors
/// [`WebError::Field`] for what is no number.
pub fn set<T: Copy + PartialEq>(
    form: &Form,
    field: &str,
    id: fn(u64) -> T,
    now: &[T],
) -> Result<Option<SetEdit<T>>, WebError> {
    let is = chosen(form, field, id)?;
    let was = shown(form, field, id)?;
    Ok(SetEdit::between(was.as_deref().unwrap_or(now), &is))
}

/// What was chosen in a list when the form was drawn; None if it does not say so.
///
/// # Errors
/// As [`set`].
pub fn shown<T>(form: &Form, field: &str, id: fn(u64) -> T) -> Result<Option<Vec<T>>, WebError> {
    if !form.all(MARK).any(|name| name == field) {
        return Ok(None);
    }
    chosen(form, &format!("was-{field}"), id).map(Some)
}

/// True if somebody changed a field, or if the request does not say what it saw.
#[must_use]
pub fn is_changed(form: &Form, field: &str) -> bool {
    form.get(&format!("was-{field}")) != Some(form.text(field))
}

/// What a field held when the form was first drawn: a form that was refused still knows, until it
/// was told that somebody else changed the same.
#[must_use]
pub fn text(form: &Form, field: &str, kept: &str) -> String {
    let was = form.get(&format!("was-{field}"));
    let was = was.filter(|_| !clashes(form, field, kept));
    was.unwrap_or(kept).to_owned()
}

/// Refuses a text that somebody else changed too since the form was drawn.
///
/// # Errors
/// [`WebError::Field`]; the form that is shown then puts its own in the place of theirs.
pub fn check(form: &Form, field: &str, kept: &str) -> Result<(), WebError> {
    match clashes(form, field, kept) {
        true => Err(WebError::Field {
            field: field.to_owned(),
            fault: Fault::Changed,
        }),
        false => Ok(()),
    }
}

fn clashes(form: &Form, field: &str, kept: &str) -> bool {
    let typed = form.text(field);
    let was = form.get(&format!("was-{field}"));
    was.is_some_and(|was| ![typed, kept].contains(&was) && typed != kept)
}

/// What the form saw of a record; None for a form that does not say so.
#[must_use]
pub fn seen(form: &Form) -> Option<u64> {
    let seen = form.get("seen").filter(|text| !text.is_empty())?;
    // One that is no number was never looked at.
    Some(u64::from_str_radix(seen, 16).unwrap_or(0))
}

/// What a form says that it saw: what is kept, or what it was drawn with if it was refused since for
/// something else than that.
#[must_use]
pub fn mark(form: &Form, kept: Option<u64>, errors: &[FieldError]) -> String {
    let told = errors
        .iter()
        .any(|error| error.problem == ViewProblem::Changed);
    let seen = seen(form).filter(|_| !told).or(kept);
    seen.map_or_else(String::new, |seen| format!("{seen:x}"))
}
