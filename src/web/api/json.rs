//! JSON in and out: strict about names, clear about what is wrong.

use poem::{Response, http::StatusCode};
use serde::{Serialize, de::DeserializeOwned};

use crate::web::{call::Call, error::WebError};

/// Reads the body.
///
/// # Errors
/// [`WebError::Schema`] names the field that is unknown, missing or of another type.
pub fn read<T: DeserializeOwned>(call: &Call) -> Result<T, WebError> {
    let body: serde_json::Value =
        serde_json::from_slice(&call.body).map_err(|_| WebError::BadRequest)?;
    serde_json::from_value(body).map_err(|error| schema(&error.to_string()))
}

fn schema(detail: &str) -> WebError {
    // serde names the field between the first pair of backticks.
    let named = detail
        .contains("field `")
        .then(|| detail.split('`').nth(1))
        .flatten();
    WebError::Schema {
        field: named.map(str::to_owned),
        detail: detail.to_owned(),
    }
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
