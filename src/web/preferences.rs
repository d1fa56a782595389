//! How the desk looks to one person: theme in a cookie, language in a cookie and with the user.

use crate::{
    desk::access::{Credential, Need, Seen},
    domain::user::{Language, Theme},
};

use super::{
    call::Call,
    gate::{Answer, see_other},
    sign_in::set_cookie,
    site,
};

/// A year: as long as browsers keep a cookie.
const KEPT_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Changes what the form names and goes back to where it stood.
pub async fn preferences(call: Call) -> Answer {
    let mut response = see_other(site::own_path(call.form.text("back")).unwrap_or("/"));
    let site = &call.web.site;
    if let Some(word) = call.form.get("theme") {
        let word = Theme::from_word(word).unwrap_or_default().word();
        set_cookie(
            &mut response,
            Some(site.cookie("theme", word, KEPT_SECONDS)),
        )?;
    }
    if let Some(language) = call.form.get("language").and_then(Language::from_word) {
        set_cookie(
            &mut response,
            Some(site.cookie("language", language.word(), KEPT_SECONDS)),
        )?;
        if let Some(secret) = site::cookie(&call.headers, site.cookie_name()) {
            let credential = Credential::Cookie(secret.to_owned());
            let (peer, now) = (call.peer, call.now);
            // Signed out, the cookie alone remembers it.
            let entered = call.web.desk.run(move |desk| {
                let user = desk
                    .enter(&credential, Need::SignedIn, Some(peer), Seen::Touch, now)
                    .ok()?;
                Some(desk.user_language(user.user().id, Some(language)))
            });
            entered.await?.transpose()?;
        }
    }
    Ok(response)
}
