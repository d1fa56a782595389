//! The list of API tokens: `/settings/tokens`.

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem},
    domain::{
        credential::{ApiToken, Scope},
        id::ApiTokenId,
        right::Right,
        time::Timestamp,
    },
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    respond, undo,
    view::{
        Section,
        settings_tokens::{Made, SettingsTokensPage, TokenRow},
    },
};

/// Shows the list.
pub async fn settings_tokens(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None).await
}

/// Answers the list, with a secret that was just made above it.
///
/// A secret waits nowhere for the next request: this is the one page that a POST answers itself.
///
/// # Errors
/// As every page.
pub async fn show(call: &Call, user: &UserDesk, made: Option<Made>) -> Answer {
    let reader = user.clone();
    let (book, tokens) = call
        .run(move |_| Ok::<_, Problem>((reader.book()?, reader.tokens()?)))
        .await?;
    let page = SettingsTokensPage {
        made,
        tokens: tokens
            .iter()
            .map(|token| row(&book, token, call.now))
            .collect(),
        everybody: user.may(Right::People),
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_tokens.html",
        &page,
    )
}

/// Draws one token.
#[must_use]
pub fn row(book: &Book, token: &ApiToken, now: Timestamp) -> TokenRow {
    TokenRow {
        id: token.id.0,
        name: token.name.clone(),
        owner: book.user(token.user).map(draw::user),
        scopes: token.scopes.iter().copied().map(Scope::word).collect(),
        used: token.used,
        last: token.expires.map(|end| Timestamp(end.0.saturating_sub(1))),
        over: !token.is_alive(now),
    }
}

/// Revokes a token.
pub async fn settings_tokens_revoke(call: Call, user: UserDesk) -> Answer {
    let id = ApiTokenId(call.number("id")?);
    let now = call.now;
    let undo = call.run(move |_| user.token_revoke(id, now)).await?;
    Ok(undo::offer("/settings/tokens", undo))
}
