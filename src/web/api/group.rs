//! Groups for programs: `/api/v1/groups`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::{
    desk::{access::UserDesk, groups::GroupEdit},
    domain::id::GroupId,
    web::{call::Call, error::WebError, gate::Answer},
};

use super::json::{answer, created, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupIn {
    name: String,
}

/// Lists the groups.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let book = call.run(move |_| user.book()).await?;
    let groups: Vec<_> = book
        .groups
        .iter()
        .map(|group| json!({ "name": group.name }))
        .collect();
    answer(StatusCode::OK, &json!({ "groups": groups }))
}

/// Reads one group.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    let book = call.run(move |_| user.book()).await?;
    let group = book.group(id).ok_or(WebError::NotFound)?;
    answer(StatusCode::OK, &json!({ "name": group.name }))
}

/// Makes a group.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let GroupIn { name } = read(&call)?;
    let edit = GroupEdit {
        name: Some(name),
        ..GroupEdit::default()
    };
    let now = call.now;
    let group = call.run(move |_| user.group_make(edit, now)).await?;
    created(
        &format!("/api/v1/groups/{}", group.id),
        &json!({ "name": group.name }),
    )
}
