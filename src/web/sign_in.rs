//! Signing in and out.

use std::sync::Arc;

use poem::{Response, http::StatusCode};

use crate::{
    desk::{
        Desk, HashError,
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
    preferences, respond, site,
    view::{FieldError, Problem, Section, sign_in::SignInPage},
};

/// So few tries left are said.
const FEW: usize = 3;

/// Shows the form.
pub async fn sign_in(mut call: Call) -> Answer {
    let cookie = form_cookie(&mut call);
    let mut response = show(&call, Refused::default())?;
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

/// Why the last try failed.
#[derive(Default)]
struct Refused {
    errors: Vec<FieldError>,
    left: Option<usize>,
    paused_minutes: Option<u64>,
    busy: bool,
}

fn show(call: &Call, refused: Refused) -> Answer {
    let origin = call.web.site.origin();
    let page = SignInPage {
        email: call.form.text("email").to_owned(),
        host: origin
            .split_once("://")
            .map_or(origin, |(_, host)| host)
            .to_owned(),
        next: next(call),
        errors: refused.errors,
        left: refused.left.filter(|left| *left <= FEW),
        paused_minutes: refused.paused_minutes,
        busy: refused.busy,
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
    site::own_path(asked).unwrap_or_default().to_owned()
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
        .map(|(field, _)| FieldError::new(field, Problem::Required))
        .collect();
    if !errors.is_empty() {
        let refused = Refused {
            errors,
            ..Refused::default()
        };
        return refuse(&call, refused, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (browser, now) = (call.browser(), call.now);
    let desk = &call.web.desk;
    // Counted before it waits for anything.
    let counted = desk.run(move |desk| desk.begin_sign_in(&email, &browser, now));
    let tried = match counted.await? {
        Ok(attempt) => {
            let work = move |desk: &Arc<Desk>| desk.finish_sign_in(attempt, &password, now);
            match desk.run_hashing(work).await {
                Err(HashError::Busy) => Err(SignInError::Busy),
                ended => ended?,
            }
        }
        Err(error) => Err(error),
    };
    log(&tried);
    match tried {
        Ok(signed_in) => come_in(&call, &signed_in).await,
        Err(SignInError::Wrong { left }) => {
            let refused = Refused {
                errors: vec![FieldError::new("password", Problem::NoMatch)],
                left: Some(left),
                ..Refused::default()
            };
            refuse(&call, refused, StatusCode::UNAUTHORIZED)
        }
        Err(SignInError::Pause { until }) => paused(&call, until),
        Err(SignInError::Busy) => {
            let refused = Refused {
                busy: true,
                ..Refused::default()
            };
            refuse(&call, refused, StatusCode::SERVICE_UNAVAILABLE)
        }
        Err(SignInError::Store(error)) => Err(problem::Problem::from(error).into()),
    }
}

/// Leads on: to the code if one is asked for, else to where somebody wanted to go.
///
/// # Errors
/// [`WebError`] if the desk cannot be read.
pub(super) async fn come_in(call: &Call, signed_in: &SignedIn) -> Answer {
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
    preferences::remember_signed_in(call, &mut response, &signed_in.secret).await?;
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

/// Says how long to wait.
pub(super) fn paused(call: &Call, until: Timestamp) -> Answer {
    let minutes = until.since(call.now).as_secs().div_ceil(60).max(1);
    let refused = Refused {
        paused_minutes: Some(minutes),
        ..Refused::default()
    };
    refuse(call, refused, StatusCode::TOO_MANY_REQUESTS)
}

fn refuse(call: &Call, refused: Refused, status: StatusCode) -> Answer {
    let mut response = show(call, refused)?;
    response.set_status(status);
    Ok(response)
}

// Never whom somebody claimed to be.
fn log(tried: &Result<SignedIn, SignInError>) {
    match tried {
        Ok(SignedIn {
            user: id, stage, ..
        }) => match stage {
            LoginStage::Whole => tracing::info!(user.id = %id, "user {id} signed in"),
            LoginStage::Code => {
                tracing::info!(user.id = %id, "user {id} is asked for the second step");
            }
        },
        Err(SignInError::Wrong { .. }) => tracing::info!("a sign-in failed"),
        Err(SignInError::Pause { .. }) => {
            tracing::info!("a sign-in was put off after others failed");
        }
        Err(SignInError::Busy) => tracing::info!("a sign-in was put off: too many at once"),
        // Told as a problem of the store.
        Err(SignInError::Store(_)) => {}
    }
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
