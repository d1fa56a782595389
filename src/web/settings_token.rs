//! One API token, new or there: `/settings/tokens/new`, `/settings/tokens/{id}`.

use crate::{
    desk::{
        access::UserDesk,
        api_token::{NewToken, TokenEdit},
        book::Book,
        problem::{Fault, Problem},
    },
    domain::{
        civil::{last_day, read_end},
        credential::{ApiToken, Scope},
        id::{ApiTokenId, UserId},
        right::Right,
        set_edit::SetEdit,
        time::Timestamp,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_tokens::{self, row},
    undo,
    view::{
        FieldError, Section,
        settings_token::{OwnerOption, ScopeBox, SettingsTokenPage},
        settings_tokens::Made,
    },
    was,
};

/// Shows the form of a new token.
pub async fn settings_token_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None).await
}

/// Shows a token; never its secret.
pub async fn settings_token(call: Call, user: UserDesk) -> Answer {
    let id = ApiTokenId(call.number("id")?);
    show(&call, &user, Some(id), None).await
}

async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<ApiTokenId>,
    error: Option<FieldError>,
) -> Answer {
    let reader = user.clone();
    let (book, found) = call
        .run(move |_| {
            let found = id.map(|id| reader.token(id)).transpose()?;
            Ok::<_, Problem>((reader.book()?, found))
        })
        .await?;
    let page = draw(call, user, &book, found.as_ref(), error);
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_token.html",
        &page,
    )
}

fn draw(
    call: &Call,
    user: &UserDesk,
    book: &Book,
    found: Option<&ApiToken>,
    error: Option<FieldError>,
) -> SettingsTokenPage {
    let form = &call.form;
    let typed = |name: &str| error.is_some().then(|| form.get(name).unwrap_or_default());
    let on = |scope: Scope| match &error {
        Some(_) => form.all("scopes").any(|word| word == scope.word()),
        None => found.is_some_and(|token| token.scopes.contains(&scope)),
    };
    let first = |scope: Scope| match form.has("was") {
        true => form.all("was-scopes").any(|word| word == scope.word()),
        false => found.is_some_and(|token| token.scopes.contains(&scope)),
    };
    let scopes = Scope::ALL.map(|scope| ScopeBox {
        word: scope.word(),
        on: on(scope),
        was: first(scope),
    });
    // Whom a token is for is chosen once.
    let chooses = found.is_none() && user.may(Right::People);
    let owners = book.users.iter().filter(|user| user.active && chooses);
    let owners = owners.map(|user| OwnerOption {
        value: user.id.to_string(),
        person: draw::user(user),
    });
    let end = found.and_then(|token| token.expires);
    let end = end.map_or_else(String::new, |end| last_day(end, zone(book)));
    let name = found.map_or_else(String::new, |token| token.name.clone());
    SettingsTokenPage {
        row: found.map(|token| row(book, token, call.now)),
        was_name: was::text(form, "name", &name),
        name: typed("name").map_or(name, str::to_owned),
        scopes: scopes.to_vec(),
        was_expires_at: was::text(form, "expires_at", &end),
        expires_at: typed("expires_at").map_or(end, str::to_owned),
        owners: owners.collect(),
        user: typed("user").map_or_else(|| user.user().id.to_string(), str::to_owned),
        errors: error.into_iter().collect(),
    }
}

fn zone(book: &Book) -> &str {
    let settings = book.settings.as_ref();
    settings.map_or("UTC", |settings| &settings.time_zone)
}

/// Makes a token and shows it, once.
pub async fn settings_token_new_post(call: Call, user: UserDesk) -> Answer {
    let (form, now, maker) = (call.form.clone(), call.now, user.clone());
    let made = call
        .run(move |_| {
            let new = NewToken {
                owner: owner(&form, &maker)?,
                name: form.text("name").to_owned(),
                scopes: scopes(&form, "scopes")?,
                expires: end(&form, &*maker.book()?)?,
            };
            maker.token_make(new, now).map_err(WebError::from)
        })
        .await;
    match made {
        Ok((secret, token)) => {
            let name = token.name;
            settings_tokens::show(&call, &user, Some(Made { name, secret })).await
        }
        Err(error) => refused(&call, &user, None, error).await,
    }
}

/// Changes a token.
pub async fn settings_token_post(call: Call, user: UserDesk) -> Answer {
    let id = ApiTokenId(call.number("id")?);
    let (form, now, editor) = (call.form.clone(), call.now, user.clone());
    let edited = call
        .run(move |_| {
            let now_is = editor.token(id)?.scopes;
            let edit = TokenEdit {
                name: was::is_changed(&form, "name").then(|| form.text("name").to_owned()),
                scopes: changed_scopes(&form, &now_is)?,
                expires: changed_end(&form, &editor, id)?,
            };
            editor.token_edit(id, edit, now).map_err(WebError::from)
        })
        .await;
    match edited {
        Ok(_) => Ok(undo::saved("/settings/tokens")),
        Err(error) => refused(&call, &user, Some(id), error).await,
    }
}

async fn refused(call: &Call, user: &UserDesk, id: Option<ApiTokenId>, error: WebError) -> Answer {
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, id, Some(field)).await?;
    response.set_status(error.status());
    Ok(response)
}

fn owner(form: &Form, maker: &UserDesk) -> Result<UserId, WebError> {
    match form.text("user") {
        "" => Ok(maker.user().id),
        text => {
            let id = text.parse().map(UserId);
            let id = id.map_err(|_| Problem::field("user", Fault::Unknown))?;
            let known = maker.book()?.user(id).is_some_and(|user| user.active);
            let may = id == maker.user().id || (known && maker.may(Right::People));
            Ok(Some(id)
                .filter(|_| may)
                .ok_or(Problem::field("user", Fault::Unknown))?)
        }
    }
}

fn scopes(form: &Form, field: &str) -> Result<Vec<Scope>, WebError> {
    let words = form.all(field);
    let scopes = words.map(|word| {
        Scope::from_word(word).ok_or(WebError::from(Problem::field("scopes", Fault::Unknown)))
    });
    scopes.collect()
}

/// The scopes after what was pressed; None if nothing was.
fn changed_scopes(form: &Form, now: &[Scope]) -> Result<Option<Vec<Scope>>, WebError> {
    let is = scopes(form, "scopes")?;
    let was = match form.has("was") {
        true => scopes(form, "was-scopes")?,
        false => now.to_vec(),
    };
    Ok(SetEdit::between(&was, &is).map(|edit| edit.applied(now)))
}

fn end(form: &Form, book: &Book) -> Result<Option<Timestamp>, WebError> {
    match form.text("expires_at") {
        "" => Ok(None),
        text => {
            let end = read_end(text, zone(book));
            Ok(Some(end.ok_or(Problem::field("expires_at", Fault::Day))?))
        }
    }
}

/// The end of a token, where the form changes it: one that is over may keep its day.
fn changed_end(
    form: &Form,
    editor: &UserDesk,
    id: ApiTokenId,
) -> Result<Option<Option<Timestamp>>, WebError> {
    let book = editor.book()?;
    let was = editor.token(id)?.expires;
    let shown = was.map_or_else(String::new, |end| last_day(end, zone(&book)));
    let shown = was::text(form, "expires_at", &shown);
    if form.text("expires_at") == shown {
        return Ok(None);
    }
    end(form, &book).map(Some)
}
