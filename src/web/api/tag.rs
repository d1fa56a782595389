//! Tags for programs: `/api/v1/tags`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        problem::{Fault, Problem},
        tags::{TagEdit, TagLine},
    },
    domain::{id::TagId, right::Right, tag::Colour},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    paging::Paging,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TagIn {
    name: Option<String>,
    colour: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MergeIn {
    into: String,
}

fn document(line: &TagLine) -> Value {
    json!({
        "id": line.tag.id.0,
        "name": line.tag.name,
        "colour": line.tag.colour.word(),
        "open": line.count.map(|count| count.open),
        "all": line.count.map(|count| count.all),
    })
}

fn edit_of(new: TagIn) -> Result<TagEdit, WebError> {
    let colour = new
        .colour
        .as_deref()
        .map(|word| Colour::from_word(word).ok_or(Problem::field("colour", Fault::Unknown)));
    Ok(TagEdit {
        seen: None,
        name: new.name,
        colour: colour.transpose()?,
    })
}

/// Two rights open the doors that read, so they ask themselves: names are needed on tickets, and a
/// token for administration reads no tickets.
fn may_read(user: &UserDesk) -> Result<(), WebError> {
    if user.may(Right::TicketRead) || user.may(Right::Tags) {
        Ok(())
    } else {
        Err(WebError::NotFound)
    }
}

async fn whole(call: &Call, user: UserDesk, id: TagId) -> Result<Value, WebError> {
    may_read(&user)?;
    let line = call.run(move |_| user.tag(id)).await?;
    Ok(document(&line))
}

/// Lists the tags, with counts of the tickets that the caller sees.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    may_read(&user)?;
    let paging = Paging::read(&call)?;
    let mut tags = call.run(move |_| user.tags()).await?;
    tags.sort_unstable_by_key(|line| line.tag.id);
    let tags = tags.iter().map(|line| (line.tag.id.0, line));
    answer(StatusCode::OK, &paging.answer("tags", tags, document))
}

/// Reads one tag.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Makes a tag.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let edit = edit_of(read(&call)?)?;
    let (now, maker) = (call.now, user.clone());
    let (tag, _) = call.run(move |_| maker.tag_make(edit, now)).await?;
    let document = whole(&call, user, tag.id).await?;
    created(&format!("/api/v1/tags/{}", tag.id), &document)
}

/// Renames or colours a tag.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let edit = edit_of(read(&call)?)?;
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| editor.tag_edit(id, edit, now)).await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Merges a tag into another; answers with the other.
pub async fn merge(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let MergeIn { into } = read(&call)?;
    let (now, editor) = (call.now, user.clone());
    let (target, _) = call.run(move |_| editor.tag_merge(id, &into, now)).await?;
    answer(StatusCode::OK, &whole(&call, user, target.id).await?)
}

/// Deletes a tag.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.tag_delete(id, now)).await?;
    Ok(nothing())
}
