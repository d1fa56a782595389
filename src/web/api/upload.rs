//! `/api/v1/uploads`: files ahead of the message that will carry them.

use serde_json::json;

use crate::{
    desk::{access::UserDesk, problem::Fault},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::json::created;

/// Keeps the body as a file; `?name=` names it.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let name = call.query.text("name").to_owned();
    if name.is_empty() {
        return Err(WebError::Field {
            field: "name".to_owned(),
            fault: Fault::Empty,
        });
    }
    let content_type = call
        .header("content-type")
        .unwrap_or("application/octet-stream")
        .to_owned();
    let (bytes, now) = (call.body.clone(), call.now);
    let upload = call
        .run(move |_| user.upload(&name, &content_type, &bytes, now))
        .await?;
    created(
        &format!("/api/v1/uploads/{}", upload.id),
        &json!({ "id": upload.id.0, "name": upload.name, "size": upload.size_bytes }),
    )
}
