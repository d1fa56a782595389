//! What a form showed when it was drawn, which it sends back as `was-…`: only what somebody changed
//! in it is changed, so that a page that stood open takes nothing back.

use crate::domain::set_edit::SetEdit;

use super::{error::WebError, form::Form, settings_people::chosen};

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

/// What a field held when the form was first drawn: a form that was refused still knows.
#[must_use]
pub fn text(form: &Form, field: &str, kept: &str) -> String {
    let was = form.get(&format!("was-{field}"));
    was.unwrap_or(kept).to_owned()
}
