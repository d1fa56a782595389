//! JSON in and out: strict about names, clear about what is wrong.

use poem::{Response, http::StatusCode};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::web::{call::Call, error::WebError};

use super::words;

/// Reads the body.
///
/// # Errors
/// [`WebError::Schema`] names the field that is unknown, missing or of another type.
pub fn read<T: DeserializeOwned>(call: &Call) -> Result<T, WebError> {
    let body: Value = serde_json::from_slice(&call.body).map_err(|_| WebError::BadRequest)?;
    // serde takes a list for an object, its values for the fields in their order.
    if !body.is_object() {
        return Err(WebError::Schema {
            field: None,
            detail: "the body: this is an object with fields".to_owned(),
        });
    }
    match serde_json::from_value(body.clone()) {
        Ok(read) => Ok(read),
        Err(error) => {
            let detail = error.to_string();
            let path = wrong_field::<T>(&body, &mut Vec::new(), &detail);
            Err(WebError::Schema {
                field: (!path.is_empty()).then(|| path.join(".")),
                detail: words::say::<T>(&detail, &body, &path),
            })
        }
    }
}

/// Reads a field that may be absent and must not be null: null empties nothing by chance.
///
/// # Errors
/// What serde says of another type.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Most fields of one object that are tried: more than any document of ours has.
const TRIED: usize = 32;

/// Finds the field that a refusal is about: without it the refusal is another one.
///
/// serde names a field that is unknown or missing, but not the object that it stands in, and not
/// a field whose value does not fit.
fn wrong_field<T: DeserializeOwned>(
    body: &Value,
    path: &mut Vec<String>,
    detail: &str,
) -> Vec<String> {
    // serde names the missing field between the first pair of backticks; what a document must
    // hold stands in its outermost object.
    if let Some(missing) = detail.strip_prefix("missing field `") {
        return missing.split('`').take(1).map(str::to_owned).collect();
    }
    let inside = path.iter().try_fold(body, |value, key| value.get(key));
    let keys = inside
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|fields| fields.keys());
    for key in keys.take(TRIED) {
        let mut without = body.clone();
        let object = path
            .iter()
            .try_fold(&mut without, |value, key| value.get_mut(key))
            .and_then(Value::as_object_mut);
        object.and_then(|fields| fields.remove(key));
        let same =
            serde_json::from_value::<T>(without).is_err_and(|error| error.to_string() == detail);
        if !same {
            path.push(key.clone());
            return wrong_field::<T>(body, path, detail);
        }
    }
    std::mem::take(path)
}

/// Answers with a document.
///
/// # Errors
/// [`WebError::Internal`] if it cannot be written, which no document of ours can cause.
pub fn answer(status: StatusCode, document: &impl Serialize) -> Result<Response, WebError> {
    let body = serde_json::to_string(document).map_err(WebError::internal)?;
    Ok(Response::builder()
        .status(status)
        .content_type("application/json")
        .body(body))
}

/// Answers with a document that was just made, and says where it is.
///
/// # Errors
/// As [`answer`].
pub fn created(location: &str, document: &impl Serialize) -> Result<Response, WebError> {
    let mut response = answer(StatusCode::CREATED, document)?;
    let location = location.parse().map_err(WebError::internal)?;
    response.headers_mut().insert("location", location);
    Ok(response)
}

/// Answers that it is done, where there is nothing to say (RFC 9110, 15.3.5).
#[must_use]
pub fn nothing() -> Response {
    Response::builder().status(StatusCode::NO_CONTENT).finish()
}
