//! One tag, new or there: `/settings/tags/new`, `/settings/tags/{id}`.

use poem::Response;

use crate::{
    desk::{access::UserDesk, problem::Fault, seen, tags::TagEdit},
    domain::{
        id::{TagId, UndoId},
        tag::Colour,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_tags::row,
    undo,
    view::{FieldError, Section, settings_tag::SettingsTagPage},
    was,
};

const LIST: &str = "/settings/tags";

/// Shows the form of a new tag.
pub async fn settings_tag_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None).await
}

/// Shows a tag.
pub async fn settings_tag(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    show(&call, &user, Some(id), None).await
}

async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<TagId>,
    error: Option<FieldError>,
) -> Answer {
    let reader = user.clone();
    let lines = call.run(move |_| reader.tags()).await?;
    let line = lines.iter().find(|line| Some(line.tag.id) == id);
    if id.is_some() && line.is_none() {
        return Err(WebError::NotFound);
    }
    let others = lines.iter().filter(|line| Some(line.tag.id) != id);
    let colour = line.map(|line| line.tag.colour).unwrap_or_default();
    let mut page = SettingsTagPage {
        row: line.map(row),
        name: line.map_or_else(String::new, |line| line.tag.name.clone()),
        colour: colour.word().to_owned(),
        colours: Colour::ALL.into_iter().map(Colour::word).collect(),
        others: others.map(|line| line.tag.name.clone()).collect(),
        into: call.form.get("into").unwrap_or_default().to_owned(),
        seen: String::new(),
        errors: error.into_iter().collect(),
    };
    let kept = line.map(|line| seen::mark(&line.tag));
    page.seen = was::mark(&call.form, kept, &page.errors);
    if call.form.has("name") {
        page.name = call.form.get("name").unwrap_or_default().to_owned();
        page.colour = call.form.text("colour").to_owned();
    }
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_tag.html",
        &page,
    )
}

/// Makes a tag.
pub async fn settings_tag_new_post(call: Call, user: UserDesk) -> Answer {
    let (now, maker) = (call.now, user.clone());
    let made = match read(&call.form) {
        Ok(edit) => {
            let make = move |_: &_| maker.tag_make(edit, now);
            call.run(make).await.map(|(_, undo)| undo)
        }
        Err(error) => Err(error),
    };
    done(&call, &user, None, made).await
}

/// Renames or colours a tag.
pub async fn settings_tag_post(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let (now, editor) = (call.now, user.clone());
    let changed = match read(&call.form) {
        Ok(edit) => {
            let change = move |_: &_| editor.tag_edit(id, edit, now);
            call.run(change).await.map(|(_, undo)| undo)
        }
        Err(error) => Err(error),
    };
    done(&call, &user, Some(id), changed).await
}

/// Merges a tag into another.
pub async fn settings_tag_merge(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let into = call.form.text("into").to_owned();
    let (now, editor) = (call.now, user.clone());
    let merge = move |_: &_| editor.tag_merge(id, &into, now);
    let merged = call.run(merge).await.map(|(_, undo)| undo);
    done(&call, &user, Some(id), merged).await
}

/// Deletes a tag.
pub async fn settings_tag_delete(call: Call, user: UserDesk) -> Answer {
    let id = TagId(call.number("id")?);
    let (now, editor) = (call.now, user.clone());
    let deleted = call.run(move |_| editor.tag_delete(id, now)).await;
    done(&call, &user, Some(id), deleted).await
}

async fn done(
    call: &Call,
    user: &UserDesk,
    id: Option<TagId>,
    result: Result<Option<UndoId>, WebError>,
) -> Result<Response, WebError> {
    let error = match result {
        Ok(Some(undo)) => return Ok(undo::offer(LIST, Some(undo))),
        Ok(None) => return Ok(undo::saved(LIST)),
        Err(error) => error,
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, id, Some(field)).await?;
    response.set_status(error.status());
    Ok(response)
}

fn read(form: &Form) -> Result<TagEdit, WebError> {
    let colour = Colour::from_word(form.text("colour")).ok_or(WebError::Field {
        field: "colour".to_owned(),
        fault: Fault::Unknown,
    })?;
    Ok(TagEdit {
        name: Some(form.text("name").to_owned()),
        colour: Some(colour),
        seen: was::seen(form),
    })
}
