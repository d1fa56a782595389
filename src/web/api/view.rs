//! Saved views for programs: `/api/v1/views`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, saved_views::ViewEdit},
    domain::{id::ViewId, saved_view::SavedView},
    web::{call::Call, error::WebError, form::Form, gate::Answer, list_query::ListQuery},
};

use super::{
    json::{answer, created, given, nothing, read},
    paging::Paging,
};

/// What an address of the list may have in a view.
const NAMES: [&str; 5] = ["status", "priority", "assignee", "query", "sort"];

/// What is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewIn {
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    shared: Option<bool>,
    /// What stands behind the `?` of the list's address.
    #[serde(default, deserialize_with = "given")]
    list: Option<String>,
}

fn document(view: &SavedView) -> Value {
    json!({
        "id": view.id.0,
        "name": view.name,
        "shared": view.shared,
        "owner": view.owner.0,
        "list": view.list,
    })
}

fn edit_of(new: ViewIn) -> Result<ViewEdit, WebError> {
    let list = new.list.as_deref().map(normal).transpose()?;
    Ok(ViewEdit {
        name: new.name,
        shared: new.shared,
        list,
    })
}

/// Writes a list as the page does; what would be lost is refused.
fn normal(text: &str) -> Result<String, WebError> {
    let form = Form::urlencoded(text.trim_start_matches('?').as_bytes());
    let list = ListQuery::read(&form).bare();
    let kept = Form::urlencoded(list.trim_start_matches('?').as_bytes());
    let is_lost =
        |name: &str| !NAMES.contains(&name) || !kept.has(name) && !form.text(name).is_empty();
    match form.pairs().find(|(name, _)| is_lost(name)) {
        Some(_) => Err(WebError::Schema {
            field: Some("list".to_owned()),
            detail: format!("parameters of the list's address: {}", NAMES.join(", ")),
        }),
        None => Ok(list.trim_start_matches('?').to_owned()),
    }
}

/// Lists the views that the caller has: their own and the shared ones.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let mut views = call.run(move |_| user.saved_views()).await?;
    views.sort_unstable_by_key(|view| view.id);
    let views = views.iter().map(|view| (view.id.0, view));
    answer(StatusCode::OK, &paging.answer("views", views, document))
}

/// Saves a list under a name.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let edit = edit_of(read(&call)?)?;
    let view = call.run(move |_| user.view_create(&edit)).await?;
    created(&format!("/api/v1/views/{}", view.id), &document(&view))
}

/// Changes a view.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = ViewId(call.number("id")?);
    let edit = edit_of(read(&call)?)?;
    let view = call.run(move |_| user.view_edit(id, &edit)).await?;
    answer(StatusCode::OK, &document(&view))
}

/// Deletes a view.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (ViewId(call.number("id")?), call.now);
    call.run(move |_| user.view_delete(id, now)).await?;
    Ok(nothing())
}
