//! API tokens for programs: `/api/v1/tokens`. The secret is in the answer that makes it, nowhere else.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        api_token::{NewToken, TokenEdit},
        book::Book,
        problem::{Fault, Problem},
    },
    domain::{
        address::EmailAddress,
        civil::read_end,
        credential::{ApiToken, Scope},
        id::{ApiTokenId, UserId},
        right::Right,
        time::Timestamp,
        user::User,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    paging::Paging,
    route::present,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewIn {
    /// The caller unless given.
    user: Option<String>,
    name: String,
    scopes: Vec<String>,
    expires_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditIn {
    name: Option<String>,
    scopes: Option<Vec<String>>,
    /// Absent leaves it; null works until it is revoked.
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<Option<String>>,
}

fn document(book: &Book, token: &ApiToken) -> Value {
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    json!({
        "id": token.id.0,
        "name": token.name,
        "user": book.user(token.user).map(|user| user.email.as_str()),
        "scopes": scopes,
        "created_at": token.created.rfc3339(),
        "expires_at": token.expires.map(Timestamp::rfc3339),
        "used_at": token.used.map(Timestamp::rfc3339),
    })
}

fn scopes(words: &[String]) -> Result<Vec<Scope>, WebError> {
    let mut scopes = Vec::new();
    for word in words {
        let scope = Scope::from_word(word).ok_or(Problem::field("scopes", Fault::Unknown))?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

fn end(book: &Book, text: &str) -> Result<Timestamp, WebError> {
    let zone = book.settings.as_ref().map(|settings| &settings.time_zone);
    let end = read_end(text, zone.map_or("UTC", String::as_str));
    Ok(end.ok_or(Problem::field("expires_at", Fault::Day))?)
}

/// Whom a token shall be for. An address that the caller may not act for is as unknown as one that
/// is nobody's.
fn owner(book: &Book, caller: &UserDesk, email: Option<&str>) -> Result<UserId, WebError> {
    let Some(email) = email else {
        return Ok(caller.user().id);
    };
    let key = EmailAddress::parse(email).map(|email| email.key());
    let key = key.map_err(|_| Problem::field("user", Fault::Address))?;
    let found = book.users.iter().find(|user| user.email.key() == key);
    let may = |user: &&User| user.id == caller.user().id || caller.may(Right::People);
    let found = found.filter(may);
    Ok(found
        .map(|user| user.id)
        .ok_or(Problem::field("user", Fault::Unknown))?)
}

/// Turns away a token without the scope for this before anything that it sent is looked at.
async fn keeper(call: &Call, user: UserDesk) -> Result<UserDesk, WebError> {
    call.run(move |_| user.keeps_tokens().map(|()| user)).await
}

/// Lists the tokens that the caller may see.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let user = keeper(&call, user).await?;
    let paging = Paging::read(&call)?;
    let (book, tokens) = call
        .run(move |_| Ok::<_, Problem>((user.book()?, user.tokens()?)))
        .await?;
    let tokens = tokens.iter().map(|token| (token.id.0, token));
    let document = paging.answer("tokens", tokens, |token| document(&book, token));
    answer(StatusCode::OK, &document)
}

/// Reads one token; never its secret.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = ApiTokenId(call.number("id")?);
    let (book, token) = call
        .run(move |_| Ok::<_, Problem>((user.book()?, user.token(id)?)))
        .await?;
    answer(StatusCode::OK, &document(&book, &token))
}

/// Makes a token; this answer alone shows it.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let user = keeper(&call, user).await?;
    let new: NewIn = read(&call)?;
    let now = call.now;
    let (book, secret, token) = call
        .run(move |_| {
            let book = user.book()?;
            let expires = new.expires_at.as_deref().map(|text| end(&book, text));
            let new = NewToken {
                owner: owner(&book, &user, new.user.as_deref())?,
                name: new.name,
                scopes: scopes(&new.scopes)?,
                expires: expires.transpose()?,
            };
            let (secret, token) = user.token_make(new, now)?;
            Ok::<_, WebError>((book, secret, token))
        })
        .await?;
    let mut document = document(&book, &token);
    if let Value::Object(fields) = &mut document {
        fields.insert("token".to_owned(), json!(secret));
    }
    created(&format!("/api/v1/tokens/{}", token.id), &document)
}

/// Changes a token.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let user = keeper(&call, user).await?;
    let id = ApiTokenId(call.number("id")?);
    let new: EditIn = read(&call)?;
    let now = call.now;
    let (book, token) = call
        .run(move |_| {
            let book = user.book()?;
            user.token(id)?;
            let expires = match &new.expires_at {
                None => None,
                Some(None) => Some(None),
                Some(Some(text)) => Some(Some(end(&book, text)?)),
            };
            let edit = TokenEdit {
                name: new.name,
                scopes: new.scopes.as_deref().map(scopes).transpose()?,
                expires,
            };
            let token = user.token_edit(id, edit, now)?;
            Ok::<_, WebError>((book, token))
        })
        .await?;
    answer(StatusCode::OK, &document(&book, &token))
}

/// Revokes a token at once.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = ApiTokenId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.token_revoke(id, now)).await?;
    Ok(nothing())
}
