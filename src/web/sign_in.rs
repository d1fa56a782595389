//! Signing in and out.

use poem::Response;

use crate::{
    desk::{
        access::{HALF, WHOLE},
        devices::REMEMBERED,
        problem,
        sign_in::{SignInError, SignedIn},
    },
    domain::{credential::LoginStage, time::Timestamp},
};

use super::{
    call::Call,
    error::WebError,
    gate::{Answer, form_cookie, see_other},
    respond, site,
    view::{
        FieldError, Problem, Section,
        sign_in::{Refused, SignInPage},
    },
};

/// Shows the form.
pub async fn sign_in(mut call: Call) -> Answer {
    let cookie = form_cookie(&mut call);
    let mut response = show(&call, None, Vec::new())?;
    set_cookie(&mut response, cookie)?;
    Ok(response)
}

/// Puts a cookie on an answer.
///
/// # Errors
/// [`WebError::Internal`] if it is no header value, which no cookie of ours is.
pub fn set_cookie(response: &mut Response, cookie: Option<String>) -> Result<(), WebError> {
    if let Some(cookie) = cookie {
        let value = cookie.parse().map_err(WebError::internal)?;
        response.headers_mut().append("set-cookie", value);
    }
    Ok(())
}

/// Shows the form, with what was wrong.
pub(super) fn show(call: &Call, refused: Option<Refused>, errors: Vec<FieldError>) -> Answer {
    let origin = call.web.site.origin();
    let page = SignInPage {
        email: call.form.text("email").to_owned(),
        host: origin
            .split_once("://")
            .map_or(origin, |(_, host)| host)
            .to_owned(),
        next: next(call),
        refused,
        errors,
    };
    respond::page(call, None, Section::None, "sign_in.html", &page)
}

/// A path of ours to go to afterwards: never another host, whatever was sent.
pub(super) fn next(call: &Call) -> String {
    let asked = call
        .form
        .get("next")
        .or_else(|| call.query.get("next"))
        .unwrap_or_default();
    let ours =
        asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\r', '\n']);
    if ours {
        asked.to_owned()
    } else {
        String::new()
    }
}

/// Signs in.
pub async fn sign_in_post(call: Call) -> Answer {
    let (email, password) = (
        call.form.text("email").to_owned(),
        call.form.get("password").unwrap_or_default().to_owned(),
    );
    let empty = [
        ("email", email.is_empty()),
        ("password", password.is_empty()),
    ];
    let errors: Vec<FieldError> = empty
        .into_iter()
        .filter(|(_, is_empty)| *is_empty)
        .map(|(field, _)| FieldError {
            field: field.to_owned(),
            problem: Problem::Required,
        })
        .collect();
    if !errors.is_empty() {
        let mut response = show(&call, None, errors)?;
        response.set_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(response);
    }
    let (browser, now) = (call.browser(), call.now);
    // Counted before it waits for anything.
    let desk = &call.web.desk;
    let counted = desk.run(move |desk| desk.begin_sign_in(&email, &browser, now));
    let tried = match counted.await? {
        Ok(attempt) => {
            desk.run(move |desk| desk.finish_sign_in(attempt, &password, now))
                .await?
        }
        Err(error) => Err(error),
    };
    match tried {
        Ok(signed_in) => come_in(&call, &signed_in),
        Err(SignInError::Wrong { .. }) => refuse(&call, Refused::NoMatch),
        Err(SignInError::Pause { until }) => paused(&call, until),
        Err(SignInError::Store(error)) => Err(problem::Problem::from(error).into()),
    }
}

/// Leads on: to the code if one is asked for, else to where somebody wanted to go.
pub(super) fn come_in(call: &Call, signed_in: &SignedIn) -> Answer {
    let next = next(call);
    let (path, life) = match signed_in.stage {
        LoginStage::Whole if next.is_empty() => ("/".to_owned(), WHOLE),
        LoginStage::Whole => (next, WHOLE),
        LoginStage::Code => (with_next("/sign-in/code", &next), HALF),
    };
    let mut response = see_other(&path);
    let site = &call.web.site;
    let cookie = site.cookie(site.cookie_name(), &signed_in.secret, life.as_secs());
    set_cookie(&mut response, Some(cookie))?;
    let remembered = signed_in.device.as_ref().map(|device| {
        let name = site.device_cookie_name();
        site.cookie(name, device, REMEMBERED.as_secs())
    });
    set_cookie(&mut response, remembered)?;
    Ok(response)
}

/// A page of signing in, which hands on where to go afterwards.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
    format!("{path}?next={next}")
}

fn refuse(call: &Call, refused: Refused) -> Answer {
    let mut response = show(call, Some(refused), Vec::new())?;
    response.set_status(match refused {
        Refused::NoMatch => poem::http::StatusCode::UNAUTHORIZED,
        Refused::Paused { .. } => poem::http::StatusCode::TOO_MANY_REQUESTS,
    });
    Ok(response)
}

/// Says how long to wait.
pub(super) fn paused(call: &Call, until: Timestamp) -> Answer {
    let minutes = until.since(call.now).as_secs().div_ceil(60).max(1);
    refuse(call, Refused::Paused { minutes })
}

/// Ends this browser's sign-in.
pub async fn sign_out(call: Call) -> Answer {
    let site = &call.web.site;
    let name = site.cookie_name();
    if let Some(secret) = site::cookie(&call.headers, name).map(str::to_owned) {
        let (from, now) = (call.peer, call.now);
        call.run(move |desk| desk.sign_out(&secret, from, now))
            .await?;
    }
    let mut response = see_other("/sign-in");
    set_cookie(&mut response, Some(site.cookie(name, "", 0)))?;
    Ok(response)
}
