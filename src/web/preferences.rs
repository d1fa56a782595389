//! How the desk looks to one person: with the user, and in cookies, so that no page flashes up in
//! other colours before anything is known of its reader.

use poem::Response;

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        profile,
    },
    domain::user::{Language, Theme, User},
};

use super::{
    call::Call,
    error::WebError,
    gate::{Answer, see_other},
    sign_in::set_cookie,
    site::{self, Site},
};

/// A year: as long as browsers keep a cookie.
pub const KEPT_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Changes what the form names and goes back to where it stood.
pub async fn preferences(call: Call) -> Answer {
    let mut response = see_other(site::own_path(call.form.text("back")).unwrap_or("/"));
    let chosen = profile::Preferences {
        theme: call.form.get("theme").map(theme),
        language: call.form.get("language").and_then(Language::from_word),
        single_keys: call.form.get("single_keys").map(|word| word == "on"),
    };
    let site = &call.web.site;
    if let Some(theme) = chosen.theme {
        set_cookie(&mut response, Some(theme_cookie(site, theme)))?;
    }
    if let Some(language) = chosen.language {
        set_cookie(&mut response, Some(language_cookie(site, Some(language))))?;
    }
    // Signed out, the cookies alone remember it.
    if let Some(secret) = site::cookie(&call.headers, site.cookie_name()).map(str::to_owned)
        && let Some(user) = signed_in(&call, secret).await?
    {
        call.run(move |_| user.prefer(chosen)).await?;
    }
    Ok(response)
}

fn theme(word: &str) -> Theme {
    Theme::from_word(word).unwrap_or_default()
}

fn theme_cookie(site: &Site, theme: Theme) -> String {
    site.cookie("theme", theme.word(), KEPT_SECONDS)
}

/// None takes the cookie away: the browser's own language counts again.
fn language_cookie(site: &Site, language: Option<Language>) -> String {
    match language {
        Some(language) => site.cookie("language", language.word(), KEPT_SECONDS),
        None => site.cookie("language", "", 0),
    }
}

async fn signed_in(call: &Call, secret: String) -> Result<Option<UserDesk>, WebError> {
    let credential = Credential::Cookie(secret);
    let (peer, now) = (call.peer, call.now);
    let entered = call
        .web
        .desk
        .run(move |desk| desk.enter(&credential, Need::SignedIn, Some(peer), Seen::Touch, now));
    Ok(entered.await?.ok())
}

/// Gives a browser the looks of the person at it.
///
/// # Errors
/// [`WebError::Internal`] if a cookie is no header value, which none of ours is.
pub fn remember(call: &Call, response: &mut Response, user: &User) -> Result<(), WebError> {
    let site = &call.web.site;
    set_cookie(response, Some(theme_cookie(site, user.theme)))?;
    // Without a choice of their own, what they chose in this browser before they signed in stays.
    if user.language.is_some() {
        set_cookie(response, Some(language_cookie(site, user.language)))?;
    }
    Ok(())
}

/// The same for whoever a new sign-in belongs to; one that is not whole yet has nobody.
///
/// # Errors
/// As [`remember`].
pub async fn remember_signed_in(
    call: &Call,
    response: &mut Response,
    secret: &str,
) -> Result<(), WebError> {
    match signed_in(call, secret.to_owned()).await? {
        Some(user) => remember(call, response, user.user()),
        None => Ok(()),
    }
}

/// Gives a browser exactly what its user chose in their profile.
///
/// # Errors
/// As [`remember`].
pub fn follow(call: &Call, response: &mut Response, user: &User) -> Result<(), WebError> {
    let site = &call.web.site;
    set_cookie(response, Some(theme_cookie(site, user.theme)))?;
    set_cookie(response, Some(language_cookie(site, user.language)))
}
