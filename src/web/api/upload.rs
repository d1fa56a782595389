//! `/api/v1/uploads`: files ahead of the message that will carry them.

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, problem::Fault},
    domain::{credential::Upload, id::UploadId},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::json::{answer, created};

/// Keeps the body as a file; `?name=` names it.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let name = call.query.text("name").to_owned();
    if name.is_empty() {
        return Err(WebError::Field {
            field: "name".to_owned(),
            fault: Fault::Empty,
        });
    }
    // What curl and others name where nobody named one says nothing of the file.
    let content_type = call
        .header("content-type")
        .filter(|kind| !kind.starts_with("application/x-www-form-urlencoded"))
        .unwrap_or("application/octet-stream")
        .to_owned();
    let (bytes, now) = (call.body.clone(), call.now);
    let upload = call
        .run(move |_| user.upload(&name, &content_type, &bytes, now))
        .await?;
    created(
        &format!("/api/v1/uploads/{}", upload.id),
        &document(&upload),
    )
}

/// Reads one upload of the token's owner, until a message took it.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = UploadId(call.number("id")?);
    let found = call.run(move |_| user.uploads(&[id])).await?;
    let upload = found.first().ok_or(WebError::NotFound)?;
    answer(StatusCode::OK, &document(upload))
}

fn document(upload: &Upload) -> Value {
    json!({ "id": upload.id.0, "name": upload.name, "size": upload.size_bytes })
}
